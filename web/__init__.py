"""The back office: shell, generated lists, forms and reports, REST."""

from typing import Any

from ..core.settings import Setting, zone_named
from ..core.texts import Texts

_ = Texts(__package__)

SETTINGS = (
    Setting(
        "timezone",
        str,
        "",
        _("The zone in which hours are shown, if not the company's"),
        check=lambda name: name and zone_named(name),
    ),
)
ROOMS = (
    "navigation",
    "rendering",
    "bundles",
    "shell",
    "failing",
    "undo",
    "signing",
    "notices",
    "my_work",
    "home",
    "desktop",
    "tour",
    "finding",
    "favourites",
    "helping",
    "lists",
    "grids",
    "picking",
    "record_templates",
    "editing",
    "selecting",
    "creating",
    "panels",
    "movements",
    "links",
    "past",
    "attachments",
    "comments",
    "prints",
    "print_many",
    "reports",
    "administration",
)


def includeme(config: Any) -> None:
    """Bring the back office into an application; each room tells its own routes."""
    house = config.registry.house
    config.registry.web_settings = house.settings.of("web", SETTINGS)
    config.registry.web_pages = []
    config.add_assets("static", f"{__package__}:static")
    for room in ROOMS:
        config.include(f"{__package__}.{room}")
