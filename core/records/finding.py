"""Finding records of all kinds at once: by code, number or barcode, and by their words.

However many kinds there are it takes three statements: one for what fits exactly, one that
asks the index of words, one that fetches what is shown of the hits.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, null, or_, select, union_all

from ..database import types
from ..schema.catalog import Catalog
from ..schema.document import Document
from ..schema.forms import roots
from ..schema.record import Record, search_key
from ..work import Work
from .presentations import presentations
from .readers import UNFIT
from .words import hides_words, indexed, long_enough

HITS = 1000
"""Of more hits than this the index answers some: whoever looks for one types on."""
AMONG = 150
"""Hits of one kind among which the best are chosen."""


@dataclass(frozen=True)
class Found:
    """A record that was found.

    Attributes:
        kind, key: which one.
        name: what it is called; empty for a document, which is called by number and day.
        number: its code or number.
        moment: of a document.
        deleted: whether it is marked.
        exact: whether the very code, number or barcode was typed.
    """

    kind: str
    key: UUID
    name: str
    number: str
    moment: datetime | None
    deleted: bool
    exact: bool = False


def find_records(
    work: Work, given: str, kinds: Collection[str] = (), *, each: int = 5, most: int = 30
) -> list[Found]:
    """Records that the person may see, those that fit exactly first, then kind by kind.

    Args:
        work: the unit of work; its rights, row rules and masks apply.
        given: what was typed.
        kinds: look among these alone; among all without them.
        each: so many of each kind.
        most: so many in all.
    """
    schema = work.schema.records
    seen = [one for one in kinds or schema if one in schema and work.access.may(f"{one}.read")]
    given = UNFIT.sub(" ", given)
    words = search_key(given).split()
    if not words or not seen:
        return []
    exact = list(_fetched(work, _exact(work, seen, given.strip()), exact=True))
    keys = {one.key for one in exact}
    parts = _by_words(work, seen, words, each + len(exact))
    rest = [one for one in _fetched(work, parts) if one.key not in keys]
    return _called(work, [*exact, *_in_turn(rest, each)][:most])


def _in_turn(found: Sequence[Found], each: int) -> Iterator[Found]:
    """So many of each kind, kinds in the order of their first hit."""
    by_kind: dict[str, list[Found]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    for hits in by_kind.values():
        yield from hits[:each]


def _exact(work: Work, kinds: Sequence[str], given: str) -> Iterator[Select[Any]]:
    """For each kind: those whose code, number, or code in a row is what was typed."""
    texts = list(dict.fromkeys((given, given.upper(), given.lower())))
    for kind in kinds:
        cls: Any = work.schema.records[kind]
        hidden = work.access.hidden(kind)
        shown = "code" if issubclass(cls, Catalog) else "number"
        if shown not in hidden:
            wanted = getattr(cls, shown).in_(_numbers(cls, given) or texts)
            yield _shown(cls, hidden).where(wanted).order_by(cls.changed_at.desc()).limit(3)
        for name, one in cls.fields.items():
            if one.type == "lines" and name not in hidden:
                for column in _codes(work, one.target):
                    inner = select(one.target.owner_id).where(column.in_(texts)).limit(3)
                    yield _shown(cls, hidden).where(cls.id.in_(inner)).limit(3)


def _numbers(cls: Any, given: str) -> list[str]:
    """A number as people say it (`15`) stands for the one as it is written (`000015`)."""
    if not (issubclass(cls, Document) and given.isascii() and given.isdigit()):
        return []
    return [given, f"{cls.number_prefix}{given:0>{cls.number_width}}"]


def _codes(work: Work, line: Any) -> Iterator[Any]:
    hidden = work.access.hidden(line.kind)
    for one in line.fields.values():
        if one.search and one.type == "text" and one.name not in hidden:
            yield getattr(line, one.column)


def _by_words(
    work: Work, kinds: Sequence[str], words: Sequence[str], each: int
) -> Iterator[Select[Any]]:
    """For each kind with hits: the best of them."""
    wanted = [roots(one) for one in words]
    long = [one for one in wanted if long_enough(one)]
    if not long:
        return
    able = [one for one in kinds if not hides_words(work, work.schema.records[one])]
    by_kind: dict[str, list[UUID]] = {}
    every = len(able) == len(work.schema.records)
    for key, kind in indexed(work, long, HITS, () if every else able):
        by_kind.setdefault(kind, []).append(key)
    short = [one for one, *_others in wanted if not long_enough([one])]
    for kind in sorted(by_kind, key=lambda one: len(by_kind[one])):
        cls: Any = work.schema.records[kind]
        asked = _shown(cls, work.access.hidden(kind)).where(cls.id.in_(by_kind[kind][:AMONG]))
        for word in short:
            asked = asked.where(cls.search.contains(word, autoescape=True))
        first = cls.name_key if issubclass(cls, Catalog) else cls.number
        begins = or_(*(first.startswith(one, autoescape=True) for one in wanted[0]))
        yield asked.order_by(
            cls.deleted, begins.desc(), cls.changed_at.desc(), cls.id.desc()
        ).limit(each)


def _shown(cls: Any, hidden: Collection[str]) -> Select[Any]:
    """What is told of a record; nothing that is masked."""
    nothing, no_moment = literal(""), null().cast(types.Moment())
    if issubclass(cls, Catalog):
        name = nothing if "name" in hidden else cls.name
        number, moment = nothing if "code" in hidden else cls.code, no_moment
    else:
        name, number = nothing, nothing if "number" in hidden else cls.number
        moment = no_moment if "moment" in hidden else cls.moment
    return select(
        literal(cls.kind).label("kind"),
        cls.id.label("id"),
        name.label("name"),
        number.label("number"),
        moment.label("moment"),
        cls.deleted.label("deleted"),
    )


def _fetched(work: Work, parts: Iterator[Select[Any]], *, exact: bool = False) -> list[Found]:
    asked = list(parts)
    if not asked:
        return []
    # Each part has an order and a limit of its own, which SQLite takes in a select inside alone.
    whole = union_all(*(select(part.subquery()) for part in asked)).subquery()
    rows = work.session.execute(select(whole)).all()
    found = {
        row.id: Found(row.kind, row.id, row.name, row.number, row.moment, row.deleted, exact)
        for row in rows
    }
    return list(found.values())


def _called(work: Work, found: list[Found]) -> list[Found]:
    """The same with names of those whose name is worked out."""
    odd = [
        (work.schema.records[one.kind], one.key)
        for one in found
        if _has_own_name(work.schema.records[one.kind])
        and "name" not in work.access.hidden(one.kind)
    ]
    if not odd:
        return found
    names = presentations(work, odd)
    return [
        one if one.key not in names else Found(
            one.kind, one.key, names[one.key], one.number, one.moment, one.deleted, one.exact
        )
        for one in found
    ]  # fmt: skip


def _has_own_name(cls: type[Record]) -> bool:
    return issubclass(cls, Catalog) and cls.presentation is not Catalog.presentation
