"""What row rules mean for each table: one place for lists, sums, search, export and API.

A rule names the only records of a catalog that a person may see. Out of sight with the
others is

* every record with a reference to one of them (an empty reference hides nothing);
* every record that can not be without a hidden one: a required reference to a record that
  is out of sight itself, however many steps away;
* a document or catalog record with such a row: it is seen whole or not at all, or its sums
  would be wrong and saving would drop what is not shown;
* rows, extensions and heads of records that are out of sight;
* what registers hold of them, and what the audit tells of them.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, exists, not_, or_, select
from sqlalchemy.orm import with_loader_criteria

from ..database.base import Base
from ..database.ids import NONE
from ..schema.document import DocumentHead
from ..schema.extension import Extension
from ..schema.fields import Field
from ..schema.record import Declared, Lines, Record, table_of
from ..schema.register import Dimension, Register
from ..schema.registry import Schema
from ..work import Work
from .chain import AuditEntry

FILTERED = "rows_filtered"  # an execution option: this select went through `restrict`
Conditions = list[ColumnElement[bool]]


class NeedsMovements(TypeError):
    """Totals do not keep the dimension by which rows are hidden: read the movements."""


class Columns(Protocol):
    """Where conditions take their columns from: a table, an alias of it, or a mapped class."""

    @property
    def c(self) -> Any:
        """The columns by name."""
        ...


class _Mapped:
    """The columns of a mapped class: the loader puts an alias in their place where it must."""

    def __init__(self, cls: Any) -> None:
        self.cls = cls
        self.c: Any = self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cls, name)

    def __getitem__(self, name: str) -> Any:
        return getattr(self.cls, name)


class Rules:
    """The row rules of one person, as conditions on the tables of a house."""

    def __init__(self, schema: Schema, rows: Mapping[str, frozenset[UUID]]) -> None:
        self.schema = schema
        self.rows = rows
        self._known: dict[Any, ColumnElement[bool] | None] = {}
        self._inner: dict[Any, Any] = {}
        self._ahead: dict[Any, frozenset[Any]] = {}

    def of(self, cls: Any) -> ColumnElement[bool] | None:
        """The condition on a class; None where all of it may be seen."""
        if cls not in self._known:
            found = self.on(cls, _Mapped(cls))
            self._known[cls] = and_(*found) if found else None
        return self._known[cls]

    def hidden(self) -> Iterator[tuple[Any, ColumnElement[bool]]]:
        """The classes of which something is out of sight, with their conditions."""
        owners = (*self.schema.records.values(), *self.schema.lines.values())
        extensions = (one for owner in owners for one in self.schema.extensions(owner))
        for cls in (*owners, *extensions, DocumentHead, AuditEntry):
            rule = self.of(cls)
            if rule is not None:
                yield cls, rule

    def on(self, cls: Any, table: Columns, above: tuple[Any, ...] = ()) -> Conditions:
        """The conditions on a table, or on an alias of it, of a class.

        Args:
            cls: catalog, document, rows, extension, the head of documents or the audit.
            table: where the columns are taken from.
            above: the classes on whose behalf it is asked; rings end there.
        """
        if cls is DocumentHead:
            return self._on_head(table)
        if cls is AuditEntry:
            return self._on_audit(table)
        found: Conditions = []
        if cls.kind in self.rows:
            found.append(table.c.id.in_(self.rows[cls.kind]))
        found += self._references(cls, table, above)
        if issubclass(cls, Lines):
            found += self._inside(cls.owner, table.c.owner_id, above)
        elif issubclass(cls, Extension):
            found += self._inside(cls.of, table.c.id, above)
        elif issubclass(cls, Record):
            found += self._parts(cls, table, above)
        return found

    def register(self, register: type[Register], table: Columns) -> Conditions:
        """The conditions on a table of a register.

        Details count only where no part of the key hides anything, so that totals and
        movements always tell the same.

        Raises:
            NeedsMovements: where only a detail hides, and the table has it not.
        """
        dimensions = self.hiding(register)
        found: Conditions = []
        for one in dimensions:
            column = table.c.get(f"{one.name}_id")
            if column is None:
                raise NeedsMovements(f"{register.kind} is hidden by {one.name}")
            inside = self._inside(self.target(one.target), column, ())
            found.append(or_(column == NONE, *inside))
        return found

    def by_details(self, register: type[Register]) -> bool:
        """Whether a register has to be read from its movements."""
        return any(one.detail for one in self.hiding(register))

    def hiding(self, register: type[Register]) -> list[Dimension]:
        """The dimensions by which rows of a register are hidden."""
        found = [one for one in register.dimensions if self._hides(self.target(one.target))]
        return [one for one in found if not one.detail] or found

    def _hides(self, target: Any) -> bool:
        return target is not None and self.of(target) is not None

    def _references(self, cls: Any, table: Columns, above: tuple[Any, ...]) -> Conditions:
        found: Conditions = []
        for field, target in self._followed(cls):
            column = table.c[field.column]
            inside = self._inside(target, column, (*above, cls))
            free = table_of(cls).c[field.column].nullable
            found += [or_(column.is_(None), one) if free else one for one in inside]
        return found

    def _followed(self, cls: type[Declared]) -> Iterator[tuple[Field, Any]]:
        """The references that may hide a record, with what they point to."""
        for field in references(cls):
            target = self.target(field.target)
            if target is None or target is cls:
                continue
            if target.kind in self.rows or not table_of(cls).c[field.column].nullable:
                yield field, target

    def _inside(
        self, target: Any, column: ColumnElement[Any], above: tuple[Any, ...]
    ) -> Conditions:
        """That a column points to a record in sight."""
        if target in above:
            return []
        key = target, self._reach(target).intersection(above)
        if key not in self._inner:
            self._inner[key] = self._records(target, above)
        inner = self._inner[key]
        return [] if inner is None else [column.in_(inner)]

    def _records(self, target: Any, above: tuple[Any, ...]) -> Any:
        """The records of a class that are in sight, as keys or as a select; None for all."""
        table = target.__table__.alias()
        found = self.on(target, table, above)
        if len(found) == 1 and getattr(target, "kind", "") in self.rows:
            return self.rows[target.kind]
        return select(table.c.id).where(*found).correlate(None) if found else None

    def _reach(self, cls: Any) -> frozenset[Any]:
        """The classes that can hide something of a class, however many steps away."""
        if cls not in self._ahead:
            found: set[Any] = set()
            waiting = [cls]
            while waiting:
                more = set(self._next(waiting.pop())) - found
                found |= more
                waiting += more
            self._ahead[cls] = frozenset(found)
        return self._ahead[cls]

    def _next(self, cls: Any) -> Iterator[Any]:
        if cls is DocumentHead:
            yield from self.schema.documents.values()
            return
        yield from (target for _field, target in self._followed(cls))
        if issubclass(cls, Lines):
            yield cls.owner
        for field in cls.fields.values():
            if field.type == "lines":
                yield from (target for _field, target in self._followed(field.target))

    def _parts(self, cls: type[Record], table: Columns, above: tuple[Any, ...]) -> Conditions:
        found: Conditions = []
        for field in cls.fields.values():
            if field.type != "lines":
                continue
            rows = table_of(field.target).alias()
            inside = self._references(field.target, rows, (*above, cls))
            if inside:
                other = exists().where(rows.c.owner_id == table.c.id, not_(and_(*inside)))
                found.append(~other.correlate_except(rows))
        return found

    def _on_head(self, table: Columns) -> Conditions:
        """Of kinds whose plugin is off nothing can be told, so nothing of them is shown."""
        found: Conditions = []
        for kind, cls in self.schema.documents.items():
            inside = self._inside(cls, table.c.id, ())
            found += [or_(table.c.kind != kind, one) for one in inside]
        return [*found, table.c.kind.in_(list(self.schema.documents))] if found else []

    def _on_audit(self, table: Columns) -> Conditions:
        """Entries about records in sight, and those about no record: signed in, refused."""
        found: Conditions = []
        for kind, cls in self.schema.records.items():
            inside = self._inside(cls, table.c.record_id, ())
            found += [or_(table.c.kind != kind, one) for one in inside]
        known = [*self.schema.records, *_audited()]
        told = or_(table.c.record_id.is_(None), table.c.kind.in_(known))
        return [*found, told] if found else []

    def target(self, target: Any) -> Any:
        """The class a reference or a dimension points to; None where its plugin is absent."""
        if target == "document":
            return DocumentHead
        return self.schema.records.get(target) if isinstance(target, str) else target


@cache
def _audited() -> frozenset[str]:
    """The kinds in the audit that are no declared records: users, roles."""
    classes = (one.class_ for one in Base.registry.mappers)
    return frozenset(name for cls in classes if (name := getattr(cls, "audited", "")))


def references(cls: type[Declared]) -> Iterator[Field]:
    """The references of a class to records of a known kind."""
    return (one for one in cls.fields.values() if one.type == "reference")


@lru_cache(maxsize=256)
def _rules(schema: Schema, rows: frozenset[tuple[str, frozenset[UUID]]]) -> Rules:
    return Rules(schema, dict(rows))


def rules_of(work: Work) -> Rules | None:
    """The row rules of whoever works; None for one who may see all rows."""
    rows = work.access.rows
    return _rules(work.schema, frozenset(rows.items())) if rows else None


def restrict(
    work: Work,
    register: type[Register],
    statement: Select[Any],
    table: Table | None = None,
) -> Select[Any]:
    """Leave in a plain select on a register's table only what the person may see.

    Args:
        work: of the person.
        register: whose table it is.
        statement: selects from it.
        table: its movements unless said otherwise.

    Raises:
        NeedsMovements: see `reads_movements`.
    """
    rules = rules_of(work)
    if rules is not None:
        source = register.movements if table is None else table
        statement = statement.where(*rules.register(register, source))
    # Marked for the house, too: it may ask within the unit of work of somebody with rules.
    return statement.execution_options(**{FILTERED: True})


def reads_movements(work: Work, register: type[Register]) -> bool:
    """Whether rows are hidden by a detail, which totals do not keep."""
    rules = rules_of(work)
    return rules is not None and rules.by_details(register)


@lru_cache(maxsize=256)
def options_of(rules: Rules, *, eager: bool) -> dict[Any, Any]:
    """A loader option for each class of which something is out of sight.

    Args:
        rules: of the person.
        eager: whether what a select loads along with its own rows is meant, too.
    """
    return {
        cls: with_loader_criteria(cls, rule, include_aliases=True, propagate_to_loaders=eager)
        for cls, rule in rules.hidden()
    }


@lru_cache(maxsize=256)
def tables_of(rules: Rules) -> Collection[Table]:
    """The tables a plain select may not read on its own, for this person."""
    mine = {cls.__table__ for cls, _rule in rules.hidden()}
    for register in rules.schema.registers.values():
        if rules.hiding(register):
            found = (register.movements, register.replaced, register.months, register.totals)
            mine |= {one for one in found if one is not None}
    return mine
