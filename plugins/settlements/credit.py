"""Credit: how much, and for how long, a party may owe us under its contract.

What a paper would bring the debt to is looked at before it is posted, so that the objection is
shown with all others, and once more when its movements are written: by then nobody else can
change the debt, so two papers posted at once can not exceed the limit together.
"""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from ...core import Document, Movement, Refusal, Texts, Work
from ...core.access.audit import note
from ...core.errors import refuse_all
from ...core.posting.posting import Posting
from ...core.values import ZERO
from ..parties import Contract
from .ageing import overdue_of
from .errors import OverDebtLimit, Overdue
from .models import Settlements
from .services import debt_of

_ = Texts(__package__)

CREDIT = "settlements.give_credit"
BEYOND = _("Take a payment first; who has the right may post it “beyond the credit”")
GIVEN = "settlements.credit_given"
"""Where a session keeps which contracts the paper under way gives credit to."""

Raised = dict[Contract, Decimal]
"""By how much the debt under each contract grows; holds the contracts at hand."""


def objections(posting: Posting) -> list[Refusal]:
    """What forbids giving credit: more than the limit, or to whom has not paid in time.

    Raises:
        Forbidden: where the paper says it goes beyond, and the person may not.
    """
    work, document = posting.work, posting.document
    given: dict[UUID, Raised] = work.session.info.setdefault(GIVEN, {})
    given.pop(document.id, None)
    raised = _raised(work, posting.of(Settlements))
    if not raised or posting.restoring:
        return []
    if not getattr(document, "beyond_credit", False):
        given[document.id] = raised
    found: list[Refusal] = []
    for contract, more in raised.items():
        # What a paper posted again has raised already is known once it is written.
        found += credit_faults(work, contract, None if posting.again else more, document)
    return overridden(work, document, found)


def credit_faults(
    work: Work, contract: Contract, more: Decimal | None, document: Document
) -> list[Refusal]:
    """What speaks against letting a party owe more under a contract.

    Args:
        work: the unit of work.
        contract: whose limit and days bound the debt.
        more: what the paper adds to the debt; None to look at the days alone.
        document: the paper.
    """
    found: list[Refusal] = []
    if contract.debt_limit is not None and more is not None:
        found += _over_limit(work, contract, more)
    if contract.debt_days is not None:
        found += _over_days(work, contract, document)
    return found


def overridden(work: Work, document: Document, found: list[Refusal]) -> list[Refusal]:
    """What still stands in the way of a paper; one that goes beyond on purpose is remembered.

    The comment of the paper is the reason; it goes into the audit with what was gone beyond.

    Raises:
        Forbidden: where the paper says it goes beyond, and the person may not.
    """
    if not getattr(document, "beyond_credit", False):
        return found
    work.access.require(CREDIT)
    if found:
        beyond = "; ".join(str(one.message) for one in found)
        note(work, "overridden", document, reason=document.comment, beyond=beyond)
    return []


def require_within(work: Work, document: Document) -> None:
    """Go on with a written paper only if the debt it has raised stays within the limit.

    Raises:
        OverDebtLimit: otherwise.
    """
    raised: Raised = work.session.info.get(GIVEN, {}).pop(document.id, {})
    found: list[Refusal] = []
    for contract in raised:
        if contract.debt_limit is not None:
            found += _over_limit(work, contract, ZERO)
    refuse_all(found)


def _raised(work: Work, movements: Sequence[Movement]) -> Raised:
    found: dict[UUID, Decimal] = {}
    for one in movements:
        key = one["contract"]
        found[key] = found.get(key, ZERO) + one["amount"]
    get = work.session.get_one
    return {get(Contract, key): more for key, more in found.items() if more > 0}


def _over_limit(work: Work, contract: Contract, more: Decimal) -> list[Refusal]:
    limit = contract.debt_limit or ZERO
    debt = more + debt_of(work, contract)
    if debt <= limit:
        return []
    return [
        OverDebtLimit(
            _(
                "{party} would owe {debt}; the contract allows {limit}",
                party=contract.party.presentation,
                debt=debt,
                limit=limit,
            ),
            remedy=BEYOND,
            party=str(contract.party_id),
            contract=str(contract.id),
            debt=str(debt),
            limit=str(limit),
        )
    ]


def _over_days(work: Work, contract: Contract, document: Document) -> list[Refusal]:
    late = overdue_of(work.as_house(), contract, document.moment, but=document.id)
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
