"""Putting what came in into a record and its rows, and filling in the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from .. import calls
from ..database.ids import new_id
from ..errors import Invalid, Refusal
from ..schema.document import Document
from ..schema.extension import AT_HAND, Extension
from ..schema.record import Declared, Lines, Record
from ..texts import Texts
from ..values import DIGITS, WIDEST
from ..work import Work
from .errors import Missing, ReadOnly
from .extras import Extras, holder
from .given import Given
from .references import Pointer
from .shape import Shape, Slot, shape_of

_ = Texts(__package__)


@dataclass
class Echo:
    """A value given for a field that the house computes, with what stood there before."""

    owner: Declared
    slot: Slot
    path: str
    given: Any
    before: Any


@dataclass
class Building:
    """A record under construction.

    Attributes:
        work: the unit of work.
        record: new, or as it was stored.
        extras: the extension rows of the record and its rows.
        trying: for a screen: computed fields take what is given, nothing is required.
        made: the record and rows that are new.
        chosen: keys of new rows that the caller has made.
        echoes: values given for computed fields.
    """

    work: Work
    record: Record
    extras: Extras = field(default_factory=dict)
    trying: bool = False
    made: list[Any] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)
    chosen: set[UUID] = field(default_factory=set)

    @classmethod
    def anew(
        cls, work: Work, kind: type[Record], key: UUID | None, *, trying: bool = False
    ) -> "Building":
        """Begin a new record with the defaults of its fields."""
        shape = shape_of(work.schema, kind)
        record = _new(shape, key)
        for name in shape.parts:
            set_committed_value(record, name, [])
        record.deleted, record.version = False, 0
        building = cls(work, record, trying=trying)
        building.made.append(record)
        return building

    @property
    def shape(self) -> Shape:
        """Of the record."""
        return shape_of(self.work.schema, type(self.record))

    def put(self, given: Given) -> None:
        """Put in what came in: fields, then rows; rows keep their keys, order is as given."""
        self._fields(self.record, given)
        for name, rows in given.parts.items():
            self._rows(name, rows)

    def fill(self) -> None:
        """Fill in what was left out: the moment, then the plugins, rows and record themselves."""
        for one in self.made:  # so that a reference loads as soon as its key is set
            self.work.session.enable_relationship_loading(one)
        self.work.session.info[AT_HAND] = {**self._absent(), **self.extras}
        record = self.record
        if isinstance(record, Document) and cast("Any", record).moment is None:
            record.moment = self.work.clock.now()
        calls.fill(self.work.hooks, self.work, record)
        for _path, row in self.rows():
            row.complete(self.work)
        record.complete(self.work)
        for _path, row in self.rows():
            if cast("Any", row).id is None:  # filled in, told by its key like those that came in
                row.id = new_id()
        at_hand = self.work.session.info[AT_HAND]  # plugins may have made some on the way
        self.extras.update({key: one for key, one in at_hand.items() if one is not None})

    def _absent(self) -> dict[tuple[type[Extension], UUID], None]:
        """The extension rows that new records can not have yet: nobody need look for them."""
        return {
            (extension, one.id): None
            for one in self.made
            for extension in shape_of(self.work.schema, type(one)).extensions
        }

    def rows(self) -> Iterator[tuple[str, Lines]]:
        """Every row of every part, with its path."""
        for name in self.shape.parts:
            for place, row in enumerate(getattr(self.record, name)):
                yield f"{name}.{place}.", row

    def faults(self) -> list[Refusal]:
        """What can not be stored: required fields left empty, numbers too wide."""
        found = list(self._of_one(self.record, ""))
        for path, row in self.rows():
            found += self._of_one(row, path)
        return found + [_read_only(echo) for echo in self.echoes if self._differs(echo)]

    def _fields(self, owner: Any, given: Given) -> None:
        for name, value in given.values.items():
            slot = given.shape.slots[name]
            if slot.field.readonly and not self.trying:
                home = holder(self.extras, owner, slot)
                before = slot.empty() if home is None else getattr(home, slot.field.column)
                self.echoes.append(Echo(owner, slot, given.at(name), value, before))
                continue
            home = self._home(owner, slot, value)
            if home is not None:
                _set(home, slot, value)

    def _home(self, owner: Any, slot: Slot, value: Any) -> Any:
        home = holder(self.extras, owner, slot)
        if home is None and value is not None:
            extension = slot.field.extension
            home = _new(shape_of(self.work.schema, extension), owner.id)
            home.owner = owner
            self.extras[extension, owner.id] = home
        return home

    def _rows(self, name: str, given: list[Given]) -> None:
        known = {row.id: row for row in getattr(self.record, name)}
        rows = []
        for place, one in enumerate(given):
            row = known.get(one.id) if one.id else None
            if row is None:
                row = _new(one.shape, one.id)
                self.made.append(row)
                self.chosen |= {one.id} if one.id else set()
            row.owner_id, row.position = self.record.id, place
            self._fields(row, one)
            rows.append(row)
        setattr(self.record, name, rows)

    def _of_one(self, owner: Any, path: str) -> Iterator[Refusal]:
        shape = shape_of(self.work.schema, type(owner))
        for name, slot in shape.slots.items():
            home = holder(self.extras, owner, slot)
            if home is None:
                continue
            value = getattr(home, slot.field.column)
            if slot.field.required and value in (None, ""):
                label = slot.field.label
                yield Missing(_("{label} is missing", label=label), path=path + name, field=name)
            elif slot.field.is_number and value and _too_wide(slot, value):
                label = slot.field.label
                yield Invalid(_("{label} is too large", label=label), path=path + name, field=name)

    def _differs(self, echo: Echo) -> bool:
        home = holder(self.extras, echo.owner, echo.slot)
        after = echo.slot.empty() if home is None else getattr(home, echo.slot.field.column)
        given = echo.given.record.id if isinstance(echo.given, Pointer) else echo.given
        return given is not None and given not in (echo.before, after)


def _new(shape: Shape, key: UUID | None) -> Any:
    made: Any = shape.cls(id=key or new_id())
    for slot in shape.slots.values():
        value = slot.default() if slot.home is shape.cls else None
        if value is not None:
            setattr(made, slot.field.column, value)
    return made


def _set(home: Any, slot: Slot, value: Any) -> None:
    if value is None:
        setattr(home, slot.field.column, slot.default())
    elif not isinstance(value, Pointer):
        setattr(home, slot.field.column, value)
    else:
        setattr(home, slot.field.column, value.record.id)
        if slot.loads:
            set_committed_value(home, slot.field.name, value.record)


def _too_wide(slot: Slot, value: Any) -> bool:
    return bool(value.adjusted() + DIGITS[slot.field.type] >= WIDEST)


def _read_only(echo: Echo) -> ReadOnly:
    label, name = echo.slot.field.label, echo.slot.field.name
    return ReadOnly(
        _("{label} is computed and can not be set", label=label),
        path=echo.path,
        remedy=_("Leave it out"),
        field=name,
    )
