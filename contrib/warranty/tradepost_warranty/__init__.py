"""Warranty of goods: on their cards, beside sales, on the start page, in a report, on paper."""

from collections.abc import Iterator
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select
from sqlalchemy.orm import Mapped

from tradepost.core import Extension, Panel, Plugin, Texts, Work, field, hookimpl, reference
from tradepost.core.printing import PrintForm
from tradepost.core.reporting import Measure, Report
from tradepost.core.reporting.leading import to_list
from tradepost.core.reporting.widgets import Asked, Figure, Shown, Widget
from tradepost.plugins.items import Item
from tradepost.plugins.parties import Party
from tradepost.plugins.sales import Shipment

_ = Texts(__package__)
SOLD = (_("Item"), "reference"), (_("Warranty, months"), "whole"), (_("Warranted until"), "day")
COUNT = Measure("quantity", _("Quantity"), "quantity", "sales.quantity")


class ItemWarranty(Extension, of=Item):
    """How long we answer for an item, and who repairs it."""

    title = _("Warranty of an item"), _("Warranties of items")
    warranty_months: Mapped[int | None] = field(_("Warranty, months"))
    repairer: Mapped[Party | None] = reference(_("Who repairs it"), tab=_("Warranty"), shown=False)


def warranted(work: Work, shipment: Any) -> Iterator[tuple[Any, ...]]:
    """Goods of a shipment that have a warranty: item, months, the last day."""
    items = {line.item_id: line.item for line in shipment.lines}
    for key, one in ItemWarranty.of_all(work.session, items).items():
        if one.warranty_months:
            until = work.day_of(shipment.moment) + relativedelta(months=one.warranty_months)
            yield items[key], one.warranty_months, until


def card(work: Work, shipment: Any, formats: Any) -> dict[str, Any]:
    """What the paper says: goods, months, days."""
    rows = [[i.name, str(n), formats.day(day)] for i, n, day in warranted(work, shipment)]
    columns = [{"title": formats.text(t), "align": "left", "weight": 3} for t, _type in SOLD]
    return {
        "tables": [{"title": "", "columns": columns, "rows": rows, "totals": []}],
        "totals": [],
    }


def bare(work: Work, _asked: Asked) -> Shown:
    """How many goods have no warranty yet."""
    known = select(ItemWarranty.id).where(ItemWarranty.warranty_months > 0)
    goods = (Item.kind_ == "goods", ~Item.deleted, Item.id.not_in(known))
    count = work.session.scalar(select(func.count()).select_from(Item).where(*goods))
    return Shown(figures=[Figure(_("Goods without a warranty"), count, "whole", to_list("item"))])


class WarrantyPlugin(Plugin):
    """Adds a field, a tab, a panel, a widget, a report and a print form."""

    name, title, needs = "warranty", _("Warranty"), ("items", "parties", "sales")

    @hookimpl
    def list_panels(self, work: Work, record: Any) -> list[Panel]:
        """Beside a shipment: until when its goods are warranted."""
        rows = list(warranted(work, record)) if isinstance(record, Shipment) else []
        return [Panel(_("Warranty"), SOLD, rows)] if rows else []

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """On the start page: goods without a warranty."""
        return [Widget("warranty_bare", _("Warranty"), "item.read", bare)]

    @hookimpl
    def list_reports(self) -> list[Report]:
        """What was sold with which warranty."""
        by = ("item.warranty_months", "item")
        return [Report("warranty", _("Sales by warranty"), "sales", "sales.read", (COUNT,), by=by)]

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """The card that goes with the goods."""
        return [PrintForm("warranty_card", _("Warranty card"), "shipment", context=card)]


plugin = WarrantyPlugin()
