"""What the prices refuse."""

from ...core import Invalid


class WrongPriceType(Invalid):
    """A price type does not say how its prices come about."""

    code = "pricing.wrong_price_type"


class WrongPrices(Invalid):
    """Prices can not be set like this."""

    code = "pricing.wrong_prices"


class WrongLine(Invalid):
    """A line counts nothing, or gives away more than all."""

    code = "pricing.wrong_line"
