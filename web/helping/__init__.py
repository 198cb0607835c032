"""Help: on the screen one is on, on every kind, and the pages of the guide."""

from collections.abc import Iterator
from typing import Any

from ...core.app import SIGNED_IN
from ...core.errors import Unknown
from ...core.reporting import Report, reports_of
from ...core.texts import Texts
from ..finding import Hit
from ..navigation import CATALOGS, DOCUMENTS
from .guides import Guide, guides
from .kinds import KindHelp

_ = Texts("tradepost.web")

START = "/"


class Help:
    """What is known of one place, for one person."""

    def __init__(self, request: Any, address: str) -> None:
        self.request = request
        self.work = request.work
        self.path = address.partition("?")[0]
        self.parts = self.path.split("/")
        self.known = guides(request.language)
        self.kind = self._kind()
        self.report = self._report()

    def _kind(self) -> KindHelp | None:
        if len(self.parts) < 3 or self.parts[1] not in (CATALOGS, DOCUMENTS):
            return None
        cls = self.work.schema.records.get(self.parts[2])
        places = [one.address for one in self.request.shell.navigation.entries]
        if cls is None or "/".join(self.parts[:3]) not in places:
            return None
        return KindHelp(self.work, cls, places)

    def _report(self) -> Report | None:
        if len(self.parts) < 3 or self.parts[1] != "reports":
            return None
        found = reports_of(self.work.house).get(self.parts[2])
        may = found is not None and self.work.access.may(found.right)
        return found if may else None

    @property
    def guides(self) -> list[Guide]:
        """The pages of the guide that tell of this place; all of them where none does."""
        name = START if self.path == START else self.parts[2] if len(self.parts) > 2 else ""
        told = [one for one in self.known.values() if name in one.about]
        return told or list(self.known.values())

    @property
    def is_told(self) -> bool:
        """Whether there is something to say about this very place."""
        return self.kind is not None or self.report is not None


def about(request: Any) -> dict[str, Any]:
    """Help on a place, to be shown beside it."""
    return {"help": Help(request, request.params.get("address", START)[:300])}


def kind(request: Any) -> dict[str, Any]:
    """The page of help on a kind."""
    name = request.matchdict["kind"]
    group = DOCUMENTS if name in request.work.schema.documents else CATALOGS
    found = Help(request, f"/{group}/{name}")
    if found.kind is None:
        raise Unknown(_("There is nothing at this address"))
    return {"help": found}


def contents(request: Any) -> dict[str, Any]:
    """What there is to read."""
    return {"guides": list(guides(request.language).values())}


def guide(request: Any) -> dict[str, Any]:
    """A page of the guide."""
    found = guides(request.language).get(request.matchdict["name"])
    if found is None:
        raise Unknown(_("There is nothing at this address"))
    return {"guide": found}


def hits(language: str) -> Iterator[tuple[Hit, frozenset[str]]]:
    """The pages of the guide for the field that leads anywhere."""
    for one in guides(language).values():
        yield Hit(one.title, f"/help/guide/{one.name}", "help"), one.words


def includeme(config: Any) -> None:
    """The routes of help."""
    for name, path, view, template in (
        ("help", "/help", contents, "help_contents.jinja2"),
        ("help_of", "/help/of", about, "help_part.jinja2"),
        ("help_kind", "/help/kinds/{kind}", kind, "help_kind.jinja2"),
        ("help_guide", "/help/guide/{name}", guide, "help_guide.jinja2"),
    ):
        config.add_route(name, path)
        config.add_view(
            view, route_name=name, request_method="GET", renderer=template, right=SIGNED_IN
        )
    config.registry.web_help = hits
