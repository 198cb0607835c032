"""What buying refuses."""

from ...core import Refusal


class ReceiptNotPosted(Refusal):
    """Extra costs belong to goods that have not come yet."""

    code = "purchasing.receipt_not_posted"


class OtherReceipt(Refusal):
    """The receipt is another organisation's, or later than what makes its goods dearer."""

    code = "purchasing.other_receipt"


class NothingToSpreadOver(Refusal):
    """Costs are to be spread over receipts that bring no goods of any worth."""

    code = "purchasing.nothing_to_spread_over"


class NoWeight(Refusal):
    """Costs are to be spread by weight, and an item has none."""

    code = "purchasing.no_weight"


class HasExtraCosts(Refusal):
    """Extra costs belong to the receipt; take them back first."""

    code = "purchasing.has_extra_costs"
    status = 409
