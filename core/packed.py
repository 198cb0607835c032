"""Texts kept in the base: with their values, so that each reader has them in his language."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from .texts import Text
from .values import plain


def packed(text: Text) -> dict[str, Any]:
    """A text as plain data."""
    return {
        "domain": text.domain,
        "message": text.message,
        "plural": text.plural,
        "count": text.count,
        "values": {name: _packed_value(value) for name, value in text.values.items()},
    }


def _packed_value(value: object) -> Any:
    """A value with the name of its type, so that it is written by the customs of the reader."""
    if isinstance(value, Text):
        return {"text": packed(value)}
    if isinstance(value, Decimal):
        return {"number": plain(value)}
    if isinstance(value, datetime):
        return {"moment": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def unpacked(told: Mapping[str, Any]) -> Text:
    """The text that was packed."""
    values = {name: _unpacked_value(value) for name, value in told["values"].items()}
    return Text(told["domain"], told["message"], told["plural"], told["count"], values)


_READERS: Mapping[str, Any] = {
    "text": unpacked,
    "number": Decimal,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def _unpacked_value(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, given),) = value.items()
    return _READERS[kind](given)
