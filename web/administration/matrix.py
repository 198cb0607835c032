"""The table of rights: kinds and actions under the sections they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...core.access.policy import ACTIONS
from ...core.access.rights import Right
from ...core.texts import Text, Texts
from ...core.work import Work
from ..navigation import SECTIONS, section_of

_ = Texts("tradepost.web")

HOUSE = "house"
SORTS = {"documents": _("document"), "catalogs": _("catalog"), "registers": _("register")}


@dataclass(frozen=True)
class Kind:
    """A row: a kind, and the right behind each action it knows."""

    name: str
    title: Text | str
    sort: Text
    rights: Mapping[str, str]


@dataclass
class Group:
    """The rows of a section: kinds, then the special rights of its plugins."""

    name: str
    title: Text | str
    kinds: list[Kind] = field(default_factory=list)
    others: list[Right] = field(default_factory=list)


def groups_of(work: Work) -> Sequence[Group]:
    """Every declared right, section by section, in the order of the menu."""
    groups = {name: Group(name, title) for name, (title, _icon) in SECTIONS.items()}
    groups[HOUSE] = Group(HOUSE, _("The house itself"))
    schema, known = work.schema, work.house.policy.rights
    kinds: set[str] = set()
    for sort, found in (
        ("documents", schema.documents), ("catalogs", schema.catalogs),
        ("registers", schema.registers),
    ):  # fmt: skip
        for kind, cls in found.items():
            kinds.add(kind)
            rights = {a: f"{kind}.{a}" for a in ACTIONS if f"{kind}.{a}" in known}
            row = Kind(kind, title_of_kind(work, kind), SORTS[sort], rights)
            _group(groups, section_of(work.house, cls)).kinds.append(row)
    for right in known.values():
        owner, _dot, action = right.name.partition(".")
        if owner not in kinds or action not in ACTIONS:
            _group(groups, _home(work, owner)).others.append(right)
    return [one for one in groups.values() if one.kinds or one.others]


def _home(work: Work, owner: str) -> str:
    """The section of a special right: of its plugin, or of its kind."""
    plugin = work.house.plugins.get(owner)
    if plugin is not None:
        return plugin.section or "administration"
    schema = work.schema
    cls = schema.records.get(owner) or schema.registers.get(owner)
    return section_of(work.house, cls) if cls is not None else HOUSE


def _group(groups: dict[str, Group], name: str) -> Group:
    return groups.setdefault(name, Group(name, name))


def title_of_kind(work: Work, kind: str) -> Text | str:
    """What people read for a kind of record, row or register."""
    schema = work.schema
    if kind in schema.records:
        return schema.records[kind].title[1]
    if kind in schema.lines:
        line = schema.lines[kind]
        owner = line.owner
        part = next((one.label for one in owner.fields.values() if one.target is line), kind)
        return _("{owner}: {part}", owner=owner.title[1], part=part)
    return schema.registers[kind].title if kind in schema.registers else kind
