"""What selling refuses."""

from ...core import Refusal


class NotPaidAhead(Refusal):
    """The contract asks for money first, and it has not come, or not all of it."""

    code = "sales.not_paid_ahead"
