"""What the items refuse."""

from ...core import Conflict, Invalid, Malformed


class WrongBarcode(Invalid):
    """The check digit of a barcode does not hold, or it names a variant of another item."""

    code = "items.wrong_barcode"


class BarcodeTaken(Invalid):
    """A barcode already belongs to another item."""

    code = "items.barcode_taken"


class ScaleCodeTaken(Invalid):
    """The number on the scales belongs to another item, or is no number."""

    code = "items.wrong_scale_code"


class UnknownUnit(Invalid):
    """An item is not traded in that unit."""

    code = "items.unknown_unit"


class WrongUnits(Invalid):
    """The other units of an item contradict each other, or a factor is not above zero."""

    code = "items.wrong_units"


class WrongVat(Invalid):
    """A rate of VAT is no percentage."""

    code = "items.wrong_vat"


class UnitInUse(Conflict):
    """The base unit can not change once something was counted in it."""

    code = "items.unit_in_use"


class NotGoods(Malformed):
    """The file is not a list of goods that can be read."""

    code = "items.not_goods"


class WrongGrade(Invalid):
    """A lower grade belongs to a good item of its own unit, kind and VAT, and to no other grade."""

    code = "items.wrong_grade"


class GradeThere(Conflict):
    """The item has a lower grade of that quality already, or is one itself."""

    code = "items.grade_there"
