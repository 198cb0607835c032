"""The pages of mail: the box of letters, the form that sends a report, one's own address."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from support.back_office import Office
from support.live import served
from support.screens import failed, faults, open_to_scripts, untranslated
from tradepost.plugins.outgoing_mail import Letter, Schedule

OUTBOX, REPORT = "/mail/outbox", "/reports/sales_analysis/mail"
STATES = ("waiting", "sending", "sent", "failed", "unknown")
REASON = "550 no such box: a reason so long that it has to find its place in the cell"


@pytest.fixture
def desk(house):
    made = Office(house)
    made.user("boss", roles=["administrator"])
    made.user("anna", "outgoing_mail.send", "sales.read", "item.read")
    made.sign_in("boss")
    house.work_off()  # the worker is up
    return made


def letters(house):
    with house.work() as work:
        for n, state in enumerate(STATES):
            work.session.add(
                Letter(
                    message_id=f"<{n}@example.org>", subject=f"Letter {n}", body=b"", state=state,
                    recipients={"to": [f"somebody.{n}@example.org", "another@example.org"]},
                    reason=REASON if state == "failed" else "",
                    created_at=datetime(2026, 3, 31, 10 + n, tzinfo=UTC),
                )
            )  # fmt: skip


def form(**given):
    usual = {"form": "xlsx", "addresses": "boss@example.org", "asked": "by=item&period=last_month"}
    return {**usual, **given}


def sent(desk, path, status=303, **given):
    return desk.send(path, given, status=status, part=False)


def rows(page):
    return {row.td.text: row for row in page.html.select("tbody tr")}


# --- the box ----------------------------------------------------------------------------------


def test_the_box_says_what_became_of_each_letter_and_offers_to_send_what_did_not_go(house, desk):
    letters(house)
    found = rows(desk.get(OUTBOX))
    assert list(found) == [f"Letter {n}" for n in (4, 3, 2, 1, 0)]
    words = {name: row.select_one(".tp-state").get_text(strip=True) for name, row in found.items()}
    assert words == {
        "Letter 0": "Waiting", "Letter 1": "Being sent", "Letter 2": "Sent",
        "Letter 3": "Not sent", "Letter 4": "Nobody knows",
    }  # fmt: skip
    assert {name for name, row in found.items() if row.form} == {"Letter 3", "Letter 4"}
    assert REASON in found["Letter 3"].text


def test_a_letter_is_sent_again_at_a_word(house, desk):
    letters(house)
    again = rows(desk.get(OUTBOX))["Letter 3"].form["action"]
    page = sent(desk, again).follow()
    assert "is sent once more" in page.text
    assert not rows(page)["Letter 3"].form
    sent(desk, again, 404)  # it is on its way already


def test_an_empty_box_says_what_will_be_there_and_where_to_begin(desk):
    empty = desk.get(OUTBOX).html.select_one(".tp-empty")
    assert empty.h2.text == "No letters yet"
    assert empty.a["href"] == "/sections/reports"


def test_the_box_is_for_who_looks_after_mail(house, desk):
    letters(house)
    again = rows(desk.get(OUTBOX))["Letter 3"].form["action"]
    desk.sign_in("anna")
    told = desk.get(OUTBOX, 403).html.select_one("[role=alert]").text
    assert "Look after outgoing mail" in told
    assert "boss" in told
    sent(desk, again, 403)


# --- a report by mail -------------------------------------------------------------------------


def test_a_report_is_sent_and_lies_in_the_box(desk):
    page = sent(desk, REPORT, **form(title="Sales of March")).follow()
    assert "The report is on its way" in page.text
    assert list(rows(desk.get(OUTBOX))) == ["Sales of March, 2026-03-31"]


def test_what_is_refused_is_told_and_what_was_typed_is_kept(desk):
    page = sent(desk, REPORT, 422, **form(title="Mine", addresses="nobody at all", hour="17"))
    assert page.html.select_one("[role=alert]").get_text(strip=True)
    kept = page.forms["mail-form"]
    assert (kept["title"].value, kept["addresses"].value) == ("Mine", "nobody at all")
    assert kept["hour"].value == "17"
    assert not rows(desk.get(OUTBOX))


@pytest.mark.parametrize(
    "given",
    [{"hour": "25"}, {"every": "never"}, {"every": "week", "weekday": "9"}, {"form": "exe"},
     {"users": "x"}, {"addresses": ""}, {"addresses": "a@b\r\nBcc: c@d"}, {"asked": "by=none_such"}],
    ids=str,
)  # fmt: skip
def test_garbage_is_refused_and_nothing_is_kept(house, desk, given):
    page = sent(desk, REPORT, 422, **form(**{"every": "day", "hour": "8", **given}))
    assert page.html.select_one("[role=alert]").get_text(strip=True)
    with house.work(reads_only=True) as work:
        assert not work.session.scalars(select(Schedule)).all()


def test_a_schedule_is_listed_and_ended_by_its_owner(house, desk):
    desk.sign_in("anna")
    page = sent(desk, REPORT, **form(title="Weekly", every="week", weekday="0", hour="9")).follow()
    assert "Weekly" in next(iter(rows(page)))
    with house.work(reads_only=True) as work:
        key = str(work.session.scalars(select(Schedule.id)).one())
    desk.sign_in("boss")
    assert not rows(desk.get(REPORT))
    sent(desk, f"{REPORT}/arrange", 404, schedule=key, do="drop")
    desk.sign_in("anna")
    page = sent(desk, f"{REPORT}/arrange", schedule=key, do="drop").follow()
    assert "is sent no more" in page.text
    assert not rows(page)
    sent(desk, f"{REPORT}/arrange", 422, schedule="x", do="drop")


def test_one_is_chosen_by_the_address_one_has_given(desk):
    desk.sign_in("anna")
    sent(desk, "/mail/mine", address="anna@example.org", back=REPORT)
    assert desk.get(REPORT).html.select_one("#mail-me")["value"] == "anna@example.org"
    sent(desk, "/mail/mine", 422, address="no address", back=REPORT)
    desk.sign_in("boss")
    assert "anna@example.org" in desk.get(REPORT).html.select_one("fieldset").text


def test_nobody_is_led_out_of_the_house(desk):
    answer = sent(desk, "/mail/mine", address="", back="//evil.example")
    assert answer.location.endswith("/me")


def test_a_report_goes_to_nobody_who_may_not_send_or_see_it(desk):
    desk.user("reader", "sales.read", "item.read")
    desk.user("mailer", "outgoing_mail.send")
    for name, right in (("reader", "outgoing_mail.send"), ("mailer", "sales.read")):
        desk.sign_in(name)
        assert right in desk.get(REPORT, 403).html.select_one("[role=alert]").text
        sent(desk, REPORT, 403, **form())


# --- before a server is named -----------------------------------------------------------------


def test_without_a_server_the_way_to_the_settings_is_shown_and_nothing_dead_offered(bare):
    desk = Office(bare)
    desk.user("boss", roles=["administrator"])
    desk.user("anna", "outgoing_mail.send", "sales.read", "item.read")
    desk.sign_in("boss")
    for path in (OUTBOX, REPORT):
        note = desk.get(path).html.select_one(".tp-note-care")
        assert note.a["href"] == "/administration/plugins/outgoing_mail"
    assert desk.get(note.a["href"]).html.select("[name$=host]")
    desk.sign_in("anna")
    page = desk.get(REPORT)
    assert "Ask an administrator" in page.html.select_one(".tp-note-care").text
    assert page.html.select_one("#mail-form button").has_attr("disabled")
    assert "Mail is not set up" in sent(desk, REPORT, 409, **form()).text


# --- as they look -----------------------------------------------------------------------------


PAGES = (OUTBOX, REPORT, "/administration/plugins/outgoing_mail")


def looked_at(page, language, headers=None):
    found = faults(page) + failed(page) + (open_to_scripts(headers) if headers else [])
    return found + (untranslated(page) if language == "ru" else [])


@pytest.mark.slow
@pytest.mark.only("sqlite")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_keep_nobody_out_in_any_state(house, browser, language):
    house.work_off()
    with served(house, browser) as site, site.page(language=language) as page:
        found = {path: looked_at(page, language, site.go(page, path)) for path in PAGES}
        letters(house)
        found["every state"] = looked_at(page, language, site.go(page, OUTBOX))
        site.go(page, REPORT)
        page.fill("#mail-addresses", "nobody at all")
        page.click("#mail-form button")
        page.wait_for_selector("[role=alert]")
        found["refused"] = looked_at(page, language)
        page.fill("#mail-addresses", "boss@example.org")
        page.select_option("#mail-every", "week")
        page.click("#mail-form button")
        page.wait_for_selector("[name=do][value=drop]")
        found["scheduled"] = looked_at(page, language)
    assert not {name: said for name, said in found.items() if said}


@pytest.mark.slow
@pytest.mark.only("sqlite")
def test_nor_do_they_before_a_server_is_named(bare, browser):
    with served(bare, browser) as site, site.page(language="ru") as page:
        found = {path: looked_at(page, "ru", site.go(page, path)) for path in PAGES}
    assert not {name: said for name, said in found.items() if said}
