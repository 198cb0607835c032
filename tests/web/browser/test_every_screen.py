"""Every screen of the delivered house, of whatever plugin: axe finds nothing, nothing overflows.

The screens are read off the house: a plugin that is added later is looked at without a word here.
"""

from functools import partial
from urllib.parse import quote

import pytest
from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request
from sqlalchemy import select

from support.live import served
from support.screens import (
    ROOM,
    ROWS,
    axe,
    failed,
    faults,
    open_to_scripts,
    too_wide,
    untranslated,
)
from tradepost.core.access.models import User
from tradepost.core.database.ids import NONE
from tradepost.core.printing import DEFAULT, forms_of
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
    "/administration/roles/accountant/rules",
    "/administration/roles/compare",
    "/administration/plugins/outgoing_mail",
    "/administration/imports/new",
    "/bulk-changes",
    "/favourites",
    "/help",
    "/help/guide/lists",
    "/help/kinds/shipment",
    "/mail/outbox",
    "/reports/sales_analysis/mail",
    "/sample",
    "/?arrange=1",
    "/administration/print/shipment/invoice",
    "/administration/print/shipment/upd?tab=docx",
    "/catalogs/item?q=" + quote("нет такого"),
    "/no/such/page",
    f"/catalogs/item/{NONE}",
)

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.slow]

ELSEWHERE = {
    "pieces of a page, looked at inside it": {
        "audit_chain", "bell", "box", "bulk", "coach", "create", "find", "help_of", "list_cell",
        "list_condition", "list_condition_edit", "list_folders", "list_preview", "list_setup",
        "list_views", "panel_comments", "panel_compare", "panel_files", "panel_history",
        "panel_links", "panel_movements", "panel_used", "panels", "people", "pick", "role_menu",
        "select_new_scan", "select_scan", "template_keep", "variants_table", "widget",
    },
    "figures for scripts": {"bulk_count", "form_version", "pulse"},
    "files": {
        "audit_file", "bundle", "document_movements_file", "export_file", "file", "import_faults", "list_file",
        "print_form_file", "report_file", "__static/", "__/static/",
    },
    "what has to be made first, looked at in tests of its own": {
        "bulk_change", "export", "import",
    },
    "before signing in": {"sign_in"},
    "opened from the figures of reports": {"report_behind"},
}  # fmt: skip
"""Routes that are no screens of this walk, by the reason."""


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
        own = [name for name in forms_of(site.house, kind) if name != DEFAULT]
        if key and (own or room == "documents"):
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
        return [*found, *PAGES, *people(site), *about_records(site)]
    return found


def people(site):
    """The card of a user, and what he may do."""
    with site.house.work(reads_only=True) as work:
        key = work.session.scalar(select(User.id).where(User.name == "boss"))
    return [f"/administration/users/{key}", f"/administration/users/{key}/rights"]


def about_records(site):
    """Pages that tell of one record, and are nothing without it."""
    records = site.house.schema.records
    shipment, item = (a_record(site, records[kind]) for kind in ("shipment", "item"))
    return [f"/reports/document_movements?document={shipment}", f"/variants/of/{item}"]


@pytest.fixture
def site(lived, browser):
    with served(lived, browser) as made:
        yield made


def looked_at(site, page, screens, look):
    """What is wrong, screen by screen; what stands behind a figure of a report is opened too."""
    found = {}
    for path in screens:
        headers = site.go(page, path)
        found[path] = look(page) + failed(page) + open_to_scripts(headers)
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
        found = looked_at(site, page, screens, partial(in_russian, room=room))
    assert not found


def in_russian(page, *, room):
    return faults(page, framed=room == "pages") + untranslated(page)


def in_english(page):
    """Other words may be wider, and miss other names."""
    return too_wide(page) + axe(page, ROOM, "light", ROWS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_screen_is_whole_in_english_too(site, room):
    with site.page(language="en") as page:
        assert not looked_at(site, page, addresses(site, room), in_english)


def test_every_route_is_looked_at_or_said_why_not(site):
    app = site.office.app.app
    mapper = app.registry.getUtility(IRoutesMapper)
    elsewhere = set().union(*ELSEWHERE.values())
    views = [one["introspectable"] for one in app.registry.introspector.get_category("views")]
    asked = {
        one["route_name"]
        for one in views
        if one["route_name"]
        and (one["request_methods"] is None or "GET" in one["request_methods"])
    }
    seen = set()
    for room in ROOMS:
        for path in addresses(site, room):
            found = mapper(Request.blank(path))["route"]
            seen.add(found.name if found else "")
    screens = {one for one in asked if not one.startswith("api")} - elsewhere
    assert sorted(screens - seen) == []
    assert not elsewhere & seen


def test_a_script_that_stands_in_a_page_is_not_run(site):
    context = site.browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/sign-in")
    ran = """() => {
      const one = document.createElement("script");
      one.textContent = "window.ran = true";
      document.body.append(one);
      document.body.insertAdjacentHTML("beforeend", "<img src=/none onerror='window.ran = true'>");
      return new Promise((done) => setTimeout(() => done(window.ran === true), 300));
    }"""
    assert page.evaluate(ran) is False
    context.close()


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
