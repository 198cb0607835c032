"""The pages of sections, and the field that leads anywhere."""

from typing import Any

from ..core.app import SIGNED_IN
from ..core.errors import Unknown
from ..core.texts import Texts

_ = Texts(__package__)

FOUND = 14


def section(request: Any) -> dict[str, Any]:
    """Everything in one section."""
    found = request.shell.navigation.section(request.matchdict["name"])
    if found is None:
        raise Unknown(_("There is nothing at this address"))
    return {"section": found}


def find(request: Any) -> dict[str, Any]:
    """The places that fit what has been typed."""
    words = request.params.get("q", "")[:200]
    found = request.shell.navigation.found(words, request.language)
    return {"entries": found[:FOUND], "words": words}


def includeme(config: Any) -> None:
    """The routes of these pages."""
    for name, path, view, template in (
        ("section", "/sections/{name}", section, "section.jinja2"),
        ("find", "/find", find, "found.jinja2"),
    ):
        config.add_route(name, path)
        config.add_view(
            view, route_name=name, request_method="GET", renderer=template, right=SIGNED_IN
        )
