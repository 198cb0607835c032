"""The back office in a real browser: a house that is served, and a page that is signed in."""

import threading
from contextlib import contextmanager, suppress

import pytest
from waitress.server import create_server

from support.back_office import FRONTS, Office
from support.people import GOOD
from support.screens import DESK, settled
from tradepost.core.app import make_app


class Site:
    """A served house with an administrator: `boss` in English, `boss_ru` in Russian."""

    def __init__(self, house, address, browser):
        self.house, self.address, self.browser = house, address, browser
        self.office = Office(house)
        self.office.user("boss", roles=["administrator"])
        self.office.user("boss_ru", roles=["administrator"], language="ru")
        self.save = self.office.save

    @contextmanager
    def visitor(self, *, theme="light", language="en", size=DESK):
        """A page of a fresh browser; a fault in its console fails the test."""
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height})
        for name, value in (("tp_theme", theme), ("tp_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda one: faults.append(one.stack or str(one)))
        page.on("console", lambda one: _note(faults, one))
        try:
            yield page
            assert not faults
        finally:
            context.close()

    @contextmanager
    def page(self, *, path="/", language="en", **look):
        """The same, signed in."""
        with self.visitor(language=language, **look) as page:
            page.goto(f"{self.address}/sign-in?back={path}")
            page.fill("#name", "boss" if language == "en" else f"boss_{language}")
            page.fill("#password", GOOD)
            page.keyboard.press("Enter")
            page.wait_for_selector(".tp-frame")
            assert page.locator("html").get_attribute("lang") == language
            yield page

    def go(self, page, path):
        """Open an address and wait until everything on it is there; answers its headers."""
        answer = page.goto(self.address + path)
        settled(page)
        return answer.headers


def _note(faults, message):
    # A refused form is answered with 4xx, which the browser tells in its console.
    if message.type == "error" and "Failed to load resource" not in message.text:
        faults.append(message.text)


@contextmanager
def served(house, browser):
    """A house on a port of its own."""
    server = create_server(make_app(house, FRONTS), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    try:
        yield Site(house, f"http://127.0.0.1:{server.effective_port}", browser)
    finally:
        server.close()
        thread.join(5)


def _run(server):
    with suppress(OSError):  # its sockets are closed under it at the end
        server.run()


@pytest.fixture
def site(toy, browser):
    """The toy house, served."""
    with served(toy, browser) as made:
        yield made
