"""Filling in papers with prices: terms from the contract, rows from items and prices, sums.

A value that was given stays. When a saved paper changes, what followed from the changed part
follows anew: the contract from the party, the rate from currency and day, unit, VAT and price
from the item.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect

from ...core import Refusal, Texts, Work
from ...core.errors import refuse_all
from ...core.records.filling import changed
from ...core.values import ONE, ZERO
from ..currencies import Currency, base_currency
from ..items import Item, factors, in_base, items_of, unknown_unit
from ..parties import Contract, contract_for, rate_under, require_fit
from .arithmetic import line_sum
from .models import ContractPrices, PriceType
from .prices import Priced, price_at

if TYPE_CHECKING:
    from .trade import TradeDocument, TradeLine

_ = Texts(__package__)


def fill_terms(work: Work, document: "TradeDocument") -> None:
    """Fill in contract, currency, rate, price type, and whether prices have VAT inside.

    Raises:
        WrongContract: for a given contract of other sides.
        NoRate: where the currency has no rate on that day.
    """
    one: Any = document
    if one.party_id is not None:
        _fill_contract(work, one)
    contract = work.session.get(Contract, one.contract_id) if one.contract_id else None
    if one.currency_id is None and contract is not None:
        one.currency_id = contract.currency_id
    if one.currency_id is not None:
        _fill_rate(work, one, contract)
    if one.price_type_id is None and contract is not None:
        prices = ContractPrices.of_one(work.session, contract.id)
        one.price_type_id = prices.price_type_id if prices else None
    if one.prices_include_vat is None:
        kind = work.session.get(PriceType, one.price_type_id) if one.price_type_id else None
        one.prices_include_vat = kind.includes_vat if kind else True


def _fill_contract(work: Work, document: Any) -> None:
    other = changed(document, "party_id", "organisation_id")
    if document.contract_id is None or (other and not changed(document, "contract_id")):
        document.contract_id = contract_for(
            work, document.party_id, document.organisation_id, document.contract_kind
        )
        return
    contract = work.session.get(Contract, document.contract_id)
    if contract is not None:
        require_fit(contract, document.party_id, document.organisation_id)


def _fill_rate(work: Work, document: Any, contract: Contract | None) -> None:
    if document.currency_id == base_currency(work):
        document.rate = ONE
    elif not document.rate or (
        changed(document, "currency_id", "moment", "contract_id") and not changed(document, "rate")
    ):
        document.rate = rate_under(work, contract, document.currency_id, document.moment)


def fill_rows(
    work: Work, document: "TradeDocument", rows: "Sequence[TradeLine] | None" = None
) -> None:
    """Fill in units, VAT and prices of all rows, or of some; count them in base units.

    Raises:
        UnknownUnit: for rows in units their items are not traded in.
        NoRate: where a price stands in a currency without a rate.
    """
    lines: Sequence[Any] = document.lines if rows is None else rows
    items = items_of(work, lines)
    bears_vat = document.bears_vat()
    faults: list[Refusal] = []
    for line in lines:
        item = items.get(line.item_id)
        if item is not None:  # the check of required fields names the row
            _fill_row(line, item, bears_vat)
    known = _factors(work, items, lines)
    for place, line in enumerate(lines):
        if line.item_id not in items:
            continue
        factor = known(line)
        if factor is None:
            faults.append(unknown_unit(items[line.item_id], f"lines.{place}.unit"))
        else:
            line.base_quantity = in_base(line.quantity or ZERO, factor)
    refuse_all(faults)
    _look_up(work, document, lines)


def _factors(
    work: Work, items: Mapping[UUID, Item], lines: "Sequence[TradeLine]"
) -> Callable[[Any], Decimal | None]:
    """The factor of a row; nothing is asked of items that are traded in their base unit."""
    other = [
        item
        for line in lines
        if (item := items.get(line.item_id)) is not None and line.unit_id != item.unit_id
    ]
    known = factors(work, other) if other else {}

    def factor(line: Any) -> Decimal | None:
        own = items[line.item_id].unit_id == line.unit_id
        return ONE if own else known.get((line.item_id, line.unit_id))

    return factor


def _fill_row(line: Any, item: Item, bears_vat: bool) -> None:
    state: Any = inspect(line)
    other = changed(line, "item_id")
    if line.unit_id is None or (other and not changed(line, "unit_id")):
        line.unit_id = item.unit_id
    if not bears_vat:
        line.vat_rate = None
    elif (state.key is None and line.vat_rate is None) or (
        other and not changed(line, "vat_rate")
    ):
        line.vat_rate = item.vat_rate
    if other and not changed(line, "price"):
        line.price = None


def _look_up(work: Work, document: Any, lines: Sequence[Any]) -> None:
    bare = [line for line in lines if line.price is None and line.item_id is not None]
    if not bare or document.currency_id is None:
        return
    if document.price_type_id is not None:
        wanted = {line: Priced(line.item_id, line.variant_id, line.unit_id) for line in bare}
        found = price_at(
            work,
            document.price_type_id,
            wanted.values(),
            document.moment,
            currency_id=document.currency_id,
            includes_vat=document.prices_include_vat,
        )
        for line, one in wanted.items():
            line.price = found.get(one)
        bare = [line for line in bare if line.price is None]
    others = document.other_prices(work, bare) if bare else {}
    for line in bare:
        line.price = others.get(line.id)


def add_up(work: Work, document: "TradeDocument") -> None:
    """Work out the rows and their sum, in the minor digits of the paper's currency."""
    key: UUID | None = document.currency_id
    currency = work.session.get(Currency, key) if key else None
    digits = currency.minor_digits if currency else 2
    for line in document.lines:
        work_out(line, bool(document.prices_include_vat), digits)
    document.amount = sum((line.amount for line in document.lines), ZERO)
    document.vat_amount = sum((line.vat_amount for line in document.lines), ZERO)


def work_out(line: "TradeLine", includes_vat: bool, digits: int) -> None:
    """Work out one row from its price, quantity, discounts and VAT."""
    made = line_sum(
        line.price or ZERO,
        line.quantity or ZERO,
        discount=line.discount_percent,
        auto_discount=line.auto_discount_percent,
        vat_rate=line.vat_rate,
        includes_vat=includes_vat,
        digits=digits,
    )
    line.amount, line.vat_amount = made.amount, made.vat_amount
    line.discount_amount = made.discount_amount
