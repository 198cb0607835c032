"""The document that says how many percent a discount takes off which goods."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ....core import NONE, Document, Lines, Movement, Percent, Texts, field, lines_of, reference
from ....core.values import ZERO
from ...items import Item, Variant
from ...organisations import Organisation, first_organisation
from .models import Discount, ItemDiscounts, PriceGroup

_ = Texts(__package__)


class DiscountSettingLine(Lines):
    """Percent off an item, a variant, a price group; off everything where none is named.

    For a discount that gives goods the percent is off the gift: 100 gives it free.
    """

    title = _("Percent"), _("Percents")

    item: Mapped[Item | None] = reference(_("Item"))
    variant: Mapped[Variant | None] = reference(_("Variant"))
    price_group: Mapped[PriceGroup | None] = reference(_("Price group"))
    percent: Mapped[Percent] = field(
        _("Percent"), help=_("Negative for a mark-up; 0 excepts the goods or ends the discount")
    )
    at_most: Mapped[Percent | None] = field(_("All discounts at most, %"))
    if TYPE_CHECKING:
        item_id: Mapped[UUID | None]
        variant_id: Mapped[UUID | None]
        price_group_id: Mapped[UUID | None]


class DiscountSetting(Document):
    """Sets the percents of one discount from its moment on, up to and including `until`.

    Posted documents keep the discounts they were made with. Unposted, the percents that held
    before hold again.
    """

    title = _("Discount setting"), _("Discount settings")

    organisation: Mapped[Organisation | None] = reference(_("Organisation"), shown=False)
    discount: Mapped[Discount] = reference(_("Discount"))
    until: Mapped[date | None] = field(_("Until"))
    lines: Mapped[list[DiscountSettingLine]] = lines_of(_("Percents"))
    if TYPE_CHECKING:
        organisation_id: Mapped[UUID | None]
        discount_id: Mapped[UUID]

    def number_scope(self) -> UUID:
        """The organisation numbers it, where there is one."""
        return self.organisation_id or NONE

    def complete(self, work: Any) -> None:
        """Fill in the organisation."""
        super().complete(work)
        if self.organisation_id is None:
            self.organisation_id = first_organisation(work)

    def movements(self) -> Iterable[Movement]:
        """One fact for each line."""
        until = int(f"{self.until:%Y%m%d}") if self.until else 0
        for line in self.lines:
            yield ItemDiscounts.record(
                discount=self.discount_id,
                item=line.item_id,
                variant=line.variant_id,
                price_group=line.price_group_id,
                percent=line.percent,
                at_most=line.at_most or ZERO,
                until=until,
            )
