"""What delivery refuses."""

from ...core import Invalid


class NoAddress(Invalid):
    """Goods that are brought need an address to be brought to."""

    code = "delivery.no_address"
