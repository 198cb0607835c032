"""The frame around every page: theme, side bar, menus, words told once after a redirect."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from ..core.app.cookies import Tokens
from ..core.arrangements import Arrangements
from ..core.database.about import is_sample
from ..core.texts import Text, Texts
from .bundles import Bundle, bundle
from .favourites import FAVOURITE, SCREEN, Favourite, favourites_in, is_place
from .navigation import Entry, Navigation
from .undo import UNDO, Undo, kept_undo

_ = Texts(__package__)

STYLES = ("vendor/tabler/elements.css", "vendor/inter/faces.css")
SCRIPTS = ("vendor/htmx/htmx.min.js",)
OWN_STYLES = (
    "tokens.css",
    "shell.css",
    "table.css",
    "form.css",
    "supply.css",
    "board.css",
    "administration.css",
    "lists.css",
    "beside.css",
    "chart.css",
    "desktop.css",
    "palette.css",
    "help.css",
    "tour.css",
    "report.css",
    "print.css",
    "grid.css",
    "matrix.css",
)
OWN_SCRIPTS = (
    "shell.js",
    "combobox.js",
    "list.js",
    "lists.js",
    "board.js",
    "rows.js",
    "working.js",
    "ranges.js",
    "grid.js",
    "form.js",
    "select.js",
    "tool.js",
    "create.js",
    "guard.js",
    "conflict.js",
    "administration.js",
    "pulse.js",
    "beside.js",
    "chart.js",
    "desktop.js",
    "palette.js",
    "help.js",
    "tour.js",
    "report.js",
    "print.js",
)
THEMES = (
    ("light", _("Light"), "sun"),
    ("dark", _("Dark"), "moon"),
    ("auto", _("As the system"), "device-desktop"),
)
DENSITIES = (("dense", _("Dense rows")), ("wide", _("Roomy rows")))
LANGUAGES = (("ru", "Русский"), ("en", "English"))
TOLD = "tp_told"
REMOVE_SAMPLE = "demo.remove_sample"

WORDS = {
    "leave": _("What you typed has not been saved. Leave the page?"),
    "failed": _("The server did not answer. What you typed is still here: try again."),
    "refused": _("This can not be done just now: error {number}"),
    "nothing": _("Nothing found"),
    "signed_out": _("You have been signed out. Sign in in another tab, then try again."),
    "pasted": _("Rows pasted: {number}"),
    "open": _("Open"),
    "drop": _("Drop the files to attach them"),
    "pasted_picture": _("Pasted picture"),
    "people": _("People"),
    "pending": _("by itself"),
    "too_many_rows": _("More than {number} rows: nothing was pasted. Paste them in parts."),
    "columns_not_taken": _("Columns there are none for here:"),
    "rows_worked": _("Rows worked out: {done} of {total}"),
    "faulty_rows": _("Rows with something wrong: {number}"),
    "nothing_to_undo": _("There is nothing to take back"),
    "undone": _("Taken back"),
    "chosen": _("Chosen: {number}"),
    "scanned": _("Scanned: {what}"),
    "tool_row": _("Choose an item in a row first"),
}
"""What the scripts say."""


class Shell:
    """What the frame needs to know of one request."""

    styles = STYLES
    scripts = SCRIPTS
    themes = THEMES
    densities = DENSITIES
    languages = LANGUAGES

    def __init__(self, request: Any) -> None:
        self.request = request
        cookies = request.cookies
        self.narrow = cookies.get("tp_side") == "narrow"
        self.open = set(unquote(cookies.get("tp_open", "")).split())

    def asset(self, name: str) -> str:
        """The address of a static file of the web."""
        return str(self.request.static_path(f"tradepost.web:static/{name}"))

    @property
    def bundles(self) -> Mapping[str, Bundle]:
        """Our own styles and scripts, each sort joined into one file."""
        return {"css": bundle(OWN_STYLES), "js": bundle(OWN_SCRIPTS)}

    def own(self, sort: str) -> str:
        """The address of our own styles (`css`) or scripts (`js`)."""
        return f"/own.{sort}?v={self.bundles[sort].digest}"

    @cached_property
    def token(self) -> str:
        """Against forged requests."""
        return Tokens().get_csrf_token(self.request)

    @property
    def person(self) -> str:
        """The sign-in name of whoever has signed in."""
        return str(self.request.work.access.name)

    @cached_property
    def navigation(self) -> Navigation:
        """The places this person may go to."""
        return Navigation(self.request.work, self.request.registry.web_entries)

    @cached_property
    def kept(self) -> Mapping[str, Mapping[str, Any]]:
        """What this person has set up for all pages: one select, for whoever has signed in."""
        if self.request.signed is None:
            return {}
        return Arrangements(self.request.work).own(FAVOURITE, SCREEN)

    @property
    def wish(self) -> str:
        """The theme that is wished for: light, dark, or as the system has it."""
        wish = self._wished("theme", "tp_theme")
        return wish if wish in ("light", "dark") else "auto"

    @property
    def theme(self) -> str:
        """The theme the page is sent in; a script puts the system's in its place."""
        return "dark" if self.wish == "dark" else "light"

    @property
    def density(self) -> str:
        """How high rows are: dense or wide."""
        return "wide" if self._wished("density", "tp_density") == "wide" else "dense"

    def _wished(self, name: str, cookie: str) -> str:
        """What the person has said; before that, what this browser was told."""
        return str(self.kept.get(SCREEN, {}).get(name) or self.request.cookies.get(cookie, ""))

    @cached_property
    def favourites(self) -> Sequence[Favourite]:
        """The pages this person keeps at hand, where he may still open them."""
        places = {one.address for one in self.navigation.entries}
        return [one for one in favourites_in(self.kept.get(FAVOURITE)) if one.is_open(places)]

    @cached_property
    def is_sample(self) -> bool:
        """Whether the base holds the demo company; once it does not it never will again."""
        registry = self.request.registry
        if registry.web_no_sample or self.request.signed is None:
            return False
        found = is_sample(self.request.work.session)
        registry.web_no_sample = not found
        return found

    @property
    def may_remove_sample(self) -> bool:
        """Whether this person may take it out: the right is the demo plugin's."""
        access = self.request.work.access
        return REMOVE_SAMPLE in (access.known or ()) and access.may(REMOVE_SAMPLE)

    @property
    def place(self) -> str:
        """The address of this page where it is one to come back to; empty otherwise."""
        path = str(self.request.path)
        failed = getattr(self.request, "exception", None) is not None
        lasting = self.request.method == "GET" and is_place(path) and not path.endswith("/new")
        return path if lasting and not failed else ""

    @property
    def is_favourite(self) -> bool:
        """Whether this page is among the favourites."""
        return any(one.address == self.place for one in self.favourites)

    @cached_property
    def here(self) -> Entry | None:
        """The place the page belongs to."""
        path = str(self.request.path).rstrip("/") + "/"
        found = [one for one in self.navigation.entries if path.startswith(f"{one.address}/")]
        return max(found, key=lambda one: len(one.address), default=None)

    @cached_property
    def texts(self) -> str:
        """The words of the scripts, in the language."""
        language = self.request.language
        found = {name: text.into(language) for name, text in _worded().items()}
        found["decimal"] = self.request.formats.mark
        return json.dumps(found, ensure_ascii=False)

    @cached_property
    def told(self) -> Sequence[tuple[str, Undo | None]]:
        """What a page before this one wanted to be said; it is said once."""
        kept = self.request.cookies.get(TOLD)
        if not kept:
            return ()
        self.request.add_response_callback(_forget)
        return ((unquote(kept)[:300], kept_undo(self.request)),)


def _worded() -> dict[str, Text]:
    # Scripts put the numbers in themselves.
    return {name: Text(one.domain, one.message) for name, one in WORDS.items()}


def _forget(_request: Any, response: Any) -> None:
    for name in (TOLD, UNDO):
        response.delete_cookie(name, path="/")


def tell(request: Any, response: Any, text: Text, undo: Undo | None = None) -> Any:
    """Have the next page say something; answers the response.

    Args:
        request: that was done.
        response: to carry it on.
        text: what to say.
        undo: how it is taken back; a button beside the text does so.
    """
    kept = {TOLD: quote(text.into(request.language)[:300])}
    if undo is not None:
        kept[UNDO] = undo.kept()
    for name, value in kept.items():
        response.set_cookie(name, value, path="/", max_age=60, httponly=True, samesite="Lax")
    return response


def includeme(config: Any) -> None:
    """Give every request its frame."""
    config.registry.web_no_sample = False
    config.add_request_method(Shell, "shell", reify=True)
