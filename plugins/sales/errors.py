"""What selling refuses."""

from ...core import Refusal


class NotPaidAhead(Refusal):
    """The contract asks for money first, and it has not come, or not all of it."""

    code = "sales.not_paid_ahead"


class ProposalOver(Refusal):
    """The proposal was refused, has run out or was replaced; or nobody says why it was refused."""

    code = "sales.proposal_over"
