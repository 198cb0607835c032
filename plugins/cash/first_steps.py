"""The money for it: what a newcomer does first."""

from ...core import Texts
from ...core.reporting.first_steps import FirstStep
from ...core.reporting.leading import to_new

_ = Texts(__package__)


def first_steps() -> list[FirstStep]:
    """The money for it."""
    return [
        FirstStep(
            "cash_payment",
            _("Take the payment"),
            _(
                "Choose the place and the customer and enter the amount; created on the basis of the shipment (F8) it is filled already. A payment by bank is a payment order."
            ),
            to_new("cash_receipt"),
            "cash_receipt.create",
            kinds=("cash_receipt", "payment_order"),
            posted=True,
            place=70,
        ),
    ]
