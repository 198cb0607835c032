"""The QR code of a payment, ГОСТ Р 56042-2014: what a banking application fills its form from."""

from collections.abc import Mapping
from decimal import Decimal

from ...core.printing import qr_code
from ...core.printing.marks import Mark
from ...core.values import round_to

VERSION = "0001"
UTF8 = "2"
SEPARATORS = "|@;:^_~{}!#$%&()*+,/"
NEEDED = ("Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc")
"""The five that come first, in this order; without one of them there is no code."""
LONGEST = {"Name": 160, "BankName": 45, "Purpose": 210}
BLOCK = 300
"""Bytes that the five may take together."""
ROUBLE = "RUB"


def payload(values: Mapping[str, str], amount: Decimal) -> str:
    """The text of the code; empty where something that is needed is missing.

    Args:
        values: Name, PersonalAcc, BankName, BIC, CorrespAcc, PayeeINN, KPP, Purpose.
        amount: in roubles.
    """
    said = {name: _plain(value)[: LONGEST.get(name)] for name, value in values.items()}
    if not all(said.get(name) for name in NEEDED) or amount <= 0:
        return ""
    needed = [(name, said.pop(name)) for name in NEEDED]
    kopecks = str(int(round_to(amount, 2) * 100))
    fields = [*_fitting(needed), ("Sum", kopecks), *((n, v) for n, v in said.items() if v)]
    mark = next((one for one in SEPARATORS if not any(one in v for _n, v in fields)), "")
    if not mark:
        return ""
    parts = [f"ST{VERSION}{UTF8}", *(f"{name}={value}" for name, value in fields)]
    return mark.join(parts)


def payment_code(values: Mapping[str, str], amount: Decimal, currency: str) -> Mark | None:
    """The picture; None for another currency than the rouble, and where something is missing."""
    text = payload(values, amount) if currency == ROUBLE else ""
    return qr_code(text, width_mm=32) if text else None


def _plain(value: str) -> str:
    """One line without signs that do not print."""
    return "".join(one for one in " ".join(value.split()) if one.isprintable())


def _fitting(needed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The five with the name cut so far that they take no more than they may."""
    size = sum(len(f"{name}={value}|".encode()) for name, value in needed)
    name = needed[0][1]
    while size > BLOCK and len(name) > 1:
        size -= len(name[-1].encode())
        name = name[:-1]
    return [("Name", name.rstrip()), *needed[1:]]
