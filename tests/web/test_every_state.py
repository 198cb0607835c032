"""Every screen of the delivered house in its poor states: empty, faulty, read-only, without a right.

The screens are read off the house, so those of a plugin that is added later are looked at too.
"""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from support.back_office import Office
from support.screens import untranslated_in
from tradepost.core.app import SIGNED_IN
from tradepost.core.database.ids import NONE
from tradepost.core.schema.document import Document
from tradepost.web.administration.jobs import RIGHT as JOBS

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.slow]

NOBODYS = "нет такого"
LISTS, REPORTS = ("catalogs", "documents"), ("reports", "registers")


def desk_of(house, language="ru"):
    made = Office(house, language)
    made.user("boss", roles=["administrator"], language=language)
    made.sign_in("boss")
    return made


def rights(house, *actions):
    known = house.policy.rights
    return [one for one in known if one.rpartition(".")[2] in actions]


def places(desk, *groups):
    found = [one for one in desk.app.app.registry.web_entries if one.group in groups]
    assert len(found) > 5
    return found


def said(page, selector):
    """The words of the one element that a selector finds; empty where there is none."""
    found = page.html.select(selector)
    return " ".join(" ".join(one.get_text(" ", strip=True) for one in found).split())


def way_on(part):
    """Where an empty or failed part of a page leads: its links and buttons that do something."""
    return part.select("a[href], button[data-back], button[name], button[data-list-dialog]")


# --- empty ------------------------------------------------------------------------------------


def test_an_empty_list_says_what_will_be_there_and_offers_the_first_step(delivered):
    desk, seen, poor = desk_of(delivered), 0, {}
    for one in places(desk, *LISTS):
        page = desk.get(one.address)
        empty = page.html.select_one("#list .tp-empty")
        if empty is None:
            assert page.html.select("#list-rows tr"), one.address
            continue
        seen += 1
        first = {link["href"] for link in way_on(empty) if link.get("href")}
        if not (empty.h2.text and empty.p.text and f"{one.address}/new" in first):
            poor[one.address] = empty.get_text(" ", strip=True)
    assert seen > 10
    assert not poor


def test_a_list_without_a_hit_says_so_and_leads_back_to_all(lived):
    desk = desk_of(lived)
    for one in places(desk, *LISTS):
        empty = desk.get(f"{one.address}?q={quote(NOBODYS)}").html.select_one("#list .tp-empty")
        assert empty is not None, one.address
        assert [link for link in way_on(empty) if link["href"] == one.address], one.address


def test_whoever_may_enter_nothing_is_not_asked_to(delivered):
    desk = desk_of(delivered)
    desk.user("reader", *rights(delivered, "read"), language="ru")
    desk.sign_in("reader")
    for one in places(desk, *LISTS):
        page = desk.get(one.address)
        assert not page.html.select(f'main a[href="{one.address}/new"]'), one.address


def test_an_empty_report_says_why_and_what_to_try(delivered):
    desk, seen = desk_of(delivered), 0
    for one in places(desk, *REPORTS):
        empty = desk.get(one.address).html.select_one(".tp-answer .tp-empty")
        if empty is not None:
            seen += 1
            assert empty.h2.text and empty.p.text, one.address
            assert way_on(empty), one.address
    assert seen > 10


def test_an_empty_work_place_is_no_bare_table(delivered):
    desk = desk_of(delivered)
    for one in places(desk, "pages"):
        page = desk.get(one.address)
        for table in page.html.select("main table:has(thead)"):
            assert table.select("tbody tr"), one.address
        for empty in page.html.select("main .tp-empty"):
            assert empty.select_one("h1, h2, h3").text, one.address
            assert empty.select("p"), one.address


# --- faulty -----------------------------------------------------------------------------------


def fault_told(page):
    """What a page says of a fault: its words, and the ways away from it."""
    note = page.html.select("[role=alert]")
    assert note, page.request.url
    assert note[0].get_text(strip=True), page.request.url
    return note[0]


def test_a_faulty_address_says_what_is_wrong_and_how_to_get_away(lived):
    desk, tried = desk_of(lived), 0
    for one in places(desk, *LISTS, *REPORTS):
        bad = ["?sort=none_such", "?filter[none_such]=1"] if one.group in LISTS else [
            "?by=none_such", "?from=31.02.2026",
        ]  # fmt: skip
        bad += [f"/{NONE}", "/x"] if one.group in LISTS else []
        for more in bad:
            page = desk.app.get(one.address + more, status="*")
            assert page.status_int < 500, one.address + more
            if page.status_int < 400:
                continue  # what is not understood is passed over, and the list shown
            tried += 1
            fault_told(page)
            assert page.html.select("main a[href], main [data-back]"), one.address + more
            assert not untranslated_in(page.html), one.address + more
    assert tried > 30


