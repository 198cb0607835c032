r"""Numbers the Russian state gives: ИНН, КПП, ОГРН. Pure checks, no base.

Rules: ИНН has 10 digits (legal person) or 12 (natural person) with control digits; ОГРН 13
or 15 with one control digit; КПП has 9 signs, `\d{4}[\dA-Z]{2}\d{3}`, and no control digit.
An empty number is no fault: foreigners have none, and a card is often begun with a name.
"""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.ru import inn, ogrn

from ...core import Text, Texts

_ = Texts(__package__)

KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")


def tidy(number: str) -> str:
    """The number without the spaces and dashes people write into it."""
    return re.sub(r"[\s\u2010-\u2015-]", "", number).upper()


def fault_of_inn(number: str, lengths: tuple[int, ...] = (10, 12)) -> Text | None:
    """What is wrong with an ИНН, or None.

    Args:
        number: without spaces.
        lengths: 10 for a company, 12 for a person, both where either may be.
    """
    wanted = " / ".join(map(str, lengths))
    if not number.isascii() or not number.isdigit():
        return _("INN “{number}” may hold only digits", number=number)
    if len(number) not in lengths:
        return _(
            "INN “{number}” has {count} digits, it must have {wanted}",
            number=number,
            count=len(number),
            wanted=wanted,
        )
    if not int(number):  # zeros add up, yet nobody has such a number
        return _("INN “{number}” belongs to nobody", number=number)
    try:
        inn.validate(number)
    except ValidationError:
        return _("INN “{number}” does not add up: a digit is mistyped", number=number)
    return None


def fault_of_kpp(number: str) -> Text | None:
    """What is wrong with a КПП, or None."""
    if KPP.fullmatch(number):
        return None
    return _("KPP “{number}” must have nine signs, like 770701001", number=number)


def fault_of_ogrn(number: str) -> Text | None:
    """What is wrong with an ОГРН or ОГРНИП, or None."""
    try:
        ogrn.validate(number)
    except InvalidChecksum:
        return _("OGRN “{number}” does not add up: a digit is mistyped", number=number)
    except ValidationError:
        return _("OGRN “{number}” must have 13 digits, or 15 for an entrepreneur", number=number)
    return None
