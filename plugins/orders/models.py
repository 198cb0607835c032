"""Why orders end before they are carried out."""

from ...core import Catalog, Texts

_ = Texts(__package__)


class ClosingReason(Catalog):
    """Why an order was given up, in words that can be counted: too dear, too late, not there."""

    title = _("Reason of closing"), _("Reasons of closing")
    about = _("Why orders are given up. Name it in a closing, and a report counts what was lost.")
    also = _("lost order, refusal, cancellation")