def test_a_form_sent_empty_is_told_field_by_field_and_keeps_what_was_typed(lived):
    desk, told = desk_of(lived), 0
    for one in places(desk, *LISTS):
        form = desk.get(f"{one.address}/new").forms["form"]
        typed = next((n for n in ("name", "comment") if n in form.fields), "")
        for name in form.fields:
            if name and not name.startswith("_") and name != "csrf_token":
                for box in form.fields[name]:
                    if getattr(box, "attrs", {}).get("type") != "checkbox":
                        box.force_value("")
        if typed:
            form[typed].force_value("x" * 10)
        page = form.submit("_do", "save", status="*")
        if page.status_int == 303:
            continue  # nothing else had to be filled in
        told += 1
        assert page.status_int == 422, one.address
        complaints = page.html.select("#complaints li")
        assert complaints, one.address
        # A fault of a field leads to it, and the field says it too.
        for link in page.html.select("#complaints [data-jump]"):
            assert page.html.find(id=link["data-jump"]), (one.address, link)
        if typed:
            assert page.forms["form"][typed].value == "x" * 10
    assert told > 10


# --- read-only --------------------------------------------------------------------------------


def records(desk, *kinds):
    """Some record of each kind, a posted one where there is one: its entry and key."""
    for one in places(desk, *LISTS):
        cls = desk.house.schema.records[one.kind]
        wanted = [cls.posted.desc()] if issubclass(cls, Document) else []
        with desk.house.work(reads_only=True) as work:
            key = work.session.scalar(select(cls.id).order_by(*wanted, cls.deleted).limit(1))
        if key is not None:
            yield one, key


CHANGES = (
    "#form [name=_do][value^=save]", "#form [name=_do][value^=post]", "#form [data-row-add]",
    "#form [data-pick-open]", "#form [data-row-remove]", "#form [data-combo-open]",
    "#form [data-combo-clear]", "#draft", "#guard",
)  # fmt: skip
"""What would change a record, or keep what was typed into it."""


def can_be_typed(page):
    """The fields of a form that would take what is typed."""
    fields = page.html.select(
        "#form-body :is(input:not([type=hidden]), select, textarea):not([disabled], [readonly])"
    )
    return [one for one in fields if not one.find_parent("template") and one.get("name")]


def test_a_form_one_may_only_read_says_why_and_offers_nothing_dead(lived):
    desk = desk_of(lived)
    desk.user("reader", *rights(lived, "read"), language="ru")
    desk.sign_in("reader")
    seen, wrong = 0, {}
    for one, key in records(desk):
        page = desk.get(f"{one.address}/{key}")
        seen += 1
        dead = [
            str(tag)[:120] for tag in page.html.select(", ".join(CHANGES)) + can_be_typed(page)
        ]
        if "нет права" not in said(page, ".tp-state-view") or dead:
            wrong[one.address] = dead or said(page, ".tp-state-view")
        assert not page.html.select("#menu-more [name=_do], #menu-based li"), one.address
    assert seen > 15
    assert not wrong


def test_a_marked_record_says_how_it_is_opened_again(lived):
    desk, seen = desk_of(lived), 0
    for one, key in records(desk):
        answer = desk.send(
            f"{one.address}/{key}",
            {**dict(desk.get(f"{one.address}/{key}").forms["form"].submit_fields()), "_do": "mark"},
            status="*", part=False,
        )  # fmt: skip
        page = desk.get(f"{one.address}/{key}")
        if answer.status_int >= 400:
            continue  # it is needed elsewhere, and says so
        seen += 1
        assert "снимите пометку" in said(page, ".tp-state-view"), one.address
        assert page.html.select("[name=_do][value=unmark]"), one.address
        assert not page.html.select(", ".join(CHANGES)), one.address
    assert seen > 5


# --- no right ---------------------------------------------------------------------------------


def test_whoever_is_kept_out_learns_which_right_and_whom_to_ask(delivered):
    desk = desk_of(delivered)
    desk.user("nobody", JOBS, language="ru")
    desk.sign_in("nobody")
    for one in places(desk, *LISTS, *REPORTS, "pages"):
        if one.right in (JOBS, SIGNED_IN):
            continue
        page = desk.get(one.address, 403)
        told = fault_told(page)
        assert one.right in told.get_text(), one.address
        assert "К кому обратиться: boss" in told.get_text(" ", strip=True), one.address
        assert way_on(told), one.address
        assert not page.html.select(f'.tp-side a[href="{one.address}"]'), one.address
