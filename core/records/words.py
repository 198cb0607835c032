"""Finding records by parts of their words, through the index of parts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, text

from ..schema.record import Record, search_key
from ..schema.words import SHORTEST, Words
from ..work import Work

ENOUGH = 2000
"""More hits than this are not gathered: walking the list in its order finds them sooner."""

_MATCH = text(
    "SELECT w.record_id AS record_id, w.kind AS kind "
    "FROM (SELECT rowid FROM core_words_parts WHERE core_words_parts MATCH :match LIMIT :most) "
    "AS p JOIN core_words AS w ON w.number = p.rowid"
).columns(Words.record_id, Words.kind)


def hits(work: Work, words: Sequence[str], kind: str) -> list[UUID] | None:
    """The keys of a kind's records in which all words stand; None where there are too many."""
    found = _indexed(work, words, ENOUGH + 1)
    if len(found) > ENOUGH:
        return None
    return [key for key, of in found if of == kind]


def long_enough(words: Sequence[str]) -> list[str]:
    """The words that the index of parts can find."""
    return [one for one in words if len(one) >= SHORTEST]


def everywhere(work: Work, given: str, limit: int = 20) -> list[Record]:
    """Records of all kinds that the person may see, in which all words stand.

    Words of fewer than three letters alone find nothing.
    """
    words = long_enough(search_key(given).split())
    if not words:
        return []
    by_kind: dict[str, list[UUID]] = {}
    for key, kind in _indexed(work, words, ENOUGH):
        by_kind.setdefault(kind, []).append(key)
    found: list[Record] = []
    for kind, cls in work.schema.records.items():
        if kind in by_kind and work.access.may(f"{kind}.read") and not hides_words(work, cls):
            found += _load(work, cls, by_kind[kind], limit)
    return sorted(found, key=lambda one: (one.deleted, -one.changed_at.timestamp()))[:limit]


def hides_words(work: Work, cls: type[Record]) -> bool:
    """Whether fields hidden from the person take part in the search: he could guess them."""
    hidden = work.access.hidden(cls.kind)
    return any(one.search and one.name in hidden for one in cls.fields.values())


def _load(work: Work, cls: Any, keys: list[UUID], limit: int) -> list[Record]:
    asked = select(cls).where(cls.id.in_(keys))
    return list(work.session.scalars(asked.order_by(cls.changed_at.desc()).limit(limit)))


def _indexed(work: Work, words: Sequence[str], most: int) -> list[tuple[UUID, str]]:
    if work.session.get_bind().dialect.name == "sqlite":
        match = " AND ".join('"{}"'.format(one.replace('"', '""')) for one in words)
        rows = work.session.execute(_MATCH, {"match": match, "most": most})
    else:
        # Written out, for a prepared plan would not know how rare the words are.
        parts: list[Any] = [bindparam(None, _pattern(one), literal_execute=True) for one in words]
        asked = select(Words.record_id, Words.kind).where(*(Words.words.like(p) for p in parts))
        rows = work.session.execute(asked.limit(most))
    return [(key, kind) for key, kind in rows]


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
