"""Registers: where posting writes, and the tables each register is made of.

A register class says its dimensions and resources; from them come, with the plugin's name
in front:

* `<register>`            the movements: recorder, line, moment, dimensions, resources;
* `<register>_total`      the balance now, one row a key (balance registers);
* `<register>_month`      what moved in each month, one row a key and month;
* `<register>_replaced`   movements that were unposted or replaced, with their validity.

An empty dimension is kept as the key NONE, so keys are never NULL.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table
from sqlalchemy.types import TypeEngine

from ..database import types
from ..database.base import Base, owner_of
from ..database.ids import NONE
from ..texts import Text
from ..values import ZERO
from .fields import Field, annotation_of, type_name, unwrapped
from .record import _table, snake

REGISTERS: dict[str, type["Register"]] = {}
"""Every register class by kind, whichever plugins are on."""


@dataclass(frozen=True)
class Dimension:
    """A part of a register's key.

    `target` is the class pointed to, or the kind where its plugin may be absent, or
    `document` for a document of any kind; `among` then names the kinds it is of, and classes
    of such kinds, which plugins may add to; reports tell figures apart by their fields. A `detail` is kept on movements only and takes no part in
    totals.
    """

    name: str
    label: Text | str
    target: Any
    detail: bool = False
    index: bool = False
    among: tuple[str | type, ...] = ()


@dataclass(frozen=True)
class Resource:
    """A number a register adds up; `type` names its exact type."""

    name: str
    label: Text | str
    type: str
    never_negative: bool = False


@dataclass
class _Mark:
    role: str
    label: Text | None
    facts: dict[str, Any]


def dimension(
    label: Text | None = None,
    *,
    to: str = "",
    among: tuple[str | type, ...] = (),
    detail: bool = False,
    index: bool = False,
) -> Any:
    """A dimension: `item: Mapped[Item] = dimension(_("Item"))`.

    Args:
        label: what people read.
        to: the kind pointed to, where the class can not be imported (its plugin may be
            absent), or `document` for a document of any kind.
        among: the kinds such a document is of, or classes of them, the usual one first.
        detail: kept on movements, not in totals (for keys that never repeat, like the
            document a turnover comes from).
        index: whether movements are looked up by it alone.
    """
    return _Mark("dimension", label, {"to": to, "among": among, "detail": detail, "index": index})


def resource(label: Text | None = None, *, never_negative: bool = False) -> Any:
    """A number that is added up: `quantity: Mapped[Quantity] = resource(_("Quantity"))`.

    Args:
        label: what people read.
        never_negative: posting is refused where the balance of a key would fall below
            zero at the document's moment or at any later one.
    """
    return _Mark("resource", label, {"never_negative": never_negative})


class Movement:
    """One row a document writes into a register; made by `plus`, `minus`, `add`, `record`."""

    __slots__ = ("direction", "moment", "register", "values")

    def __init__(
        self,
        register: type["Register"],
        direction: int,
        values: tuple[Any, ...],
        moment: datetime | None,
    ) -> None:
        self.register = register
        self.direction = direction
        self.values = values
        self.moment = moment

    def __getitem__(self, name: str) -> Any:
        """The value of a dimension (a key or None) or of a resource, signed."""
        found = self.values[self.register.places[name]]
        return None if found == NONE else found

    def __repr__(self) -> str:
        shown = ", ".join(f"{n}={self[n]}" for n in self.register.places)
        return f"{self.register.__name__}({self.direction:+d}, {shown})"


class Register:
    """What all registers share; use one of its three heirs."""

    kind: ClassVar[str]
    plugin: ClassVar[str]
    title: ClassVar[Text]
    dimensions: ClassVar[tuple[Dimension, ...]]
    resources: ClassVar[tuple[Resource, ...]]
    places: ClassVar[dict[str, int]]
    _key_names: ClassVar[tuple[str, ...]]
    _sum_names: ClassVar[tuple[str, ...]]
    movements: ClassVar[Table]
    replaced: ClassVar[Table]
    months: ClassVar[Table | None] = None
    totals: ClassVar[Table | None] = None
    abstract: ClassVar[bool] = True
    explainer: ClassVar[Callable[[Any, Any], Any] | None] = None
    """Who tells why movements are what they are: given the unit of work and movements as
    readings answer them, a list of reasons for each, which add up to it or are none."""

    def __init_subclass__(cls, *, abstract: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.abstract = abstract
        if abstract:
            return
        cls.kind = cls.__dict__.get("kind") or snake(cls.__name__)
        cls.plugin = cls.__dict__.get("plugin") or owner_of(cls.__module__)
        marks = {n: m for n, m in vars(cls).items() if isinstance(m, _Mark)}
        cls.dimensions = tuple(
            _dimension(cls, n, m) for n, m in marks.items() if m.role == "dimension"
        )
        cls.resources = tuple(
            _resource(cls, n, m) for n, m in marks.items() if m.role == "resource"
        )
        cls._key_names = tuple(one.name for one in cls.dimensions)
        cls._sum_names = tuple(one.name for one in cls.resources)
        names = cls._key_names + cls._sum_names
        cls.places = {name: place for place, name in enumerate(names)}
        cls._build()
        REGISTERS[cls.kind] = cls

    @classmethod
    def key(cls) -> tuple[Dimension, ...]:
        """The dimensions that make the key of totals: all but details."""
        return tuple(one for one in cls.dimensions if not one.detail)

    @classmethod
    def table_name(cls) -> str:
        """The name of its table of movements."""
        return _table(cls.plugin, cls.kind)

    @classmethod
    def _build(cls) -> None:
        name = cls.table_name()
        cls.movements = Table(
            name,
            Base.metadata,
            *cls._written(),
            PrimaryKeyConstraint("recorder_id", "line"),
            Index(f"ix_{name}_key", *(f"{d.name}_id" for d in cls.key()), "moment", "recorder_id"),
            Index(f"ix_{name}_moment", "moment", "recorder_id"),
            *(Index(f"ix_{name}_{d.name}", f"{d.name}_id") for d in cls.dimensions if d.index),
            info={"plugin": cls.plugin},
            sqlite_strict=True,
        )
        cls.replaced = Table(
            f"{name}_replaced",
            Base.metadata,
            *cls._written(),
            Column("replaced_at", types.Moment(), nullable=False),
            Index(f"ix_{name}_replaced_recorder", "recorder_id"),
            Index(f"ix_{name}_replaced_moment", "moment"),
            info={"plugin": cls.plugin},
            sqlite_strict=True,
        )

    @classmethod
    def _written(cls) -> list[Column[Any]]:
        return [
            Column("recorder_id", types.Key(), nullable=False),
            Column("line", types.Whole(), nullable=False),
            Column("moment", types.Moment(), nullable=False),
            Column("direction", types.Whole(), nullable=False),
            *cls._keys(cls.dimensions),
            *cls._sums(),
            Column("recorded_at", types.Moment(), nullable=False),
        ]

    @classmethod
    def _keys(cls, chosen: Iterable[Dimension]) -> list[Column[Any]]:
        return [Column(f"{one.name}_id", types.Key(), nullable=False) for one in chosen]

    @classmethod
    def _sums(cls) -> list[Column[Any]]:
        return [Column(one.name, resource_type(one), nullable=False) for one in cls.resources]

    @classmethod
    def _movement(cls, direction: int, given: dict[str, Any], moment: datetime | None) -> Movement:
        if not given.keys() <= cls.places.keys():
            unknown = given.keys() - cls.places.keys()
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
        get = given.get
        values = [
            NONE if (key := get(name)) is None else key if isinstance(key, UUID) else key.id
            for name in cls._key_names
        ]
        if direction < 0:
            values += [-get(name, ZERO) for name in cls._sum_names]
        else:
            values += [get(name, ZERO) for name in cls._sum_names]
        return Movement(cls, direction, tuple(values), moment)


def resource_type(one: Resource) -> TypeEngine[Any]:
    """The column type of a resource."""
    return types.Whole() if one.type == "whole" else types.scaled(one.type)


def _dimension(cls: type[Register], name: str, mark: _Mark) -> Dimension:
    target = mark.facts["to"] or unwrapped(annotation_of(cls, name))[0]
    label = mark.label if mark.label is not None else name.replace("_", " ").capitalize()
    facts = mark.facts
    return Dimension(name, label, target, facts["detail"], facts["index"], facts["among"])


def _resource(cls: type[Register], name: str, mark: _Mark) -> Resource:
    kind = type_name(unwrapped(annotation_of(cls, name))[0])
    label = mark.label if mark.label is not None else name.replace("_", " ").capitalize()
    return Resource(name, label, kind, mark.facts["never_negative"])


class BalanceRegister(Register, abstract=True):
    """Keeps a balance that can be read at any moment: stock, debt, cash."""

    drops_zero: ClassVar[bool] = False
    """Whether rows of totals that fell to zero are removed: for registers whose key holds a
    document, where settled keys would pile up for ever."""
    read_first: ClassVar[bool] = False
    """Whether hooks read its balances while a document is posted (`posting.balances`): its
    totals are then locked before those of other registers, as they are with a `sequence`."""
    lock_order: ClassVar[int] = 100
    """Its place among registers of its sort in the one order in which totals are locked: the
    lower first, among equals by kind. Hooks ask for them in this order, too, so a register that
    hooks read beside others says where it stands (docs/adr/0023)."""
    within: ClassVar[type["BalanceRegister"] | None] = None
    """Another register that must hold at least as much, from the document on, by the dimensions
    both have: what is reserved lies in the warehouse. Both guard one resource; the common
    dimensions come first in the key of both."""

    restorer: ClassVar[Callable[[Any, int], int] | None] = None
    """Who writes what is stale in its sequence anew, given the unit of work and how many
    documents at most; answers how many, 0 where nothing is stale. Without it the house posts
    the documents again one by one."""

    @classmethod
    def plus(cls, *, at: datetime | None = None, **values: Any) -> Movement:
        """A receipt: the resources are added to the balance of the key."""
        return cls._movement(1, values, at)

    @classmethod
    def minus(cls, *, at: datetime | None = None, **values: Any) -> Movement:
        """An expense: the resources are taken from the balance of the key."""
        return cls._movement(-1, values, at)

    @classmethod
    def _build(cls) -> None:
        super()._build()
        name, keys = cls.table_name(), [f"{d.name}_id" for d in cls.key()]
        guards = [
            CheckConstraint(f"may_be_negative OR {r.name} >= 0", name=f"{r.name}_not_negative")
            for r in cls.resources
            if r.never_negative
        ]
        may: list[Column[Any]] = []
        if guards:  # the last line of defence, below every program
            may.append(
                Column("may_be_negative", types.YesNo(), nullable=False, server_default="0")
            )
        cls.totals = Table(
            f"{name}_total",
            Base.metadata,
            *cls._keys(cls.key()),
            *cls._sums(),
            *may,
            PrimaryKeyConstraint(*keys),
            *guards,
            info={"plugin": cls.plugin},
            sqlite_strict=True,
        )
        cls.months = _months(cls)

    @classmethod
    def guarded(cls) -> tuple[Resource, ...]:
        """The resources that may never be negative."""
        return tuple(one for one in cls.resources if one.never_negative)


class TurnoverRegister(Register, abstract=True):
    """Keeps what moved in a period: sales, cost of sales, cash flow."""

    @classmethod
    def add(cls, *, at: datetime | None = None, **values: Any) -> Movement:
        """Add the resources to the turnover of the key."""
        return cls._movement(1, values, at)

    @classmethod
    def _build(cls) -> None:
        super()._build()
        cls.months = _months(cls)


class FactRegister(Register, abstract=True):
    """Keeps a value by key and moment: a price, a rate; the last at or before T holds.

    A fact is written by a document (it goes when the document is unposted) or by itself.
    """

    @classmethod
    def record(cls, *, at: datetime | None = None, **values: Any) -> Movement:
        """Say that from `at` (the document's moment) the key has these values."""
        return cls._movement(1, values, at)


def _months(cls: type[Register]) -> Table:
    keys = [f"{d.name}_id" for d in cls.key()]
    name = cls.table_name()
    return Table(
        f"{name}_month",
        Base.metadata,
        *cls._keys(cls.key()),
        Column("month", types.Day(), nullable=False),
        *cls._sums(),
        PrimaryKeyConstraint(*keys, "month"),
        Index(f"ix_{name}_month_month", "month"),
        info={"plugin": cls.plugin},
        sqlite_strict=True,
    )


def signed(direction: int, value: Decimal) -> Decimal:
    """A resource as it is stored: expenses are negative."""
    return -value if direction < 0 else value


__all__ = [
    "BalanceRegister",
    "Dimension",
    "FactRegister",
    "Field",
    "Movement",
    "Register",
    "Resource",
    "Self",
    "TurnoverRegister",
    "dimension",
    "resource",
]
