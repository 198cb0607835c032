"""Terms of contracts held at orders: credit when an order is taken, prepayment when it goes out.

A debt arises with the shipment, and settlements hold it to limit and days there. An order is
looked at beforehand: it is warned of, or refused where the setting says so.
"""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Refusal, Texts, Work
from ...core.notices import Notices
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import HUNDRED, ZERO, plain, round_to
from ..orders import payments
from ..parties import Contract
from ..settlements import Settlements, credit_faults, debt_of, in_contract, overridden
from .course import CYCLE
from .documents import CustomerOrder, Shipment
from .errors import NotPaidAhead
from .models import CustomerOrders

_ = Texts(__package__)


def objections(posting: Posting) -> list[Refusal]:
    """What the contract says against an order or a shipment.

    Raises:
        Forbidden: where the paper says it goes beyond, and the person may not.
    """
    document = posting.document
    if posting.restoring:
        return []
    if isinstance(document, CustomerOrder):
        return _of_order(posting, document)
    if isinstance(document, Shipment) and document.contract.prepayment_percent:
        return overridden(posting.work, document, _of_shipment(posting, document))
    return []


# --- credit, when an order is taken -------------------------------------------------------


def _of_order(posting: Posting, order: CustomerOrder) -> list[Refusal]:
    work, contract = posting.work, order.contract
    if contract.debt_limit is None and contract.debt_days is None:
        return []
    found = credit_faults(work, contract, _to_owe(posting, order), order)
    plugin = work.house.plugins.get("sales")
    if order.beyond_credit or (plugin and plugin.configured["orders_stop_at_credit"]):
        return overridden(work, order, found)
    if found and work.access.user_id is not None:
        said = _(
            "{number}: {fault}. It will not be shipped on credit",
            number=order.number,
            fault=found[0].message,
        )
        link = f"/documents/{order.kind}/{order.id}"
        Notices(work).tell(said, users=[work.access.user_id], link=link, key=f"credit:{order.id}")
    return []


def _to_owe(posting: Posting, order: CustomerOrder) -> Decimal:
    """What the party will owe for what is still to be shipped of an order."""
    work, amount = posting.work, order.amount
    if posting.again:  # what has been shipped of it is owed already
        house, mine = work.as_house(), {"order": order.id}
        left = readings.balance(house, CustomerOrders, by=(), where=mine)
        asked = readings.movements(house, CustomerOrders, recorder=order.id)
        gone = sum((row["amount"] for row in asked), ZERO) - sum(
            (row["amount"] for row in left), ZERO
        )
        amount -= max(gone, ZERO)
    return in_contract(
        work, order.contract, amount, order.currency_id, moment=order.moment, rate=order.rate
    )


# --- prepayment, when goods go out or are kept back ---------------------------------------


def _of_shipment(posting: Posting, shipment: Shipment) -> list[Refusal]:
    work, contract, order = posting.work, shipment.contract, shipment.customer_order_id
    hold(work, contract.id)
    if contract.settlement_mode == "orders" and order is not None:
        return prepayment_faults(work, contract, order)
    advance = -debt_of(work, contract)
    if posting.again:
        rows = readings.movements(work.as_house(), Settlements, recorder=shipment.id)
        advance += sum((row["amount"] for row in rows), ZERO)
    return _missing(contract, shipment, shipment.settled_amount, max(advance, ZERO))


def prepayment_faults(
    work: Work,
    contract: Contract,
    order_id: UUID,
    amount: Decimal | None = None,
    percent: Decimal | None = None,
) -> list[Refusal]:
    """What lacks of the prepayment that the contract asks for an order.

    By orders it is what was paid on the order; otherwise the advance of the contract, for what
    is left of the order.

    Args:
        work: the unit of work.
        contract: that of the order.
        order_id: the order.
        amount: of the order, where it is what is being posted; None for what registers say.
        percent: what is asked for; None for what the contract says.
    """
    house, by_orders = work.as_house(), contract.settlement_mode == "orders"
    order = work.session.get_one(CustomerOrder, order_id)
    one = payments(house, CYCLE, [order_id])[order_id] if by_orders else None
    paid = one.paid if one is not None else max(-debt_of(work, contract), ZERO)
    if one is not None and amount is None:
        return _missing(contract, order, one.whole, paid, percent)
    if amount is None:
        rows = readings.balance(house, CustomerOrders, by=(), where={"order": order_id})
        amount = sum((row["amount"] for row in rows), ZERO)
    whole = in_contract(
        work, contract, amount, order.currency_id, moment=order.moment, rate=order.rate
    )
    return _missing(contract, order, whole, paid, percent)


def hold(work: Work, contract: UUID) -> None:
    """Hold a contract, so that two papers do not both go out on one advance.

    Papers that name it may be saved meanwhile: were they to wait, they would with their goods held.
    """
    asked = select(Contract.id).where(Contract.id == contract)
    work.session.execute(asked.with_for_update(key_share=True))


def _missing(
    contract: Contract,
    document: Document,
    whole: Decimal,
    paid: Decimal,
    percent: Decimal | None = None,
) -> list[Refusal]:
    percent = contract.prepayment_percent or ZERO if percent is None else percent
    needed = round_to(whole * percent / HUNDRED, 2)
    if paid >= needed:
        return []
    return [
        NotPaidAhead(
            _(
                "{title} {number}: the contract asks for {percent}% beforehand; "
                "{missing} of {needed} is missing",
                title=document.title[0],
                number=document.number,
                percent=percent.normalize(),
                missing=needed - paid,
                needed=needed,
            ),
            remedy=_("Take the payment first; who has the right may post it “beyond the credit”"),
            contract=str(contract.id),
            missing=plain(needed - paid),
            needed=plain(needed),
            paid=plain(paid),
        )
    ]
