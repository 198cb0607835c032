"""The words of the wizard of imports: its steps, states, counts, and what can be imported."""

from collections.abc import Mapping, Sequence

from ...core import calls
from ...core.importing import importable
from ...core.importing.keeping import (
    CHECKED,
    CHECKING,
    DONE,
    NEW,
    REFUSED,
    TAKING,
    UNDOING,
    UNDONE,
)
from ...core.texts import Text, Texts
from ...core.work import Work
from ..tables import State

_ = Texts("tradepost.web")

MAPPING = "import_mapping"
EXAMPLES = 3
STATES: Mapping[str, State] = {
    NEW: State(_("Columns"), "columns-3"),
    CHECKING: State(_("Being checked"), "loader"),
    CHECKED: State(_("Checked"), "checks"),
    TAKING: State(_("Being taken"), "loader"),
    DONE: State(_("Taken"), "circle-check", "good"),
    REFUSED: State(_("Refused"), "ban", "bad"),
    UNDOING: State(_("Being undone"), "loader"),
    UNDONE: State(_("Undone"), "arrow-back-up", "care"),
}
STEPS: Sequence[tuple[Text, tuple[str, ...]]] = (
    (_("File"), ()),
    (_("Columns"), (NEW,)),
    (_("Check"), (CHECKING, CHECKED, REFUSED)),
    (_("Done"), (TAKING, DONE, UNDOING, UNDONE)),
)
COUNTS: Mapping[str, tuple[Text, str]] = {
    "created": (_("created"), "good"),
    "updated": (_("changed"), "good"),
    "unchanged": (_("as it was"), ""),
    "refused": (_("refused"), "bad"),
    "put_back": (_("undone"), "good"),
    "kept": (_("left as they are"), "care"),
}
GROUPS = {
    "catalogs": _("Catalogs"),
    "documents": _("Documents"),
    "facts": _("Prices, rates and other facts"),
    "plugins": _("Files with a format of their own"),
}


def choices(work: Work) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """What this person may import, group by group, for one field of choice."""
    found: dict[str, list[tuple[str, Text]]] = {name: [] for name in GROUPS}
    for one in importable(work):
        found[one.group].append((one.kind, one.title))
    for importer in calls.importers(work.hooks):
        if work.access.may(importer.right):
            found["plugins"].append((f"plugin:{importer.kind}", importer.title))
    sort = work.language
    for rows in found.values():
        rows.sort(key=lambda row: row[1].into(sort))
    return [(GROUPS[name], rows) for name, rows in found.items() if rows]


def title_of(work: Work, kind: str, *, by_plugin: bool) -> Text | str:
    """What is, or was, imported."""
    if by_plugin:
        named = {one.kind: one.title for one in calls.importers(work.hooks)}
        return named.get(kind, kind)
    records, facts = work.schema.records, work.schema.facts
    if kind in records:
        return records[kind].title[1]
    return facts[kind].title if kind in facts else kind
