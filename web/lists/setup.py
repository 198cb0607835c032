"""How a list is laid out: which columns in which order and width, groups, colours."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from pyramid.httpexceptions import HTTPNoContent

from ...core.errors import Refusal
from ...core.records.columns import Place, places_of
from ...core.schema.record import Record
from ...core.texts import Texts
from .asked import Asked
from .columns import MOST, bounded, chosen_columns
from .conditions import Telling
from .filters import Filters
from .groups import offered
from .tones import LONGEST, TONES, Rule, rules_of

_ = Texts("tradepost.web")


class Setup:
    """The dialog of one list."""

    tones = TONES

    def __init__(self, request: Any) -> None:
        self.request = request
        self.cls: type[Record] = request.list_class
        self.at = request.params.get("at", "")
        self.asked = Asked(request.work, self.cls, dict(parse_qsl(self.at)))
        columns, _places = chosen_columns(request.work, self.cls, self.asked.layout)
        self.chosen = [one.name for one in columns]

    @property
    def address(self) -> str:
        """Of the list."""
        return str(self.request.list_address)

    def columns(self) -> list[Place]:
        """Every column, those that are shown first and in their order."""
        every = {one.path: one for one in places_of(self.request.work, self.cls)}
        first = [every[one] for one in self.chosen if one in every]
        return [*first, *(one for path, one in every.items() if path not in self.chosen)]

    def groupings(self) -> list[Place]:
        """The fields it may be grouped by."""
        return offered(self.request.work, self.cls)

    @property
    def group(self) -> list[str]:
        """What it is grouped by now."""
        return [*self.asked.sought.get("group", "").split(","), ""][:2]

    @property
    def rules(self) -> list[Rule]:
        """The colours there are."""
        return rules_of(self.asked.layout)

    def told(self, rule: Rule) -> str:
        """The conditions of a colour in words."""
        formats = self.request.formats
        telling = Telling(self.request.work, formats, self.cls)
        filters = Filters(self.request.work, formats, self.cls, dict(rule.filters)).read
        said = telling.chips(filters, [])
        parts = [(one.title, one.word, one.shown) for one in said]
        return "; ".join(" ".join(formats.text(p) for p in one if p) for one in parts)

    def now(self) -> list[tuple[str, str]]:
        """The conditions of the list as it stands: a new colour is for what fits them."""
        sought = self.asked.sought
        return [(n, v) for n, v in sought.items() if n.startswith("filter[")]

    def keep(self) -> str:
        """Keep what was chosen; answers the address of the list as it stands then."""
        post = self.request.POST
        known = {one.path for one in places_of(self.request.work, self.cls)}
        wanted = [one for one in post.getall("column") if one in known][:MOST]
        changes: dict[str, Any] = {"columns": wanted or None}
        rules = [one for n, one in enumerate(self.rules) if post.get(f"tone-{n}") != "drop"]
        tone = post.get("tone", "")
        if tone in TONES and self.now():
            rules.append(Rule(self.now(), tone, post.get("word", "").strip()[:LONGEST]))
        changes["tones"] = [one.packed() for one in rules]
        if post.get("do") == "reset":
            changes = {"columns": None, "widths": None, "tones": None}
        self.asked.lay_out(**changes)
        group = ",".join(dict.fromkeys(one for one in post.getall("group") if one in known))
        state = self.asked.state(group="" if post.get("do") == "reset" else group)
        return f"{self.address}?{urlencode(state)}"


def show(request: Any) -> dict[str, Any]:
    """The dialog."""
    return {"setup": Setup(request), "fault": None}


def store(request: Any) -> dict[str, Any]:
    """Keep what was chosen, and go on with the list."""
    setup = Setup(request)
    try:
        with request.work.session.begin_nested():
            address = setup.keep()
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"setup": setup, "fault": why}
    request.override_renderer = "lists/go.jinja2"
    return {"go": address}


def size(request: Any) -> Any:
    """Keep how wide a column was drawn; 0 forgets it."""
    setup = Setup(request)
    post = request.POST
    width, name = post.get("width", ""), post.get("column", "")
    widths = dict(setup.asked.layout.get("widths") or {})
    if name in setup.chosen and width.isdecimal() and len(width) < 6:
        widths.pop(name, None)
        widths |= {name: bounded(int(width))} if int(width) else {}
        setup.asked.lay_out(widths={n: w for n, w in widths.items() if n in setup.chosen} or None)
    return HTTPNoContent()


def includeme(config: Any) -> None:
    """The routes of the dialog."""
    base = "/{group:catalogs|documents}/{kind}"
    config.add_route("list_setup", f"{base}/setup")
    config.add_route("list_size", f"{base}/size")
    page = {"right": "{kind}.read", "renderer": "lists/setup.jinja2"}
    config.add_view(show, route_name="list_setup", request_method="GET", **page)
    config.add_view(store, route_name="list_setup", request_method="POST", **page)
    config.add_view(size, route_name="list_size", request_method="POST", right="{kind}.read")
