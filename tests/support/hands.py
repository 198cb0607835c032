"""Hands on the keyboard of a page: what is pressed is all there is."""

import pytest

from support.screens import settled


class Hands:
    """Hands on the keyboard of one page."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        """Press keys one after another; each is waited for, as the eyes wait."""
        for key in keys:
            self.page.keyboard.press(key)
            settled(self.page)

    def write(self, *words):
        """Type words, each of them ended by Enter."""
        for word in words:
            self.page.keyboard.type(word)
            self.press("Enter")

    def to(self, place):
        """Go somewhere through the palette."""
        self.press("Control+k")
        self.page.wait_for_selector("#palette[open]")
        self.page.keyboard.type(place)
        self.page.wait_for_function(
            "(place) => document.querySelector('#palette-list [aria-selected=true] .tp-palette-name')"
            "?.textContent.toLowerCase() == place",
            arg=place.lower(),
        )
        self.leave("Enter")

    def leave(self, key):
        """Press a key that leads to another page."""
        before = self.page.url
        self.page.keyboard.press(key)
        self.page.wait_for_url(lambda now: now != before)
        settled(self.page)

    def choose(self, key, title):
        """Open a menu by its key, and choose from it by arrows."""
        self.press(key)
        for _item in range(12):
            if self.focused().startswith(title):
                return
            self.press("ArrowDown")
        pytest.fail(f"the menu on {key} has no {title}")

    def focused(self):
        return self.page.evaluate("() => document.activeElement.textContent.trim()")

    def post(self, title):
        """Post what is open; stand on it in its list, and open it again."""
        self.leave("Control+Enter")
        assert self.page.locator("h1").inner_text() == title
        self.press("ArrowDown")
        self.leave("Enter")
        assert "Posted" in self.page.locator(".tp-head .tp-state-good").inner_text()
