"""What every paper with prices has in common: whom with, in which currency, what each row costs.

A caller may leave out nearly everything: the contract, the currency and its rate, units,
prices and VAT are filled in when the paper is saved, with a bounded number of questions to
the base however many rows there are.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    Lines,
    Percent,
    Price,
    Quantity,
    Rate,
    Refusal,
    Texts,
    Work,
    field,
    reference,
)
from ...core.records.filling import left_out
from ...core.values import HUNDRED, ONE, ZERO
from ..currencies import Currency, rate_at
from ..items import Factors, Item, Unit, Variant, factors, in_base, items_of, unknown_unit
from ..organisations import OrganisationDocument
from ..parties import Contract, Party, contract_for, require_fit
from .arithmetic import line_sum
from .errors import WrongRow
from .lookup import price_type_of, unit_prices
from .models import PriceType

_ = Texts(__package__)


class TradeLine(Lines):
    """A row with a price: what, how much, at what price, and what it comes to.

    `amount` is what is payable for the row, VAT inside, whatever the price means;
    `vat_amount` is the VAT in it, `discount_amount` how much was taken off.
    """

    __abstract__ = True

    item: Mapped[Item] = reference(_("Item"))
    variant: Mapped[Variant | None] = reference(_("Variant"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=ONE)
    unit: Mapped[Unit] = reference(_("Unit"))
    price: Mapped[Price] = field(_("Price"))
    discount_percent: Mapped[Percent] = field(_("Discount, %"), default=ZERO)
    auto_discount_percent: Mapped[Percent] = field(
        _("Automatic discount, %"), default=ZERO, shown=False
    )
    vat_rate: Mapped[Percent | None] = field(_("VAT, %"))
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO, readonly=True)
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO, readonly=True)
    discount_amount: Mapped[Amount] = field(
        _("Discount"), default=ZERO, readonly=True, shown=False
    )
    base_quantity: Mapped[Quantity] = field(
        _("In base units"), default=ZERO, readonly=True, shown=False
    )
    if TYPE_CHECKING:
        item_id: Mapped[UUID]
        variant_id: Mapped[UUID | None]
        unit_id: Mapped[UUID]


class TradeDocument(OrganisationDocument):
    """A paper with prices, made with a party under a contract.

    `rate` is what one unit of its currency is worth in the base currency.
    """

    __abstract__ = True

    contract_kind: ClassVar[str] = "customer"
    """Under which kind of contract such papers are made."""

    party: Mapped[Party] = reference(_("Party"))
    contract: Mapped[Contract] = reference(_("Contract"), shown=False)
    currency: Mapped[Currency] = reference(_("Currency"), shown=False)
    rate: Mapped[Rate] = field(_("Rate"), shown=False)
    prices_include_vat: Mapped[bool | None] = field(_("Prices include VAT"), shown=False)
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO, readonly=True)
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO, readonly=True, shown=False)
    if TYPE_CHECKING:
        party_id: Mapped[UUID | None]
        contract_id: Mapped[UUID | None]
        currency_id: Mapped[UUID | None]
        lines: Any

    def complete(self, work: Work) -> None:
        """Fill in terms, units, prices and VAT; work out what each row and the whole come to.

        Raises:
            WrongContract: for a contract of another party or organisation.
            NoRate: where the rate of a currency is missing.
            UnknownUnit: where an item is not traded in the row's unit.
        """
        super().complete(work)
        self.fill_terms(work)
        if self.currency_id is not None:
            self.fill_rows(work)
            self.add_up(work)

    def fill_terms(self, work: Work) -> None:
        """Fill in contract, currency, rate, and whether prices have VAT inside."""
        if self.party_id is not None and self.contract_id is None:
            kind = self.contract_kind
            self.contract_id = contract_for(work, self.party_id, self.organisation_id, kind)
        if self.contract_id is not None and self.party_id is not None:
            require_fit(self.contract, self.party_id, self.organisation_id)
        if self.currency_id is None and self.contract_id is not None:
            self.currency_id = self.contract.currency_id
        if left_out(self.rate) and self.currency_id is not None:
            self.rate = rate_at(work, self.currency_id, self.moment)

    def fill_rows(self, work: Work) -> None:
        """Fill in units, VAT rates and prices; prices come from the contract's price type."""
        items = items_of(work, self.lines)
        known = factors(work, list(items.values()))
        for place, line in enumerate(self.lines):
            item = items.get(line.item_id)
            if item is None:  # the check of required fields names the row
                continue
            line.unit_id = line.unit_id or item.unit_id
            factor = known.get((item.id, line.unit_id))
            if factor is None:
                raise unknown_unit(item, f"lines.{place}.unit")
            line.base_quantity = in_base(line.quantity or ZERO, factor)
            if line.vat_rate is None and self.bears_vat():
                line.vat_rate = item.vat_rate
        prices = price_type_of(work, self.contract_id)
        if self.prices_include_vat is None:
            self.prices_include_vat = prices is None or prices.includes_vat
        self._look_up(work, prices, known)

    def bears_vat(self) -> bool:
        """Whether its rows bear the VAT of their items."""
        return True

    def _look_up(self, work: Work, prices: PriceType | None, known: Factors) -> None:
        bare = [line for line in self.lines if line.price is None and line.item_id is not None]
        if prices is None or not bare or self.currency_id is None:
            return
        found = unit_prices(
            work,
            prices,
            bare,
            moment=self.moment,
            currency_id=self.currency_id,
            rate=self.rate,
            with_vat=bool(self.prices_include_vat),
        )
        for line, price in zip(bare, found, strict=True):
            if price is not None:
                line.price = in_base(price, known[line.item_id, line.unit_id])

    def add_up(self, work: Work) -> None:
        """Work out each row, then their sum."""
        digits = work.session.get_one(Currency, self.currency_id).minor_digits
        for line in self.lines:
            if line.price is None or line.quantity is None:
                continue
            found = line_sum(
                line.price,
                line.quantity,
                discount=line.discount_percent,
                auto_discount=line.auto_discount_percent,
                vat_rate=line.vat_rate,
                includes_vat=bool(self.prices_include_vat),
                digits=digits,
            )
            line.amount, line.vat_amount = found.amount, found.vat_amount
            line.discount_amount = found.discount_amount
        self.amount = sum((line.amount for line in self.lines), ZERO)
        self.vat_amount = sum((line.vat_amount for line in self.lines), ZERO)


def row_faults(document: TradeDocument) -> Iterator[Refusal]:
    """What forbids saving rows with prices: numbers below zero, more than all taken off."""
    for place, line in enumerate(document.lines):
        for name in ("quantity", "price", "vat_rate"):
            if (getattr(line, name) or ZERO) < 0:
                yield WrongRow(
                    _("{item}: a number below zero", item=line.item.presentation),
                    path=f"lines.{place}.{name}",
                )
        if line.discount_percent + line.auto_discount_percent > HUNDRED:
            yield WrongRow(
                _("{item}: more than the whole price is taken off", item=line.item.presentation),
                path=f"lines.{place}.discount_percent",
            )
        if line.variant is not None and line.variant.item_id != line.item_id:
            yield WrongRow(
                _("{item}: the variant is another item's", item=line.item.presentation),
                path=f"lines.{place}.variant",
            )
