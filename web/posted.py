"""What a form sent: texts by path, keys of references, rows in their order.

A path is `party`, or `lines.<row>.price` with the row's key. A reference sends its key under
the path and what stands in its field under `<path>:text`. A value that the house filled in,
and nobody typed over, comes under the path with `~`: it is worked out anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..core.records.readers import is_key
from .rows import Base, Rest, read_base, read_rest, read_rows

_ROW = re.compile(r"([a-z][a-z0-9_]*)\.([0-9a-fA-F-]{36})")


@dataclass(frozen=True)
class Row:
    """A row of a part, by the key its maker gave it."""

    part: str
    key: str

    def path(self, name: str) -> str:
        """The path of one of its fields."""
        return f"{self.part}.{self.key}.{name}"


@dataclass
class Posted:
    """One sent form.

    Attributes:
        values: what was typed, or the key of a reference, by path.
        texts: what stands in the field of a reference.
        filled: paths whose value the house has filled in.
        rows: of each part, in their order.
        changed: paths changed by hand, the last one last.
        version: of the record when the form was opened.
        action: which button was pressed.
        key: of the record, made when the form of a new one was opened.
        tried: whether saving was refused before, so that faults are told while one mends them.
        base: what stood there before, of a stored record.
        rest: of each part, where only some of its rows were sent, what the others come to.
    """

    values: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    version: int | None = None
    action: str = ""
    key: str = ""
    tried: bool = False
    base: Base | None = None
    rest: Mapping[str, Rest] | None = None

    def has(self, path: str) -> bool:
        """Whether the form has such a field."""
        return path in self.values or path in self.texts

    def of_row(self, row: Row, names: Iterable[str]) -> Mapping[str, str]:
        """What was typed into the named fields of a row, keys or texts."""
        paths = {name: row.path(name) for name in names}
        return {n: self.values.get(p) or self.texts.get(p, "") for n, p in paths.items()}


def read_form(pairs: Iterable[tuple[str, str]]) -> Posted:
    """Sort out the fields of a sent form.

    Raises:
        Malformed: where its rows came as data, and can not be read.
    """
    found = Posted()
    for name, value in pairs:
        if name == "_row":
            _take_row(found, value)
        elif name.startswith("_"):
            _take_own(found, name, value)
        elif name.endswith(":text"):
            found.texts[name.removesuffix(":text")] = value
        else:
            path = name.removesuffix("~")
            found.values[path] = value  # of a tick and its "false" before it the last one counts
            if path != name:
                found.filled.add(path)
    return found


def _take_row(found: Posted, value: str) -> None:
    match = _ROW.fullmatch(value)
    if match and is_key(match[2]):
        found.rows.setdefault(match[1], []).append(Row(match[1], match[2].lower()))


def _take_rows(found: Posted, value: str) -> None:
    """Rows that came as data stand after those that came field by field."""
    for part, key, cells in read_rows(value):
        row = Row(part, key)
        found.rows.setdefault(part, []).append(row)
        for name, cell in cells.items():
            path = row.path(name)
            if cell.key is not None:
                found.texts[path] = cell.text
            found.values[path] = cell.text if cell.key is None else cell.key
            if cell.filled:
                found.filled.add(path)


def _take_own(found: Posted, name: str, value: str) -> None:
    if name == "_version" and value.isdecimal():
        found.version = int(value[:9])
    elif name == "_changed":
        found.changed = tuple(value.split())
    elif name == "_tried":
        found.tried = bool(value)
    elif name == "_do":
        found.action = value
    elif name == "_part":
        found.rows.setdefault(value, [])
    elif name == "_rows" and value:
        _take_rows(found, value)
    elif name == "_base":
        found.base = read_base(value)
    elif name == "_rest":
        found.rest = read_rest(value)
    elif name == "_id" and is_key(value):
        found.key = value
