"""The first sale, and its figures: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new, to_report

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """The first sale, and its figures."""
    return [
        FirstStep(
            "sales_first",
            _("Sell something"),
            _(
                "Choose the customer and the item; what is free stands beside it. Ctrl+Enter posts. With an order first, the shipment is created on its basis by F8."
            ),
            to_new("shipment"),
            "shipment.create",
            kinds=("shipment",),
            posted=True,
            place=60,
        ),
        FirstStep(
            "sales_report",
            _("See it in the figures"),
            _(
                "What was sold, to whom, at which price. Click any figure: it opens the documents it is made of."
            ),
            to_report("sales_analysis", "item"),
            "sales.read",
            kinds=(),
            place=80,
        ),
    ]
