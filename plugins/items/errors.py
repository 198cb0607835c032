"""What the items refuse."""

from ...core import Invalid, Malformed


class WrongBarcode(Invalid):
    """The check digit of a barcode does not hold."""

    code = "items.wrong_barcode"


class BarcodeTaken(Invalid):
    """A barcode already belongs to another item."""

    code = "items.barcode_taken"


class UnknownUnit(Invalid):
    """An item is not traded in that unit."""

    code = "items.unknown_unit"


class WrongUnits(Invalid):
    """The other units of an item contradict each other, or a factor is not above zero."""

    code = "items.wrong_units"


class NotGoods(Malformed):
    """The file is not a list of goods that can be read."""

    code = "items.not_goods"
