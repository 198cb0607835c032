"""Buying: orders to suppliers, receipts of goods, extra costs, returns."""

from collections.abc import Sequence
from uuid import UUID

from ...core import (
    DerivedField,
    Document,
    Filling,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Right,
    Role,
    Setting,
    Standings,
    Texts,
    Work,
    hookimpl,
)
from ...core.posting.posting import Posting
from ...core.printing import PrintForm
from ...core.reporting import Report
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.widgets import Widget
from . import (
    extra_costs,
    first_steps,
    proofs,
    reports,
    services,
    supplier_prices,
    widgets,
)
from .documents import (
    GoodsReceipt,
    SupplierOrder,
    SupplierOrderAdjustment,
    SupplierOrderClosing,
    SupplierReturn,
)
from .extra_costs import ExtraCosts
from .models import Purchases, SupplierOrders, SupplierPrices

_ = Texts(__package__)


class PurchasingPlugin(Plugin):
    """Buys goods and services from suppliers."""

    name, title, section = "purchasing", _("Purchasing"), "purchasing"
    needs = (
        "currencies",
        "items",
        "orders",
        "organisations",
        "parties",
        "pricing",
        "settlements",
        "stock",
    )
    settings = (
        Setting(
            "supplier_prices",
            bool,
            default=True,
            help=_("Receipts write the prices of suppliers"),
        ),
    )

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Take what a receipt carries out from its order; keep the supplier's prices."""
        return services.movements(posting)

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to more than was ordered, to more going back than came, to stray extra costs."""
        return services.objections(posting)

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Refuse to take back a receipt whose goods have gone back, or which extra costs name."""
        services.CYCLE.require_no_returns(work, document)
        extra_costs.require_none(work, document)

    @hookimpl
    def list_fillings(self) -> list[Filling]:
        """Order → receipt → return; order → closing; receipt → prices, extra costs."""
        return [
            Filling("supplier_order", "goods_receipt", services.CYCLE.fulfilment_of),
            Filling("supplier_order", "supplier_order_closing", services.CYCLE.closing_of),
            Filling("goods_receipt", "supplier_return", services.CYCLE.return_of),
            Filling("goods_receipt", "price_setting", services.prices_of),
            Filling("goods_receipt", "extra_costs", extra_costs.filled_from),
        ]

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show on an order what of it has come, on an item who sells it to us."""
        return [*services.CYCLE.panels(work, record), *supplier_prices.panels(work, record)]

    @hookimpl
    def list_standings(self, work: Work, kind: str, keys: Sequence[UUID]) -> Standings:
        """Say whether orders to suppliers have come, were closed, or are late."""
        return services.course(work, kind, keys)

    @hookimpl
    def list_derived_fields(self) -> list[DerivedField]:
        """How far orders to suppliers have come, and whether they are paid."""
        return services.states()

    @hookimpl
    def list_print_forms(self) -> list[PrintForm]:
        """Price labels of what a receipt has brought."""
        return services.forms()

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Analysis of purchases, fulfilment of orders."""
        return reports.reports()

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may take in more than was ordered."""
        return [Right(services.BEYOND_ORDER, _("Take in more than was ordered"))]

    @hookimpl
    def list_widgets(self) -> list[Widget]:
        """Goods that suppliers are to bring."""
        return widgets.widgets()

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """Goods to sell."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The buyer; storekeepers take goods in, accountants and directors see all."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that receipts and returns are what the registers say."""
        return proofs.broken(work)


KINDS = (
    "supplier_order",
    "goods_receipt",
    "supplier_return",
    "supplier_order_adjustment",
    "supplier_order_closing",
    "extra_costs",
)
SEEN = ("supplier_orders.read", "purchases.read", "supplier_prices.read")


def roles() -> list[Role]:
    """Who does what in buying."""
    everything = tuple(f"{kind}.*" for kind in KINDS)
    seen = (*(f"{kind}.read" for kind in KINDS), *SEEN)
    return [
        Role("buyer", _("Buyer"), (*everything, *SEEN, "supplier_prices.write")),
        Role("storekeeper", _("Storekeeper"), ("supplier_order.read", "goods_receipt.*")),
        Role("accountant", _("Accountant"), (*everything, *SEEN)),
        Role("director", _("Director"), (*seen, services.BEYOND_ORDER)),
    ]


plugin = PurchasingPlugin()

__all__ = [
    "ExtraCosts",
    "GoodsReceipt",
    "Purchases",
    "PurchasingPlugin",
    "SupplierOrder",
    "SupplierOrderAdjustment",
    "SupplierOrderClosing",
    "SupplierOrders",
    "SupplierPrices",
    "SupplierReturn",
    "plugin",
]
