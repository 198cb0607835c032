"""Finding records by parts of their words, through the index of parts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, bindparam, column, func, select, text

from ..access.sight import house_view
from ..schema.record import Record
from ..schema.words import SHORTEST, Words
from ..work import Work

ENOUGH = 8000
"""More hits than this are not gathered: walking the list in its order finds them sooner."""
SMALL = 10_000
"""A list of no more records is walked rather than looked for among many hits of other kinds."""
LOOKED_AT = 150_000
"""A kind is told by its row alone: so many hits of all kinds are looked at for those of one."""

_PARTS = "SELECT rowid FROM core_words_parts WHERE core_words_parts MATCH :match LIMIT"
_ROWS = "JOIN core_words AS w ON w.number = p.rowid"
_MATCH = text(
    "SELECT w.record_id AS record_id, w.kind AS kind "  # noqa: S608 -- our own words alone
    f"FROM ({_PARTS} :most) AS p {_ROWS}"
).columns(Words.record_id, Words.kind)
_MATCH_OF = (
    text(
        "SELECT w.record_id AS record_id, w.kind AS kind "  # noqa: S608 -- as above
        f"FROM ({_PARTS} 20000) AS p {_ROWS} WHERE w.kind IN :kinds LIMIT :most"
    )
    .bindparams(bindparam("kinds", expanding=True))
    .columns(Words.record_id, Words.kind)
)
_COUNTED = text(f"SELECT count(*) FROM ({_PARTS} :most)")  # noqa: S608 -- as above


def hits(work: Work, words: Sequence[str], cls: type[Record]) -> list[UUID] | None:
    """The keys of a kind's records in which all words stand, long ones and short.

    Returns:
        None where there are too many to gather, or no word is long enough for the index.
    """
    long = long_enough(words)
    short = [one for one in words if one not in long]
    if not long:
        return None
    if not _are_many(work, long):
        asked = select(Words.record_id).where(Words.kind == cls.kind, *_like(short))
        return list(work.session.scalars(_found(work, asked, long, ENOUGH)))
    if _is_small(work, cls):
        return None
    asked = select(Words.record_id).where(Words.kind == cls.kind, *_like(short))
    keys = list(work.session.scalars(_found(work, asked, long, LOOKED_AT).limit(ENOUGH + 1)))
    is_part = _on_sqlite(work) and _are_many(work, long, LOOKED_AT)
    return None if is_part or len(keys) > ENOUGH else keys


def _on_sqlite(work: Work) -> bool:
    return work.session.get_bind().dialect.name == "sqlite"


def _found(work: Work, asked: Select[Any], words: Sequence[str], most: int) -> Select[Any]:
    """The same of records in which all words stand; of the first `most` of them on SQLite."""
    if not _on_sqlite(work):
        return asked.where(*_like(words))
    parts = text(f"{_PARTS} {int(most)}").bindparams(match=_match(words))  # noqa: S608 -- ours
    rows = parts.columns(column("rowid", Integer)).subquery("p")
    return asked.join(rows, rows.c.rowid == Words.number)


def _are_many(work: Work, words: Sequence[str], most: int | None = None) -> bool:
    """Whether the index has more hits, of all kinds, than so many."""
    most = ENOUGH if most is None else most
    if not _on_sqlite(work):
        few = select(Words.number).where(*_like(words)).limit(most + 1).subquery()
        counted: Any = select(func.count()).select_from(few)
    else:
        counted = _COUNTED.bindparams(match=_match(words), most=most + 1)
    return (work.session.scalar(counted) or 0) > most


def _is_small(work: Work, cls: type[Record]) -> bool:
    with house_view(work.session):  # how many there are says nothing of what stands in them
        few = select(cls.__table__.c.id).limit(SMALL + 1).subquery()
        return (work.session.scalar(select(func.count()).select_from(few)) or 0) <= SMALL


def long_enough(words: Sequence[str]) -> list[str]:
    """The words that the index of parts can find."""
    return [one for one in words if len(one) >= SHORTEST]


def hides_words(work: Work, cls: type[Record]) -> bool:
    """Whether fields hidden from the person take part in the search: he could guess them."""
    hidden = work.access.hidden(cls.kind)
    return any(one.search and one.name in hidden for one in cls.fields.values())


def indexed(
    work: Work, words: Sequence[str], most: int, kinds: Sequence[str] = ()
) -> list[tuple[UUID, str]]:
    """Keys and kinds of records in which all words stand, `most` of them; of some kinds alone."""
    if _on_sqlite(work):
        asked, given = (_MATCH_OF, {"kinds": list(kinds)}) if kinds else (_MATCH, {})
        rows = work.session.execute(asked, {"match": _match(words), "most": most, **given})
    else:
        found = select(Words.record_id, Words.kind).where(*_like(words))
        if kinds:
            found = found.where(Words.kind.in_(kinds))
        rows = work.session.execute(found.limit(most))
    return [(key, kind) for key, kind in rows]


def _match(words: Sequence[str]) -> str:
    return " AND ".join('"{}"'.format(one.replace('"', '""')) for one in words)


def _like(words: Sequence[str]) -> list[ColumnElement[bool]]:
    # Written out, for a prepared plan would not know how rare the words are.
    parts: list[Any] = [bindparam(None, _pattern(one), literal_execute=True) for one in words]
    return [Words.words.like(part, escape="\\") for part in parts]


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
