"""The list of a catalog or of documents of one kind, made from the declaration."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from ..core.errors import Unknown
from ..core.records.listing import Page, page
from ..core.schema.catalog import Catalog
from ..core.schema.document import Document
from ..core.schema.record import Record
from ..core.texts import Texts
from ..core.work import Work
from .filters import Chip, Filters, sort_links
from .formats import Formats
from .tables import Cell, Column, Rows, State, columns_of, state_of

_ = Texts(__package__)

LENGTH = 50
GROUPS: Mapping[str, type[Record]] = {"catalogs": Catalog, "documents": Document}


def class_in(work: Work, group: str, kind: str) -> type[Record]:
    """The class of a kind in its group of addresses.

    Raises:
        Unknown: for a document among catalogs, and for what no plugin declares.
    """
    found = work.schema.records.get(kind)
    if found is None or not issubclass(found, GROUPS[group]):
        raise Unknown(_("There is nothing at this address"))
    return found


class Listing:
    """One page of a list, ready to be drawn."""

    def __init__(
        self, work: Work, formats: Formats, cls: type[Record], given: Mapping[str, str]
    ) -> None:
        self.work = work
        self.cls = cls
        self.formats = formats
        self.given = {name: value for name, value in given.items() if value}
        self.filters = Filters(work, formats, cls, given)

    @property
    def kind(self) -> str:
        """Of the records."""
        return self.cls.kind

    @property
    def address(self) -> str:
        """Of the list."""
        group = "documents" if self.is_documents else "catalogs"
        return f"/{group}/{self.kind}"

    @property
    def is_documents(self) -> bool:
        """Whether it lists documents."""
        return issubclass(self.cls, Document)

    @property
    def may_create(self) -> bool:
        """Whether this person may make a new one."""
        return self.work.access.may(f"{self.kind}.create")

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.given.get("q", "")

    @property
    def sort(self) -> str:
        """The order that was asked for, empty for the usual one."""
        return self.given.get("sort", "")

    @cached_property
    def columns(self) -> list[Column]:
        """What is shown of each record."""
        return columns_of(self.work, self.cls)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters."""
        return self.filters.chips()

    @property
    def is_narrowed(self) -> bool:
        """Whether something is searched for or kept out."""
        return bool(self.words) or any(one.is_on for one in self.chips)

    @cached_property
    def page(self) -> Page:
        """The records."""
        return page(self.work, self.kind, self.filters.query(LENGTH))

    @cached_property
    def rows(self) -> Sequence[tuple[UUID, list[Cell], State | None]]:
        """Key, cells and state of each record."""
        records = self.page.records
        cells = Rows(self.work, self.formats, self.cls).cells(records, self.columns)
        states = map(state_of, records)
        return [(one.id, row, s) for one, row, s in zip(records, cells, states, strict=True)]

    @property
    def more(self) -> str:
        """The address of the rows that follow; empty at the end."""
        if not self.page.next:
            return ""
        return f"{self.address}?{urlencode({**self.given, 'after': self.page.next})}"

    @property
    def orders(self) -> Mapping[str, tuple[str, str]]:
        """For each column what a click on its head sorts by, and how it is sorted now."""
        usual = "-moment" if self.is_documents else "name"
        return sort_links(self.columns, self.sort or usual)


def show(request: Any) -> dict[str, Any]:
    """The page of a list; of rows alone where a list goes on."""
    cls = class_in(request.work, request.matchdict["group"], request.matchdict["kind"])
    listing = Listing(request.work, request.formats, cls, request.params)
    is_part = request.headers.get("HX-Request") == "true"
    name = "list_rows.jinja2" if is_part and listing.given.get("after") else "list.jinja2"
    request.override_renderer = "list_part.jinja2" if is_part and name == "list.jinja2" else name
    return {"list": listing}


def includeme(config: Any) -> None:
    """The routes of lists."""
    config.add_route("list", "/{group:catalogs|documents}/{kind}")
    config.add_view(
        show, route_name="list", request_method="GET", renderer="list.jinja2", right="{kind}.read"
    )
