"""Administration: people and roles, closing dates, plugins, background work, the audit."""

from typing import Any

from ...core.texts import Texts
from ..navigation import PAGES, Entry

_ = Texts("tradepost.web")

SECTION = "administration"
PLACES = (
    (_("Users"), "/administration/users", "core.manage_users", "users"),
    (_("Roles"), "/administration/roles", "core.manage_users", "shield-check"),
    (_("Closing dates"), "/administration/closing", "core.close_period", "lock"),
    (_("Import"), "/administration/imports", "core.import_files", "file-import"),
    (_("Plugins"), "/administration/plugins", "core.see_plugins", "puzzle"),
    (_("Print forms"), "/administration/print", "core.edit_print_forms", "printer"),
    (_("Pictures on papers"), "/administration/pictures", "core.edit_print_forms", "file-invoice"),
    (_("Background work"), "/administration/jobs", "core.manage_jobs", "checklist"),
    (_("Audit"), "/administration/audit", "core.read_audit", "history"),
    (_("About the base"), "/administration/base", "core.see_plugins", "database"),
)
ROOMS = (
    "people",
    "person",
    "roles",
    "rules",
    "closing",
    "plugins",
    "jobs",
    "imports",
    "audit",
    "base",
    "printing",
    "pictures",
)


def includeme(config: Any) -> None:
    """The rooms of administration and their places in the menu."""
    for title, address, right, icon in PLACES:
        config.add_page(Entry(title, address, right, SECTION, PAGES, icon))
    for room in ROOMS:
        config.include(f"{__package__}.{room}")
