"""The poor states of every screen in a browser: they fit every window and keep nobody out.

What they have to say is asked in `tests/web/test_every_state.py`, which needs no browser.
"""

from functools import partial
from urllib.parse import quote

import pytest
from sqlalchemy import select

from support.live import served
from support.people import GOOD
from support.screens import (
    COLOURS,
    FRAME,
    ROOM,
    ROWS,
    axe,
    failed,
    open_to_scripts,
    too_wide,
    untranslated,
)
from tradepost.core.database.ids import NONE
from tradepost.core.schema.document import Document

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.slow]

LISTS, REPORTS = ("catalogs", "documents"), ("reports", "registers")


def places(site, *groups):
    found = [one for one in site.office.app.app.registry.web_entries if one.group in groups]
    assert len(found) > 5
    return found


def looked_at(site, page, paths):
    """What is wrong in either theme and at any size, by address."""
    found = {}
    for path in paths:
        headers = site.go(page, path)
        look = partial(axe, page, without=[*ROWS, *FRAME])
        said = failed(page) + open_to_scripts(headers) + untranslated(page) + too_wide(page)
        # The window is as narrow as a phone now.
        found[path] = said + look(ROOM, "light") + look(COLOURS, "light") + look(COLOURS, "dark")
    return {path: said for path, said in found.items() if said}


def test_empty_screens_fit_every_window(delivered, browser):
    with served(delivered, browser) as site, site.page(language="ru") as page:
        paths = [one.address for one in places(site, *LISTS, *REPORTS, "pages")]
        assert not looked_at(site, page, paths)


def faulty(site):
    """An address of each sort that can not be answered, of each list and report."""
    for one in places(site, *LISTS):
        yield f"{one.address}?q={quote('нет такого')}"
    for one in places(site, *LISTS)[:3]:
        yield f"{one.address}?sort=none_such"
        yield f"{one.address}/{NONE}"
    for one in places(site, *REPORTS)[:3]:
        yield f"{one.address}?by=none_such"


def test_so_do_screens_that_tell_of_a_fault(lived, browser):
    with served(lived, browser) as site, site.page(language="ru") as page:
        assert not looked_at(site, page, faulty(site))


def test_so_do_forms_that_were_sent_empty(lived, browser):
    found = {}
    with served(lived, browser) as site, site.page(language="ru") as page:
        for one in places(site, *LISTS):
            site.go(page, f"{one.address}/new")
            page.click("[name=_do][value=save]")
            page.wait_for_function("() => !document.querySelector('.htmx-request')")
            if not page.locator("#complaints li").count():
                continue  # nothing had to be filled in
            look = partial(axe, page, without=[*ROWS, *FRAME])
            found[one.address] = too_wide(page) + look(ROOM) + look(COLOURS, "dark")
    assert len(found) > 10
    assert not {path: said for path, said in found.items() if said}


def signed_in_as(site, name, rights):
    site.office.user(name, *rights, language="ru")
    context = site.browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{site.address}/sign-in")
    page.fill("#name", name)
    page.fill("#password", GOOD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tp-frame")
    return page


def forms(site):
    """Some record of each kind, a posted one where there is one."""
    for one in places(site, *LISTS):
        cls = site.house.schema.records[one.kind]
        wanted = [cls.posted.desc()] if issubclass(cls, Document) else []
        with site.house.work(reads_only=True) as work:
            key = work.session.scalar(select(cls.id).order_by(*wanted, cls.deleted).limit(1))
        if key is not None:
            yield f"{one.address}/{key}"


def test_so_do_forms_one_may_only_read(lived, browser):
    rights = [one for one in lived.policy.rights if one.endswith(".read")]
    with served(lived, browser) as site:
        page = signed_in_as(site, "reader", rights)
        assert not looked_at(site, page, forms(site))
        page.context.close()


def test_so_does_what_one_has_no_right_to(delivered, browser):
    with served(delivered, browser) as site:
        page = signed_in_as(site, "stranger", ["core.manage_jobs"])
        paths = [places(site, group)[0].address for group in (*LISTS, *REPORTS)]
        assert not looked_at(site, page, paths)
        page.context.close()
