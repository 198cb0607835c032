"""The board of orders: cards in columns by how far each order has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Standing, Text, Texts, Work, calls
from ...core.records.derived import derived_of
from ...core.records.listing import count_up_to, page
from ...core.records.presentations import presentations
from ...core.records.query import Filter, Query

_ = Texts(__package__)

KINDS: Mapping[str, Text] = {
    "customer_order": _("Board of customers' orders"),
    "supplier_order": _("Board of orders to suppliers"),
    "internal_order": _("Board of internal orders"),
}
"""The orders that have a board, and what it is called; a plugin may be off."""
LANES = ("course", "reserved", "placed", "paid")
"""The states by which cards can be put into columns."""
OPEN = "ordered,moved_part"
DONE = ("moved", "closed")
LENGTH, MOST = 25, 1000
"""So many cards stand in a column; so far they are counted."""
QUICK: Mapping[str, tuple[Text, str]] = {
    "shipment": (_("Ship"), "truck-delivery"),
    "goods_receipt": (_("Receive"), "package"),
    "transfer": (_("Transfer"), "transfer"),
    "department_issue": (_("Issue"), "transfer-out"),
    "reservation": (_("Reserve"), "lock"),
    "internal_reservation": (_("Reserve"), "lock"),
    "payment_order": (_("Payment"), "coin"),
    "cash_receipt": (_("Take cash"), "cash"),
    "order_closing": (_("Close"), "archive"),
    "supplier_order_closing": (_("Close"), "archive"),
    "internal_order_closing": (_("Close"), "archive"),
}
"""What is done to an order at once, by the kind of paper it makes."""
MOVING = ("shipment", "goods_receipt", "transfer", "department_issue")
RESERVING = ("reservation", "internal_reservation")
WHOM = ("party", "department", "to_warehouse")
"""Whom an order is for: the first of these it has."""


@dataclass(frozen=True)
class Action:
    """What can be done to an order at once."""

    word: Text
    icon: str
    address: str


@dataclass(frozen=True)
class Card:
    """An order on the board; what may not be seen of it is empty."""

    key: UUID
    number: str
    moment: datetime
    whom: str
    due_on: date | None
    amount: Decimal | None
    currency: str
    standings: Sequence[Standing]
    actions: Sequence[Action]

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return any(one.name == "overdue" for one in self.standings)


@dataclass(frozen=True)
class Lane:
    """A column: its value, name, cards, and how many orders there are in all (up to `MOST`)."""

    value: str
    title: Text
    cards: Sequence[Card]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)


@dataclass
class Board:
    """The board of one kind of orders.

    Attributes:
        work: the unit of work; its rights and row rules apply.
        kind: of the orders.
        by: the state that makes the columns.
        words: what is searched for.
        zone: in which days begin.
    """

    work: Work
    kind: str
    by: str = "course"
    words: str = ""
    zone: tzinfo | None = None
    lanes: Sequence[Lane] = field(init=False)

    def __post_init__(self) -> None:
        states = derived_of(self.work, self.cls)
        self.states = {name: states[name].field.label for name in LANES if name in states}
        if self.by not in self.states:
            self.by = next(iter(self.states), "")
        choices = states[self.by].field.choices if self.by else {}
        self.lanes = self._read(choices)

    @property
    def cls(self) -> Any:
        """The class of the orders."""
        return self.work.schema.documents[self.kind]

    def query(self, value: str) -> Query:
        """The orders of a column: those in work; of the ended ones the last come first."""
        filters = [Filter(self.by, "eq", value)]
        if self.by != "course" and "course" in self.states:
            filters.append(Filter("course", "in", OPEN))
        sort = ("-moment",) if value in DONE else ("due_on", "moment")
        return Query(self.words, filters, sort, limit=LENGTH)

    def _read(self, choices: Mapping[str, Text]) -> list[Lane]:
        found = {value: page(self.work, self.kind, self.query(value)).records for value in choices}
        cards = self._cards([one for records in found.values() for one in records])
        lanes = []
        for value, title in choices.items():
            count = len(found[value])
            if count >= LENGTH:
                count = count_up_to(self.work, self.kind, self.query(value), MOST)
            lanes.append(Lane(value, title, [cards[one.id] for one in found[value]], count))
        return lanes

    def _cards(self, records: Sequence[Any]) -> dict[UUID, Card]:
        said = calls.standings(self.work.hooks, self.work, self.kind, [one.id for one in records])
        names = presentations(self.work, _pointers(records))
        fillings, hidden = self._fillings(), self.work.access.hidden(self.kind)
        return {
            one.id: _card(one, names, said.get(one.id, ()), fillings, hidden) for one in records
        }

    def _fillings(self) -> list[str]:
        """The papers this person may make from an order, in the order they are done in."""
        found = {one.target for one in calls.fillings(self.work.hooks) if one.source == self.kind}
        may = self.work.access.may
        return [one for one in QUICK if one in found and may(f"{one}.create")]


def _pointers(records: Sequence[Any]) -> list[tuple[Any, UUID | None]]:
    targets = ("party", "to_warehouse", "department", "currency")
    kinds = {"to_warehouse": "warehouse"}
    return [
        (kinds.get(name, name), getattr(one, f"{name}_id", None))
        for one in records
        for name in targets
    ]


def _card(
    order: Any,
    names: Mapping[UUID, str],
    said: Sequence[Standing],
    fillings: Collection[str],
    hidden: Collection[str],
) -> Card:
    def seen(name: str) -> Any:
        return None if name in hidden else getattr(order, name, None)

    keys = [getattr(order, f"{name}_id", None) for name in WHOM if name not in hidden]
    currency = seen("currency")
    return Card(
        order.id,
        order.number,
        order.moment,
        next((names[key] for key in keys if key is not None and key in names), ""),
        seen("due_on"),
        seen("amount"),
        currency.code if currency is not None else "",
        said,
        list(_actions(order.id, said, fillings)),
    )


def _actions(key: UUID, said: Sequence[Standing], fillings: Collection[str]) -> list[Action]:
    """What still can be done: a shipped order is not shipped again, a paid one not paid."""
    done = {one.name for one in said}
    ended = bool(done & set(DONE))
    found = []
    for kind in fillings:
        is_goods = kind in (*MOVING, *RESERVING) or kind.endswith("_closing")
        if (ended and is_goods) or ("reserved" in done and kind in RESERVING):
            continue
        if kind in ("payment_order", "cash_receipt") and "paid" in done:
            continue
        word, icon = QUICK[kind]
        found.append(Action(word, icon, f"/documents/{kind}/new?based_on={key}"))
    return found
