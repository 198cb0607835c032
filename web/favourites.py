"""Pages a person keeps at hand, and how he likes his screen: both stay with his name."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther
from pyramid.response import Response

from ..core.app import SIGNED_IN
from ..core.arrangements import Arrangements
from ..core.errors import Invalid
from ..core.records.readers import read_text
from ..core.texts import Texts
from ..core.work import Work

_ = Texts(__package__)

FAVOURITE, PAGES = "favourite", "pages"
SCREEN, PERSON = "screen", "person"
MOST = 60
"""So many pages a person keeps at hand."""
GUARDED = ("catalogs", "documents", "reports", "administration")
FREE = ("help", "sections")
SCREENS = {"theme": ("light", "dark", "auto"), "density": ("dense", "wide")}


@dataclass(frozen=True)
class Favourite:
    """A page at hand: its address, and what it was called when it was put there."""

    address: str
    title: str

    def is_open(self, places: Collection[str]) -> bool:
        """Whether it belongs to a place the person may go to."""
        parts = self.address.split("/")
        return parts[1] in FREE or "/".join(parts[:3]) in places


def is_place(path: str) -> bool:
    """Whether an address is one of a page that can be come back to."""
    parts = path.split("/")
    return len(parts) > 2 and not parts[0] and parts[1] in (*GUARDED, *FREE) and bool(parts[2])


def favourites_in(kept: Mapping[str, Any] | None) -> Iterator[Favourite]:
    """The pages that were kept; what is no page is passed over."""
    pages = kept.get("pages") if kept else None
    for one in pages if isinstance(pages, list) else ():
        if isinstance(one, Mapping) and is_place(str(one.get("address"))):
            yield Favourite(str(one["address"]), str(one.get("title") or one["address"]))


class Favourites:
    """The favourites of whoever works."""

    def __init__(self, work: Work) -> None:
        self.kept = Arrangements(work)
        self.pages = list(favourites_in(self.kept.own(FAVOURITE).get(FAVOURITE)))

    def add(self, address: str, title: str) -> None:
        """Put a page at the end; one that stands there is called anew.

        Raises:
            Invalid: for an address that is none of this house, and where too many are kept.
        """
        if not is_place(address) or len(address) > 300 or "\\" in address:
            raise Invalid(_("This page can not be kept"), path="address")
        if len(self.pages) >= MOST:
            raise Invalid(
                _("You keep {number} favourites already", number=MOST),
                remedy=_("Remove those you no longer use"),
            )
        fresh = Favourite(address, read_text(title.strip()[:200]) or address)
        if address in [one.address for one in self.pages]:
            self.pages = [fresh if one.address == address else one for one in self.pages]
        else:
            self.pages.append(fresh)
        self._keep()

    def remove(self, address: str) -> None:
        """Take a page away."""
        self.pages = [one for one in self.pages if one.address != address]
        self._keep()

    def move(self, address: str, step: int) -> None:
        """Put a page before the one above it, or behind the one below."""
        at = next((n for n, one in enumerate(self.pages) if one.address == address), None)
        if at is not None and 0 <= at + step < len(self.pages):
            self.pages.insert(at + step, self.pages.pop(at))
            self._keep()

    def _keep(self) -> None:
        pages = [{"address": one.address, "title": one.title} for one in self.pages]
        self.kept.keep(FAVOURITE, PAGES, {"pages": pages})


def show(request: Any) -> dict[str, Any]:
    """The favourites, to be put in order."""
    return {"moved": request.params.get("moved", ""), "did": request.params.get("did", "")}


def change(request: Any) -> Any:
    """Add, remove or move one; answers the side bar's part, or goes back to the page."""
    given = request.POST
    address, do = given.get("address", ""), given.get("do", "")
    favourites = Favourites(request.work)
    if do == "add":
        favourites.add(address, given.get("title", ""))
    elif do == "remove":
        favourites.remove(address)
    elif do in STEPS:
        favourites.move(address, STEPS[do])
    if request.headers.get("HX-Request") == "true":
        return {}
    asked = {} if do == "remove" else {"moved": address, "did": do}
    return HTTPSeeOther(request.route_path("favourites", _query=asked))


STEPS = {"up": -1, "down": 1}


def screen(request: Any) -> Response:
    """Keep the theme or the height of rows with the person."""
    kept = Arrangements(request.work)
    content = dict(kept.own(SCREEN).get(SCREEN, {}))
    for name, known in SCREENS.items():
        if request.POST.get(name) in known:
            content[name] = request.POST[name]
    kept.keep(SCREEN, PERSON, content)
    return HTTPNoContent()


def includeme(config: Any) -> None:
    """The routes of favourites and of the person's screen."""
    add, view = config.add_route, config.add_view
    add("favourites", "/favourites")
    add("screen", "/me/screen")
    view(show, route_name="favourites", request_method="GET", renderer="favourites.jinja2",
         right=SIGNED_IN)  # fmt: skip
    view(change, route_name="favourites", request_method="POST",
         renderer="side_favourites.jinja2", right=SIGNED_IN)  # fmt: skip
    view(screen, route_name="screen", request_method="POST", right=SIGNED_IN)
