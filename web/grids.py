"""The rows of a form as they are drawn: a grid for each part.

The first rows are drawn as fields, so that a form works without scripts; the others go along
as data, from which a script draws those in sight. While one types, all go as data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from ..core.database.ids import new_id
from ..core.errors import Refusal
from ..core.records.shape import Slot, shape_of
from ..core.schema.fields import Field
from ..core.schema.record import Lines
from ..core.texts import Text
from ..core.values import ZERO
from .columns import GridColumn, resting
from .controls import Control, Drawing, Stand, source_of
from .picking import selectable
from .posted import Row
from .rows import Rest, write_rows

TEMPLATE = "~row~"
"""Stands for the key of a row in the copy that scripts make new rows from."""
DRAWN = 40
"""So many rows are drawn as fields: more than a screen holds; scripts draw others when they are
scrolled to."""


@dataclass(frozen=True)
class GridTool:
    """A button over the rows of a part that opens a dialog of a plugin's own.

    The dialog (`<dialog id="tool">`) is asked for with the key of the record that the row at
    hand is about; each of its fields `data-tool-take` says by `data-cells` (JSON: name of a
    column to text and key) which row its quantity becomes.

    Attributes:
        title: of the button.
        address: where the dialog is got from.
        about: the column whose record is told in the address, under the same name.
        icon: its sign.
        columns: a grid that has all of these gets the button.
    """

    title: Text
    address: str
    about: str
    icon: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of a grid."""

    key: str
    controls: Sequence[Control]
    fault: Refusal | None = None


@dataclass(frozen=True)
class Grid:
    """The rows of one part.

    Attributes:
        name: of the part.
        title: what people read.
        columns: of the rows.
        rows: those drawn as fields.
        filled_rows: how many hold something, those that were not sent among them.
        blank: the controls of a new row.
        data: the rows that are not drawn, as text for a script.
        whole: whether every row was looked at for it.
        picks: whether its rows can be chosen from a list.
    """

    name: str
    title: Text | str
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow] = field(default_factory=list)
    filled_rows: int = 0
    blank: Sequence[Control] = field(default_factory=list)
    data: str = ""
    whole: bool = True
    picks: bool = False

    @property
    def attribute(self) -> Markup:
        """The data as it stands between single quotes in a page."""
        return safe_json(self.data)


def safe_json(text: str) -> Markup:
    """JSON in which no sign means anything to HTML, or ends an attribute in single quotes."""
    for sign, code in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("'", "\\u0027")):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704 -- as said above


