"""Movements as rows the driver takes: encoded once, then only added, compared and written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Dialect

from ..database.bulk import Row, decoder, encoder
from ..schema.register import Movement, Register
from ..values import month_of


@dataclass(frozen=True, eq=False)
class Code:
    """How one register's rows are encoded for one engine."""

    register: type[Register]
    dialect: Dialect
    dimensions: tuple[str, ...]
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    key_places: tuple[int, ...]
    encoders: tuple[Any, ...]
    decoders: tuple[Any, ...]
    moment: Any
    uuid: Any

    @property
    def content(self) -> tuple[str, ...]:
        """The columns that make up what a movement says, without its place."""
        return ("moment", "direction", *self.dimensions, *self.sums)

    def key(self, content: Row) -> Row:
        """The key of totals inside an encoded content."""
        return tuple([content[place] for place in self.key_places])  # a list is made faster

    def added(self, content: Row) -> Row:
        """The sums inside an encoded content."""
        return content[2 + len(self.dimensions) :]

    def encode(self, movement: Movement, moment: Any) -> Row:
        """The content of a movement; `moment` is the document's, encoded."""
        at = moment if movement.moment is None else self.moment(movement.moment)
        # A movement has a value for each of the encoders: both come from the register.
        values = [do(value) for do, value in zip(self.encoders, movement.values)]  # noqa: B905
        return (at, movement.direction, *values)

    def decode(self, names: tuple[str, ...], row: Row) -> dict[str, Any]:
        """Encoded dimensions and sums as plain values by name."""
        return {name: do(one) for (name, do), one in zip(self._named(names), row, strict=True)}

    @lru_cache(maxsize=1024)  # noqa: B019 -- there is one code a register, for ever
    def _named(self, names: tuple[str, ...]) -> list[tuple[str, Any]]:
        plain = [name.removesuffix("_id") for name in names]
        keys = len(self.dimensions)
        found = []
        for name in plain:
            place = self.register.places[name]
            do = self.decoders[place]
            found.append((name, _or_none(do) if place < keys else do))
        return found


def _or_none(read: Callable[[Any], UUID]) -> Callable[[Any], UUID | None]:
    """A reader of keys that answers None for the key that stands for an empty dimension."""

    def key(raw: Any) -> UUID | None:
        found = read(raw)
        return found if found.int else None

    return key


_codes: dict[tuple[Any, str], Code] = {}


def code_of(register: type[Register], dialect: Dialect) -> Code:
    """The code of a register on an engine."""
    known = _codes.get((register, dialect.name))
    if known is None:
        known = _codes[(register, dialect.name)] = _made(register, dialect)
    return known


def _made(register: type[Register], dialect: Dialect) -> Code:
    table = register.movements
    dimensions = tuple(f"{one.name}_id" for one in register.dimensions)
    sums = tuple(one.name for one in register.resources)
    columns = [table.c[name] for name in (*dimensions, *sums)]
    return Code(
        register,
        dialect,
        dimensions,
        tuple(f"{one.name}_id" for one in register.key()),
        sums,
        tuple(n for n, one in enumerate(register.dimensions, 2) if not one.detail),
        tuple(encoder(column, dialect) for column in columns),
        tuple(decoder(column, dialect) for column in columns),
        encoder(table.c.moment, dialect),
        encoder(table.c.recorder_id, dialect),
    )


@dataclass
class Change:
    """What changes in one register for one document: rows that go, rows that come."""

    code: Code
    gone: list[tuple[int, Row]] = field(default_factory=list)
    come: list[Row] = field(default_factory=list)
    last_line: int = 0
    _keys: dict[Row, list[int]] | None = None

    def __bool__(self) -> bool:
        return bool(self.gone or self.come)

    def by_key(self) -> Mapping[Row, list[int]]:
        """How much each key of the totals changes."""
        if self._keys is None:
            self._keys = self._summed(self.code.key)
        return self._keys

    def by_month(self) -> Mapping[Row, list[int]]:
        """How much each key changes in each month."""
        months = {at: encoded_month(at) for at in self.moments()}
        if len(set(months.values())) == 1:  # nearly always: a document has one moment
            month = (next(iter(months.values())),)
            return {key + month: sums for key, sums in self.by_key().items()}
        return self._summed(lambda content: (*self.code.key(content), months[content[0]]))

    def moments(self) -> set[Any]:
        """The encoded moments that anything goes from or comes to."""
        return {one[0] for one in self.come} | {one[0] for _line, one in self.gone}

    def _summed(self, key_of: Any) -> dict[Row, list[int]]:
        found: dict[Row, list[int]] = {}
        added = self.code.added
        for content in self.come:
            _add(found, key_of(content), added(content), 1)
        for _line, content in self.gone:
            _add(found, key_of(content), added(content), -1)
        return found


def _add(found: dict[Row, list[int]], key: Row, sums: Row, sign: int) -> None:
    known = found.get(key)
    if known is None:
        found[key] = [sign * one for one in sums]
    else:
        for n, one in enumerate(sums):
            known[n] += sign * one


def encoded_month(at: datetime | str) -> Any:
    """The month of an encoded moment, encoded: text on SQLite, a date on PostgreSQL."""
    return f"{at[:7]}-01" if isinstance(at, str) else month_of(at)


def difference(code: Code, before: Sequence[tuple[int, Row]], after: Iterable[Row]) -> Change:
    """What must go and come so that `before` becomes `after`; equal rows stay untouched."""
    change = Change(code)
    if not before:
        change.come = list(after)
        return change
    wanted = Counter(after)
    for line, content in before:
        change.last_line = max(change.last_line, line)
        if wanted[content] > 0:
            wanted[content] -= 1
        else:
            change.gone.append((line, content))
    change.come = list(wanted.elements())
    return change


def negated(code: Code, rows: Iterable[tuple[int, Row]]) -> Change:
    """Everything goes."""
    return Change(code, gone=list(rows))


def sorted_rows(found: Mapping[Row, list[int]]) -> list[Row]:
    """Keys with their sums in the order of keys; keys whose sums cancel out are left out."""
    kept = [(key, sums) for key, sums in found.items() if any(sums)]
    if kept and any(isinstance(part, UUID) for part in kept[0][0]):
        kept.sort(key=lambda one: [_orderly(part) for part in one[0]])
    else:
        kept.sort()
    return [(*key, *sums) for key, sums in kept]


def _orderly(part: Any) -> Any:
    return part.int if isinstance(part, UUID) else part
