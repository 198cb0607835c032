"""A report that takes long: asked in the background, its progress, its answer, on one page."""

import pytest

from support.back_office import Sheet
from tradepost.core import jobs
from tradepost.core.reporting import later

ASKED = "from=2025-01-01&to=2026-12-31"
REPORT = "/reports/toy_stock_turnover"
PAGE = f"{REPORT}?{ASKED}"


@pytest.fixture
def long(office, monkeypatch):
    place = office.save("toy_place", name="Main", code="main")
    for name in ("Axe", "Bow"):
        thing = office.save("toy_thing", name=name, code=name)
        sheet = Sheet(place=str(place)).row(thing=str(thing), quantity="5", amount="10")
        office.send("/documents/toy_move/new", sheet.do("post"), status=204)
    monkeypatch.setattr(later, "LONG", 0)
    return office


def names(page):
    return [one.get_text(strip=True) for one in page.html.select("#report tbody td:first-child")]


def buttons(page):
    return [one.get_text(strip=True) for one in page.html.select("#report-wait button")]


def test_it_is_started_by_the_page_and_answered_where_it_was_asked(long):
    page = long.get(PAGE)
    assert names(page) == []
    (form,) = page.html.select("#report-wait form")
    assert form["hx-trigger"] == "load, submit"
    assert buttons(page) == ["Work it out"]
    part = long.send(f"{REPORT}/work-out", [("asked", ASKED)], status=200)
    (waits,) = part.html.select("#report-wait[hx-get]")
    assert waits["hx-get"].startswith(REPORT) and waits["hx-trigger"] == "every 1s"
    assert part.html.select("#report-wait progress")
    assert jobs.run_due(long.house) >= 1
    answered = long.part(PAGE)
    assert names(answered) == ["Axe", "Bow"]
    assert not answered.html.select("#report-wait")
    assert "Worked out at" in answered.text
    assert names(long.get(f"{PAGE}&sort=-thing")) == []  # another question
    assert b"Axe" in long.get(f"{REPORT}.csv?{ASKED}").body


def test_it_may_be_cancelled_and_is_not_started_again_by_itself(long):
    part = long.send(f"{REPORT}/work-out", [("asked", ASKED)], status=200)
    (cancel,) = part.html.select("button[name=cancel]")
    part = long.send(
        f"{REPORT}/work-out", [("asked", ASKED), ("cancel", cancel["value"])], status=200
    )
    assert "It was cancelled." in part.text
    (form,) = part.html.select("#report-wait form")
    assert not form.has_attr("hx-trigger")
    assert buttons(part) == ["Try again"]
    again = long.send(f"{REPORT}/work-out", [("asked", ASKED)], status=200)
    jobs.run_due(long.house)
    assert buttons(again) == ["Cancel"]
    assert names(long.get(PAGE)) == ["Axe", "Bow"]


def test_garbage_starts_nothing_and_breaks_nothing(long):
    for asked in ("", "by=nothing", "from=soon&to=%00", "=&&=", "filter[thing]=x"):
        answer = long.app.post(
            f"{REPORT}/work-out",
            {"asked": asked, "cancel": "x"},
            headers={"HX-Request": "true", "X-CSRF-Token": long.token(long.get("/"))},
            expect_errors=True,
        )
        assert answer.status_int < 500, asked


def test_without_scripts_a_button_starts_it(long):
    page = long.get(PAGE)
    form = next(one for one in page.forms.values() if one.action.endswith("/work-out"))
    answer = form.submit()
    assert answer.status_int == 303
    assert "progress" in long.get(PAGE).text
