"""Numbers of documents and codes of catalogs: given by hand or the next of their series."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import select

from ..access.sight import house_view
from ..database.ids import NONE
from ..schema.catalog import Catalog
from ..schema.document import Document, DocumentHead
from ..schema.numbering import next_number
from ..schema.record import Record
from ..texts import Texts
from ..work import Work
from .errors import DuplicateCode, DuplicateNumber

_ = Texts(__package__)

AT_ONCE = 10_000  # codes in one statement; SQLite takes 32766 variables
PATIENCE = 50  # taken numbers passed one by one before steps grow


def number(work: Work, record: Record, before: tuple[object, ...] | None) -> None:
    """Give a record its number or code, or make sure that the one it has is free.

    Args:
        work: the unit of work.
        record: filled in.
        before: its place among numbers as it was stored (`place_of`); None for a new one.

    Raises:
        DuplicateNumber, DuplicateCode: where another record has it.
    """
    if not _shown(record):
        _take(work, record)
    elif place_of(work, record) != before and _taken(work, record):
        raise _duplicate(record)


def number_many(work: Work, records: Sequence[Catalog]) -> dict[Catalog, DuplicateCode]:
    """Give new records of one catalog their codes: few questions, however many records.

    Returns:
        the refusals of codes that are taken, in the base or by an earlier record of these.
    """
    refused: dict[Catalog, DuplicateCode] = {}
    seen: set[str] = set()
    taken = _all_taken(work, [one for one in records if one.code])
    for one in records:
        if one.code and (one.code in taken or one.code in seen):
            refused[one] = cast("DuplicateCode", _duplicate(one))
        seen |= {one.code} if one.code else set()
    waiting = [one for one in records if not one.code]
    while waiting:
        last = next_number(
            work.session, waiting[0].kind, prefix=waiting[0].code_prefix, step=len(waiting)
        )
        for place, one in enumerate(waiting, start=last - len(waiting) + 1):
            one.code = f"{one.code_prefix}{place:0{one.code_width}d}"
        taken = _all_taken(work, waiting)
        waiting = [one for one in waiting if one.code in taken or one.code in seen]
    return refused


def _all_taken(work: Work, records: Sequence[Catalog]) -> set[str]:
    found: set[str] = set()
    codes = [one.code for one in records]
    with house_view(work.session):
        for start in range(0, len(codes), AT_ONCE):
            cls = cast("Any", type(records[0]))
            asked = select(cls.code).where(cls.code.in_(codes[start : start + AT_ONCE]))
            found.update(work.session.scalars(asked))
    return found


def place_of(work: Work, record: Record) -> tuple[object, ...]:
    """What must differ from every other record: the code, or series, year and number."""
    if isinstance(record, Document):
        return record.number_scope(), work.day_of(record.moment).year, record.number
    return (record.code,) if isinstance(record, Catalog) else ()


def _shown(record: Record) -> str:
    return str(getattr(record, "number" if isinstance(record, Document) else "code"))


def _take(work: Work, record: Record) -> None:
    """Take the next number that nobody has: numbers given by hand may stand ahead."""
    step = 1
    for tried in range(2 * PATIENCE):
        _write(work, record, step)
        if not _taken(work, record):
            return
        if tried >= PATIENCE:
            step *= 2
    raise _duplicate(record)


def _write(work: Work, record: Record, step: int) -> None:
    if isinstance(record, Document):
        last = next_number(
            work.session,
            record.kind,
            scope=record.number_scope(),
            year=work.day_of(record.moment).year,
            prefix=record.number_prefix,
            step=step,
        )
        record.number = f"{record.number_prefix}{last:0{record.number_width}d}"
    elif isinstance(record, Catalog):
        prefix = record.code_prefix
        last = next_number(work.session, record.kind, scope=NONE, prefix=prefix, step=step)
        record.code = f"{prefix}{last:0{record.code_width}d}"


def _taken(work: Work, record: Record) -> bool:
    asked: Any
    if isinstance(record, Document):
        scope, year, shown = place_of(work, record)
        asked = select(DocumentHead.id).where(
            DocumentHead.kind == record.kind,
            DocumentHead.scope == scope,
            DocumentHead.year == year,
            DocumentHead.number == shown,
            DocumentHead.id != record.id,
        )
    else:
        cls = cast("Any", type(record))
        asked = select(cls.id).where(cls.code == _shown(record), cls.id != record.id)
    with house_view(work.session):  # a number is taken by a record out of sight, too
        return work.session.scalar(asked.limit(1)) is not None


def _duplicate(record: Record) -> DuplicateNumber | DuplicateCode:
    shown = _shown(record)
    if isinstance(record, Document):
        return DuplicateNumber(
            _("{title}: number {number} is taken", title=record.title[0], number=shown),
            path="number",
            remedy=_("Leave the number empty to get the next one"),
            value=shown,
        )
    return DuplicateCode(
        _("{title}: code {code} is taken", title=record.title[0], code=shown),
        path="code",
        remedy=_("Leave the code empty to get the next one"),
        value=shown,
    )
