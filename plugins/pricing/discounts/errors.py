"""What discounts refuse."""

from ....core import Invalid


class WrongDiscount(Invalid):
    """A discount does not say when it is given."""

    code = "pricing.wrong_discount"


class WrongDiscounts(Invalid):
    """Discounts can not be set like this."""

    code = "pricing.wrong_discounts"


class WrongCard(Invalid):
    """The discount card does not hold any more."""

    code = "pricing.wrong_card"


class BeyondLimit(Invalid):
    """A discount by hand, or a price, is beyond what the person's role allows."""

    code = "pricing.beyond_limit"
