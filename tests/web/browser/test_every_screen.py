"""Every screen of the delivered house, of whatever plugin: axe finds nothing, nothing overflows.

The screens are read off the house: a plugin that is added later is looked at without a word here.
"""

from functools import partial
from urllib.parse import quote

import pytest
from sqlalchemy import select

from support.live import served
from support.screens import faults, too_wide
from tradepost.core.database.ids import NONE
from tradepost.core.printing import forms_of
from tradepost.core.schema.document import Document

ROOMS = ("pages", "catalogs", "documents", "reports", "registers", "papers")
PAGES = (
    "/",
    "/me",
    "/me/notices",
    "/me/notices?part=all",
    "/me/work",
    "/documents/customer_order/templates",
    "/administration/users/new",
    "/administration/roles/administrator",
    "/administration/roles/accountant",
    "/administration/print/shipment/invoice",
    "/administration/print/shipment/upd?tab=docx",
    "/catalogs/item?q=" + quote("нет такого"),
    "/no/such/page",
    f"/catalogs/item/{NONE}",
)

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.slow]


def entries(site, room):
    found = site.office.app.app.registry.web_entries
    return [one for one in found if one.group == room]


def a_record(site, cls):
    """The key of some record of a kind, a posted one if there is one."""
    wanted = [cls.deleted]
    if issubclass(cls, Document):
        wanted = [cls.posted.desc(), cls.deleted]
    with site.house.work(reads_only=True) as work:
        return work.session.scalar(select(cls.id).order_by(*wanted).limit(1))


def records(site, room):
    """The list, an empty form and a filled one of each kind."""
    for one in entries(site, room):
        yield one.address
        yield f"{one.address}/new"
        kind = one.address.rpartition("/")[2]
        key = a_record(site, site.house.schema.records[kind])
        if key:
            yield f"{one.address}/{key}"


def papers(site):
    """Each paper of each kind that there is a record of."""
    for kind, cls in site.house.schema.records.items():
        key = a_record(site, cls)
        room = "documents" if issubclass(cls, Document) else "catalogs"
        if key:
            yield f"/{room}/{kind}/{key}/print"
        for name in forms_of(site.house, kind) if key else ():
            yield f"/{room}/{kind}/{key}/print/{name}.html"


def addresses(site, room):
    """The screens of a room of the house."""
    if room == "papers":
        return list(papers(site))
    if room in ("catalogs", "documents"):
        return list(records(site, room))
    found = [one.address for one in entries(site, room)]
    if room == "pages":
        sections = site.office.app.app.registry.web_entries
        found += sorted({f"/sections/{one.section}" for one in sections})
        return [*found, *PAGES]
    return found


@pytest.fixture
def site(lived, browser):
    with served(lived, browser) as made:
        yield made


def looked_at(site, page, screens, look):
    """What is wrong, screen by screen; what stands behind a figure of a report is opened too."""
    found = {}
    for path in screens:
        site.go(page, path)
        found[path] = look(page)
        figure = page.locator(".tp-answer tbody td a").first
        if "behind" not in path and figure.count():
            behind = figure.get_attribute("href")
            site.go(page, behind)
            found[behind] = look(page)
    return {path: said for path, said in found.items() if said}


@pytest.mark.parametrize("room", ROOMS)
def test_no_screen_keeps_anybody_out(site, room):
    screens = addresses(site, room)
    assert screens
    with site.page(language="ru") as page:
        found = looked_at(site, page, screens, partial(faults, framed=room == "pages"))
    assert not found


@pytest.mark.parametrize("room", ROOMS)
def test_every_screen_fits_the_window_in_english_too(site, room):
    with site.page(language="en") as page:
        assert not looked_at(site, page, addresses(site, room), too_wide)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nor_do_the_pages_before_signing_in(site, language):
    with site.visitor(language=language) as page:
        found = looked_at(site, page, ["/sign-in", "/sign-in?back=/me"], faults)
        page.fill("#name", "nobody")
        page.fill("#password", "not this one")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert not found
        assert not faults(page)
