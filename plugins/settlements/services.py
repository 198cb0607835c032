"""The verbs of settlements: debts read, credit bounded, what is shown of them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ...core import Movement, Panel, Record, Refusal, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..currencies import Currency
from ..parties import Contract, Party
from .ageing import overdue_of
from .errors import OverDebtLimit, Overdue
from .models import Settlements

_ = Texts(__package__)

PARTY = ("organisation", "party", "contract")
CREDIT = "settlements.give_credit"
BEYOND = _("Take a payment first; who has the right may post it “beyond the credit”")


def debt(
    work: Work,
    *,
    party: UUID | None = None,
    contract: UUID | None = None,
    deal: UUID | None = None,
    at: datetime | None = None,
) -> list[dict[str, object]]:
    """Debts by organisation, party, contract, deal and currency: above zero is owed to us."""
    asked = {"party": party, "contract": contract, "deal": deal}
    where = {name: one for name, one in asked.items() if one is not None}
    return readings.balance(work, Settlements, at=at, where=where)


# --- credit -----------------------------------------------------------------------------


def credit_objections(posting: Posting) -> list[Refusal]:
    """What forbids giving credit: more than the limit, or to whom has not paid in time.

    Raises:
        Forbidden: where the paper says it goes beyond, and the person may not.
    """
    work, document = posting.work, posting.document
    raised = _raised(posting.of(Settlements))
    if not raised or posting.restoring:
        return []
    if getattr(document, "beyond_credit", False):
        work.access.require(CREDIT)
        return []
    found: list[Refusal] = []
    for key, more in raised.items():
        contract = work.session.get_one(Contract, key[2])
        if contract.debt_limit is not None:
            found += _over_limit(posting, contract, key, more)
        if contract.debt_days is not None:
            found += _over_days(posting, contract)
    return found


def _raised(movements: Sequence[Movement]) -> dict[tuple[UUID, ...], Decimal]:
    """By how much the debt of each contract to us grows; contracts where it does not left out."""
    found: dict[tuple[UUID, ...], Decimal] = {}
    for one in movements:
        key = tuple(one[name] for name in PARTY)
        found[key] = found.get(key, ZERO) + one["amount"]
    return {key: more for key, more in found.items() if more > 0}


def _over_limit(
    posting: Posting, contract: Contract, key: tuple[UUID, ...], more: Decimal
) -> list[Refusal]:
    limit = contract.debt_limit or ZERO
    rows = posting.balances(Settlements, PARTY, [key])
    owed = sum((row["amount"] for row in rows), ZERO)
    if owed + more <= limit:
        return []
    return [
        OverDebtLimit(
            _(
                "{party} would owe {debt}; the contract allows {limit}",
                party=contract.party.presentation,
                debt=owed + more,
                limit=limit,
            ),
            remedy=BEYOND,
            party=str(contract.party_id),
            contract=str(contract.id),
            debt=str(owed + more),
            limit=str(limit),
        )
    ]


def _over_days(posting: Posting, contract: Contract) -> list[Refusal]:
    document = posting.document
    late = overdue_of(posting.work.as_house(), contract, document.moment, but=document.id)
    if not late:
        return []
    return [
        Overdue(
            _(
                "{party} has {amount} overdue, for {days} days at most",
                party=contract.party.presentation,
                amount=sum((one.amount for one in late), ZERO),
                days=max(one.days for one in late),
            ),
            remedy=BEYOND,
            party=str(contract.party_id),
            contract=str(contract.id),
        )
    ]


# --- showing ----------------------------------------------------------------------------


def party_panel(work: Work, record: Record) -> list[Panel]:
    """What a party owes us, or we owe it, by contract."""
    if not isinstance(record, Party) or not work.access.may("settlements.read"):
        return []
    rows = readings.balance(
        work, Settlements, by=("contract", "currency"), where={"party": record.id}
    )
    columns = [(_("Contract"), "reference"), (_("Currency"), "reference"), (_("Debt"), "amount")]
    shown = [
        (
            work.session.get(Contract, row["contract"]),
            work.session.get(Currency, row["currency"]),
            row["amount"],
        )
        for row in rows
    ]
    return [Panel(_("Settlements"), columns, shown, empty=_("Nobody owes anything"))]
