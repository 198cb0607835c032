"""What is paid of orders, where the contract tells debts apart by orders or by invoices.

Under a contract that is settled as a whole nobody can say which order a payment was for, so
nothing is said of it here.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Forbidden, Standing, Texts, Work
from ...core.posting import readings
from ...core.values import ZERO, round_to
from ..currencies import Currency, rates_at
from ..parties import Contract, contract_rate
from ..settlements import Settlements
from .cycle import Cycle
from .standing import Course, CourseWords, courses, kinds_of, standings

_ = Texts(__package__)


@dataclass(frozen=True)
class Terms:
    """What of an order matters to its payment.

    Attributes:
        key: of the order.
        currency: it is written in.
        contract: it stands under.
    """

    key: UUID
    currency: UUID
    contract: Contract


@dataclass(frozen=True)
class Payment:
    """How far an order is paid, in the currency of its contract.

    Attributes:
        paid: what was paid on it, less what was paid back.
        due: what would still be to pay, were all of it carried out; below zero: paid too much.
    """

    paid: Decimal
    due: Decimal

    @property
    def whole(self) -> Decimal:
        """What the order comes to."""
        return self.paid + self.due


def payments(work: Work, cycle: Cycle, keys: Collection[UUID]) -> dict[UUID, Payment]:
    """How far orders are paid; those of contracts settled as a whole are left out.

    Raises:
        Forbidden: for whoever may not read settlements, or orders.
        NoRate: where an order is in a currency that has no rate.
    """
    terms = [
        one for one in _terms(work, cycle, keys) if one.contract.settlement_mode != "contract"
    ]
    if not terms:
        return {}
    known = courses(work, cycle, [one.key for one in terms])
    whose = _deals(work, cycle, terms)
    paid, owed = _moved(work, terms, whose)
    rest = _rests(work, terms, known)
    # We owe suppliers: what is a debt of theirs to us is paid too much.
    return {
        one.key: Payment(
            cycle.sign * paid.get(one.key, ZERO),
            rest[one.key] + cycle.sign * owed.get(one.key, ZERO),
        )
        for one in terms
    }


def course_of(
    work: Work, cycle: Cycle, words: CourseWords, kind: str, keys: Sequence[UUID]
) -> dict[UUID, list[Standing]]:
    """How far orders have come, goods and money; money is left out for who may not see it."""
    found = standings(work, cycle, words, kind, keys)
    if found and work.access.may("settlements.read"):
        with suppress(Forbidden):
            for key, paid in paid_standings(work, cycle, list(found)).items():
                found[key] += paid
    return found


def paid_standings(work: Work, cycle: Cycle, keys: Collection[UUID]) -> dict[UUID, list[Standing]]:
    """Which orders are paid, in part or as a whole."""
    found = {}
    for key, one in payments(work, cycle, keys).items():
        if one.paid > 0 and one.due <= 0:
            found[key] = [Standing("paid", _("Paid"), "coin", "good")]
        elif one.paid > 0:
            found[key] = [Standing("paid_part", _("Paid in part"), "coin", "care")]
    return found


def _terms(work: Work, cycle: Cycle, keys: Collection[UUID]) -> list[Terms]:
    order: Any = cycle.order
    asked = (
        select(order.id, order.currency_id, Contract)
        .join(Contract, Contract.id == order.contract_id)
        .where(order.id.in_(list(keys)))
    )
    return [Terms(*row) for row in work.session.execute(asked)]


def _deals(work: Work, cycle: Cycle, terms: Sequence[Terms]) -> dict[UUID, UUID]:
    """The order each deal is of: itself, or the invoices that carry it out."""
    found = {one.key: one.key for one in terms if one.contract.settlement_mode == "orders"}
    others = [one.key for one in terms if one.contract.settlement_mode == "invoices"]
    if others:
        mover: Any = cycle.mover
        named = getattr(mover, f"{cycle.named}_id")
        found.update(
            (key, order)
            for key, order in work.session.execute(
                select(mover.id, named).where(named.in_(others), mover.posted)
            )
        )
    return found


def _moved(
    work: Work, terms: Sequence[Terms], deals: Mapping[UUID, UUID]
) -> tuple[dict[UUID, Decimal], dict[UUID, Decimal]]:
    """What was paid on orders, and what is owed on them; both as the register has them."""
    contracts = {one.contract.id: one.contract for one in terms}.values()
    rows = readings.turnover(
        work,
        Settlements,
        by=("deal", "recorder"),
        where={
            "organisation": list({one.organisation_id for one in contracts}),
            "party": list({one.party_id for one in contracts}),
            "contract": [one.id for one in contracts],
            "deal": list(deals),
        },
    )
    kinds = kinds_of(work, {row["recorder"] for row in rows})
    paying = {kind for kind, cls in work.schema.documents.items() if getattr(cls, "pays", False)}
    paid: dict[UUID, Decimal] = {}
    owed: dict[UUID, Decimal] = {}
    for row in rows:
        order, amount = deals[row["deal"]], row["amount"]
        owed[order] = owed.get(order, ZERO) + amount
        if kinds.get(row["recorder"]) in paying:
            paid[order] = paid.get(order, ZERO) - amount
    return paid, owed


def _rests(
    work: Work, terms: Sequence[Terms], known: Mapping[UUID, Course]
) -> dict[UUID, Decimal]:
    """The sums of what is left of orders, in the currencies of their contracts, by today's rate."""
    foreign = [one for one in terms if one.currency != one.contract.currency_id]
    wanted = {key for one in foreign for key in (one.currency, one.contract.currency_id)}
    now = work.clock.now()
    rates = rates_at(work, wanted, now) if wanted else {}
    digits = {
        key: work.session.get_one(Currency, key).minor_digits
        for key in {one.contract.currency_id for one in foreign}
    }
    found = {one.key: known.get(one.key, Course()).amount for one in terms}
    for one in foreign:
        to = one.contract.currency_id
        worth = contract_rate(work, one.contract, now) if one.contract.in_units else rates[to]
        found[one.key] = round_to(found[one.key] * rates[one.currency] / worth, digits[to])
    return found
