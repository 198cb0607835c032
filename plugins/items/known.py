"""The units every base has, with their codes.

Numbers are of ОКЕИ (ОК 015-94), letters of UN/ECE Recommendation 20.
"""

from dataclasses import dataclass

from ...core import Text, Texts

_ = Texts(__package__)


@dataclass(frozen=True)
class KnownUnit:
    """A unit with its short code, names, codes of the classifiers and usual decimals."""

    code: str
    name: Text
    symbol: Text
    okei: str
    unece: str
    decimals: int = 0


UNITS = (
    KnownUnit("pcs", _("Piece"), _("pc"), "796", "PCE"),
    KnownUnit("kg", _("Kilogram"), _("kg"), "166", "KGM", 3),
    KnownUnit("g", _("Gram"), _("g"), "163", "GRM"),
    KnownUnit("t", _("Ton"), _("t"), "168", "TNE", 3),
    KnownUnit("l", _("Litre"), _("l"), "112", "LTR", 3),
    KnownUnit("ml", _("Millilitre"), _("ml"), "111", "MLT"),
    KnownUnit("m", _("Metre"), _("m"), "006", "MTR", 3),
    KnownUnit("cm", _("Centimetre"), _("cm"), "004", "CMT"),
    KnownUnit("mm", _("Millimetre"), _("mm"), "003", "MMT"),
    KnownUnit("m2", _("Square metre"), _("m²"), "055", "MTK", 3),
    KnownUnit("m3", _("Cubic metre"), _("m³"), "113", "MTQ", 3),
    KnownUnit("box", _("Box"), _("box"), "8751", "XBX"),
    KnownUnit("crate", _("Crate"), _("crate"), "812", "XCR"),
    KnownUnit("pack", _("Pack"), _("pack"), "778", "NMP"),
    KnownUnit("packet", _("Packet"), _("packet"), "728", "XPA"),
    KnownUnit("bottle", _("Bottle"), _("bottle"), "868", "XBO"),
    KnownUnit("vial", _("Vial"), _("vial"), "872", "XVI"),
    KnownUnit("roll", _("Roll"), _("roll"), "736", "NRL"),
    KnownUnit("sheet", _("Sheet"), _("sheet"), "625", "LEF"),
    KnownUnit("set", _("Set of things"), _("set"), "704", "SET"),
    KnownUnit("kit", _("Kit of things"), _("kit"), "839", "KT"),
    KnownUnit("pair", _("Pair"), _("pair"), "715", "NPR"),
    KnownUnit("dozen", _("Dozen"), _("dozen"), "641", "DZN"),
    KnownUnit("thousand", _("Thousand pieces"), _("1000 pcs"), "798", "MIL"),
    KnownUnit("h", _("Hour"), _("h"), "356", "HUR", 2),
    KnownUnit("min", _("Minute"), _("min"), "355", "MIN"),
    KnownUnit("day", _("Day"), _("day"), "359", "DAY"),
    KnownUnit("month", _("Month"), _("month"), "362", "MON"),
    KnownUnit("unit", _("Unit of service"), _("unit"), "642", "C62", 3),
)
