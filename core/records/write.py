"""Saving of records: read strictly, filled in, checked, numbered, written; one way for all.

Screens, REST, imports and plugins save through here. A refusal leaves the unit of work with
half-made records in its session: end it, or wrap each save that may fail into
`work.session.begin_nested()`.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from .. import calls
from ..access.sight import house_view
from ..database.faults import is_collision
from ..database.trial import taken_back
from ..errors import Refusal, StaleVersion, refuse_all
from ..schema.catalog import Catalog
from ..schema.document import Document, DocumentHead
from ..schema.extension import AT_HAND
from ..schema.record import Record, search_key
from ..texts import Texts
from ..work import Work
from .building import Building
from .errors import ChangedMeanwhile, Collision, DuplicateKey, Posted
from .extras import load_extras
from .given import Given, Reader
from .numbers import number, place_of
from .read import class_of, find, must_find
from .shape import shape_of
from .trees import require_tree

_ = Texts(__package__)

LONGEST_KEY = 200  # letters of a name that take part in sorting


def save(
    work: Work,
    kind: str,
    data: Mapping[str, Any],
    *,
    id: UUID | None = None,  # noqa: A002 -- the word for it everywhere
    version: int | None = None,
    reposting: bool = False,
) -> Record:
    """Create a record, or change the given fields of one.

    Args:
        work: the unit of work; its rights and row rules apply.
        kind: of catalog or document.
        data: as REST takes it; `id` in it is the key of a new record, and where a record has
            that key already it is answered unchanged. Rows of a part replace those there
            were; a row with a known `id` is changed in place.
        id: of the record to change; None creates.
        version: what the caller has read; saving over a later one is refused.
        reposting: the caller posts the document again in this same unit of work.

    Raises:
        Forbidden: without `<kind>.create` or `<kind>.edit`.
        Unknown: where there is no record `id` for this person.
        Refusals: every fault of the data, each with its path (`lines.2.quantity`, from 0).
        StaleVersion, Posted, DuplicateNumber, DuplicateCode: as they say.
    """
    if id is None:
        return create(work, kind, data)[0]
    cls = class_of(work, kind)
    work.access.require(f"{kind}.edit")
    reader = Reader(work)
    given = reader.read(cls, data)
    record = must_find(work, cls, id, lock=True)
    require_version(record, given.version if version is None else version)
    _require_unposted(record, reposting=reposting)
    refuse_all(reader.faults)
    building = Building(work, record, load_extras(work, [record], shape_of(work.schema, cls)))
    return _store(building, given, place_of(work, record))


def create(work: Work, kind: str, data: Mapping[str, Any]) -> tuple[Record, bool]:
    """Create a record; answers it, and whether it is new or had the key already.

    Raises:
        As `save`.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.create")
    reader = Reader(work)
    given = reader.read(cls, data)
    known = None if given.id is None else _known(work, cls, given.id)
    if known is not None:
        return known, False
    refuse_all(reader.faults)
    return _store(Building.anew(work, cls, given.id), given, None), True


def fresh(
    work: Work,
    kind: str,
    data: Mapping[str, Any],
    *,
    id: UUID | None = None,  # noqa: A002 -- as above
) -> Record:
    """A record filled in as saving would, for a screen while a person types; never written.

    Nothing is required, computed fields keep what is given until they are computed anew,
    and whatever the hooks wrote on the way is taken back.

    Raises:
        Forbidden: without `<kind>.read`.
        Refusals: for values that can not be read.
    """
    cls = class_of(work, kind)
    work.access.require(f"{kind}.read")
    reader = Reader(work)
    given = reader.read(cls, data)
    refuse_all(reader.faults)
    with taken_back(work.session):
        building = Building.anew(work, cls, id or given.id, trying=True)
        building.record.changed_at = work.clock.now()
        building.put(given)
        building.fill()
    for one in building.made:
        work.session.enable_relationship_loading(one)
    work.session.info[AT_HAND] = building.extras
    return building.record


def objections(work: Work, record: Record) -> list[Refusal]:
    """What would forbid saving a record that `fresh` has made; for a screen, nothing is written.

    As in saving, plugins are asked once nothing is missing: they may count on required fields.
    """
    with taken_back(work.session):
        building = Building(work, record, work.session.info.get(AT_HAND, {}))
        missing = building.faults()
        return missing or list(calls.record_objections(work.hooks, work, record))


