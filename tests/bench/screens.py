"""What is timed of screens: every list, form, search and report of the house.

The addresses are read off the house, so a plugin that comes later is measured without a word
here. The floor is the frame alone: a page with the menus of the same person and nothing in it.
`painted` asks a browser when the screen first stood before the eyes, from the key pressed.
"""

import statistics
from collections import defaultdict
from functools import partial
from urllib.parse import quote

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from support.browser import ARGUMENTS, browser_path
from support.live import served
from tradepost.core.schema.document import Document

from .timing import Row, timed

FRAME = "/me"
TURNS, WARM = 6, 1
LOOKS = 2
"""A browser takes so long over a screen that fewer turns are enough."""
A_MONTH = "from=01.01.2026&to=31.01.2026"
WORDS = ("оризонт 77", "1000", "customer 4")
PAINTED = """() => new Promise((done) => {
  const paint = () => performance.getEntriesByName('first-contentful-paint')[0];
  const tell = () => paint() ? done(paint().startTime) : requestAnimationFrame(tell);
  tell();
})"""


def every_list(base, floor):
    """The first page of each list."""
    return _measured("every_list", base, lists(base))


def every_search(base, floor):
    """Each list searched by a part of a word, a number, two words."""
    return _measured("every_search", base, searches(base))


def every_form(base, floor):
    """A record of each kind opened, and an empty form of it."""
    return _measured("every_form", base, list(forms(base)))


def every_report(base, floor):
    """Each report of a month, or of now."""
    return _measured("every_report", base, reports(base))


def painted(base, floor):
    """Lists, searches, forms in a browser: until the first paint, with all it took to get there."""
    paths = [*lists(base), *searches(base), *forms(base)]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        with served(base.house, browser) as site, site.page() as page:
            took = partial(_until_painted, site, page)
            found = _measured("painted", base, paths, took=took, turns=LOOKS)
        browser.close()
    return found


def _until_painted(site, page, path):
    page.goto(site.address + path)
    return page.evaluate(PAINTED)


def lists(base):
    """The addresses of all lists."""
    return [one.address for one in _entries(base) if one.group in ("catalogs", "documents")]


def searches(base):
    """The addresses of lists that are searched."""
    return [f"{path}?q={quote(words)}" for path in lists(base) for words in WORDS]


def forms(base):
    """The addresses of a record of each kind, the one with most rows where they differ, and new."""
    for path in lists(base):
        yield f"{path}/new"
        cls = base.house.schema.records[path.rpartition("/")[2]]
        order = (cls.posted.desc(), cls.id) if issubclass(cls, Document) else (cls.id,)
        with base.house.work(reads_only=True) as work:
            key = work.session.scalar(select(cls.id).order_by(*order).limit(1))
        if key:
            yield f"{path}/{key}"


def reports(base):
    """The addresses of all reports, each of a month with movements where it has a period."""
    found = [one.address for one in _entries(base) if one.address.startswith("/reports/")]
    return [f"{one}?{A_MONTH}" for one in found]


def _entries(base):
    return base.client.app.app.registry.web_entries


def _measured(name, base, paths, took=None, turns=TURNS):
    """Each address in turns with the frame alone.

    Args:
        name: of the figure.
        base: measured on.
        paths: the addresses.
        took: tells how many milliseconds an address takes; the server's time where left out.
        turns: so often each is looked at, after once that does not count.
    """
    took = took or (lambda path: timed(partial(base.client.page, path)))
    times = defaultdict(list)
    row = Screens(name, base.engine, base.size, [], [])
    for turn in range(WARM + turns):
        for path in paths:
            found = took(path)
            if turn >= WARM:
                times[path].append(found)
                row.ours.append(found)
                row.floor.append(took(FRAME))
    row.slowest = max(times, key=lambda path: statistics.median(times[path]))
    row.slowest_ms = statistics.median(times[row.slowest])
    row.screens = len(paths)
    return row


class Screens(Row):
    """A figure of many screens: with the slowest of them by name."""

    slowest, slowest_ms, screens = "", 0.0, 0

    def as_data(self):
        slowest = self.slowest.partition("?")[0]
        found = {"slowest": slowest, "slowest_ms": round(self.slowest_ms, 1)}
        return super().as_data() | found | {"screens": self.screens}
