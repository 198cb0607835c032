"""What a currency must hold to be one."""

import re
from collections.abc import Iterator

from ...core import Record, Refusal, Texts
from .errors import BadCode
from .models import Currency

_ = Texts(__package__)

MOST_DIGITS = 4  # as many as a sum keeps


def faults(record: Record) -> Iterator[Refusal]:
    """What forbids saving a currency."""
    if not isinstance(record, Currency):
        return
    if not re.fullmatch("[A-Z]{3}", record.code):
        yield BadCode(
            _("“{code}” is not a currency code of three capital letters", code=record.code),
            path="code",
            remedy=_("Take the code from ISO 4217: RUB, USD, EUR"),
        )
    if record.numeric_code and not re.fullmatch("[0-9]{3}", record.numeric_code):
        yield BadCode(
            _("“{code}” is not a number of three digits", code=record.numeric_code),
            path="numeric_code",
        )
    if not 0 <= record.minor_digits <= MOST_DIGITS:
        yield BadCode(
            _("A currency has from 0 to {most} decimals", most=MOST_DIGITS), path="minor_digits"
        )
