"""Help made from declarations: what a kind is, its fields, what it moves, what leads on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import literal, select, union_all

from ...core import calls
from ...core.access.policy import ACTIONS
from ...core.access.rights import CATALOG, DOCUMENT
from ...core.records.shape import shape_of
from ...core.reporting import Report, reports_of
from ...core.schema.document import Document
from ...core.schema.fields import Field
from ...core.schema.record import Declared, Record
from ...core.texts import Text, Texts
from ...core.work import Work

_ = Texts("tradepost.web")

LOOKED_AT = 5
"""Posted documents by which it is told what documents of a kind move."""

TYPES = {
    "text": _("text"),
    "whole": _("whole number"),
    "flag": _("yes or no"),
    "day": _("day"),
    "moment": _("day and time"),
    "choice": _("one of several"),
    "amount": _("amount"),
    "quantity": _("quantity"),
    "price": _("price"),
    "rate": _("rate"),
    "percent": _("per cent"),
    "document": _("document"),
    "json": _("data"),
    "key": _("key"),
}


@dataclass(frozen=True)
class FieldHelp:
    """What is told of one field."""

    name: str
    label: Text | str
    type: Text | str
    help: Text | None
    required: bool
    readonly: bool
    choices: Sequence[Text]


@dataclass(frozen=True)
class Link:
    """Words that lead on; without an address they are only said."""

    title: Text
    address: str = ""


class KindHelp:
    """The help on one kind of catalog or document, for one person."""

    def __init__(self, work: Work, cls: type[Record], places: Sequence[str]) -> None:
        self.work = work
        self.cls = cls
        self.places = frozenset(places)

    @property
    def is_document(self) -> bool:
        """Whether it is a kind of documents."""
        return issubclass(self.cls, Document)

    @property
    def address(self) -> str:
        """Of the list."""
        return f"/{'documents' if self.is_document else 'catalogs'}/{self.cls.kind}"

    @property
    def fields(self) -> list[FieldHelp]:
        """The fields of its head that the person may see."""
        return list(self._fields(self.cls))

    @property
    def parts(self) -> Iterator[tuple[Text | str, list[FieldHelp]]]:
        """Its tables of rows with their fields."""
        hidden = self.work.access.hidden(self.cls.kind)
        for name, one in self.cls.fields.items():
            if one.type == "lines" and name not in hidden:
                yield one.label, list(self._fields(one.target))

    def _fields(self, cls: type[Declared]) -> Iterator[FieldHelp]:
        hidden = self.work.access.hidden(cls.kind)
        for name, slot in shape_of(self.work.schema, cls).slots.items():
            one = slot.field
            if name not in hidden and one.type not in ("lines", "key") and name != "posted":
                yield FieldHelp(
                    name, one.label, _type(self.work, one), one.help,
                    one.required, one.readonly, list(one.choices.values()),
                )  # fmt: skip

    @property
    def may(self) -> list[tuple[Text, bool]]:
        """What can be done with it, and whether this person may."""
        actions = DOCUMENT if self.is_document else CATALOG
        return [(ACTIONS[one], self.work.access.may(f"{self.cls.kind}.{one}")) for one in actions]

    @cached_property
    def moved(self) -> list[Any]:
        """The registers that documents of the kind moved lately; two selects."""
        if not self.is_document or not self.work.access.may(f"{self.cls.kind}.read"):
            return []
        cls: Any = self.cls
        asked = select(cls.id).where(cls.posted).order_by(cls.moment.desc(), cls.id.desc())
        keys = list(self.work.session.scalars(asked.limit(LOOKED_AT)))
        known = [
            one
            for one in self.work.schema.registers.values()
            if self.work.access.may(f"{one.kind}.read")
        ]
        if not keys or not known:
            return []
        parts = [
            select(literal(one.kind)).where(
                select(one.movements.c.line).where(one.movements.c.recorder_id.in_(keys)).exists()
            )
            for one in known
        ]
        named = set(self.work.session.scalars(union_all(*parts)))
        return [one for one in known if one.kind in named]

    @property
    def registers(self) -> list[Link]:
        """The registers it moves; their own report shows what lies there."""
        return [Link(one.title, self._report(one.kind)) for one in self.moved]

    def _report(self, kind: str) -> str:
        found = (f"/reports/{kind}_{part}" for part in ("balance", "turnover"))
        return next((one for one in found if one in self.places), "")

    @property
    def reports(self) -> list[Link]:
        """The reports in which it counts: of what it moves, or told apart by it."""
        kinds = {one.kind for one in self.moved}
        return [
            Link(one.title, f"/reports/{name}")
            for name, one in reports_of(self.work.house).items()
            if f"/reports/{name}" in self.places and self._counts(one, kinds)
        ][:12]

    def _counts(self, report: Report, moved: set[str]) -> bool:
        if report.help is None:  # a register's own report is told beside the register
            return False
        if moved.intersection(report.registers):
            return True
        targets = (one.target for one in report.usable(self.work.schema).values())
        return any(self.cls.kind in (one, getattr(one, "kind", "")) for one in targets)

    @property
    def made_from(self) -> list[Link]:
        """What it can be made from."""
        return [self._kind(one.source) for one in self._fillings if one.target == self.cls.kind]

    @property
    def makes(self) -> list[Link]:
        """What can be made from it."""
        return [self._kind(one.target) for one in self._fillings if one.source == self.cls.kind]

    @cached_property
    def _fillings(self) -> list[Any]:
        known = self.work.schema.documents
        found = calls.fillings(self.work.hooks)
        return [one for one in found if one.source in known and one.target in known]

    def _kind(self, kind: str) -> Link:
        place = f"/documents/{kind}"
        title = self.work.schema.documents[kind].title[0]
        return Link(title, f"/help/kinds/{kind}" if place in self.places else "")


def _type(work: Work, one: Field) -> Text | str:
    if one.type == "reference":
        target = work.schema.records.get(one.target) if isinstance(one.target, str) else one.target
        return target.title[0] if target is not None else ""
    return TYPES.get(one.type, "")
