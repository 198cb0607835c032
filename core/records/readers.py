"""Strict readers of single values: what may stand in each type of field.

They take what JSON and forms give (text, whole numbers, true and false, lists, tables) and
nothing that went through a float.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..errors import Invalid
from ..schema.fields import Field
from ..texts import Text, Texts
from ..values import DIGITS, NotANumber, exact
from ..values import WIDEST as HELD

_ = Texts(__package__)

SHORT, LONG, INDEXED = 10_000, 1_000_000, 400
"""Longest texts taken: of one line, of many lines, and of those that stand in an index."""

DEEPEST = 20
WIDEST = 10**15
YEARS = range(1900, 3000)

_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# What no text may hold: control characters (but tab and ends of lines), halves of letters.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Digits(str):
    """A number as it stood in a JSON text: exact digits, and no text for a text field."""

    __slots__ = ()


def read_value(field: Field, given: Any, longest: int = SHORT) -> Any:
    """Read one given value, not None, for a field that is no reference and no lines.

    Raises:
        Invalid: where it can not stand there; the path is left to the caller.
    """
    if field.is_number:
        return _number(field.type, given)
    if field.type == "text":
        return read_text(given, LONG if field.long else longest)
    if field.type == "choice":
        return _choice(field.choices, given)
    return _READERS[field.type](given)


def read_key(given: Any) -> UUID:
    """A key in its one usual form."""
    if isinstance(given, UUID):
        return given
    if not isinstance(given, str) or not _KEY.fullmatch(given):
        raise Invalid(_("This is not a key: {value}", value=_short(given)))
    key = UUID(given)
    if key.int == 0:
        raise Invalid(_("The key of zeros is taken by the house"))
    return key


def is_key(given: str) -> bool:
    """Whether a text has the form of a key."""
    return _KEY.fullmatch(given) is not None


def is_fit(given: str) -> bool:
    """Whether every database, file format and screen can hold all characters of a text."""
    return UNFIT.search(given) is None


def read_text(given: Any, longest: int = SHORT) -> str:
    """A text of characters that every database, file format and screen can hold."""
    if not isinstance(given, str) or isinstance(given, Digits):
        raise Invalid(_("A text is wanted, not {value}", value=_short(given)))
    if UNFIT.search(given):
        raise Invalid(
            _("The text holds a character that is no character"),
            remedy=_("Take it out: control characters are not kept"),
        )
    if len(given) > longest:
        raise Invalid(_("The text is longer than {longest} characters", longest=longest))
    return given


def read_moment(given: Any) -> datetime:
    """A moment: ISO 8601 with its zone."""
    if isinstance(given, str):
        try:
            given = datetime.fromisoformat(given)
        except ValueError:
            raise _not(_("a moment like 2026-03-01T09:00:00Z"), given) from None
    if not isinstance(given, datetime) or given.tzinfo is None or given.year not in YEARS:
        raise _not(_("a moment like 2026-03-01T09:00:00Z"), given)
    return given.astimezone(UTC)


def read_day(given: Any) -> date:
    """A day: 2026-03-01."""
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        try:
            given = date.fromisoformat(given)
        except ValueError:
            raise _not(_("a day like 2026-03-01"), given) from None
    if not isinstance(given, date) or isinstance(given, datetime) or given.year not in YEARS:
        raise _not(_("a day like 2026-03-01"), given)
    return given


def read_flag(given: Any) -> bool:
    """True or false, nothing that merely looks like it."""
    if not isinstance(given, bool):
        raise _not(_("true or false"), given)
    return given


def read_whole(given: Any) -> int:
    """A whole number: of JSON, or its digits."""
    if isinstance(given, str) and re.fullmatch(r"[+-]?\d{1,15}", given, re.ASCII):
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) >= WIDEST:
        raise _not(_("a whole number"), given)
    return given


def read_json(given: Any, depth: int = 0) -> Any:
    """Plain data of texts, numbers, lists and tables."""
    if depth > DEEPEST:
        raise Invalid(_("The data is nested too deeply"))
    if isinstance(given, str):
        return read_text(str(given), LONG)
    if isinstance(given, Mapping):
        return {read_text(k): read_json(v, depth + 1) for k, v in given.items()}
    if isinstance(given, list | tuple):
        return [read_json(one, depth + 1) for one in given]
    if given is None or isinstance(given, bool):
        return given
    return read_whole(given)


def _number(kind: str, given: Any) -> Decimal:
    try:
        return exact(given, kind)
    except NotANumber:
        after = DIGITS[kind]
        raise Invalid(
            _("“{value}” is not {wanted}", value=_short(given),
              wanted=_("a plain decimal number")),
            remedy=_("Digits with a point, like 12.5: up to {before} before it and {after} after",
                     before=HELD - after, after=after),
        ) from None  # fmt: skip


def _choice(choices: Mapping[str, Text], given: Any) -> str:
    if not isinstance(given, str) or given not in choices:
        raise Invalid(
            _("“{value}” is not one of the choices", value=_short(given)),
            remedy=_("Choose from: {names}", names=", ".join(choices)),
        )
    return given


def _not(wanted: Text, given: object) -> Invalid:
    return Invalid(_("“{value}” is not {wanted}", value=_short(given), wanted=wanted))


def _short(given: object) -> str:
    return UNFIT.sub("?", str(given))[:60]


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "whole": read_whole,
    "flag": read_flag,
    "day": read_day,
    "moment": read_moment,
    "key": read_key,
    "json": read_json,
}
