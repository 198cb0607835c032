"""The verbs of money: what is refused, and payments made from the papers they pay."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Panel, Record, Refusal, Texts, Work
from ...core.posting import readings
from ...core.records.filling import Filling, based_on
from ...core.values import plain, round_to
from ..parties import Contract, contract_rate
from ..settlements import deal_of, debt_of, in_contract, rate_between
from .documents import MoneyDocument
from .errors import NothingToPay, TwoPartners, WrongDirection, WrongPlace
from .models import Cash, CashPlace

_ = Texts(__package__)

IN_FROM = ("customer_order", "shipment", "supplier_return")
OUT_FOR = ("supplier_order", "goods_receipt", "customer_return")


def objections(document: MoneyDocument) -> Iterator[Refusal]:
    """What forbids saving a paper of money."""
    if document.amount <= 0:
        yield NothingToPay(_("The amount must be more than nothing"), path="amount")
    if document.only and document.direction != document.only:
        yield WrongDirection(
            _("{title} has one direction", title=document.title[0]),
            path="direction",
            remedy=_("Leave it out"),
        )
    if document.other_place_id is not None and document.party_id is not None:
        yield TwoPartners(
            _("Money comes from a party or from a place of ours, not from both"),
            path="other_place",
        )
    yield from _wrong_places(document)


def _wrong_places(document: MoneyDocument) -> Iterator[Refusal]:
    place, other = document.place, document.other_place
    if place.kind_ != document.place_kind:
        yield WrongPlace(
            _("{title} can not stand in “{place}”", title=document.title[0], place=place.name),
            path="place",
            remedy=_("Cash papers stand in a desk, payment orders in an account"),
        )
    for path, one in (("place", place), ("other_place", other)):
        if one is None:
            continue
        if one.currency_id != document.currency_id:
            yield WrongPlace(_("“{place}” is in another currency", place=one.name), path=path)
        if one.organisation_id != document.organisation_id:
            yield WrongPlace(_("“{place}” is another organisation's", place=one.name), path=path)
    if other is not None and other.id == place.id:
        yield WrongPlace(_("Money is moved to another place"), path="other_place")


# --- papers made from others ------------------------------------------------------------


def fillings() -> list[Filling]:
    """A receipt, an expense or a payment order for every paper that is paid."""
    found = []
    for source in IN_FROM:
        found.append(Filling(source, "cash_receipt", receive))
        found.append(Filling(source, "payment_order", receive))
    for source in OUT_FOR:
        found.append(Filling(source, "cash_expense", pay))
        found.append(Filling(source, "payment_order", pay))
    return found


def receive(work: Work, source: Any) -> dict[str, Any]:
    """Money that comes in for a paper: what is still owed to us on it.

    Raises:
        NothingToPay: where it is paid.
    """
    return {**_payment(work, source, 1), "direction": "in"}


def pay(work: Work, source: Any) -> dict[str, Any]:
    """Money that goes out for a paper: what we still owe on it.

    Raises:
        NothingToPay: where it is paid.
    """
    return {**_payment(work, source, -1), "direction": "out"}


def _payment(work: Work, source: Any, sign: int) -> dict[str, Any]:
    contract = work.session.get_one(Contract, source.contract_id)
    deal = deal_of(work, contract, source.id)
    amount = _unpaid(work, source, contract, deal, sign)
    if amount <= 0:
        raise NothingToPay(
            _("{title} {number} is paid", title=source.title[0], number=source.number)
        )
    currency, payable = _payable(work, source, contract, amount)
    return {
        **based_on(source),
        "organisation": str(source.organisation_id),
        "party": str(source.party_id),
        "contract": str(contract.id),
        "deal": None if deal is None else str(deal),
        "currency": str(currency),
        "amount": plain(payable, 2),
        "purpose": _(
            "For {title} {number} of {date}",
            title=source.title[0],
            number=source.number,
            date=work.day_of(source.moment),
        ).into(work.language),
    }


def _unpaid(work: Work, source: Any, contract: Contract, deal: UUID | None, sign: int) -> Decimal:
    """What is to be paid: the paper's sum, but no more than is owed; an order is paid ahead."""
    owed = sign * debt_of(work, contract, deal)
    whole = _whole(work, source, contract)
    if getattr(source, "is_order", False) and owed <= 0:
        return whole + owed if deal is not None else whole
    return min(whole, owed)


def _whole(work: Work, source: Any, contract: Contract) -> Decimal:
    """What a paper comes to in the currency of its contract."""
    known: Decimal | None = getattr(source, "settled_amount", None)
    if known is not None:
        return known
    return in_contract(
        work, contract, source.amount, source.currency_id, moment=source.moment, rate=source.rate
    )


def _payable(work: Work, source: Any, contract: Contract, amount: Decimal) -> tuple[UUID, Decimal]:
    """In which currency that is paid, and how much of it: units in that of the books."""
    ours = source.organisation.currency_id
    if not contract.in_units:
        return contract.currency_id, amount
    settled = getattr(source, "settled_amount", None)
    if settled and contract.rate_day == "shipment":
        return ours, round_to(amount * source.in_books() / settled, 2)
    now = work.clock.now()
    rate = contract_rate(work, contract, now)
    each = rate_between(work, contract.currency_id, ours, now, rate)
    return ours, round_to(amount * each, 2)


def place_panel(work: Work, record: Record) -> list[Panel]:
    """How much lies in a desk or account."""
    if not isinstance(record, CashPlace) or not work.access.may("cash.read"):
        return []
    rows = readings.balance(work, Cash, by=("place",), where={"place": record.id})
    columns = [(_("Amount"), "amount")]
    return [Panel(_("Money"), columns, [(r["amount"],) for r in rows], empty=_("No money"))]
