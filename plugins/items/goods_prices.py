"""Prices in a list of goods.

Prices belong to a plugin that builds on this one and may be off; so they are reached by the
kinds `price_type` and `item_price` of the house, not by import.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.posting.facts import record_facts
from ...core.posting.readings import latest
from .goods_rows import number

_ = Texts(__package__)

AT_ONCE = 5000
PRICES = "item_price"


class Prices:
    """The price columns of one import: which type each is for, what was told of each item.

    `price` stands for the first price type that people enter, `price:NAME` for one by code
    or name.
    """

    def __init__(self, work: Work, columns: Sequence[str]) -> None:
        self.work = work
        self.register: Any = work.schema.facts.get(PRICES)
        self.types: dict[str, UUID] = {}
        self.unknown: list[str] = []
        self.told: list[tuple[UUID, str, Mapping[UUID, Decimal]]] = []
        wanted = [one for one in columns if one == "price" or one.startswith("price:")]
        if wanted:
            self._find(wanted)
        if self.types:
            work.access.require(f"{PRICES}.write")

    def _find(self, wanted: Sequence[str]) -> None:
        cls: Any = self.work.schema.catalogs.get("price_type")
        rows: Any = ()
        if cls is not None and self.register is not None:
            asked = select(cls).where(~cls.deleted, cls.method == "base").order_by(cls.code)
            rows = self.work.session.scalars(asked).all()
        for column in wanted:
            name = column.partition(":")[2].strip().casefold()
            fits = [
                one
                for one in rows
                if not name or name in (one.code.casefold(), one.name.casefold())
            ]
            if fits:
                self.types[column] = fits[0].id
            else:
                self.unknown.append(column)

    def read(self, cells: Mapping[str, str]) -> dict[UUID, Decimal]:
        """The prices of a row.

        Raises:
            Invalid: for what is no price.
        """
        return {
            key: number(cells[column], column, "price")
            for column, key in self.types.items()
            if column in cells
        }

    def put(self, item: UUID, outcome: str, prices: Mapping[UUID, Decimal]) -> None:
        """Remember what became of an item, and what it costs."""
        self.told.append((item, outcome, prices))

    def record(self) -> list[str]:
        """Record prices that differ from those in force; answers what became of each row."""
        known = self._known()
        now, facts, outcomes = self.work.clock.now(), [], []
        for item, outcome, prices in self.told:
            new = {k: v for k, v in prices.items() if known.get((k, item)) != v}
            for key, value in new.items():
                facts.append(self.register.record(at=now, price_type=key, item=item, price=value))
                known[key, item] = value
            outcomes.append("updated" if new and outcome == "unchanged" else outcome)
        record_facts(self.work, facts)
        return outcomes

    def _known(self) -> dict[tuple[UUID, UUID], Decimal]:
        found: dict[tuple[UUID, UUID], Decimal] = {}
        items = [item for item, _outcome, prices in self.told if prices]
        for start in range(0, len(items), AT_ONCE):
            where = {
                "price_type": list(self.types.values()),
                "item": items[start : start + AT_ONCE],
                "variant": None,
            }
            for row in latest(self.work.as_house(), self.register, where=where):
                found[row["price_type"], row["item"]] = row["price"]
        return found
