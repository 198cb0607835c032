"""Discounts and mark-ups, the cards they are given on, and what of them was granted."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ....core import (
    Amount,
    Catalog,
    Extension,
    FactRegister,
    Lines,
    Percent,
    Quantity,
    Texts,
    TurnoverRegister,
    dimension,
    field,
    lines_of,
    reference,
    resource,
)
from ...items import Item, Variant
from ...organisations import Organisation
from ...parties import Contract, Party, PartyGroup
from ..models import PriceType

_ = Texts(__package__)

CONDITIONS = {
    "none": _("Always"),
    "quantity": _("Quantity of the goods"),
    "sum": _("Sum of the document"),
    "payment": _("Kind of payment"),
    "card": _("Discount card"),
    "accumulated": _("Bought before"),
}

PAYMENTS = {
    "cash": _("Cash"),
    "card": _("Bank card"),
    "transfer": _("Bank transfer"),
    "gift": _("Gift card"),
    "credit": _("On credit"),
}

PERIODS = {
    "month": _("This month"),
    "last_month": _("Last month"),
    "quarter": _("This quarter"),
    "half_year": _("This half-year"),
    "year": _("This year"),
    "life": _("Ever"),
}

COUNTED_BY = {"card": _("By the card"), "owner": _("By all cards of the owner")}

DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}


class PriceGroup(Catalog):
    """Goods that get the same discounts."""

    title = _("Price group"), _("Price groups")


class ItemPriceGroup(Extension, of=Item):
    """With which goods an item shares its discounts."""

    title = _("Price group of an item"), _("Price groups of items")

    price_group: Mapped[PriceGroup | None] = reference(_("Price group"), shown=False)
    if TYPE_CHECKING:
        id: Mapped[UUID]
        price_group_id: Mapped[UUID | None]


class CardKind(Catalog):
    """A kind of discount cards: silver, gold."""

    title = _("Kind of discount cards"), _("Kinds of discount cards")


class DiscountCard(Catalog):
    """A card a customer shows; its code is what the scanner reads."""

    title = _("Discount card"), _("Discount cards")

    card_kind: Mapped[CardKind | None] = reference(_("Kind of card"))
    party: Mapped[Party | None] = reference(_("Owner"))
    barcode: Mapped[str] = field(_("Barcode"), default="", search=True, index=True)
    valid_until: Mapped[date | None] = field(_("Valid until"))
    if TYPE_CHECKING:
        card_kind_id: Mapped[UUID | None]
        party_id: Mapped[UUID | None]


class DiscountHours(Lines):
    """Hours of a day by the clock of the shop; those that end before they start pass midnight."""

    title = _("Hours"), _("Hours")

    weekday: Mapped[str] = field(_("Day"), default="", choices=DAYS, help=_("Empty for every day"))
    starts: Mapped[str] = field(_("From"), default="00:00", help=_("As 09:30"))
    ends: Mapped[str] = field(_("To"), default="24:00", help=_("As 09:30; not including"))


class DiscountRecipient(Lines):
    """Who gets a discount: whoever fits all that a row names; one row that fits is enough."""

    title = _("Recipient"), _("Recipients")

    party: Mapped[Party | None] = reference(_("Party"))
    party_group: Mapped[PartyGroup | None] = reference(_("Group of parties"))
    contract: Mapped[Contract | None] = reference(_("Contract"))
    price_type: Mapped[PriceType | None] = reference(_("Price type"))
    organisation: Mapped[Organisation | None] = reference(_("Organisation"))
    warehouse_id: Mapped[UUID | None] = reference(_("Warehouse"), to="warehouse")


class Discount(Catalog):
    """A discount or mark-up: on which condition, when and to whom it is given.

    How many percent, and for which goods, documents say (`DiscountSetting`). With a gift
    quantity it gives goods instead: `gift_quantity` of `gift_item` (of the bought item where
    none is named), once or for each time the threshold is reached.
    """

    title = _("Discount or mark-up"), _("Discounts and mark-ups")

    condition: Mapped[str] = field(_("Condition"), default="none", choices=CONDITIONS)
    threshold: Mapped[Quantity] = field(
        _("From"),
        default=Decimal(0),
        help=_("Base units of the goods, or a sum in the base currency"),
    )
    payment_kind: Mapped[str] = field(_("Kind of payment"), default="", choices=PAYMENTS)
    card_kind: Mapped[CardKind | None] = reference(_("Kind of card"))
    period: Mapped[str] = field(_("Bought in"), default="life", choices=PERIODS, shown=False)
    counted_by: Mapped[str] = field(_("Counted"), default="card", choices=COUNTED_BY, shown=False)
    valid_from: Mapped[date | None] = field(_("Valid from"))
    valid_until: Mapped[date | None] = field(_("Valid until"))
    gift_quantity: Mapped[Quantity | None] = field(
        _("Gift, quantity"), help=_("Base units given free; empty for a percent")
    )
    gift_item: Mapped[Item | None] = reference(_("Gift"), shown=False)
    gift_variant: Mapped[Variant | None] = reference(_("Variant of the gift"), shown=False)
    gift_repeats: Mapped[bool] = field(
        _("For each time the threshold is reached"), default=True, shown=False
    )
    hours: Mapped[list[DiscountHours]] = lines_of(_("Hours"))
    recipients: Mapped[list[DiscountRecipient]] = lines_of(_("Recipients"))
    if TYPE_CHECKING:
        card_kind_id: Mapped[UUID | None]
        gift_item_id: Mapped[UUID | None]
        gift_variant_id: Mapped[UUID | None]


class DiscountLimit(Catalog):
    """How far a role may go by hand: the largest discount, and the least price.

    A row without a role is for all roles that have none of their own. Whoever has several
    roles is held by the most generous of them.
    """

    title = _("Limit of discounts"), _("Limits of discounts")

    role: Mapped[str] = field(
        _("Role"), default="", help=_("The name of the role; empty for all others")
    )
    percent: Mapped[Percent | None] = field(
        _("Largest discount by hand, %"), help=_("Empty for no limit")
    )
    price_type: Mapped[PriceType | None] = reference(_("Not below the price"), index=False)
    if TYPE_CHECKING:
        price_type_id: Mapped[UUID | None]


class ItemDiscounts(FactRegister):
    """How many percent a discount takes off goods, from a moment on; negative for a mark-up.

    Of an item, of one of its variants, of a price group, or of everything where none of them
    is named. `at_most` bounds all discounts of a row together where it is above zero. `until`
    is the last day as 20261231, or 0. Zero percent ends it.
    """

    title = _("Discounts on items")

    item: Mapped[Item | None] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    price_group: Mapped[PriceGroup | None] = dimension(_("Price group"))
    discount: Mapped[Discount] = dimension(_("Discount"))
    percent: Mapped[Percent] = resource(_("Percent"))
    at_most: Mapped[Percent] = resource(_("All discounts at most, %"))
    until: Mapped[int] = resource(_("Until (year, month, day)"))


class DiscountsGranted(TurnoverRegister):
    """What discounts have taken off sales, in the currency of the books; mark-ups negative.

    Without a `discount`: by hand.
    """

    title = _("Discounts granted")

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Customer"))
    item: Mapped[Item] = dimension(_("Item"))
    variant: Mapped[Variant | None] = dimension(_("Variant"))
    discount: Mapped[Discount | None] = dimension(_("Discount"))
    document: Mapped[UUID] = dimension(_("Document"), to="document", detail=True)
    amount: Mapped[Amount] = resource(_("Amount"))


class CardSales(TurnoverRegister):
    """What was bought on discount cards, less what came back, in the currency of the books."""

    title = _("Sales on discount cards")

    card: Mapped[DiscountCard] = dimension(_("Discount card"))
    party: Mapped[Party | None] = dimension(_("Owner"))
    amount: Mapped[Amount] = resource(_("Amount"))
