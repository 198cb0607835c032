"""Cursors: where a list goes on, as the values the last record is sorted by.

A list goes on behind a record, never at a number: however deep, a page costs the same, and
records that come or go meanwhile are neither shown twice nor left out. NULL stands where
each engine puts it by itself, or no index would serve the order.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal, or_, tuple_
from sqlalchemy.sql.elements import UnaryExpression

from ..errors import Invalid
from ..texts import Texts

_ = Texts(__package__)


@dataclass(frozen=True)
class Key:
    """One expression that a list is sorted by, and how its value becomes text and back."""

    name: str
    column: Any
    falling: bool
    nullable: bool
    write: Any
    read: Any

    @property
    def order(self) -> UnaryExpression[Any]:
        """As ORDER BY takes it."""
        found: UnaryExpression[Any] = self.column.desc() if self.falling else self.column.asc()
        return found


def write_cursor(keys: Sequence[Key], values: Sequence[Any]) -> str:
    """The cursor of a record whose sort values these are."""
    plain = [
        None if one is None else key.write(one) for key, one in zip(keys, values, strict=True)
    ]
    text = json.dumps([_signature(keys), *plain], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(keys: Sequence[Key], cursor: str) -> list[Any]:
    """The sort values in a cursor.

    Raises:
        Invalid: where it is none of ours, or belongs to another order.
    """
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        signature, *found = json.loads(text.decode())
        _require(signature == _signature(keys))
        return [_value(key, one) for key, one in zip(keys, found, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error, Invalid):
        raise Invalid(
            _("The list does not go on from there"),
            path="after",
            remedy=_("Begin with the first page"),
        ) from None


def _value(key: Key, found: Any) -> Any:
    return None if found is None and key.nullable else key.read(found)


def _require(fits: bool) -> None:
    if not fits:
        raise ValueError


def _signature(keys: Sequence[Key]) -> str:
    return ",".join(f"-{key.name}" if key.falling else key.name for key in keys)


def behind(
    keys: Sequence[Key], values: Sequence[Any], *, small_nulls: bool
) -> ColumnElement[bool]:
    """The condition for standing behind these values in the order of the keys."""
    one_way = len({key.falling for key in keys}) == 1
    if one_way and not any(key.nullable for key in keys):
        columns = tuple_(*(key.column for key in keys))
        bounds = tuple_(*(_bound(key, one) for key, one in zip(keys, values, strict=True)))
        return columns < bounds if keys[0].falling else columns > bounds
    found: ColumnElement[bool] = false()
    for key, value in reversed(list(zip(keys, values, strict=True))):
        equal = key.column.is_(None) if value is None else key.column == _bound(key, value)
        found = or_(_after(key, value, small_nulls=small_nulls), and_(equal, found))
    return found


def _after(key: Key, value: Any, *, small_nulls: bool) -> ColumnElement[bool]:
    nulls_behind = small_nulls == key.falling
    if value is None:
        return false() if nulls_behind else key.column.is_not(None)
    bound = _bound(key, value)
    further: ColumnElement[bool] = key.column < bound if key.falling else key.column > bound
    return or_(further, key.column.is_(None)) if key.nullable and nulls_behind else further


def _bound(key: Key, value: Any) -> ColumnElement[Any]:
    return literal(value, key.column.type)
