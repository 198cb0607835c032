"""Orders of which something is left and that are due: whoever sells or buys looks at them daily."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Work
from ...core.posting import readings
from ...core.records.presentations import presentations
from ...core.reporting.leading import Goto, to_record

AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables


@dataclass(frozen=True)
class DueOrder:
    """An order that is due.

    Attributes:
        number: of the order.
        party: the other side's name.
        due_on: the day.
        amount: what is left of it, in its own currency.
        to: the order.
    """

    number: str
    party: str
    due_on: date
    amount: Decimal
    to: Goto


def due_orders(
    work: Work, register: type[BalanceRegister], order: Any, until: date
) -> Sequence[DueOrder]:
    """Orders with something left that are due by a day, the oldest first; a few statements."""
    rows = readings.balance(work, register, by=("order",))
    left = {row["order"]: row["amount"] for row in rows if row["quantity"] > 0}
    found = sorted(_due(work, order, list(left), until), key=lambda one: (one.due_on, one.number))
    parties = presentations(work, [("party", one.party_id) for one in found])
    return [
        DueOrder(
            one.number,
            parties.get(one.party_id, ""),
            one.due_on,
            left[one.id],
            to_record(order.kind, one.id),
        )
        for one in found
    ]


def _due(work: Work, order: Any, keys: Sequence[UUID], until: date) -> Iterator[Any]:
    for start in range(0, len(keys), AT_ONCE):
        asked = select(order.id, order.number, order.party_id, order.due_on).where(
            order.id.in_(keys[start : start + AT_ONCE]), order.due_on <= until
        )
        yield from work.session.execute(asked)
