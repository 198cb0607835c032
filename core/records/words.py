"""Finding records by parts of their words, through the index of parts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, bindparam, column, or_, select, text

from ..schema.record import Record
from ..schema.words import SHORTEST, Words
from ..work import Work

ENOUGH = 5000
"""More hits than this are not gathered: walking the list in its order finds them sooner."""
LOOKED_AT = 100_000
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
        f"FROM ({_PARTS} {LOOKED_AT}) AS p {_ROWS} WHERE w.kind IN :kinds LIMIT :most"
    )
    .bindparams(bindparam("kinds", expanding=True))
    .columns(Words.record_id, Words.kind)
)
_COUNTED = text(f"SELECT count(*) FROM ({_PARTS} :most)")  # noqa: S608 -- as above


def hits(work: Work, words: Sequence[str], kind: str) -> list[UUID] | None:
    """The keys of a kind's records in which all words stand, long ones and short.

    Returns:
        None where there are too many to gather, or no word is long enough for the index.
    """
    long = long_enough(words)
    if not long:
        return None
    short = [one for one in words if one not in long]
    if work.session.get_bind().dialect.name != "sqlite":
        found = select(Words.record_id).where(*_like(long), *_like(short), Words.kind == kind)
    else:
        rows = _looked_at(long, LOOKED_AT)
        found = select(Words.record_id).join(rows, rows.c.rowid == Words.number)
        found = found.where(Words.kind == kind, *_like(short))
    keys = list(work.session.scalars(found.limit(ENOUGH + 1)))
    if len(keys) > ENOUGH or _is_part(work, long):
        return None
    return keys


def _looked_at(words: Sequence[str], most: int) -> Any:
    given = {"match": _match(words)}
    parts = text(f"{_PARTS} {int(most)}").bindparams(**given)
    return parts.columns(column("rowid", Integer)).subquery("p")


def _is_part(work: Work, words: Sequence[str]) -> bool:
    """Whether the index has more hits, of all kinds, than were looked at."""
    if work.session.get_bind().dialect.name != "sqlite":
        return False
    given = {"match": _match(words), "most": LOOKED_AT + 1}
    return (work.session.scalar(_COUNTED, given) or 0) > LOOKED_AT


def long_enough(words: Sequence[str]) -> list[str]:
    """The words that the index of parts can find."""
    return [one for one in words if len(one) >= SHORTEST]


def hides_words(work: Work, cls: type[Record]) -> bool:
    """Whether fields hidden from the person take part in the search: he could guess them."""
    hidden = work.access.hidden(cls.kind)
    return any(one.search and one.name in hidden for one in cls.fields.values())


def indexed(
    work: Work, words: Sequence[str | Sequence[str]], most: int, kinds: Sequence[str] = ()
) -> list[tuple[UUID, str]]:
    """Keys and kinds of records in which all words stand, `most` of them; of some kinds alone.

    In the place of a word may stand several, of which one has to be there.
    """
    if work.session.get_bind().dialect.name == "sqlite":
        asked, given = (_MATCH_OF, {"kinds": list(kinds)}) if kinds else (_MATCH, {})
        rows = work.session.execute(asked, {"match": _match(words), "most": most, **given})
    else:
        found = select(Words.record_id, Words.kind).where(*_like(words))
        if kinds:
            found = found.where(Words.kind.in_(kinds))
        rows = work.session.execute(found.limit(most))
    return [(key, kind) for key, kind in rows]


def _choices(word: str | Sequence[str]) -> Sequence[str]:
    return [word] if isinstance(word, str) else word


def _match(words: Sequence[str | Sequence[str]]) -> str:
    return " AND ".join(f"({' OR '.join(map(_quoted, _choices(one)))})" for one in words)


def _quoted(word: str) -> str:
    return '"{}"'.format(word.replace('"', '""'))


def _like(words: Sequence[str | Sequence[str]]) -> list[ColumnElement[bool]]:
    return [or_(*map(_stands, _choices(one))) for one in words]


def _stands(word: str) -> ColumnElement[bool]:
    # Written out, for a prepared plan would not know how rare the words are.
    part: Any = bindparam(None, _pattern(word), literal_execute=True)
    return Words.words.like(part, escape="\\")


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
