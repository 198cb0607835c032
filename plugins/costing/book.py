"""The book of some goods: all that the registers of cost hold of them, document by document.

One look reads everything from a moment on, with what lay where before it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from ...core import NONE, Work
from ...core.database.bulk import decoder, select_by_keys
from ...core.posting.encoding import Code, code_of
from .crossing import Crossings
from .entries import (
    Arc,
    Entry,
    Goods,
    Links,
    Place,
    Pool,
    Row,
    Sold,
    Spent,
    arcs,
    crossing_arcs,
)
from .models import CostBatches, CostOfSales, Expenses

Raw = tuple[Any, Any]
"""A place as the driver gives it: an encoded moment and key."""
Written = tuple[int, Any]
"""A row of a register as it stands in the base: its line, and its encoded content."""


class Known(UUID):
    """A key that is met again and again: its hash is worked out once."""

    __slots__ = ("_hash",)

    def __init__(self, number: int) -> None:
        super().__init__(int=number)
        object.__setattr__(self, "_hash", hash(number))

    def __hash__(self) -> int:
        """The same as that of the plain key."""
        return self._hash  # type: ignore[no-any-return,attr-defined]


class Book:
    """The entries of some goods from a moment on, in the order of business.

    Attributes:
        entries: what each document has written, by goods and place.
        written: the same as it stands in the base, by register, goods and place: line, content.

    Args:
        work: the unit of work.
        goods: which.
        crossings: by which documents they became one another.
        since: the first moment.
        keep: from which moment on `written` is kept, for whoever wants to change it.
    """

    def __init__(
        self,
        work: Work,
        goods: Collection[Goods],
        crossings: Crossings,
        since: datetime,
        *,
        keep: datetime | None = None,
    ) -> None:
        self.work, self.begins, self.keep = work, since, keep
        self.crossings = crossings
        self.connection = work.session.connection()
        self.written: dict[tuple[str, Goods, Place], list[Written]] = {}
        self._keys: dict[Any, UUID | None] = {}
        self._pools: dict[Any, Pool] = {}
        self._moments: dict[Any, datetime] = {}
        self.entries: dict[Goods, dict[Place, Entry]] = {one: {} for one in goods}
        for one, found in self._read().items():
            self.entries[one] = {place: found[raw] for raw, place in self._in_order(found)}
        self._openings = self._totals()
        for one in goods:
            self._take_off(self._openings[one], self.entries[one].values())

    def since(self, moment: datetime, goods: Goods) -> Iterator[Place]:
        """The places of some goods' documents from a moment on, the last one first."""
        return takewhile(lambda place: place[0] >= moment, reversed(self.entries[goods]))

    def opening(self, goods: Goods) -> dict[Pool, list[int]]:
        """What lay where before the first entry: quantity and amount by pool."""
        return {pool: list(sums) for pool, sums in self._openings[goods].items() if any(sums)}

    def lying(self, goods: Goods, here: Place) -> dict[Pool, list[int]]:
        """What lies where behind a place."""
        found = self.opening(goods)
        for place, entry in self.entries[goods].items():
            if place > here:
                break
            for row in entry.rows:
                known = found.setdefault(row.pool, [0, 0])
                known[0] += row.quantity
                known[1] += row.amount
        return found

    def ways(self, group: Sequence[Goods]) -> Iterator[tuple[Place, Iterable[Arc]]]:
        """How goods that became one another went, document by document, in the order of business.

        Args:
            group: the goods, all of them.
        """
        for place, found in self.through(group):
            yield place, self.arcs(place, found.values())

    def through(self, group: Sequence[Goods]) -> Iterable[tuple[Place, dict[Goods, Entry]]]:
        """What documents have written of some goods, in the order of business."""
        if len(group) == 1:
            (one,) = group
            return ((place, {one: entry}) for place, entry in self.entries[one].items())
        found: dict[Place, dict[Goods, Entry]] = {}
        for one in group:
            for place, entry in self.entries[one].items():
                found.setdefault(place, {})[one] = entry
        return sorted(found.items(), key=lambda one: one[0])

    def arcs(self, place: Place, entries: Iterable[Entry]) -> Iterator[Arc]:
        """The way goods went by what one document has written of them."""
        links: Links = self.crossings.by(place[1])
        if links:
            yield from crossing_arcs(entries, links)
        else:
            for entry in entries:
                yield from arcs(entry, place[1])

    def put(self, goods: Goods, place: Place, entry: Entry) -> None:
        """Replace what a document has written, or put it in its place."""
        entries = self.entries[goods]
        new = place not in entries
        entries[place] = entry
        if new:
            self.entries[goods] = dict(sorted(entries.items()))

    @staticmethod
    def _take_off(found: dict[Pool, list[int]], entries: Iterable[Entry]) -> None:
        for entry in entries:
            for row in entry.rows:
                known = found.setdefault(row.pool, [0, 0])
                known[0] -= row.quantity
                known[1] -= row.amount

    def _totals(self) -> dict[Goods, dict[Pool, list[int]]]:
        code = self._code(CostBatches)
        found: dict[Goods, dict[Pool, list[int]]] = {one: {} for one in self.entries}
        columns = (*code.keys, *code.sums)
        for row in self._select(code, code.register.totals, columns):
            pool = self._pool(row[:5])
            found[pool.goods][pool] = [int(row[5]), int(row[6])]
        return found

    def _read(self) -> dict[Goods, dict[Raw, Entry]]:
        """What documents have written, by goods and by their places as the base has them.

        A month of a firm has a million rows: what is met again and again is made once.
        """
        found: dict[Goods, dict[Raw, Entry]] = {one: {} for one in self.entries}
        pool, key = self._pool, self._key
        for entry, row in self._rows(CostBatches, found):
            entry.rows.append(Row(pool(row[4:9]), row[9], row[10]))
        for entry, row in self._rows(CostOfSales, found):
            entry.sold.append(Sold(key(row[6]), key(row[7]), row[8], row[9]))
        for entry, row in self._rows(Expenses, found):
            entry.spent.append(Spent(key(row[6]), row[7], row[8]))
        return found

    def _rows(
        self, register: Any, found: dict[Goods, dict[Raw, Entry]]
    ) -> Iterator[tuple[Entry, Any]]:
        """Rows of a register: document, line, moment, direction, item, variant, the rest."""
        code = self._code(register)
        moment = decoder(register.movements.c.moment, code.dialect)
        keep = None if self.keep is None else code.moment(self.keep)
        columns = ("recorder_id", "line", *code.content)
        known: dict[Any, tuple[Goods, dict[Raw, Entry]]] = {}
        for row in self._select(
            code, register.movements, columns, where="t.moment >= ?",
            given=(code.moment(self.begins),), tail="ORDER BY t.moment, t.recorder_id, t.line",
        ):  # fmt: skip
            pair, raw = row[4:6], (row[2], row[0])
            if pair not in known:
                goods: Any = (self._key(pair[0]), self._key(pair[1]))
                known[pair] = goods, found[goods]
            goods, entries = known[pair]
            entry = entries.get(raw)
            if entry is None:
                entry = entries[raw] = Entry()
            yield entry, row
            if keep is not None and row[2] >= keep:
                place: Any = (moment(row[2]), self._key(row[0]))
                written = (row[1], tuple(row[2:]))
                self.written.setdefault((register.kind, goods, place), []).append(written)

    def _in_order(self, found: Iterable[Raw]) -> list[tuple[Raw, Place]]:
        """Places as the base has them, with what they are, in the order of business."""
        code = self._code(CostBatches)
        decode = decoder(CostBatches.movements.c.moment, code.dialect)
        places: list[tuple[Raw, Any]] = []
        for raw in found:
            moment = self._moments.get(raw[0])
            if moment is None:
                moment = self._moments[raw[0]] = decode(raw[0])
            places.append((raw, (moment, self._key(raw[1]))))
        places.sort(key=lambda one: (one[1][0], one[1][1].int))
        return places

    def _pool(self, raw: Any) -> Pool:
        found = self._pools.get(raw)
        if found is None:
            item, variant, *place = map(self._key, raw)
            found = self._pools[raw] = Pool((item, variant), *place)
        return found

    def _code(self, register: Any) -> Code:
        return code_of(register, self.connection.dialect)

    def _key(self, raw: Any) -> UUID | None:
        """A key as a UUID; each is decoded once, there are many of few."""
        try:
            return self._keys[raw]
        except KeyError:
            found = raw.int if isinstance(raw, UUID) else int.from_bytes(bytes(raw), "big")
            key = self._keys[raw] = Known(found) if found else None
            return key

    def _select(
        self, code: Code, table: Table | None, names: Collection[str], **more: Any
    ) -> list[Any]:
        """Raw rows of the goods."""
        assert table is not None  # noqa: S101 -- a table of a register of ours
        goods = [tuple(code.uuid(part or NONE) for part in one) for one in self.entries]
        columns = [f"t.{name}" for name in names]
        return select_by_keys(
            self.connection, table, columns, ["item_id", "variant_id"], goods, **more
        )
