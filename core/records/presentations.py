"""How many records are called, found with one select for each kind."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from babel.dates import format_date
from sqlalchemy import select

from ..schema.catalog import Catalog
from ..schema.document import DocumentHead
from ..work import Work

CHUNK = 10_000  # keys in one statement; SQLite takes 32766 variables


def presentations(
    work: Work, pointers: Iterable[tuple[Any, UUID | None]], language: str | None = None
) -> dict[UUID, str]:
    """What records are called, by key.

    Args:
        work: the unit of work.
        pointers: (target, key): a class, a kind whose plugin may be absent, `document`, or
            the kinds it may be of.
        language: of documents' titles and dates; the person's without it.

    Returns:
        names by key; a record of a plugin that is off has none.
    """
    wanted: dict[Any, set[UUID]] = defaultdict(set)
    for target, key in pointers:
        for one in _apart(work, target):
            if key is not None:
                wanted[_class_of(work, one)].add(key)
    found: dict[UUID, str] = {}
    for target, keys in wanted.items():
        if target is DocumentHead:
            found |= _documents(work, keys, language or work.language)
        elif target is not None:
            found |= _records(work, target, keys)
    return found


def _apart(work: Work, target: Any) -> set[Any]:
    """What to look under for something that may be of several kinds."""
    if not isinstance(target, tuple):
        return {target}
    return {"document" if kind in work.schema.documents else kind for kind in target}


def _class_of(work: Work, target: Any) -> Any:
    if target == "document":
        return DocumentHead
    return work.schema.records.get(target) if isinstance(target, str) else target


def _records(work: Work, cls: Any, keys: Collection[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    by_name = issubclass(cls, Catalog) and cls.presentation is Catalog.presentation
    for part in _chunks(keys):
        if by_name:  # two columns instead of whole records
            rows = work.session.execute(select(cls.id, cls.name).where(cls.id.in_(part)))
            found |= {row[0]: row[1] for row in rows}
        else:
            records = work.session.scalars(select(cls).where(cls.id.in_(part)))
            found |= {one.id: one.presentation for one in records}
    return found


def _documents(work: Work, keys: Collection[UUID], language: str) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for part in _chunks(keys):
        for head in work.session.scalars(select(DocumentHead).where(DocumentHead.id.in_(part))):
            cls = work.schema.documents.get(head.kind)
            title = cls.title[0].into(language) if cls else head.kind
            day = format_date(work.day_of(head.moment), "short", locale=language)
            found[head.id] = f"{title} {head.number}, {day}"
    return found


def _chunks(keys: Collection[UUID]) -> Iterable[list[UUID]]:
    rest = list(keys)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]
