"""Records: what every catalog, document and row of lines has in common."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, owner_of
from ..database.ids import new_id
from ..texts import Text
from . import fields as declared
from .steps import keep_in_step

DECLARED: dict[str, type["Declared"]] = {}
"""Every concrete class by kind, whichever plugins are on; `registry.Schema` chooses."""


def snake(name: str) -> str:
    """`CustomerOrder` → `customer_order`: the kind, as in REST and in rights."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def search_key(text: str) -> str:
    """What a text is searched and sorted by: case and ё put aside, on both engines alike."""
    return " ".join(text.casefold().replace("ё", "е").split())


class Declared(Base):
    """A declared class: knows its kind, its plugin and its fields."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_strict": True}

    kind: ClassVar[str]
    plugin: ClassVar[str]
    title: ClassVar[tuple[Text, Text]]
    fields: ClassVar[dict[str, declared.Field]] = {}
    sorted_by: ClassVar[tuple[str, ...]] = ()
    """The columns its lists are usually sorted by."""
    about: ClassVar[Text | None] = None
    """What it is for, in a sentence or two of the trade: help begins with it."""
    also: ClassVar[Text | None] = None
    """Other words people know it by, with commas between: the search for places finds them."""

    def __init_subclass__(cls, **options: Any) -> None:
        if cls.__dict__.get("__abstract__"):
            declared.set_aside(cls)
            super().__init_subclass__(**options)
            return
        cls.plugin = cls.__dict__.get("plugin") or owner_of(cls.__module__)
        cls.kind = cls.__dict__.get("kind") or snake(cls.__name__)
        cls.__tablename__ = _table(cls.plugin, cls.kind)
        cls.fields = declared.materialise(cls)  # type: ignore[arg-type]
        super().__init_subclass__(**options)
        table_of(cls).info["plugin"] = cls.plugin
        for one in cls.fields.values():
            if one.type == "reference" and not isinstance(one.target, str):
                keep_in_step(cls, one)
        for name in cls.sorted_by:
            table = table_of(cls)  # lists go on from a value and a key: one index for both
            Index(None, table.c[name], table.c.id)
        DECLARED[cls.kind] = cls


def _table(plugin: str, kind: str) -> str:
    return kind if f"{kind}_".startswith(f"{plugin}_") else f"{plugin}_{kind}"


def table_of(cls: type[Declared]) -> Table:
    """The table of a declared class."""
    return cast("Table", cls.__table__)


class Record(Declared):
    """A long-lived thing with a key, a version and a deletion mark.

    `version` counts the changes; who saves with an older one is refused. A record is never
    erased while anything points at it: `deleted` is a mark.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    deleted: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column()
    search: Mapped[str] = mapped_column(default="")

    # Each UPDATE says which version it replaces, so nobody writes over another's change.
    __mapper_args__: Any = {"version_id_col": version, "version_id_generator": False}

    hierarchical: ClassVar[bool] = False

    @property
    def presentation(self) -> str:
        """How the record is named where it is pointed at."""
        return str(self.id)

    @property
    def paper_language(self) -> str:
        """The language its papers are printed in; empty for that of whoever prints."""
        return ""

    def complete(self, work: Any) -> None:
        """Fill in what follows from other fields, before the record is saved.

        Called for each save, with the lines in place; no queries per line.
        """

    def searched(self) -> str:
        """The text this record is found by: every field declared with `search=True`."""
        found = [getattr(self, f.column) for f in self.fields.values() if f.search]
        return search_key(" ".join(str(one) for one in found if one))


class Lines(Declared):
    """A row of a document's or catalog's table; belongs to one record, has its place in it.

    Rows for a record of another plugin say so themselves, and get a tab in its form:
    `class Guest(Lines, of=CustomerOrder, part="guests", label=_("Guests"))`.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)

    owner: ClassVar[type[Record]]
    added: ClassVar[declared.Field | None] = None
    """The field of another plugin's record that such rows stand in."""

    def __init_subclass__(
        cls,
        of: type[Record] | None = None,
        part: str = "",
        label: Text | None = None,
        **options: Any,
    ) -> None:
        super().__init_subclass__(**options)
        if of is not None:
            cls.added = declared.add_part(cls, of, part, label)

    @classmethod
    def belong_to(cls, owner: type[Record], name: str) -> None:
        """Bind the rows to the class whose `lines_of` names them."""
        if "owner" in cls.__dict__:
            raise TypeError(f"{cls.__name__} already belongs to {cls.owner.__name__}")
        cls.owner = owner
        table_of(cls).append_constraint(declared.owner_key(cls, owner))
        table_of(cls).info["part"] = name

    @classmethod
    def for_copy(cls, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What a copy of its record begins with of a row, as REST tells it; None leaves it out."""
        return row

    def complete(self, work: Any) -> None:
        """Fill in what follows from the row's other fields, before it is saved."""
