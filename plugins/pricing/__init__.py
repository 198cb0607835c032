"""Prices: kinds of prices, how they are set, looked up and worked out; lines that are paid."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from ...core import (
    ChoiceFact,
    Choosing,
    Document,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Right,
    Role,
    Setting,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.explain import Reason
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from . import checks, discounts, labels, past_prices, price_list, reports, roles, services
from .arithmetic import LineSum, line_sum, with_vat
from .discounts import (
    DiscountedDocument,
    DiscountedLine,
    discounts_taken,
    entered_rows,
    whom_to_ask,
)
from .documents import PriceSetting, PriceSettingLine
from .filling import work_out
from .labels import label_form
from .models import ContractPrices, ItemPrice, PriceRange, PriceType
from .prices import Priced, price_at
from .rules import from_gross
from .trade import TradeDocument, TradeLine

__all__ = [
    "ContractPrices",
    "DiscountedDocument",
    "DiscountedLine",
    "ItemPrice",
    "LineSum",
    "PriceRange",
    "PriceSetting",
    "PriceSettingLine",
    "PriceType",
    "Priced",
    "TradeDocument",
    "TradeLine",
    "discounts_taken",
    "entered_rows",
    "from_gross",
    "label_form",
    "line_sum",
    "plugin",
    "price_at",
    "whom_to_ask",
    "with_vat",
    "work_out",
]

if TYPE_CHECKING:
    from pyramid.config import Configurator

_ = Texts(__package__)


class PricingPlugin(Plugin):
    """Price types, prices of items, and the arithmetic of paid documents."""

    name, title = "pricing", _("Prices")
    needs = ("currencies", "organisations", "parties", "items")
    section = "sales"
    settings = (
        Setting(
            "combining",
            str,
            "largest",
            _("Several discounts on a row: largest (wins), sum, or chain (one after another)"),
        ),
        Setting(
            "label_prices", str, "retail", _("Code of the price type on labels of received goods")
        ),
        Setting(
            "timezone",
            str,
            "",
            _("The zone in which hours of discounts are told, if not the company's"),
        ),
    )

    def configure(self, values: dict[str, Any]) -> None:
        """Take the settings; refuse a policy or a zone there is not."""
        services.require_settings(values)
        super().configure(values)

    @hookimpl
    def add_views(self, config: "Configurator") -> None:
        """The page on which many prices are changed at once."""
        config.include(f"{__package__}.views")

    @hookimpl
    def on_installed(self, work: Work) -> None:
        """Put in the retail price."""
        services.install(work)

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """A price type takes its currency from the one it follows from."""
        services.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Hold price types, prices, paid lines and discounts to their rules."""
        return [*checks.faults(work, record), *discounts.faults(work, record)]

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may sell below the least price of his roles."""
        return [Right(discounts.BELOW, _("Sell below the least price of the role"))]

    @hookimpl
    def on_saved(self, work: Work, record: Record) -> None:
        """Keep in the audit who has sold below the least price."""
        discounts.note_sold_below(work, record)

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Set the kept prices that follow from those a document sets."""
        return services.following(posting)

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """Print the price list of a price type; labels of it, or of newly set prices."""
        return [*price_list.forms(), *labels.forms()]

    @hookimpl
    def list_reports(self) -> list[Report]:
        """The price list as a report: several price types, groups, any moment."""
        return reports.reports()

    @hookimpl
    def list_choice_facts(self, work: Work, choosing: Choosing) -> list[ChoiceFact]:
        """Show what items cost by the prices of the document."""
        return price_list.choice_facts(work, choosing)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an item's card what it costs and has cost, beside a paper of selling why."""
        return [
            *price_list.panels(work, record),
            *past_prices.panels(work, record),
            *discounts.panels(work, record),
        ]

    @hookimpl
    def list_reasons(self, work: Work, document: Document) -> list[tuple[UUID, Reason]]:
        """Why the rows of a paper of selling come to what they come to."""
        return discounts.list_reasons(work, document)

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Sellers read prices, buyers and the director set them."""
        return roles.ROLES


plugin = PricingPlugin()
