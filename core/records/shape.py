"""The shape of a class in one house: its fields and its plugins' added ones, with their places."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, get_origin
from weakref import WeakKeyDictionary

from sqlalchemy.orm import class_mapper
from sqlalchemy.sql.schema import Column

from ..schema.extension import Extension
from ..schema.fields import Field, annotation_of, unwrapped
from ..schema.record import Declared, Lines
from ..schema.registry import Schema
from .readers import INDEXED, SHORT


@dataclass(frozen=True)
class Slot:
    """One field in its place: the class and the column that hold it."""

    field: Field
    home: type[Declared]

    @cached_property
    def column(self) -> "Column[Any]":
        """The stored column."""
        return class_mapper(self.home).columns[self.field.column]

    @cached_property
    def points(self) -> bool:
        """Whether it holds the key of another record."""
        return self.field.type in ("reference", "document")

    @cached_property
    def loads(self) -> bool:
        """Whether the record pointed to can be had as an attribute."""
        return self.field.type == "reference" and not isinstance(self.field.target, str)

    @cached_property
    def longest(self) -> int:
        """How long a text may be: what stands in an index must fit into its page."""
        indexed = self.column.index or self.column.unique
        return INDEXED if indexed else SHORT

    def empty(self) -> Any:
        """What stands for nothing."""
        if self.column.nullable:
            return None
        if self.field.type == "json":
            hint = unwrapped(annotation_of(self.home, self.field.column))[0]
            return [] if get_origin(hint) is list else {}
        return _EMPTY.get("number" if self.field.is_number else self.field.type)

    def default(self) -> Any:
        """What a new record begins with."""
        made: Any = self.column.default
        if made is None:
            return None if self.field.required else self.empty()
        return made.arg(None) if made.is_callable else made.arg


_EMPTY: Mapping[str, Any] = {
    "number": Decimal(0),
    "text": "",
    "choice": "",
    "whole": 0,
    "flag": False,
}


@dataclass(frozen=True)
class Shape:
    """What is known of a class: plain fields and references, parts with rows, extensions."""

    cls: type[Declared]
    slots: Mapping[str, Slot]
    parts: Mapping[str, type[Lines]]
    extensions: tuple[type[Extension], ...]


_shapes: WeakKeyDictionary[Schema, dict[type[Declared], Shape]] = WeakKeyDictionary()


def shape_of(schema: Schema, cls: type[Declared]) -> Shape:
    """The shape of a record's or row's class."""
    known = _shapes.setdefault(schema, {})
    if cls not in known:
        known[cls] = _made(schema, cls)
    return known[cls]


def _made(schema: Schema, cls: type[Declared]) -> Shape:
    fields: Mapping[str, Field] = schema.fields(cls)
    slots = {
        name: Slot(one, one.extension or cls)
        for name, one in fields.items()
        if one.type != "lines"
    }
    parts = {name: one.target for name, one in fields.items() if one.type == "lines"}
    return Shape(cls, slots, parts, tuple(schema.extensions(cls)))
