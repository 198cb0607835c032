"""The document that sets prices."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    NONE,
    Document,
    Lines,
    Movement,
    Percent,
    Price,
    Texts,
    field,
    lines_of,
    reference,
)
from ...core.values import ZERO
from ..items import Item, Unit, Variant, factors, items_by_key, unknown_unit
from ..organisations import Organisation, first_organisation
from .arithmetic import EXACT
from .comparing import compare
from .models import ItemPrice, PriceType
from .rules import kept

_ = Texts(__package__)


class PriceSettingLine(Lines):
    """The new price of an item, or of one of its variants, for a unit of it."""

    title = _("Price"), _("Prices")

    item: Mapped[Item] = reference(_("Item"))
    variant: Mapped[Variant | None] = reference(_("Variant"))
    unit: Mapped[Unit | None] = reference(_("Unit"))
    price: Mapped[Price] = field(_("Price"))
    old_price: Mapped[Price | None] = field(
        _("Old price"), readonly=True, help=_("What held just before, for the same unit")
    )
    change_percent: Mapped[Percent | None] = field(_("Change, %"), readonly=True)
    base_price: Mapped[Price] = field(
        _("Price of a base unit"), default=Decimal(0), readonly=True, shown=False
    )
    if TYPE_CHECKING:
        item_id: Mapped[UUID]
        variant_id: Mapped[UUID | None]
        unit_id: Mapped[UUID | None]


class PriceSetting(Document):
    """Sets prices of one type from its moment on; a price of zero takes the price away.

    Posted documents keep the prices they were made with. Unposted, the prices that held
    before hold again.
    """

    title = _("Price setting"), _("Price settings")
    about = _("Prices from a day on. Prices of later days never change papers that stand already.")

    scoped_by = Organisation.kind

    organisation: Mapped[Organisation | None] = reference(_("Organisation"), shown=False)
    price_type: Mapped[PriceType] = reference(_("Price type"))
    lines: Mapped[list[PriceSettingLine]] = lines_of(_("Prices"))
    if TYPE_CHECKING:
        organisation_id: Mapped[UUID | None]
        price_type_id: Mapped[UUID]

    def number_scope(self) -> UUID:
        """The organisation numbers it, where there is one."""
        return self.organisation_id or NONE

    def complete(self, work: Any) -> None:
        """Fill in the organisation; work out the prices of base units, and what they change."""
        super().complete(work)
        if self.organisation_id is None:
            self.organisation_id = first_organisation(work)
        items = items_by_key(work, {line.item_id for line in self.lines if _has_item(line)})
        known = factors(work, list(items.values()))
        for place, line in enumerate(self.lines):
            item = items.get(line.item_id)
            if item is None or getattr(line, "price", None) is None:
                continue  # missing fields are told by the house
            factor = known.get((item.id, line.unit_id or item.unit_id))
            if factor is None:
                raise unknown_unit(item, f"lines.{place}.unit")
            line.base_price = kept(EXACT.divide(line.price, factor)) if line.price else ZERO
        compare(work, self, items)

    def movements(self) -> Iterable[Movement]:
        """One price for each line."""
        for line in self.lines:
            yield ItemPrice.record(
                price_type=self.price_type_id,
                item=line.item_id,
                variant=line.variant_id,
                price=line.base_price,
            )


def _has_item(line: PriceSettingLine) -> bool:
    return getattr(line, "item_id", None) is not None
