"""The desktop: the start page, made of widgets, arranged by whoever works at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.response import Response

from ...core import calls
from ...core.access.roles import Roles
from ...core.app import SIGNED_IN
from ...core.arrangements import SHARE
from ...core.database.ids import new_id
from ...core.records.presentations import presentations
from ...core.reporting.widgets import Asked, Widget
from ...core.texts import Text, Texts
from .drawing import draw
from .layout import ALL, MINE, ROLE, Box, Desktop, read_options
from .own import own_widgets

_ = Texts("tradepost.web")


@dataclass(frozen=True)
class Setting:
    """An option of a box, with what is set."""

    name: str
    title: Text
    choices: Sequence[tuple[str, Text]]
    value: str
    target: str = ""
    shown: str = ""


class Start:
    """The start page, ready to be drawn."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work = request.work
        self.whose = request.params.get("whose", MINE)
        self.arranging = "arrange" in request.params
        self.desktop = Desktop(self.work, request.registry.web_widgets, self.whose)

    @property
    def boxes(self) -> Sequence[Box]:
        """What stands on it."""
        return self.desktop.boxes

    @property
    def offered(self) -> Sequence[Widget]:
        """What could stand on it."""
        return list(self.desktop.widgets.values())

    @property
    def standing(self) -> set[str]:
        """What stands there and can not stand there twice: one with options may."""
        return {one.widget.name for one in self.boxes if not one.widget.options}

    @property
    def may_share(self) -> bool:
        """Whether this person sets up desktops of others, too."""
        return bool(self.work.access.may(SHARE))

    @property
    def owners(self) -> list[tuple[str, Text, bool]]:
        """Whose desktop can be set up: its name, its title, whether it is this one."""
        roles = Roles(self.work).all().values()
        found = [(MINE, _("Mine")), (ALL, _("Everybody's"))]
        found += [(f"{ROLE}{one.name}", one.title) for one in roles]
        return [(name, title, name == self.whose) for name, title in found]

    def source(self, box: Box) -> str:
        """Where the content of a box comes from."""
        asked = f"?{urlencode(box.options)}" if box.options else ""
        return f"/desktop/widgets/{box.widget.name}{asked}"

    def settings(self, box: Box) -> list[Setting]:
        """What may be set about a box."""
        asked = Asked(self.request.formats.zone, box.options)
        keys = {one.name: asked.key(one) for one in box.widget.options if one.target}
        pointers = [(o.target, keys[o.name]) for o in box.widget.options if o.target]
        names = presentations(self.work, pointers)
        return [
            Setting(
                one.name,
                one.title,
                list(one.choices.items()),
                asked.option(one),
                one.target,
                names.get(keys.get(one.name), "") if one.target else "",  # type: ignore[arg-type]
            )
            for one in box.widget.options
            if not one.target or self._may_pick(one.target)
        ]

    def _may_pick(self, kind: str) -> bool:
        return kind in self.work.schema.records and self.work.access.may(f"{kind}.read")


def start(request: Any) -> dict[str, Any]:
    """The start page."""
    return {"start": Start(request)}


def show(request: Any) -> dict[str, Any]:
    """What a widget shows, for its box."""
    widget = Desktop(request.work, request.registry.web_widgets).widget(request.matchdict["name"])
    options = read_options(widget, dict(request.GET))
    shown = draw(request.work, request.formats, request.shell.navigation, widget, options)
    return {"drawn": shown, "widget": widget, "again": request.path_qs}


def box(request: Any) -> dict[str, Any]:
    """A new box, to be put on the desktop."""
    made = Start(request)
    widget = made.desktop.widget(request.params.get("widget", ""))
    options = read_options(widget, dict(request.params))
    fresh = Box(f"w{new_id().hex[-12:]}", widget, widget.width, options)
    made.arranging = True
    return {"start": made, "box": fresh}


def keep(request: Any) -> Response:
    """Keep how the boxes stand now."""
    Start(request).desktop.keep(request.POST.get("layout", ""))
    return Response(status=204)


def forget(request: Any) -> Response:
    """Go back to the desktop as it was before anybody arranged this one."""
    Start(request).desktop.forget()
    back = "/?" + urlencode({"arrange": "1", "whose": request.params.get("whose", MINE)})
    return Response(status=204, headers={"HX-Redirect": back})


def includeme(config: Any) -> None:
    """The routes of the desktop."""
    add, view = config.add_route, config.add_view
    add("home", "/")
    add("widget", "/desktop/widgets/{name}")
    add("box", "/desktop/box")
    add("desktop", "/desktop")
    add("desktop_forget", "/desktop/forget")
    get = {"request_method": "GET", "right": SIGNED_IN}
    post = {"request_method": "POST", "right": SIGNED_IN}
    view(start, route_name="home", renderer="home.jinja2", **get)
    view(show, route_name="widget", renderer="widget.jinja2", **get)
    view(box, route_name="box", renderer="box.jinja2", **get)
    view(keep, route_name="desktop", **post)
    view(forget, route_name="desktop_forget", **post)

    def gather() -> None:
        hooks = config.registry.house.plugins.manager.hook
        config.registry.web_widgets = [*own_widgets(), *calls.widgets(hooks)]

    config.action("web_widgets", gather, order=100)
