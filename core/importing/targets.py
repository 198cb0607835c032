"""What columns of a file can be matched with: the fields of a kind, of its rows, of a fact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import Forbidden, Unknown
from ..records.shape import shape_of
from ..schema.catalog import Catalog
from ..schema.document import Document
from ..schema.fields import Field, annotation_of, unwrapped
from ..schema.record import Record
from ..schema.register import FactRegister
from ..texts import Text, Texts
from ..work import Work

_ = Texts("tradepost.core")

GROUP = "_group"
"""The column that says which rows of a file belong to one document, and nothing else."""
AT = "at"
UNTAKEN = ("json", "lines", "key")


@dataclass(frozen=True)
class Target:
    """Something a column can be matched with.

    Attributes:
        path: `name`, `lines.quantity`, `at`.
        label: what people read.
        field: how values are read.
        part: the tabular part it belongs to, empty for the record itself.
        above: the label of the part.
        is_key: whether records are told apart by it.
    """

    path: str
    label: Text | str
    field: Field
    part: str = ""
    above: Text | str = ""
    is_key: bool = False

    @property
    def required(self) -> bool:
        """Whether nothing can be taken without it."""
        return self.field.required and not self.field.readonly

    @property
    def points(self) -> bool:
        """Whether it refers to a record."""
        return self.field.type in ("reference", "document")


@dataclass(frozen=True)
class Importable:
    """A kind whose records can be taken from a file."""

    kind: str
    title: Text
    group: str
    section: str = ""
    targets: Mapping[str, Target] = field(default_factory=dict)


def importable(work: Work) -> list[Importable]:
    """The kinds this person may create records of."""
    may, schema = work.access.may, work.schema
    found = [
        Importable(kind, cls.title[1], "catalogs" if issubclass(cls, Catalog) else "documents")
        for kind, cls in schema.records.items()
        if may(f"{kind}.create")
    ]
    return found + [
        Importable(kind, one.title, "facts")
        for kind, one in schema.facts.items()
        if may(f"{kind}.write")
    ]


def require_importable(work: Work, kind: str) -> None:
    """Go on only with a kind that this person may create records of.

    Raises:
        Unknown: where there is no such kind.
        Forbidden: without the right.
    """
    if kind in work.schema.records:
        work.access.require(f"{kind}.create")
    elif kind in work.schema.facts:
        work.access.require(f"{kind}.write")
    else:
        raise Unknown(_("There is nothing to import under this name"))


def targets_of(work: Work, kind: str) -> dict[str, Target]:
    """What columns can be matched with, by path, without what the person may not see."""
    if kind in work.schema.facts:
        return {one.path: one for one in _of_fact(work, work.schema.facts[kind])}
    return {one.path: one for one in _of_record(work, work.schema.records[kind])}


def _of_record(work: Work, cls: type[Record]) -> Iterator[Target]:
    hidden = work.access.hidden(cls.kind)
    if hidden and not work.access.may(f"{cls.kind}.create"):
        raise Forbidden(_("There is nothing to import under this name"))
    shape = shape_of(work.schema, cls)
    for name, slot in shape.slots.items():
        if name not in hidden and _taken(slot.field):
            tells = slot.home is cls and _tells_apart(name, slot.field)
            yield Target(name, slot.field.label, slot.field, is_key=tells)
    for part, line in shape.parts.items():
        masked = work.access.hidden(line.kind)
        above = cls.fields[part].label if part in cls.fields else part
        for name, slot in shape_of(work.schema, line).slots.items():
            if name not in masked and part not in hidden and _taken(slot.field):
                tells = slot.home is line and slot.field.search and slot.field.type == "text"
                tells = tells and not issubclass(cls, Document)
                yield Target(f"{part}.{name}", slot.field.label, slot.field, part, above, tells)
    if issubclass(cls, Document):
        label = _("Belongs together by this column")
        yield Target(GROUP, label, Field(GROUP, label, "text"))


def _taken(one: Field) -> bool:
    return not one.readonly and one.type not in UNTAKEN


def _tells_apart(name: str, one: Field) -> bool:
    return one.type == "text" and (name in ("code", "number", "name") or one.search)


def _of_fact(work: Work, register: type[FactRegister]) -> Iterator[Target]:
    hidden = work.access.hidden(register.kind)
    label = _("As of")
    yield Target(AT, label, Field(AT, label, "moment"))
    for dimension in register.dimensions:
        kind = "document" if dimension.target == "document" else "reference"
        target = None if kind == "document" else dimension.target
        optional = unwrapped(annotation_of(register, dimension.name))[1]
        required = not isinstance(dimension.target, str) and not optional
        made = Field(dimension.name, dimension.label, kind, target=target, required=required)
        yield Target(dimension.name, dimension.label, made)
    for one in register.resources:
        if one.name not in hidden:
            yield Target(one.name, one.label, Field(one.name, one.label, one.type, required=True))
