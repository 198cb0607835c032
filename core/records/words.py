"""Finding records by parts of their words, through the index of parts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select, text

from ..schema.record import Record
from ..schema.words import SHORTEST, Words
from ..work import Work

ENOUGH = 2000
"""More hits than this are not gathered: walking the list in its order finds them sooner."""

_MATCH = text(
    "SELECT w.record_id AS record_id, w.kind AS kind "
    "FROM (SELECT rowid FROM core_words_parts WHERE core_words_parts MATCH :match LIMIT :most) "
    "AS p JOIN core_words AS w ON w.number = p.rowid"
).columns(Words.record_id, Words.kind)


# A kind is told by its row alone: so many hits are looked at for those of the kinds wanted.
_MATCH_OF = (
    text(
        "SELECT w.record_id AS record_id, w.kind AS kind "
        "FROM (SELECT rowid FROM core_words_parts WHERE core_words_parts MATCH :match LIMIT 20000) "
        "AS p JOIN core_words AS w ON w.number = p.rowid WHERE w.kind IN :kinds LIMIT :most"
    )
    .bindparams(bindparam("kinds", expanding=True))
    .columns(Words.record_id, Words.kind)
)


def hits(work: Work, words: Sequence[str], kind: str) -> list[UUID] | None:
    """The keys of a kind's records in which all words stand; None where there are too many."""
    found = indexed(work, words, ENOUGH + 1)
    if len(found) > ENOUGH:
        return None
    return [key for key, of in found if of == kind]


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
    choices = [[one] if isinstance(one, str) else list(one) for one in words]
    if work.session.get_bind().dialect.name == "sqlite":
        match = " AND ".join(f"({' OR '.join(map(_quoted, one))})" for one in choices)
        asked, given = (_MATCH_OF, {"kinds": list(kinds)}) if kinds else (_MATCH, {})
        rows = work.session.execute(asked, {"match": match, "most": most, **given})
    else:
        # Written out, for a prepared plan would not know how rare the words are.
        found = select(Words.record_id, Words.kind).where(
            *(or_(*(Words.words.like(_written(word)) for word in one)) for one in choices)
        )
        if kinds:
            found = found.where(Words.kind.in_(kinds))
        rows = work.session.execute(found.limit(most))
    return [(key, kind) for key, kind in rows]


def _quoted(word: str) -> str:
    return '"{}"'.format(word.replace('"', '""'))


def _written(word: str) -> Any:
    return bindparam(None, _pattern(word), literal_execute=True)


def _pattern(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
