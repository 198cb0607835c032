"""The frame around every page: theme, side bar, menus, words told once after a redirect."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from ..core.app.cookies import Tokens
from ..core.texts import Text, Texts
from .navigation import Entry, Navigation

_ = Texts(__package__)

STYLES = (
    "vendor/tabler/tabler.min.css",
    "vendor/inter/faces.css",
    "tokens.css",
    "shell.css",
    "table.css",
    "form.css",
    "grid.css",
)
SCRIPTS = (
    "vendor/htmx/htmx.min.js",
    "shell.js",
    "combobox.js",
    "list.js",
    "rows.js",
    "working.js",
    "ranges.js",
    "grid.js",
    "form.js",
    "select.js",
    "create.js",
    "guard.js",
    "conflict.js",
)
THEMES = (
    ("light", _("Light"), "sun"),
    ("dark", _("Dark"), "moon"),
    ("auto", _("As the system"), "device-desktop"),
)
LANGUAGES = (("ru", "Русский"), ("en", "English"))
TOLD = "tp_told"

WORDS = {
    "leave": _("What you typed has not been saved. Leave the page?"),
    "failed": _("The server did not answer. What you typed is still here: try again."),
    "refused": _("This can not be done just now: error {number}"),
    "nothing": _("Nothing found"),
    "signed_out": _("You have been signed out. Sign in in another tab, then try again."),
    "pasted": _("Rows pasted: {number}"),
    "pending": _("by itself"),
    "too_many_rows": _("More than {number} rows: nothing was pasted. Paste them in parts."),
    "columns_not_taken": _("Columns there are none for here:"),
    "rows_worked": _("Rows worked out: {done} of {total}"),
    "faulty_rows": _("Rows with something wrong: {number}"),
    "nothing_to_undo": _("There is nothing to take back"),
    "undone": _("Taken back"),
    "chosen": _("Chosen: {number}"),
    "scanned": _("Scanned: {what}"),
}
"""What the scripts say."""


class Shell:
    """What the frame needs to know of one request."""

    styles = STYLES
    scripts = SCRIPTS
    themes = THEMES
    languages = LANGUAGES

    def __init__(self, request: Any) -> None:
        self.request = request
        cookies = request.cookies
        wish = cookies.get("tp_theme", "auto")
        self.wish = wish if wish in ("light", "dark") else "auto"
        self.theme = "dark" if self.wish == "dark" else "light"
        self.narrow = cookies.get("tp_side") == "narrow"
        self.open = set(unquote(cookies.get("tp_open", "")).split())

    def asset(self, name: str) -> str:
        """The address of a static file of the web."""
        return str(self.request.static_path(f"tradepost.web:static/{name}"))

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
    def told(self) -> Sequence[str]:
        """What a page before this one wanted to be said; it is said once."""
        kept = self.request.cookies.get(TOLD)
        if not kept:
            return ()
        self.request.add_response_callback(_forget)
        return (unquote(kept)[:300],)


def _worded() -> dict[str, Text]:
    # Scripts put the numbers in themselves.
    return {name: Text(one.domain, one.message) for name, one in WORDS.items()}


def _forget(_request: Any, response: Any) -> None:
    response.delete_cookie(TOLD, path="/")


def tell(request: Any, response: Any, text: Text) -> Any:
    """Have the next page say something; answers the response."""
    said = quote(text.into(request.language)[:300])
    response.set_cookie(TOLD, said, path="/", max_age=60, httponly=True, samesite="Lax")
    return response


def includeme(config: Any) -> None:
    """Give every request its frame."""
    config.add_request_method(Shell, "shell", reify=True)