class Grids:
    """Draws the parts of one record."""

    def __init__(self, drawing: Drawing, *, as_data: bool) -> None:
        """Make ready.

        Args:
            drawing: of the record.
            as_data: whether all rows go as data, for a page that has them drawn already.
        """
        self.drawing = drawing
        self.work = drawing.work
        self.as_data = as_data

    def all(self) -> list[Grid]:
        """The parts that this person may see, with their rows."""
        shape = self.drawing.shape
        hidden = self.work.access.hidden(shape.cls.kind)
        fields = self.work.schema.fields(shape.cls)
        return [
            self._grid(name, fields[name].label, line)
            for name, line in shape.parts.items()
            if name not in hidden
        ]

    def _grid(self, name: str, label: Any, line: type[Lines]) -> Grid:
        drawing = self.drawing
        slots = {
            n: s
            for n, s in drawing.slots(shape_of(self.work.schema, line)).items()
            if s.field.shown
        }
        stored = {str(row.id): row for row in getattr(drawing.record, name)}
        keys = self._keys(name, stored)
        sent = self._sent(name)
        stands = {
            key: list(
                self._stands(
                    Row(name, key),
                    stored.get(key),
                    slots,
                    added=sent is not None and key not in sent,
                )
            )
            for key in keys
        }
        rest = self._rest(name)
        at_rest = () if rest.count else resting(self.work, slots, list(stands.values()))
        columns = [
            self._column(n, s, stored.values(), n in at_rest, rest) for n, s in slots.items()
        ]
        drawn = [] if self.as_data else keys[:DRAWN]
        fields = {**self.work.schema.fields(drawing.shape.cls), **_fields(slots)}
        rows = [self._row(Row(name, key), stored.get(key), slots, fields) for key in drawn]
        others = keys if self.as_data else keys[DRAWN:]
        data = write_rows(drawing.formats, list(slots), ((key, stands[key]) for key in others))
        return Grid(
            name, label, columns, rows,
            filled_rows=len(stored) + rest.count,
            blank=self._row(Row(name, TEMPLATE), None, slots, fields).controls,
            data=data if others else "",
            whole=not rest.count,
            picks=selectable(self.work, line) is not None,
        )  # fmt: skip

    def _rest(self, name: str) -> Rest:
        posted = self.drawing.posted
        return (posted.rest or {}).get(name, Rest()) if posted is not None else Rest()

    def _sent(self, name: str) -> set[str] | None:
        """The keys of the rows that came in; None where none were asked for."""
        posted = self.drawing.posted
        return None if posted is None else {row.key for row in posted.rows.get(name, ())}

    def _keys(self, name: str, stored: Iterable[str]) -> list[str]:
        """The rows in their order: as sent, else as stored; one that is empty comes last."""
        posted = self.drawing.posted
        if posted is None:
            keys = list(stored)
            last_is_empty = False
        else:
            keys = [row.key for row in posted.rows.get(name, ())]
            last_is_empty = bool(keys) and keys[-1] not in stored
            if not self._rest(name).count:  # rows that the document itself has added
                place = len(keys) - last_is_empty
                keys[place:place] = [key for key in stored if key not in set(keys)]
        if not last_is_empty and not self.drawing.readonly and not self.as_data:
            keys.append(str(new_id()))
        return keys

    def _stands(
        self, row: Row, owner: Any, slots: Mapping[str, Slot], *, added: bool
    ) -> Iterator[Stand]:
        for name, slot in slots.items():
            path = row.path(name)
            stand = (
                self._typed(path, slot) if owner is None else self.drawing.stand(owner, slot, path)
            )
            if added and stand.key:  # a row of the document's own: nothing else says what it is of
                stand = replace(stand, filled=False)
            yield self._worded(stand, slot)

    def _worded(self, stand: Stand, slot: Slot) -> Stand:
        """A choice that can not be changed is read, not chosen: its word stands there."""
        readonly = self.drawing.readonly or slot.field.readonly
        if slot.field.type != "choice" or not readonly:
            return stand
        word = self.drawing.formats.text(slot.field.choices.get(stand.text, stand.text))
        return replace(stand, text=word)

    def _typed(self, path: str, slot: Slot) -> Stand:
        """What stands in a row that is empty, or could not be read at all."""
        drawing, typed = self.drawing, self.drawing.posted
        text = drawing.text(slot, slot.default()) if slot.field.type == "choice" else ""
        if typed is not None and typed.has(path):
            text = typed.texts.get(path) or typed.values.get(path, text)
        return Stand(text, fault=drawing.faults.get(path), points=slot.points)

    def _row(
        self, row: Row, owner: Any, slots: Mapping[str, Slot], fields: Mapping[str, Field]
    ) -> GridRow:
        def path_of(other: str) -> str:
            return row.path(other) if other in slots else other

        drawing = self.drawing
        controls = [
            self._empty(row.path(name), slot, fields, path_of)
            if owner is None
            else drawing.control(owner, slot, row.path(name), fields, path_of)
            for name, slot in slots.items()
        ]
        return GridRow(row.key, controls, drawing.faults.get(f"{row.part}.{row.key}"))

    def _empty(self, path: str, slot: Slot, fields: Mapping[str, Field], path_of: Any) -> Control:
        drawing, stand = self.drawing, self._typed(path, slot)
        return Control(
            path, slot.field, stand.text, fault=stand.fault,
            readonly=drawing.readonly or slot.field.readonly,
            narrow=drawing.narrow(slot.field, fields, path_of),
            source=source_of(slot.field),
            opens=drawing.opens(slot.field),
            creates=drawing.creates(slot.field),
        )  # fmt: skip

    def _column(
        self, name: str, slot: Slot, rows: Iterable[Any], at_rest: bool, rest: Rest
    ) -> GridColumn:
        total = ""
        if slot.field.type in ("amount", "quantity"):
            values = (self.drawing.value(row, slot) or ZERO for row in rows)
            shown = sum(values, rest.of(name))
            total = self.drawing.formats.value(slot.field.type, shown)
        return GridColumn(name, slot.field, total, at_rest)


def _fields(slots: Mapping[str, Slot]) -> dict[str, Field]:
    return {name: slot.field for name, slot in slots.items()}


def add_grid_tool(config: Any, tool: GridTool) -> None:
    """Put a button of a plugin's over the rows of every part that has its columns."""
    config.registry.web_grid_tools.append(tool)


def tools_for(request: Any, grid: Grid) -> list[GridTool]:
    """The tools whose columns a grid has."""
    there = {one.name for one in grid.columns}
    return [one for one in request.registry.web_grid_tools if there.issuperset(one.columns)]


def includeme(config: Any) -> None:
    """Let plugins bring tools along."""
    config.registry.web_grid_tools = []
    config.add_directive("add_grid_tool", add_grid_tool)
    config.add_request_method(tools_for, "grid_tools")
