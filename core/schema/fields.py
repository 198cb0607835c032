"""Typed, labelled fields: one declaration gives column, screen, REST, search and rights.

`field`, `reference` and `lines_of` stand in catalogs, documents, lines and extensions;
`dimension`, `resource` and `detail` in registers. They leave a marker on the class, which
`materialise` turns into mapped columns and relationships when the class is complete.
"""

import sys
import types as python_types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as slot
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ForwardRef, Union, get_args, get_origin
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from ..database import types
from ..database.ids import new_id
from ..texts import Text
from ..values import Amount, Percent, Price, Quantity, Rate

if TYPE_CHECKING:
    from .record import Record

KINDS: Mapping[Any, str] = {
    Amount: "amount",
    Quantity: "quantity",
    Price: "price",
    Rate: "rate",
    Percent: "percent",
    str: "text",
    int: "whole",
    bool: "flag",
    date: "day",
    datetime: "moment",
    UUID: "key",
}
NUMBERS = ("amount", "quantity", "price", "rate", "percent")


@dataclass(frozen=True)
class Field:
    """What is known of one field, for screens, REST, search and rights.

    Attributes:
        name: as in code and REST.
        type: text, whole, flag, day, moment, key, json, choice, reference, document, lines
            or one of the exact numbers (amount, quantity, price, rate, percent).
        target: the class (or kind, where the plugin may be absent) a reference points to; the
            kinds a `document` field may point to, where not to documents of any kind.
        required: an empty value is refused.
        readonly: computed by the house; given values are ignored on screens, refused in REST.
        search: takes part in the search of its list.
        shown: stands among the default columns of the list.
        long: a text of several lines.
        also: what columns of files may call it besides its label.
        tab: the tab of the form it stands in; above the rows without it.
    """

    name: str
    label: Text | str
    type: str
    target: Any = None
    required: bool = False
    readonly: bool = False
    search: bool = False
    shown: bool = True
    long: bool = False
    choices: Mapping[str, Text] = slot(default_factory=dict)
    help: Text | None = None
    extension: Any = None
    attribute: str = ""
    also: tuple[str, ...] = ()
    tab: Text | None = None

    @property
    def column(self) -> str:
        """The attribute that holds the stored value: `party_id` for the reference `party`.

        A field whose name the class needs itself is declared with an underscore behind it:
        the field `kind` of a party stands in `kind_`, in the column `kind`.
        """
        return f"{self.name}_id" if self.type in ("reference", "document") else self.attribute

    @property
    def is_number(self) -> bool:
        """Whether it is one of the exact numbers."""
        return self.type in NUMBERS


@dataclass
class Marker:
    """What a declaration says before the class is complete."""

    make: str
    label: Text | None
    options: dict[str, Any]
    facts: dict[str, Any]


def field(
    label: Text | None = None,
    *,
    default: Any = None,
    make: Callable[[], Any] | None = None,
    unique: bool = False,
    index: bool = False,
    **facts: Any,
) -> Any:
    """A typed field; its type comes from the annotation, `None` in it makes it optional.

    Args:
        label: what people read.
        default: value of a new record.
        make: makes the default of a new record, for values that may not be shared.
        unique, index: as in SQL.
        facts: `choices`, `help`, `readonly`, `search`, `shown`, `long`, `required`, `also`,
            `tab` of `Field`.
    """
    options: dict[str, Any] = {"unique": unique or None, "index": index or None}
    if make is not None or default is not None:
        options["default"] = make or default
    return Marker("field", label, options, facts)


def reference(label: Text | None = None, *, to: str = "", index: bool = True, **facts: Any) -> Any:
    """A reference to a record of the annotated class; stored as `<name>_id`.

    Args:
        label: what people read.
        to: the kind pointed to where its plugin may be absent; the annotation is then
            `Mapped[UUID | None]` on `<name>_id` and no foreign key is made.
        index: whether to index the column.
        facts: as for `field`.
    """
    return Marker("reference", label, {"index": index or None}, {"to": to, **facts})


def document_reference(
    label: Text | None = None, *, among: tuple[str, ...] = (), **facts: Any
) -> Any:
    """A reference to a document of any kind; annotate `<name>_id: Mapped[UUID | None]`.

    Args:
        label: what people read.
        among: the kinds it may be, where not any document will do; catalogs may be among
            them (goods come from a warehouse or from an order). No foreign key is made then.
        facts: as for `field`.
    """
    return Marker("document", label, {"index": True}, {"among": among, **facts})


def lines_of(label: Text | None = None, **facts: Any) -> Any:
    """The rows of a document or catalog; annotate with `Mapped[list[SomeLines]]`."""
    return Marker("lines", label, {}, facts)


def annotation_of(cls: type, name: str) -> Any:
    """The evaluated annotation of an attribute, wherever in the class's line it stands."""
    for klass in cls.__mro__:
        found = klass.__dict__.get("__declared_hints__", {}).get(
            name, klass.__dict__.get("__annotations__", {}).get(name)
        )
        if found is not None:
            return _evaluated(found, klass, cls)
    raise TypeError(f"{cls.__name__}.{name} needs an annotation")


def _evaluated(hint: Any, home: type, cls: type) -> Any:
    names = {**vars(sys.modules[home.__module__]), home.__name__: home, cls.__name__: cls}
    if isinstance(hint, str):
        hint = eval(hint, names)  # noqa: S307 -- our own source code, as typing does it
    if get_origin(hint) is Mapped:
        hint = get_args(hint)[0]
    if isinstance(hint, ForwardRef):
        hint = eval(hint.__forward_arg__, names)  # noqa: S307 -- as above
    return hint


