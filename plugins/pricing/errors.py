"""What prices refuse."""

from ...core import Invalid


class WrongRow(Invalid):
    """A row with prices holds a number below zero, too great a discount, a strange variant."""

    code = "pricing.wrong_row"
