"""Where things are: sections with the lists, registers, reports and pages a person may open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyramid.events import ApplicationCreated

from ..core.app import SIGNED_IN
from ..core.house import House
from ..core.reporting import Report, reports_of
from ..core.reporting.generated import generated
from ..core.texts import Text, Texts
from ..core.work import Work

_ = Texts(__package__)

SECTIONS: Mapping[str, tuple[Text, str]] = {
    "my_day": (_("My day"), "sun"),
    "crm": (_("CRM"), "address-book"),
    "sales": (_("Sales"), "shopping-cart"),
    "purchasing": (_("Purchasing"), "truck-delivery"),
    "warehouse": (_("Warehouse"), "building-warehouse"),
    "retail": (_("Retail"), "building-store"),
    "money": (_("Money"), "coin"),
    "marketing": (_("Marketing"), "speakerphone"),
    "service": (_("Service"), "tools"),
    "processes": (_("Processes"), "route"),
    "planning": (_("Planning"), "target"),
    "reports": (_("Reports"), "report-analytics"),
    "administration": (_("Administration"), "settings"),
}
"""The sections in their order; a plugin says in which one it stands."""

DOCUMENTS, CATALOGS, REPORTS, REGISTERS, PAGES = (
    "documents",
    "catalogs",
    "reports",
    "registers",
    "pages",
)
GROUPS: Mapping[str, Text] = {
    PAGES: _("Work places"),
    DOCUMENTS: _("Documents"),
    CATALOGS: _("Catalogs"),
    REPORTS: _("Reports"),
    REGISTERS: _("Registers"),
}
ICONS = {
    DOCUMENTS: "file-text",
    CATALOGS: "list-details",
    REPORTS: "report",
    REGISTERS: "table",
    PAGES: "layout-list",
}


@dataclass(frozen=True)
class Entry:
    """A place one can go to.

    Attributes:
        title: what people read.
        address: where it is.
        right: who may go there.
        section: where it stands.
        group: which of `GROUPS` it belongs to.
        icon: its sign.
        new: where a new one is made, empty where none can be.
        new_right: who may make one.
        one: the title of one of them, for the menu of new ones.
        also: other words it is found by.
        of: the group it tells of: it stands only where the person sees a place of that group.
    """

    title: Text
    address: str
    right: str
    section: str
    group: str
    icon: str = ""
    new: str = ""
    new_right: str = ""
    one: Text | None = None
    also: Text | None = None
    of: str = ""

    @property
    def kind(self) -> str:
        """Of the records that are listed there: the last part of the address."""
        return self.address.rpartition("/")[2]

    @property
    def sign(self) -> str:
        """The icon, or the one of its group."""
        return self.icon or ICONS[self.group]


@dataclass(frozen=True)
class Section:
    """A section as one person sees it."""

    name: str
    title: Text
    icon: str
    entries: Sequence[Entry] = field(default_factory=list)

    def groups(self) -> Iterator[tuple[Text, list[Entry]]]:
        """The entries group by group."""
        for name, title in GROUPS.items():
            found = [one for one in self.entries if one.group == name]
            if found:
                yield title, found

    @property
    def address(self) -> str:
        """The page of the section."""
        return f"/sections/{self.name}"


def all_entries(house: House, pages: Iterable[Entry]) -> list[Entry]:
    """Every place of a house, whoever asks; made once, at the start."""
    schema = house.schema
    found = list(pages)
    for kind, document in schema.documents.items():
        found.append(_entry(house, DOCUMENTS, kind, document))
    for kind, catalog in schema.catalogs.items():
        found.append(_entry(house, CATALOGS, kind, catalog))
    own = generated(schema)
    for name, report in reports_of(house).items():
        found.append(_report(house, report, of_register=name in own and own[name] == report))
    return found


def _entry(house: House, group: str, kind: str, cls: Any) -> Entry:
    address = f"/{group}/{kind}"
    return Entry(
        cls.title[1],
        address,
        f"{kind}.read",
        section_of(house, cls),
        group,
        getattr(cls, "icon", ""),
        f"{address}/new",
        f"{kind}.create",
        cls.title[0],
        cls.also,
    )


def _report(house: House, report: Report, *, of_register: bool) -> Entry:
    """A report of a plugin stands where it says, one that a register has by itself beside it."""
    section, group = report.section or "reports", REPORTS
    if of_register:
        section, group = section_of(house, house.schema.registers[report.registers[0]]), REGISTERS
    return Entry(
        report.title, f"/reports/{report.name}", report.right, section, group, also=report.help
    )


def section_of(house: House, cls: Any) -> str:
    """The section of a declaration: its own word, else its plugin's."""
    plugin = house.plugins.get(cls.plugin)
    own = getattr(cls, "section", "")
    return own or (plugin.section if plugin else "") or "administration"


class Navigation:
    """The places one person may go to."""

    def __init__(self, work: Work, entries: Iterable[Entry]) -> None:
        may = work.access.may
        seen = [one for one in entries if one.right == SIGNED_IN or may(one.right)]
        groups = {one.group for one in seen if not one.of}
        self.entries = [one for one in seen if not one.of or one.of in groups]
        self.sections = list(self._sections())
        self.makeable = [one for one in self.entries if one.new and may(one.new_right)]
        self.new = [one for one in self.makeable if one.group == DOCUMENTS]

    def _sections(self) -> Iterator[Section]:
        names = dict.fromkeys([*SECTIONS, *(one.section for one in self.entries)])
        for name in names:
            here = [one for one in self.entries if one.section == name]
            title, icon = SECTIONS.get(
                name, (Text("", name.replace("_", " ").capitalize()), "puzzle")
            )
            if here:
                yield Section(name, title, icon, here)

    def section(self, name: str) -> Section | None:
        """The section of a name, where the person sees it."""
        return next((one for one in self.sections if one.name == name), None)


def add_page(config: Any, entry: Entry) -> None:
    """Give a page of a plugin's own its place in the menu."""
    config.registry.web_pages.append(entry)


def includeme(config: Any) -> None:
    """Gather the places once everybody has brought his own, plugins' pages included."""
    config.add_directive("add_page", add_page)

    def gather(made: ApplicationCreated) -> None:
        registry = made.app.registry
        registry.web_entries = all_entries(registry.house, registry.web_pages)

    config.add_subscriber(gather, ApplicationCreated)
