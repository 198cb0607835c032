"""The list of a catalog or of documents of one kind, made from the declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from ...core.arrangements import Arrangement
from ...core.bulk import BulkAction, actions_for
from ...core.bulk.actions import MARK, UNMARK
from ...core.errors import Refusal, Unknown
from ...core.records.columns import Place, Reading
from ...core.records.listing import SORTED, Page, TooLongToSort, page
from ...core.records.query import Filter, Query, read_filter
from ...core.schema.catalog import Catalog
from ...core.schema.document import Document
from ...core.schema.record import Record
from ...core.texts import Texts
from ...core.work import Work
from ..formats import Formats
from ..papers import forms_for
from ..tables import Cell, Cells, Column, State, standings_of, state_of
from .asked import ALL, Asked
from .columns import chosen_columns, editable_columns
from .conditions import ConditionChip, Telling
from .filters import Chip, Filters, sort_links
from .folders import folder_field
from .groups import Grouped
from .tones import tones_of

_ = Texts("tradepost.web")

LENGTH = 50
GROUPS: Mapping[str, type[Record]] = {"catalogs": Catalog, "documents": Document}
INSIDE = "in:"
"""Begins the parameters that narrow the rows to one group of the list."""


def class_in(work: Work, group: str, kind: str) -> type[Record]:
    """The class of a kind in its group of addresses.

    Raises:
        Unknown: for a document among catalogs, and for what no plugin declares.
    """
    found = work.schema.records.get(kind)
    if found is None or not issubclass(found, GROUPS[group]):
        raise Unknown(_("There is nothing at this address"))
    return found


@dataclass(frozen=True)
class Row:
    """A record as it stands in the list."""

    key: UUID
    version: int
    cells: Sequence[Cell]
    state: State | None
    tone: State | None
    name: str
    standings: Sequence[State] = ()

    @property
    def classes(self) -> str:
        """How it looks."""
        marked = self.state is not None and self.state.tone == "bad"
        found = ["tp-row-marked"] if marked else []
        return " ".join([*found, f"tp-row-{self.tone.tone}"] if self.tone else found)


class Listing:
    """One page of a list, ready to be drawn."""

    def __init__(
        self, work: Work, formats: Formats, cls: type[Record], params: Mapping[str, str]
    ) -> None:
        self.work = work
        self.cls = cls
        self.formats = formats
        self.params = {name: value for name, value in params.items() if value}
        self.asked = Asked(work, cls, params)
        after = {"after": self.params["after"]} if "after" in self.params else {}
        self.given = {**self.asked.sought, **after}
        self.filters = Filters(work, formats, cls, self.given)
        self.faults: list[tuple[Filter, Refusal]] = []
        self.unsorted: Refusal | None = None

    @property
    def kind(self) -> str:
        """Of the records."""
        return self.cls.kind

    @property
    def address(self) -> str:
        """Of the list."""
        return list_address(self.cls)

    @property
    def is_documents(self) -> bool:
        """Whether it lists documents."""
        return issubclass(self.cls, Document)

    @property
    def may_create(self) -> bool:
        """Whether this person may make a new one."""
        return self.work.access.may(f"{self.kind}.create")

    @property
    def may_edit(self) -> bool:
        """Whether this person may change any."""
        return self.work.access.may(f"{self.kind}.edit")

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.given.get("q", "")

    @property
    def sort(self) -> str:
        """The order that was asked for, empty for the usual one."""
        return self.given.get("sort", "")

    @property
    def view(self) -> Arrangement | None:
        """The view that is chosen."""
        return self.asked.view

    @property
    def views(self) -> Sequence[Arrangement]:
        """The views to choose from."""
        return self.asked.views

    @property
    def all_address(self) -> str:
        """Of the list as it is without any view."""
        return f"{self.address}?view={ALL}" if self.views else self.address

    @property
    def state(self) -> str:
        """All that is asked for, as it stands in an address."""
        return self.asked.query()

    def with_(self, **changes: str) -> str:
        """The address of the list with something changed; an empty value leaves one out."""
        return self._at({**self.asked.state(), **changes})

    def without(self, name: str) -> str:
        """The address of the list without one condition."""
        return self._at({**self.asked.state(), name: ""})

    def _at(self, state: Mapping[str, str]) -> str:
        query = urlencode({name: value for name, value in state.items() if value})
        return f"{self.address}?{query}" if query else self.address

    @cached_property
    def _laid_out(self) -> tuple[list[Column], list[Place]]:
        return chosen_columns(self.work, self.cls, self.asked.layout)

    @property
    def columns(self) -> list[Column]:
        """What is shown of each record."""
        return self._laid_out[0]

    @cached_property
    def editable(self) -> set[str]:
        """The columns whose cells this person may change in place."""
        return editable_columns(self.work, self.cls, self.columns)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are always at hand."""
        return self.filters.chips()

    @cached_property
    def conditions(self) -> list[ConditionChip]:
        """The conditions beyond those, and those of them that can not be followed."""
        read = self.filters.read
        _known = self.grouped or self.page  # reading the list finds what can not be followed
        wrong = {id(one) for one, _why in self.faults}
        beyond = {
            name: one
            for name, one in read.items()
            if name not in self.filters.quick or isinstance(one, Refusal) or id(one) in wrong
        }
        return Telling(self.work, self.formats, self.cls).chips(beyond, self.faults)

    @property
    def is_narrowed(self) -> bool:
        """Whether something is searched for or kept out."""
        return bool(self.words or self.filters.read) or any(one.is_on for one in self.chips)

    @cached_property
    def query(self) -> Query:
        """The question to the base, with the group whose rows are asked for."""
        found = self.filters.query(LENGTH)
        for name, value in self.params.items():
            one = read_filter(name[len(INSIDE) :], value) if name.startswith(INSIDE) else None
            if one is not None:
                found = found.where(one.path, one.value, one.operator)
        return found

    @cached_property
    def page(self) -> Page:
        """The records."""
        try:
            return page(self.work, self.kind, self.query, self.faults)
        except TooLongToSort as why:
            self.unsorted = why
            usual = replace(self.query, sort=(), after="")
            return page(self.work, self.kind, usual, self.faults)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The records as they stand in the list."""
        return self.drawn(self.page.records)

    def drawn(self, records: Sequence[Any]) -> list[Row]:
        """Records as they stand in the list."""
        columns, places = self._laid_out
        told = Reading(self.work, self.cls, places).rows(records)
        cells = Cells(self.formats, places).rows(told)
        keys = [one.id for one in records]
        tones = tones_of(self.work, self.kind, keys, self.asked.layout, self.formats.zone)
        said = standings_of(self.work, self.kind, keys)
        assert len(columns) == len(places)  # noqa: S101 -- they are made together
        return [
            Row(
                one.id,
                one.version,
                row,
                state_of(one),
                tones.get(one.id),
                one.presentation,
                said.get(one.id, ()),
            )
            for one, row in zip(records, cells, strict=True)
        ]

    @property
    def group(self) -> list[str]:
        """The fields it is grouped by."""
        return [one for one in self.given.get("group", "").split(",") if one][:2]

    @cached_property
    def grouped(self) -> Grouped | None:
        """The list in groups; None where it is not grouped, or rows of a group are asked for."""
        if not self.group or "rows" in self.params:
            return None
        read = self.filters.query(LENGTH)
        page(self.work, self.kind, Query("", read.filters, limit=1, zone=read.zone), self.faults)
        wrong = {id(one) for one, _why in self.faults}
        sound = [one for one in read.filters if id(one) not in wrong]
        query = Query(read.words, sound, zone=read.zone)
        return Grouped(
            self.work, self.formats, self.cls, self.columns, query, self.group,
            self._at({**self.asked.state(), "own": "1"}),
        )  # fmt: skip

    @property
    def more(self) -> str:
        """The address of the rows that follow; empty at the end."""
        if not self.page.next:
            return ""
        inside = {n: v for n, v in self.params.items() if n.startswith(INSIDE) or n == "rows"}
        return self._at({**self.asked.state(), **inside, "after": self.page.next})

    @property
    def orders(self) -> Mapping[str, tuple[str, str]]:
        """For each column what a click on its head sorts by, and how it is sorted now."""
        usual = "-moment" if self.is_documents else "name"
        return sort_links(self.columns, self.sort or usual)

    @cached_property
    def actions(self) -> list[BulkAction]:
        """What this person may do to many of them: the mark is taken off where it is shown."""
        marked = self.given.get("state") == "marked" or "filter[deleted]" in self.given
        unfit = MARK if marked else UNMARK
        return [one for one in actions_for(self.work, self.cls) if one.name != unfit]

    most_sorted = SORTED

    @property
    def prints(self) -> bool:
        """Whether this person may print papers of them."""
        return bool(forms_for(self.work, self.cls.kind))

    @cached_property
    def folder(self) -> Any:
        """The field that says in which folder a record stands; None where there are no folders."""
        return folder_field(self.work, self.cls)

    @property
    def in_folder(self) -> str:
        """The folder the list is kept to."""
        return self.given.get(f"filter[{self.folder.name}][under]", "") if self.folder else ""


def list_address(cls: type[Record]) -> str:
    """The address of the list of a class."""
    return f"/{'documents' if issubclass(cls, Document) else 'catalogs'}/{cls.kind}"


def show(request: Any) -> dict[str, Any]:
    """The page of a list; of rows alone where a list or a group of it goes on."""
    listing = Listing(request.work, request.formats, request.list_class, request.params)
    is_part = request.headers.get("HX-Request") == "true"
    goes_on = is_part and ("after" in listing.params or "rows" in listing.params)
    name = "lists/rows.jinja2" if goes_on else "lists/list.jinja2"
    request.override_renderer = "lists/part.jinja2" if is_part and not goes_on else name
    return {"list": listing}


def includeme(config: Any) -> None:
    """The routes of lists."""
    config.add_request_method(_class_of, "list_class", reify=True)
    config.add_request_method(
        lambda request: list_address(request.list_class), "list_address", reify=True
    )
    config.add_route("list", "/{group:catalogs|documents}/{kind}")
    config.add_view(
        show, route_name="list", request_method="GET", renderer="lists/list.jinja2",
        right="{kind}.read",
    )  # fmt: skip


def _class_of(request: Any) -> type[Record]:
    return class_in(request.work, request.matchdict["group"], request.matchdict["kind"])
