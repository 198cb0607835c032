"""The page of ten tasks: how many keys each takes, and how long the program makes one wait."""

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from support import tasks
from support.browser import ARGUMENTS, browser_path
from support.first_day import open_first_day
from support.live import served
from support.whole import ON, make_lived

from .figures import machine

PAGE = Path(__file__).parents[2] / "docs" / "tasks.md"
HEAD = """# Ten tasks, counted and timed

Written by `script/bench --tasks`, which did them, on {date}; nobody edits this page.

Each is done in headless Chromium by keyboard alone, on a week of the demo company. *Keys* are
presses and letters that only lead somewhere; *data* are the characters one has to type whichever
program one types them into; *waited* is what the program takes with hands that type at once.
`tests/scenarios/test_ten_tasks.py` does the same tasks and holds the keys to a limit.

- Machine: {machine}.

| Task | Keys | Data | Waited, s |
|---|---:|---:|---:|
"""


def measured(url):
    """The tasks, done on a base of their own."""
    make_lived(url)
    house = open_first_day(url, ON)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        with served(house, browser) as site, site.page() as page:
            found = list(tasks.done(site, page))
        browser.close()
    house.close()
    return found


def page(found):
    """The page as Markdown."""
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    rows = [f"| {one.title} | {one.keys} | {one.data} | {one.seconds:.1f} |" for one in found]
    return HEAD.format(date=date, machine=machine()) + "\n".join(rows) + "\n"
