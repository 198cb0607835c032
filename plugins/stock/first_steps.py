"""A place for goods: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """A place for goods."""
    return [
        FirstStep(
            "stock_warehouse",
            _("Enter a warehouse"),
            _("Goods lie somewhere: a store, a shop floor. A name is enough."),
            to_new("warehouse"),
            "warehouse.create",
            kinds=("warehouse",),
            place=20,
        ),
    ]
