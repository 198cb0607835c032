"""JSON in and out: exact numbers, readable letters, nothing twice, nothing endless."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from pyramid.renderers import JSON
from pyramid.request import Request

from ..errors import Malformed, TooLarge
from ..records.readers import Digits
from ..texts import Text, Texts
from ..values import plain

_ = Texts(__package__)

DEEPEST = 40
LARGEST = 16 * 1024 * 1024
LONGEST_NUMBER = 40


def dumps(value: Any, **_options: Any) -> str:
    """Plain data as JSON text; decimals, keys, moments and days as plain text."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plainer)


def _plainer(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Text):
        return str(value)
    if isinstance(value, frozenset | set | tuple):
        return sorted(value) if isinstance(value, frozenset | set) else list(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


def read_json(request: Request) -> Any:
    """The body of a request.

    Fractions stay text, so that no number passes through a float.

    Raises:
        TooLarge: where it is long beyond measure.
        Malformed: where it is not UTF-8, not JSON, says a name twice, holds NaN, or is
            nested beyond measure.
    """
    body = request.body
    if len(body) > LARGEST:
        told = _("The body is longer than {largest} bytes", largest=LARGEST)
        raise TooLarge(told, largest=LARGEST)
    try:
        text = body.decode("utf-8")
        found = _decoder.decode(text)
    except UnicodeDecodeError as why:
        raise Malformed(_("The body is not UTF-8 (byte {place})", place=why.start)) from why
    except RecursionError as why:
        raise Malformed(_("The body is nested too deeply")) from why
    except ValueError as why:
        raise Malformed(_("The body is not JSON: {why}", why=str(why)[:200])) from why
    if _too_deep(found, DEEPEST):
        raise Malformed(_("The body is nested too deeply"))
    return found


def _too_deep(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_too_deep(one, left - 1) for one in inner)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:60]!r} stands there twice")
    return found


def _whole(text: str) -> int | Digits:
    return int(text) if len(text) < LONGEST_NUMBER else Digits(text)


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number")


_decoder = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=Digits, parse_int=_whole, parse_constant=_no_constant
)


def includeme(config: Any) -> None:
    """The renderer `json` writes as `dumps` does."""
    config.add_renderer("json", JSON(serializer=partial(dumps)))
