"""Numbers that add up: ИНН, КПП, ОГРН, accounts, barcodes, keys. Made by chance, given to nobody.

Control digits: ИНН and ОГРН as the tax service defines them (order ED-7-14/559, annex 2),
EAN-13 as in the GS1 General Specifications §7.9.
"""

from datetime import datetime
from random import Random
from uuid import UUID

REGIONS = ("77", "78", "50", "66", "54", "16", "63", "23", "52", "74")
BIC = "045900123"
"""The БИК of the training bank: 59 is the number of no region, so no bank has it."""
_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVEN = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELVE = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def _digits(chance: Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _control(body: str, weights: tuple[int, ...]) -> str:
    return str(sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11 % 10)


def company_inn(chance: Random) -> str:
    """The ИНН of a company: ten digits."""
    body = f"{chance.choice(REGIONS)}{_digits(chance, 7)}"
    return body + _control(body, _TEN)


def person_inn(chance: Random) -> str:
    """The ИНН of a person: twelve digits, two of them control digits."""
    body = f"{chance.choice(REGIONS)}{_digits(chance, 8)}"
    body += _control(body, _ELEVEN)
    return body + _control(body, _TWELVE)


def kpp(inn: str) -> str:
    """The КПП of a company at its place of registration."""
    return f"{inn[:4]}01001"


def ogrn(chance: Random, inn: str) -> str:
    """The ОГРН of a company, or the ОГРНИП of an entrepreneur for a person's ИНН."""
    company = len(inn) == 10
    modulus = 11 if company else 13
    while True:
        year = f"{chance.randint(5, 24):02d}"
        body = f"{1 if company else 3}{year}{inn[:2]}{_digits(chance, 7 if company else 9)}"
        rest = int(body) % modulus
        if rest < 10:  # of two digits checkers take either one: such numbers are passed over
            return f"{body}{rest}"


def ean13(chance: Random) -> str:
    """A barcode of the Russian range that no maker has."""
    body = f"46{_digits(chance, 10)}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def bank_account(chance: Random, bic: str) -> str:
    """A current account of a company at a bank, with its control key."""
    return _with_key("40702810", _digits(chance, 11), before=bic[-3:])


def correspondent_account(bic: str) -> str:
    """The account that the Bank of Russia keeps for a bank."""
    return _with_key("30101810", f"{bic[2:6]}0000{bic[-3:]}", before=f"0{bic[4:6]}")


def _with_key(head: str, tail: str, *, before: str) -> str:
    """An account with its key between head and tail.

    Weighed 7, 1, 3 over and over, the last digits of the products add up to whole tens; the
    key itself, at the twelfth place with the three digits of the bank before it, weighs 3
    (Bank of Russia, 08.09.1997 No. 515).
    """
    digits = f"{before}{head}0{tail}"
    total = sum(int(digit) * (7, 1, 3)[place % 3] % 10 for place, digit in enumerate(digits))
    return f"{head}{total % 10 * 3 % 10}{tail}"


def key(chance: Random, at: datetime) -> UUID:
    """A UUIDv7 whose time is that of the business and whose rest is chance alone."""
    milliseconds = int(at.timestamp() * 1000) & 0xFFFFFFFFFFFF
    rest = chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | rest)
