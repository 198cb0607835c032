"""The pages of sections."""

from typing import Any

from ..core.app import SIGNED_IN
from ..core.errors import Unknown
from ..core.texts import Texts

_ = Texts(__package__)


def section(request: Any) -> dict[str, Any]:
    """Everything in one section."""
    found = request.shell.navigation.section(request.matchdict["name"])
    if found is None:
        raise Unknown(_("There is nothing at this address"))
    return {"section": found}


def includeme(config: Any) -> None:
    """The routes of these pages."""
    config.add_route("section", "/sections/{name}")
    config.add_view(
        section,
        route_name="section",
        request_method="GET",
        renderer="section.jinja2",
        right=SIGNED_IN,
    )
