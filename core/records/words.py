"""Finding records by parts of their words, through the index of parts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TextualSelect,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects import postgresql

from ..access.sight import house_view
from ..database import types
from ..schema.record import Record
from ..schema.words import SHORTEST, Words
from ..work import Work

ENOUGH = 8000
"""More hits than this are not gathered: walking the list in its order finds them sooner."""
TINY, SMALL = 1000, 50_000
"""A list of no more records is walked at once, or where many hits are of other kinds."""
MANY = 300
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
_SOME, _ROWID = text(f"{_PARTS} :most"), column("rowid", Integer)
_COUNTED = text(f"SELECT count(*) FROM ({_PARTS} :most)")  # noqa: S608 -- as above


def hits(work: Work, words: Sequence[str], cls: type[Record]) -> list[UUID] | None:
    """The keys of a kind's records in which all words stand, long ones and short.

    Returns:
        None where there are too many to gather, or no word is long enough for the index.
    """
    long = long_enough(words)
    size = _counted(work, select(cls.__table__.c.id), SMALL) if long else 0
    if size <= TINY:
        return None
    short = [one for one in words if one not in long]
    asked = select(Words.record_id).where(Words.kind == cls.kind, *_like(short))
    if not _on_sqlite(work):
        return _few(work, asked.where(*_like(long)))
    if not _are_more(work, long, ENOUGH):
        rows = _rows_of(long, ENOUGH).subquery("p")
        return _few(work, asked.join(rows, rows.c.rowid == Words.number))
    if size <= SMALL:
        return None
    return _looked_for(work, asked, long)


def among(work: Work, key: Any, keys: Sequence[UUID]) -> ColumnElement[bool]:
    """That a key is one of those found.

    Of a long list PostgreSQL would rather walk the order of the page and look each key up in
    it; of an array made into rows it fetches the records themselves.
    """
    if _on_sqlite(work) or len(keys) <= MANY:
        named: ColumnElement[bool] = key.in_(keys)
        return named
    array = literal(list(keys), postgresql.ARRAY(types.Key()))
    found: ColumnElement[bool] = key.in_(select(func.unnest(array, type_=types.Key())))
    return found


def _few(work: Work, asked: Select[Any]) -> list[UUID] | None:
    keys = list(work.session.scalars(asked.limit(ENOUGH + 1)))
    return keys if len(keys) <= ENOUGH else None


def _rows_of(words: Sequence[str], most: int) -> TextualSelect:
    """The first so many rows of all kinds in which all words stand, by SQLite's index."""
    return _SOME.bindparams(match=_match(words), most=most).columns(_ROWID)


def _looked_for(work: Work, asked: Select[Any], words: Sequence[str]) -> list[UUID] | None:
    """The few of a kind among hits of all kinds; None where more than are looked at."""
    rows = _rows_of(words, LOOKED_AT + 1).cte("p")
    looked = select(func.count()).select_from(rows).scalar_subquery()
    keys = asked.join(rows, rows.c.rowid == Words.number).add_columns(looked)
    found = work.session.execute(keys.limit(ENOUGH + 1)).all()  # the index is read once for both
    if not found:
        return None if _are_more(work, words, LOOKED_AT) else []
    if len(found) > ENOUGH or found[0][1] > LOOKED_AT:
        return None
    return [key for key, _looked in found]


def _are_more(work: Work, words: Sequence[str], most: int) -> bool:
    """Whether SQLite's index has more hits, of all kinds, than so many."""
    counted = _COUNTED.bindparams(match=_match(words), most=most + 1)
    return (work.session.scalar(counted) or 0) > most


def _counted(work: Work, asked: Select[Any], most: int) -> int:
    """How many rows there are, counted to one beyond `most`; who may see them is no matter."""
    with house_view(work.session):
        few = asked.limit(most + 1).subquery()
        return work.session.scalar(select(func.count()).select_from(few)) or 0


def _on_sqlite(work: Work) -> bool:
    return work.session.get_bind().dialect.name == "sqlite"


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
    if _on_sqlite(work):
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
