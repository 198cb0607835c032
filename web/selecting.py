"""Choosing many rows at once: a list with facts beside each record, folders, quantities.

What stands beside a record (stock, a price) is told by plugins, a whole page at a time. A code
that a scanner has read comes here, too: plugins say what it stands for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from ..core import calls
from ..core.errors import Unknown
from ..core.records.choosing import Choosing, ScannedRow
from ..core.records.listing import Page, page
from ..core.records.presentations import presentations
from ..core.records.query import Filter, Query
from ..core.records.readers import is_key
from ..core.records.shape import Slot, shape_of
from ..core.records.trees import PARENT
from ..core.schema.record import Lines
from ..core.texts import Texts
from ..core.work import Work
from .drawn import Form
from .editing import Editing
from .picking import Picker, narrowing, selectable, stands_back
from .tables import Cell, Column, cell

_ = Texts(__package__)

LENGTH = 40
FOLDERS = 500


@dataclass(frozen=True)
class Folder:
    """A folder to choose from, as deep as it stands."""

    key: UUID
    name: str
    depth: int


@dataclass(frozen=True)
class Offered:
    """A record that may become a row."""

    key: UUID
    text: str
    code: str
    cells: Sequence[Cell]


class Selecting:
    """One page of what can be chosen for the rows of a part."""

    def __init__(
        self, work: Work, formats: Any, form: Form, part: str, given: Mapping[str, str]
    ) -> None:
        """Make ready.

        Args:
            work: the unit of work.
            formats: of the person.
            form: as far as it is filled in.
            part: whose rows are added to.
            given: words, folder and cursor.

        Raises:
            Unknown: for a part whose rows can not be chosen.
        """
        line = shape_of(work.schema, type(form.record)).parts.get(part)
        slot = selectable(work, line) if line is not None else None
        if line is None or slot is None:
            raise Unknown(_("There is nothing at this address"))
        self.work, self.formats, self.form, self.part = work, formats, form, part
        self.line, self.slot, self.given = line, slot, given
        self.cls: Any = slot.field.target

    @property
    def title(self) -> Any:
        """Of the list."""
        return self.cls.title[1]

    @property
    def column(self) -> str:
        """The column of the grid that what is chosen goes into."""
        return self.slot.field.name

    @property
    def quantity(self) -> str:
        """The column that quantities go into; empty where rows have none."""
        names = ("quantity", "counted")
        fields = self.line.fields
        return next((one for one in names if one in fields and not fields[one].readonly), "")

    @cached_property
    def _foldered(self) -> Slot | None:
        """The field that says in which folder a record stands."""
        slots = shape_of(self.work.schema, self.cls).slots
        found = (s for s in slots.values() if s.loads and _has_folders(s.field.target))
        return next((one for one in found if self._seen(one)), None)

    def _seen(self, slot: Slot) -> bool:
        hidden = slot.field.name in self.work.access.hidden(self.cls.kind)
        return not hidden and self.work.access.may(f"{slot.field.target.kind}.read")

    @cached_property
    def folders(self) -> list[Folder]:
        """The folders, those inside others behind them."""
        if self._foldered is None:
            return []
        found = page(self.work, self._foldered.field.target.kind, Query(limit=FOLDERS)).records
        below: dict[UUID | None, list[Any]] = {}
        known = {one.id for one in found}
        for one in found:
            parent = one.parent_id if one.parent_id in known else None
            below.setdefault(parent, []).append(one)
        return list(_down(below, None, 0))

    @cached_property
    def page(self) -> Page:
        """The records."""
        conditions = [Filter(name, "eq", value) for name, value in self._narrowing()]
        folder = self.given.get("folder", "")
        if self._foldered is not None and is_key(folder):
            conditions.append(Filter(self._foldered.field.name, "under", folder))
        words, after = self.given.get("q", ""), self.given.get("after", "")
        return page(self.work, self.cls.kind, Query(words, conditions, after=after, limit=LENGTH))

    def _narrowing(self) -> Iterator[tuple[str, str]]:
        shape = shape_of(self.work.schema, type(self.form.record))
        fields = {name: slot.field for name, slot in shape.slots.items()}
        for name in narrowing(self.work, self.cls, fields):
            key = getattr(self.form.record, fields[name].column, None)
            if key is not None and shape.slots[name].home is shape.cls:
                yield name, str(key)

    @cached_property
    def facts(self) -> Sequence[Any]:
        """What plugins tell beside the records."""
        keys = [one.id for one in self.page.records]
        asked = Choosing(self.cls.kind, keys, self.form.record, self.line)
        return calls.choice_facts(self.work.hooks, self.work, asked) if keys else []

    @property
    def columns(self) -> list[Column]:
        """The columns of facts."""
        return [Column(str(n), one.title, one.type) for n, one in enumerate(self.facts)]

    @property
    def rows(self) -> list[Offered]:
        """The records with their facts."""
        return [self._offered(one) for one in sorted(self.page.records, key=stands_back)]

    def _offered(self, record: Any) -> Offered:
        cells = [
            cell(self.formats, _field(column), fact.values.get(record.id))
            for column, fact in zip(self.columns, self.facts, strict=True)
        ]
        return Offered(record.id, record.presentation, record.code, cells)


def _field(column: Column) -> Any:
    return column  # a cell asks for no more than the type


def _has_folders(cls: Any) -> bool:
    return bool(cls.hierarchical) and PARENT in cls.fields


def _down(
    below: Mapping[UUID | None, list[Any]], key: UUID | None, depth: int
) -> Iterator[Folder]:
    for one in below.get(key, ()):
        yield Folder(one.id, one.presentation, depth)
        yield from _down(below, one.id, depth + 1)


def offer(request: Any) -> dict[str, Any]:
    """The list to choose from, or the rows that follow in it."""
    editing = Editing(request)
    request.tm.doom()
    form = editing.forms.worked_out(editing.posted, editing.key)
    given = {name: request.POST.get(f"_{name}", "") for name in ("q", "folder", "after")}
    found = Selecting(request.work, request.formats, form, request.matchdict["part"], given)
    if given["after"]:
        request.override_renderer = "select_rows.jinja2"
    elif request.POST.get("_list"):
        request.override_renderer = "select_list.jinja2"
    return {"selecting": found}


def scan(request: Any) -> dict[str, Any]:
    """What a scanned code stands for in the rows of a part; nothing where nobody knows it."""
    editing = Editing(request)
    line = editing.forms.shape.parts.get(request.matchdict["part"])
    code = request.GET.get("code", "")[:400]
    if line is None or not code:
        return {}
    found = calls.scanned(request.work.hooks, request.work, line, code)
    if found is None:
        found = _by_code(request, line, code)
    return {} if found is None else _scanned(request.work, line, found)


def _by_code(request: Any, line: type[Lines], code: str) -> ScannedRow | None:
    slot = selectable(request.work, line)
    if slot is None:
        return None
    key = Picker(request.work, request.formats).exact(slot.field.target, code)
    return ScannedRow({slot.field.name: str(key)}) if key is not None else None


def _scanned(work: Work, line: type[Lines], found: ScannedRow) -> dict[str, Any]:
    slots = shape_of(work.schema, line).slots
    keys = {name: UUID(one) for name, one in found.values.items() if slots[name].points}
    names = presentations(work, ((slots[name].field.target, key) for name, key in keys.items()))
    cells = {
        name: [names.get(keys[name], ""), one] if name in keys else [one, None]
        for name, one in found.values.items()
    }
    return {"cells": cells, "quantity": found.quantity}


def includeme(config: Any) -> None:
    """The routes of choosing for rows."""
    base = "/{group:catalogs|documents}/{kind}"
    key = "{id:[0-9a-fA-F-]{36}}"
    for name, path, right in (
        ("select_new", f"{base}/new", "{kind}.create"),
        ("select", f"{base}/{key}", "{kind}.read"),
    ):
        config.add_route(name, f"{path}/select/{{part}}")
        config.add_view(
            offer, route_name=name, request_method="POST", renderer="select.jinja2", right=right
        )
        config.add_route(f"{name}_scan", f"{path}/scan/{{part}}")
        config.add_view(
            scan, route_name=f"{name}_scan", request_method="GET", renderer="json", right=right
        )
