"""Pages of reports: the question, the figures, what they are made of, files."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from support.back_office import Sheet, value_of

BALANCE, TURNOVER = "/reports/toy_stock_balance", "/reports/toy_stock_turnover"


@pytest.fixture
def traded(office):
    office.place = office.save("toy_place", name="Main", code="main")
    office.things = [office.save("toy_thing", name=name, code=name) for name in ("Axe", "Bow")]
    for number, (thing, quantity, moment) in enumerate(
        [
            (0, "5", "2026-03-01 10:00"),
            (1, "1234.5", "2026-03-02 10:00"),
            (0, "-2", "2026-03-20 10:00"),
        ]
    ):
        sheet = Sheet(place=str(office.place), moment=moment).row(
            thing=str(office.things[thing]), quantity=quantity, amount="10"
        )
        office.send("/documents/toy_move/new", sheet.do("post"), status=204)
        assert number >= 0
    return office


def lines(page):
    return [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.html.select("#report tbody tr")
    ]


def test_a_balance_is_asked_as_of_a_day(traded):
    assert lines(traded.get(BALANCE)) == [["Axe", "3"], ["Bow", "1\N{NARROW NO-BREAK SPACE}234.5"]]
    assert lines(traded.get(f"{BALANCE}?at=2026-03-10"))[0] == ["Axe", "5"]
    assert lines(traded.get(f"{BALANCE}?at=10.03.2026"))[0] == ["Axe", "5"]
    assert "No posted document" in traded.get(f"{BALANCE}?at=2026-02-10").text


def test_a_turnover_is_asked_for_a_period_with_a_dash_for_zero(traded):
    page = traded.get(f"{TURNOVER}?from=2026-03-05&to=2026-03-31")
    assert lines(page)[0] == ["Axe", "5", "–", "2", "3"]
    assert value_of(page, "#q-from") == "2026-03-05"
    assert page.html.select("tfoot td")[0].get_text(strip=True) == "Total"
    assert len(lines(traded.get(f"{TURNOVER}?period=this_month"))) == 2


def test_it_is_grouped_and_filtered_as_asked(traded):
    page = traded.part(f"{BALANCE}?by=place&by=thing&filter[thing]={traded.things[0]}")
    assert lines(page) == [["Main", "Axe", "3"]]
    assert value_of(page, "#q-thing") == "Axe"
    assert {one["value"] for one in page.html.select("input[name=by]")} == {
        "place",
        "thing",
    }


def test_a_question_that_can_not_be_answered_is_told(traded):
    page = traded.get(f"{TURNOVER}?from=2026-03-05&to=2026-03-01")
    assert "ends before it begins" in page.html.select(".tp-note-bad")[0].text
    assert "not a day" in traded.get(f"{BALANCE}?at=soon").html.select(".tp-note-bad")[0].text


def test_every_figure_leads_to_the_documents_behind_it(traded):
    page = traded.get(BALANCE)
    behind = traded.get(page.html.select("tbody td.tp-number a")[0]["href"])
    rows = [row.select("td")[2].get_text(strip=True) for row in behind.html.select("tbody tr")]
    assert rows == ["5", "-2"]
    document = behind.html.select("tbody a")[0]["href"]
    assert traded.get(document).html.h1.text.startswith("Move No.")
    total = traded.get(page.html.select("tfoot a")[0]["href"])
    assert len(total.html.select("tbody tr")) == 3


def test_it_is_taken_away_as_a_file(traded):
    answer = traded.get(f"{BALANCE}.xlsx")
    sheet = load_workbook(BytesIO(answer.body)).active
    assert sheet.cell(1, 1).value == "Stock: balance"
    assert "Axe" in {cell.value for cell in sheet["A"]}
    assert traded.get(f"{BALANCE}.csv").text.splitlines()[1] == "Axe,3"


def test_a_report_that_is_not_there_is_not_there(office):
    office.get("/reports/nothing", 404)
    office.get("/reports/toy_stock_balance.exe", 404)
