"""The report of orders: what was ordered, promised, carried out and paid, and what is left.

All of it comes from registers, for the orders of a period as they stand now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Text, Texts, Work
from ...core.posting import readings
from ...core.reporting import Measure, Params, Report, Variant
from ...core.schema.register import Dimension
from ...core.values import ZERO
from ..currencies import Currency
from ..items import Item
from ..items import Variant as Form
from ..parties import Contract
from .cycle import Cycle
from .paying import payments
from .standing import kinds_of

_ = Texts(__package__)

AT_ONCE = 5000  # orders in one question
NESTED = {"nested": "1"}
Key = tuple[UUID | None, ...]
Sums = dict[str, Decimal]


@dataclass(frozen=True)
class OrderReport:
    """Gathers the figures of the orders of one direction of trade."""

    cycle: Cycle

    def __call__(
        self, work: Work, params: Params, by: tuple[str, ...]
    ) -> Mapping[Key, Mapping[str, Any]]:
        """The figures by the dimensions asked for: order, item, variant, currency.

        What is paid belongs to a whole order: told apart by goods, it stands beside none.
        """
        found: dict[Key, Sums] = {}
        wanted = {name: set(keys) for name, keys in params.where.items()}
        for orders in self._orders(work, params):
            for told, name, value in self._told(work, orders):
                if all(told.get(n) in keys for n, keys in wanted.items()):
                    sums = found.setdefault(tuple(told.get(n) for n in by), {})
                    sums[name] = sums.get(name, ZERO) + value
        return found

    def _orders(self, work: Work, params: Params) -> Iterator[dict[UUID, Any]]:
        """The posted orders of the period, some at a time."""
        cls: Any = self.cycle.order
        asked = select(cls.id, cls.currency_id, cls.due_on).where(cls.posted)
        if params.since is not None:
            asked = asked.where(cls.moment >= params.since)
        if params.until is not None:
            asked = asked.where(cls.moment <= params.until)
        if "order" in params.where:
            asked = asked.where(cls.id.in_([key for key in params.where["order"] if key]))
        rows = work.session.execute(asked.order_by(cls.moment, cls.id)).all()
        for start in range(0, len(rows), AT_ONCE):
            yield {row.id: row for row in rows[start : start + AT_ONCE]}

    def _told(
        self, work: Work, orders: Mapping[UUID, Any]
    ) -> Iterator[tuple[dict[str, UUID | None], str, Decimal]]:
        today = work.today
        for key, goods, name, value in self._course(work, list(orders)):
            told = {"order": key, "currency": orders[key].currency_id, **goods}
            yield told, name, value
            if name == "left" and orders[key].due_on and orders[key].due_on < today:
                yield told, "late", value
        for key, goods, name, value in self._promises(work, list(orders)):
            yield {"order": key, "currency": orders[key].currency_id, **goods}, name, value
        if work.access.may("settlements.read"):
            yield from self._money(work, orders)

    def _course(
        self, work: Work, keys: Sequence[UUID]
    ) -> Iterator[tuple[UUID, Any, str, Decimal]]:
        """What papers moved in the register of orders, by what they are to an order."""
        rows = readings.turnover(
            work, self.cycle.register, by=("order", "item", "variant", "recorder"),
            where={"order": keys},
        )  # fmt: skip
        kinds = kinds_of(work, {row["recorder"] for row in rows})
        for row in rows:
            goods = {"item": row["item"], "variant": row["variant"]}
            name, sign = self._part(kinds.get(row["recorder"], ""))
            yield row["order"], goods, name, sign * row["quantity"]
            yield row["order"], goods, "left", row["quantity"]
            yield row["order"], goods, "left_amount", row["amount"]
            if name == "ordered":
                yield row["order"], goods, "amount", row["amount"]

    def _part(self, kind: str) -> tuple[str, int]:
        if kind == self.cycle.closing.kind:
            return "closed", -1
        return ("moved", -1) if kind in self.cycle.moving else ("ordered", 1)

    def _promises(
        self, work: Work, keys: Sequence[UUID]
    ) -> Iterator[tuple[UUID, Any, str, Decimal]]:
        """What is promised to orders, where the plugin that promises is on."""
        for kind, whose, name in (
            ("stock_reserved", "order", "reserved"),
            ("order_placement", "customer_order", "placed"),
        ):
            register: Any = work.schema.registers.get(kind)
            if register is None or not work.access.may(f"{kind}.read"):
                continue
            where: dict[str, Any] = {whose: keys}
            by = (whose, "item", "variant")
            for row in readings.balance(work, register, by=by, where=where):
                goods = {"item": row["item"], "variant": row["variant"]}
                yield row[whose], goods, name, row["quantity"]

    def _money(
        self, work: Work, orders: Mapping[UUID, Any]
    ) -> Iterator[tuple[dict[str, UUID | None], str, Decimal]]:
        """What is paid of whole orders, in the currencies of their contracts."""
        cls: Any = self.cycle.order
        known = payments(work, self.cycle, list(orders))
        currencies = _contract_currencies(work, cls, known)
        for key, one in known.items():
            told: dict[str, UUID | None] = {"order": key, "currency": currencies[key]}
            yield told, "paid", one.paid
            yield told, "due", one.due


def _contract_currencies(work: Work, cls: Any, keys: Iterable[UUID]) -> dict[UUID, UUID]:
    asked = select(cls.id, Contract.currency_id).join(Contract, Contract.id == cls.contract_id)
    rows = work.session.execute(asked.where(cls.id.in_(list(keys))))
    return {row.id: row.currency_id for row in rows}


def order_report(cycle: Cycle, name: str, title: Text, section: str, moved: Text) -> Report:
    """The report of the orders of a cycle.

    Args:
        cycle: the direction of trade.
        name, title: of the report.
        section: where it stands in the menu.
        moved: what carrying an order out is called.
    """
    kind = cycle.order.kind
    late = {"filter[late][gt]": "0", "sort": "-late", **NESTED}
    quantities = ("ordered", "reserved", "placed", "moved", "closed", "left", "late")
    return Report(
        name,
        title,
        section,
        f"{cycle.register.kind}.read",
        (
            Measure("ordered", _("Ordered"), "quantity"),
            Measure("reserved", _("Reserved"), "quantity"),
            Measure("placed", _("To come"), "quantity"),
            Measure("moved", moved, "quantity"),
            Measure("closed", _("Given up"), "quantity"),
            Measure("left", _("Left"), "quantity"),
            Measure("late", _("Overdue"), "quantity"),
            Measure("amount", _("Ordered for"), "amount"),
            Measure("left_amount", _("Left for"), "amount"),
            Measure("paid", _("Paid"), "amount"),
            Measure("due", _("To be paid"), "amount"),
        ),
        by=("order",),
        apart=("currency",),
        axes=(
            Dimension("order", cycle.order.title[0], kind),
            Dimension("item", _("Item"), Item),
            Dimension("variant", _("Variant"), Form),
            Dimension("currency", _("Currency"), Currency),
        ),
        help=_("The orders of a period as they stand now, out of the registers"),
        gather=OrderReport(cycle),
        traced="order",
        variants=(
            Variant("orders", _("By orders"), ("order",)),
            Variant("clients", _("By parties"), ("order.party", "order"), asks=NESTED),
            Variant("managers", _("By managers"), ("order.manager", "order"), asks=NESTED),
            Variant("goods", _("By goods"), ("item", "order"), quantities, asks=NESTED),
            Variant("late", _("Overdue"), ("order.party", "order"), asks=late),
            Variant(
                "open", _("Not carried out yet"), ("order",),
                asks={"filter[left][gt]": "0", "sort": "-left_amount"},
            ),
        ),
    )  # fmt: skip
