"""Barcodes as numbers: check digits, forms, labels of the shop's own scales. Pure.

The check digit of GTIN-8, -12, -13 and -14 is that of the GS1 General Specifications §7.9:
weights 3, 1, 3 … from the right. Prefixes 20 to 29 are free for use within a shop.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ...core import Text, Texts

_ = Texts(__package__)

FIXED = {"01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}
"""Elements of a GS1 code with a length of their own, by identifier; others end with a sign."""
GROUP_END = "\x1d"
_SYMBOLOGY = re.compile(r"^(\]C1|\]d2|\]Q3|\]e0)?\x1d?")
LENGTHS = (8, 12, 13, 14)
DEFAULT_MASK = "2PIIIIIWWWWWC"


def check_digit(body: str) -> str:
    """The digit that follows the digits of `body` in a GTIN."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def holds(code: str) -> bool:
    """Whether the last digit of a numeric code is its check digit."""
    return check_digit(code[:-1]) == code[-1]


def is_plain(code: str) -> bool:
    """Whether a code is digits alone, of a length whose check digit is known."""
    return code.isascii() and code.isdigit() and len(code) in LENGTHS


def expanded_upc_e(code: str) -> str | None:
    """The UPC-A behind an eight-digit UPC-E, or None where it can not be one.

    Source: GS1 General Specifications §5.2.2.4 (zero-suppressed UPC-A).
    """
    if len(code) != 8 or code[0] not in "01":
        return None
    system, d, check = code[0], code[1:7], code[7]
    if d[5] in "012":
        body = d[:2] + d[5] + "0000" + d[2:5]
    elif d[5] == "3":
        body = d[:3] + "00000" + d[3:5]
    elif d[5] == "4":
        body = d[:4] + "00000" + d[4]
    else:
        body = d[:5] + "0000" + d[5]
    return system + body + check


def fault_of(code: str) -> Text | None:
    """What is wrong with a barcode, or None.

    Codes of other alphabets and lengths (Code 128, a maker's own) have no check to fail.
    """
    if not code.strip() or not code.isprintable():
        return _("A barcode may not be empty")
    if not is_plain(code) or holds(code):
        return None
    upc = expanded_upc_e(code)
    if upc is not None and holds(upc):
        return None
    return _(
        "Barcode {code}: the last digit should be {digit}",
        code=code,
        digit=check_digit(code[:-1]),
    )


def is_in_store(code: str) -> bool:
    """Whether an EAN-13 is of the range a shop gives out itself."""
    return len(code) == 13 and is_plain(code) and "20" <= code[:2] <= "29"


@dataclass(frozen=True)
class Label:
    """What the scales printed: the item's number, and its weight or price.

    Attributes:
        prefix: the first two digits, which tell the department in many shops.
        scale_code: the item's number on the scales, as printed (with leading zeros).
        weight: kilograms, or None where the label holds a price.
        price: in the currency of the shop, or None where it holds a weight.
    """

    prefix: str
    scale_code: str
    weight: Decimal | None = None
    price: Decimal | None = None


def read_label(code: str, mask: str = DEFAULT_MASK) -> Label | None:
    """Read an in-store label of weighed goods; None where the code is no such label.

    Args:
        code: thirteen digits.
        mask: a sign for each digit: a digit that must stand there, `P` any digit, `I` the
            item's number, `W` grams, `M` money in hundredths, `C` the check digit. Labels
            with prefix 20 are plain codes of the shop under the default use of GS1 Russia
            members, so `P` does not stand for 0.
    """
    if not is_in_store(code) or not holds(code) or len(mask) != len(code):
        return None
    found: dict[str, str] = {"I": "", "W": "", "M": ""}
    for sign, digit in zip(mask, code, strict=True):
        if (sign.isdigit() and sign != digit) or (sign == "P" and digit == "0"):
            return None
        if sign in found:
            found[sign] += digit
    if not found["I"]:
        return None
    weight = Decimal(found["W"]).scaleb(-3) if found["W"] else None
    price = Decimal(found["M"]).scaleb(-2) if found["M"] else None
    return Label(code[:2], found["I"], weight, price)


@dataclass(frozen=True)
class Elements:
    """What a GS1 code (GS1-128, DataMatrix) tells of the goods: the GTIN, the net weight, kg."""

    gtin: str
    weight: Decimal | None = None


def read_elements(code: str) -> Elements | None:
    """Read a GS1 element string that begins with a GTIN; None where the code is none.

    Source: GS1 General Specifications §3 and §7.8 (identifiers, lengths, the sign between).
    """
    plain = _SYMBOLOGY.sub("", code.replace("(", "").replace(")", ""), count=1)
    if not re.match(r"01\d{14}", plain, re.ASCII) or len(plain) <= 14 or not holds(plain[2:16]):
        return None
    gtin, rest, weight = plain[2:16], plain[16:], None
    while rest:
        found = re.match(r"310([0-5])(\d{6})", rest, re.ASCII)
        if found:
            weight, rest = Decimal(found[2]).scaleb(-int(found[1])), rest[10:]
            continue
        length = FIXED.get(rest[:2])
        cut = rest.find(GROUP_END)
        end = 2 + length if length else cut if cut >= 0 else len(rest)
        rest = rest[end:].removeprefix(GROUP_END)
    return Elements(gtin, weight)
