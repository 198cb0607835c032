"""The back office in a real browser: a server of the toy house and a page that is signed in."""

import threading
from contextlib import contextmanager

import pytest
from waitress.server import create_server

from support.back_office import FRONTS, Office
from support.people import GOOD
from support.shared import ROOT
from tradepost.core.app import make_app

AXE = ROOT / "build/test-assets/axe/axe.min.js"
DESK, PHONE = (1366, 768), (390, 844)


class Site:
    """A served house with `boss` as its administrator."""

    def __init__(self, house, address, browser):
        self.house, self.address, self.browser = house, address, browser
        self.office = Office(house)
        self.office.user("boss", roles=["administrator"])
        self.save = self.office.save

    @contextmanager
    def page(self, *, theme="light", language="en", size=DESK, path="/"):
        """A page of a fresh browser, signed in; a fault in the console fails the test."""
        width, height = size
        context = self.browser.new_context(viewport={"width": width, "height": height})
        for name, value in (("tp_theme", theme), ("tp_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda one: faults.append(str(one)))
        page.on("console", lambda one: _note(faults, one))
        page.goto(f"{self.address}/sign-in?back={path}")
        page.fill("#name", "boss")
        page.fill("#password", GOOD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".tp-frame")
        try:
            yield page
            assert not faults
        finally:
            context.close()

    def go(self, page, path):
        page.goto(self.address + path)
        page.wait_for_load_state("networkidle")


def _note(faults, message):
    # A refused form is answered with 4xx, which the browser tells in its console.
    if message.type == "error" and "Failed to load resource" not in message.text:
        faults.append(message.text)


def axe(page):
    """What axe finds on a page: rule and first element of each fault."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.fixture
def site(toy, browser):
    """The toy house served on a port of its own."""
    server = create_server(make_app(toy, FRONTS), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(toy, f"http://127.0.0.1:{server.effective_port}", browser)
    server.close()
    thread.join(5)
