"""What every paper with prices has in common: whom with, on which terms, what each row costs.

Sales, purchases, orders and returns are made from these two classes. A caller may leave out
nearly everything: contract, currency and rate, units, prices and VAT are filled in when the
paper is saved, with a number of questions to the base that does not grow with the rows.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, Lines, Percent, Price, Quantity, Rate, Texts, Work, field, reference
from ...core.values import ONE, ZERO
from ..currencies import Currency
from ..items import Item, Unit, Variant
from ..organisations import OrganisationDocument
from ..parties import Contract, Party
from .filling import add_up, fill_rows, fill_terms
from .models import PriceType

_ = Texts(__package__)


class TradeLine(Lines):
    """A row with a price: what, how much, at what price, and what it comes to.

    `amount` is what is payable for the row, VAT inside, whatever the price means;
    `vat_amount` is the VAT in it, `discount_amount` how much was taken off. Left out, unit
    and VAT are the item's, and the price is looked up.
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
    """A paper with prices, made with a party under a contract; heirs declare `lines`.

    `rate` is what one unit of its currency is worth in the base currency. Missing prices are
    those of `price_type`, which is the contract's where nothing else is said. The paper's
    amount is the sum of its rows.
    """

    __abstract__ = True

    contract_kind: ClassVar[str] = "customer"
    """Under which kind of contract such papers are made."""

    party: Mapped[Party] = reference(_("Party"))
    contract: Mapped[Contract] = reference(_("Contract"), shown=False)
    currency: Mapped[Currency] = reference(_("Currency"), shown=False)
    rate: Mapped[Rate] = field(_("Rate"), shown=False)
    price_type: Mapped[PriceType | None] = reference(_("Price type"), shown=False)
    prices_include_vat: Mapped[bool | None] = field(_("Prices include VAT"), shown=False)
    amount: Mapped[Amount] = field(_("Amount"), default=ZERO, readonly=True)
    vat_amount: Mapped[Amount] = field(_("VAT"), default=ZERO, readonly=True)
    if TYPE_CHECKING:
        party_id: Mapped[UUID | None]
        contract_id: Mapped[UUID | None]
        currency_id: Mapped[UUID | None]
        price_type_id: Mapped[UUID | None]
        lines: Any

    @property
    def paper_language(self) -> str:
        """The language its papers are printed in: that of the party, where it has one."""
        party: Any = self.party  # one out of sight is not there
        return str(party.language) if party is not None else ""

    def complete(self, work: Work) -> None:
        """Fill in terms, units, prices and VAT; work out what each row and the whole come to.

        Raises:
            WrongContract: for a contract of another party or organisation.
            NoRate: where the rate of a currency is missing.
            UnknownUnit: where an item is not traded in the row's unit.
        """
        super().complete(work)
        fill_terms(work, self)
        fill_rows(work, self)
        self.discount(work)
        add_up(work, self)

    def other_prices(self, _work: Work, _lines: Sequence[TradeLine]) -> Mapping[UUID, Decimal]:
        """Prices for rows that no price type knows, by the keys of rows."""
        return {}

    def discount(self, work: Work) -> None:
        """Put discounts on the rows, their prices being known; papers of selling do."""

    def bears_vat(self) -> bool:
        """Whether its rows bear the VAT of their items."""
        return True
