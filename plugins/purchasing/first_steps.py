"""Goods to sell: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """Goods to sell."""
    return [
        FirstStep(
            "purchasing_receipt",
            _("Take goods in"),
            _(
                "Choose the supplier, your warehouse and the item, a quantity and a price; then Ctrl+Enter posts it. Goods you have already: enter them with a surplus entry instead."
            ),
            to_new("goods_receipt"),
            "goods_receipt.create",
            kinds=("goods_receipt", "surplus_entry"),
            posted=True,
            place=40,
        ),
    ]