def unwrapped(hint: Any) -> tuple[Any, bool]:
    """The type inside an optional annotation, and whether it was optional."""
    if get_origin(hint) in (Union, python_types.UnionType):
        inner = [one for one in get_args(hint) if one is not type(None)]
        return inner[0], len(inner) < len(get_args(hint))
    return hint, False


def type_name(hint: Any) -> str:
    """The field type behind an annotation."""
    try:
        return KINDS[hint]
    except (KeyError, TypeError):
        return "json"


def markers_of(cls: type) -> dict[str, Marker]:
    """Every marker of a class and of the abstract classes it is made from, in their order."""
    found: dict[str, Marker] = {}
    for klass in reversed(cls.__mro__):
        found.update(klass.__dict__.get("__declared_markers__", {}))
        found.update({n: m for n, m in vars(klass).items() if isinstance(m, Marker)})
    return found


def set_aside(cls: type) -> None:
    """Keep an abstract class's markers for its heirs, out of SQLAlchemy's sight."""
    markers = {n: m for n, m in vars(cls).items() if isinstance(m, Marker)}
    hints = cls.__dict__.get("__annotations__", {})
    cls.__declared_markers__ = markers  # type: ignore[attr-defined]
    cls.__declared_hints__ = {n: hints.pop(n) for n in markers if n in hints}  # type: ignore[attr-defined]
    for name in markers:
        delattr(cls, name)


def materialise(cls: type["Record"]) -> dict[str, Field]:
    """Turn the markers of a concrete class into columns and relationships.

    Returns:
        the fields in the order of declaration, abstract ancestors first.
    """
    fields: dict[str, Field] = {}
    for name, marker in markers_of(cls).items():
        hint, optional = unwrapped(annotation_of(cls, name))
        made = _MAKERS[marker.make](cls, name, marker, hint, optional)
        label = marker.label if marker.label is not None else _worded(made.name)
        required = marker.facts.get("required", not optional and made.type != "lines")
        if "default" in marker.options or made.type == "flag":
            required = False
        facts = {k: v for k, v in marker.facts.items() if k not in ("to", "among", "required")}
        fields[made.name] = replace(made, label=label, required=required, **facts)
    return fields


def _worded(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _column(cls: Any, name: str, marker: Marker, hint: Any, optional: bool) -> Field:
    kind = type_name(hint)
    if marker.facts.get("choices"):
        kind = "choice"
    options = dict(marker.options)
    if kind == "flag" and not optional:
        options.setdefault("default", False)
    public = name.rstrip("_")
    column = mapped_column(public, nullable=optional, **options)
    _put(cls, name, hint | None if optional else hint, column)
    return Field(public, "", kind, attribute=name)


def _reference(cls: Any, name: str, marker: Marker, hint: Any, optional: bool) -> Field:
    if marker.facts.get("to"):
        return _loose(cls, name, marker)
    optional = optional or marker.facts.get("required") is False
    column = mapped_column(
        types.Key(), ForeignKey(f"{hint.__tablename__}.id"), nullable=optional, **marker.options
    )
    _put(cls, f"{name}_id", UUID | None if optional else UUID, column)
    upwards = (lambda: cls.id) if hint is cls else None  # a tree: the reference is to the parent
    made = relationship(hint, foreign_keys=[column], remote_side=upwards)
    _put(cls, name, hint | None if optional else hint, made)
    return Field(name, "", "reference", target=hint)


def _loose(cls: Any, name: str, marker: Marker) -> Field:
    name = name.removesuffix("_id")
    _put(cls, f"{name}_id", UUID | None, mapped_column(types.Key(), nullable=True))
    return Field(name, "", "reference", target=marker.facts["to"])


def _document(cls: Any, name: str, marker: Marker, _hint: Any, optional: bool) -> Field:
    name = name.removesuffix("_id")
    among = marker.facts["among"]
    keys = () if among else (ForeignKey("core_document.id"),)
    column = mapped_column(types.Key(), *keys, nullable=optional, **marker.options)
    _put(cls, f"{name}_id", UUID | None, column)
    return Field(name, "", "document", target=among or None)


def _lines(cls: Any, name: str, _marker: Marker, hint: Any, optional: bool) -> Field:  # noqa: ARG001 -- as its neighbours
    line = get_args(hint)[0]
    line.belong_to(cls, name)
    made = relationship(
        line,
        primaryjoin=lambda: foreign(line.owner_id) == cls.id,
        order_by=lambda: line.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    _put(cls, name, hint, made)
    return Field(name, "", "lines", target=line, shown=False, attribute=name)


def add_part(line: Any, owner: Any, name: str, label: Text | None) -> Field:
    """Give a complete class rows that another plugin declares; answers the field they stand in.

    Raises:
        TypeError: without a name, or where the class has something of that name.
    """
    if not name or hasattr(owner, name):
        raise TypeError(f"{line.__name__} needs a part= that {owner.__name__} has not got")
    marker = Marker("lines", label, {}, {})
    made = _lines(owner, name, marker, list[line], optional=False)
    return replace(made, label=label or _worded(name))


def _put(cls: Any, name: str, hint: Any, value: Any) -> None:
    setattr(cls, name, value)
    cls.__annotations__ = {**cls.__dict__.get("__annotations__", {}), name: Mapped[hint]}


_MAKERS = {"field": _column, "reference": _reference, "document": _document, "lines": _lines}


def owner_key(line: Any, owner: Any) -> ForeignKeyConstraint:
    """The foreign key from a row to the record it belongs to."""
    return ForeignKeyConstraint(
        [line.__table__.c.owner_id], [f"{owner.__tablename__}.id"], ondelete="CASCADE"
    )


__all__ = ["Field", "document_reference", "field", "lines_of", "new_id", "reference"]