def mark_deleted(work: Work, record: Record, *, deleted: bool = True) -> None:
    """Mark a record for deletion, or take the mark off; nothing is erased.

    Raises:
        Forbidden: without `<kind>.delete`.
        Posted: for a posted document.
    """
    work.access.require(f"{record.kind}.delete")
    _require_unposted(record, reposting=False)
    if record.deleted != deleted:
        record.deleted = deleted
        _flush(work, record)


def require_version(record: Record, version: int | None) -> None:
    """Go on only if nobody saved the record since the caller has read it.

    Raises:
        StaleVersion: naming the version there is.
    """
    if version is not None and version != record.version:
        raise StaleVersion(
            _("{name} was changed by somebody else meanwhile", name=record.presentation),
            remedy=_("Open it again and repeat the change"),
            record=str(record.id),
            version=record.version,
        )


def _known(work: Work, cls: type[Record], key: UUID) -> Record | None:
    """The record that has the key already, if it is one of the kind and in sight."""
    record = find(work, cls, key)
    if record is None and _is_taken(work, cls, key):
        record = find(work, cls, key)  # it may have been made between the two questions
        if record is None:
            raise DuplicateKey(_("The key is taken by another record"), path="id")
    return record


def _is_taken(work: Work, cls: type[Record], key: UUID) -> bool:
    table: Any = DocumentHead if issubclass(cls, Document) else cls
    with house_view(work.session):  # a record out of sight has its key, too
        return work.session.scalar(select(table.id).where(table.id == key)) is not None


def _require_unposted(record: Record, *, reposting: bool) -> None:
    if isinstance(record, Document) and record.posted and not reposting:
        raise Posted(
            _("{title} {number} is posted", title=record.title[0], number=record.number),
            remedy=_("Unpost it first, or post it again with the change"),
            record=str(record.id),
        )


def _store(building: Building, given: Given, before: tuple[object, ...] | None) -> Record:
    work, record = building.work, building.record
    outer = work.session.info.get(AT_HAND)  # of the record whose filling or saving makes this one
    try:
        build(building, given)
    except Refusal as why:  # a number or row that is taken by the very record, sent twice at once
        if record in building.made and _is_taken(work, type(record), record.id):
            raise _collision(record.presentation) from why
        raise
    number(work, record, before)
    work.session.add(record)
    work.session.add_all(building.extras.values())
    _flush(work, record)
    work.session.info[AT_HAND] = outer or {}
    return record


def build(building: Building, given: Given) -> None:
    """Put what came in into a record, fill it in and check it; nothing is written.

    Raises:
        Refusals: everything that forbids saving it.
    """
    work, record = building.work, building.record
    building.put(given)
    _mark(work, record, given)
    building.fill()
    refuse_all(building.faults())
    require_tree(work, record)
    refuse_all(calls.record_objections(work.hooks, work, record))
    _require_rows_free(building)


def _mark(work: Work, record: Record, given: Given) -> None:
    if given.deleted is not None and given.deleted != record.deleted:
        work.access.require(f"{record.kind}.delete")
        _require_unposted(record, reposting=False)
        record.deleted = given.deleted


def _require_rows_free(building: Building) -> None:
    """Rows with keys of the caller's making must not be rows of another record."""
    for name, line in building.shape.parts.items():
        rows = getattr(building.record, name)
        keys = [row.id for row in rows if row.id in building.chosen]
        asked: Any = select(line.id).where(line.id.in_(keys)).limit(1)
        with house_view(building.work.session):
            taken = building.work.session.scalar(asked) if keys else None
        if taken is not None:
            place = next(n for n, row in enumerate(rows) if row.id == taken)
            raise DuplicateKey(_("The key is taken by another row"), path=f"{name}.{place}.id")


def stamp(work: Work, record: Record) -> None:
    """Count the version; keep what the record is sorted and found by."""
    record.version = (record.version or 0) + 1
    record.changed_at = work.clock.now()
    record.search = record.searched()
    if isinstance(record, Catalog):
        record.name_key = search_key(record.name)[:LONGEST_KEY]


def _flush(work: Work, record: Record) -> None:
    stamp(work, record)
    name, key = record.presentation, str(record.id)  # a failed flush forgets the record
    try:
        work.session.flush()  # hooks read the record by SQL, the caller its number
    except StaleDataError as why:
        raise ChangedMeanwhile(
            _("{name} was changed by somebody else meanwhile", name=name), record=key
        ) from why
    except IntegrityError as why:
        if not is_collision(why):
            raise
        raise _collision(name) from why
    calls.on_saved(work.hooks, work, record)


def _collision(name: str) -> Collision:
    return Collision(_("{name} met another change of the same", name=name), remedy=_("Try again"))
