"""Something to sell: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """Something to sell."""
    return [
        FirstStep(
            "items_first",
            _("Enter an item"),
            _(
                "What you sell: a name and a unit. A barcode may be scanned into the table on the card; VAT is that of the item."
            ),
            to_new("item"),
            "item.create",
            kinds=("item",),
            place=30,
        ),
    ]
