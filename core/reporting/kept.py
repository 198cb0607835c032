"""Gathered figures as bytes: written by who has worked them out, read by who shows them."""

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from .gathering import Found

_WRITE: Mapping[type, tuple[str, Callable[[Any], Any]]] = {
    UUID: ("u", lambda value: value.hex),
    date: ("d", date.isoformat),
    Decimal: ("n", str),
}
_READ: Mapping[str, Callable[[Any], Any]] = {
    "u": UUID,
    "d": date.fromisoformat,
    "n": Decimal,
}


def written(*found: Found) -> bytes:
    """Figures by key, of each time that was asked about."""
    rows = [[[_plain(one) for one in key], _plain_all(figures)]
            for each in found for key, figures in each.items()]  # fmt: skip
    counts = [len(each) for each in found]
    return zlib.compress(json.dumps([counts, rows], separators=(",", ":")).encode(), 3)


def read(data: bytes) -> list[Found]:
    """What `written` has written."""
    counts, rows = json.loads(zlib.decompress(data))
    found, at = [], 0
    for count in counts:
        part = rows[at : at + count]
        found.append({tuple(map(_value, key)): _value_all(figures) for key, figures in part})
        at += count
    return found


def _plain_all(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(one) for name, one in figures.items()}


def _value_all(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(one) for name, one in figures.items()}


def _plain(value: Any) -> Any:
    """A value as JSON has it, told by its type where that has none of the kind."""
    if type(value) in _WRITE:
        mark, write = _WRITE[type(value)]
        return [mark, write(value)]
    return value


def _value(told: Any) -> Any:
    return _READ[told[0]](told[1]) if isinstance(told, list) else told
