"""Pages of reports: the question, the figures, what they are made of, files."""

import json
import random
from io import BytesIO
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from support.back_office import PART, Sheet, value_of

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


def test_a_button_of_the_builder_is_answered_by_an_address(traded):
    page = traded.get(f"{BALANCE}?by=thing&by=place&do=by.up:place", 303)
    assert page.location.endswith("by=place&by=thing")
    for asked, expected in (
        ("by=thing&by=place&do=by.down:thing", "by=place&by=thing"),
        ("by=thing&by=place&do=by.drop:thing", "by=place"),
        ("by=thing&do=by.drop:thing", "by=none"),
        ("by=thing&add_by=place", "by=thing&by=place"),
        ("by=thing&add_show=quantity.share", "by=thing&show=quantity&show=quantity.share"),
        ("by=thing&do=mark.add&mark_of=quantity&mark_how=bar", "by=thing&mark=quantity%3Abar"),
        (
            "by=thing&do=mark.add&mark_of=quantity&mark_how=lt&mark_value=1%20000,5&mark_tone=care",
            "by=thing&mark=quantity%3Alt%3A1000.5%3Acare",
        ),
        ("by=thing&add_filter=place", "by=thing&how%5Bplace%5D=in"),
        ("by=thing&filter[quantity][gt]=5&do=filter.drop:filter[quantity][gt]", "by=thing"),
        (
            "by=thing&filter[thing]=a&filter[thing]=b&do=value.drop:filter[thing]=a",
            "by=thing&filter%5Bthing%5D=b",
        ),
    ):
        answer = traded.get(f"{BALANCE}?{asked}", 303)
        assert answer.location.partition("?")[2] == expected, asked
    part = traded.part(f"{BALANCE}?by=thing&by=place&do=by.up:place")
    assert part.headers["HX-Replace-Url"] == f"{BALANCE}?by=place&by=thing"
    assert lines(part)[0][:2] == ["Main", "Axe"]


def test_only_the_total_is_a_question_too(traded):
    page = traded.get(f"{BALANCE}?by=none")
    assert lines(page) == [["1\N{NARROW NO-BREAK SPACE}237.5"]]


def test_places_stand_across_with_sums_of_rows_and_columns(traded):
    page = traded.get(f"{BALANCE}?by=thing&across=place")
    assert [one.get_text(strip=True) for one in page.html.select(".tp-above th")] == [
        "Main", "Total",
    ]  # fmt: skip
    assert lines(page)[0] == ["Axe", "3", "3"]
    behind = traded.get(page.html.select("tbody td.tp-number a")[0]["href"])
    assert len(behind.html.select("tbody tr")) == 2


def test_groups_fold_and_stand_above_their_rows(traded):
    page = traded.get(f"{BALANCE}?by=place&by=thing&nested=1")
    assert lines(page)[0] == ["Main", "1\N{NARROW NO-BREAK SPACE}237.5"]
    assert len(page.html.select("[data-fold]")) == 1
    assert [row["data-level"] for row in page.html.select("#report tbody tr")] == ["0", "1", "1"]


def test_figures_stand_out_with_a_word_and_not_by_colour_alone(traded):
    page = traded.get(f"{BALANCE}?by=thing&mark=quantity:lt:10:bad&mark=quantity:bar")
    (cell,) = page.html.select("tbody .tp-mark-bad")
    assert cell.select(".tp-hidden")[0].get_text() == "bad"
    assert [one["width"] for one in page.html.select(".tp-bar rect")] == ["0", "100"]


def test_the_first_are_told_apart_and_the_others_together(traded):
    page = traded.get(f"{BALANCE}?by=thing&top=1")
    assert [row[0] for row in lines(page)] == ["Bow", "Others: 1"]


def test_a_period_is_compared_with_another(traded):
    page = traded.get(
        f"{TURNOVER}?from=2026-03-11&to=2026-03-20&compare=previous&show=quantity_in"
    )
    heads = [one.get_text(strip=True) for one in page.html.select("thead th")]
    assert heads[1:] == [
        "Quantity: in", "Quantity: in: before", "Quantity: in: change", "Quantity: in: change, %",
    ]  # fmt: skip
    custom = f"{TURNOVER}?period=this_month&compare=custom&compare_from=2026-03-01&compare_to=2026-03-01"
    assert lines(traded.get(f"{custom}&show=quantity_in"))[0] == ["Axe", "5", "5", "–", "–"]


def test_a_variant_is_kept_opened_shared_and_removed(traded):
    asked = "by=place&by=thing&nested=1&at=2026-03-10"
    traded.send(f"{BALANCE}/keep", {"asked": asked, "title": "Mine", "whose": "mine"}, 303)
    page = traded.get(BALANCE)
    link = next(one for one in page.html.select(".tp-variants a") if one.text.strip() == "Mine")
    opened = traded.get(link["href"])
    assert lines(opened)[0][0] == "Main"
    assert link["href"] == opened.html.select('.tp-variants a[aria-current="true"]')[0]["href"]
    traded.send(f"{BALANCE}/keep", {"asked": asked, "title": "", "whose": "mine"}, 303)
    assert lines(traded.get(BALANCE))[0][0] == "Main"  # it opens so now
    traded.send(f"{BALANCE}/drop", {"variant": ""}, 303)
    assert lines(traded.get(BALANCE))[0][0] == "Axe"
    traded.send(f"{BALANCE}/keep", {"asked": asked, "title": "All", "whose": "all"}, 303)
    traded.user("ben", "toy_stock.read")
    traded.sign_in("ben")
    names = [one.get_text(strip=True) for one in traded.get(BALANCE).html.select(".tp-variants a")]
    assert names == ["All"]
    traded.send(f"{BALANCE}/keep", {"asked": asked, "title": "x", "whose": "all"}, 403)
    traded.get(link["href"], 404)


def test_the_file_holds_what_is_seen(traded):
    answer = traded.get(f"{BALANCE}.xlsx?by=place&by=thing&nested=1")
    sheet = load_workbook(BytesIO(answer.body)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[-4:-1] == [["Main", 1237.5], ["Axe", 3], ["Bow", 1234.5]]
    assert [sheet.row_dimensions[n].outline_level for n in range(sheet.max_row - 3, sheet.max_row)] == [
        0, 1, 1,
    ]  # fmt: skip
    assert sheet.freeze_panes is not None
    assert traded.get(f"{BALANCE}.pdf?by=thing&across=place").body.startswith(b"%PDF")
    csv = traded.get(f"{BALANCE}.csv?by=thing&across=place").text.splitlines()
    assert csv[0].endswith("Thing,Main: Quantity,Total: Quantity")
    assert csv[1] == "Axe,3,3"


def test_a_picture_shows_the_largest_first(traded):
    page = traded.get(f"{BALANCE}?by=thing&chart=lying")
    told = json.loads(page.html.select("[data-chart]")[0]["data-chart"])
    assert (told["labels"], told["lying"]) == (["Bow", "Axe"], True)
    assert told["series"][0]["values"] == [1234.5, 3]
    assert not traded.get(f"{BALANCE}?by=thing&chart=none").html.select("[data-chart]")
    across = traded.get(f"{BALANCE}?by=thing&chart=heat&across=place")
    told = json.loads(across.html.select("[data-chart]")[0]["data-chart"])
    assert [one["title"] for one in told["series"]] == ["Main"]


def test_nothing_in_it_offers_a_way_on(traded):
    page = traded.get(f"{TURNOVER}?from=2026-01-01&to=2026-01-02&filter[thing]={traded.things[0]}")
    links = [one["href"] for one in page.html.select(".tp-empty a")]
    assert "period=this_year" in links[0]
    assert "filter" not in links[1]


NAMES = ["by", "across", "show", "sort", "top", "limit", "nested", "chart", "mark", "period", "at",
         "from", "to", "compare", "compare_from", "compare_to", "variant", "filter[thing]",
         "filter[thing][ne]", "filter[thing.code][like]", "filter[quantity][gt]", "how[thing]",
         "filter[time.month]", "filter[]", "do", "add_by", "add_show", "add_filter", "set",
         "mark_of", "mark_how", "mark_value", "figure", "key", "nonsense"]  # fmt: skip
WORDS = ["", "thing", "place", "time.month", "time.week", "quantity", "quantity.share", "none", "-1",
         "0", "99999999999999999999", "١", "NaN", "1e9", "2026-02-30", "9999-12-31", "0001-01-01",
         "'; DROP TABLE", "<script>", "\x00", "a" * 300, "quantity:lt:x:bad", "quantity:bar", "heat",
         "by.up:thing", "mark.add", "value.drop:x", "thing:none", "thing:x", "bar", "previous",
         "custom", "in", "empty", ",,,", "٣", "1,5"]  # fmt: skip


@pytest.mark.only("sqlite")
def test_garbage_is_told_and_breaks_nothing(traded):
    draw = random.Random(7)
    for _turn in range(250):
        asked = [(draw.choice(NAMES), draw.choice(WORDS)) for _n in range(draw.randint(1, 5))]
        base = draw.choice([BALANCE, TURNOVER, f"{TURNOVER}/behind", f"{BALANCE}.csv"])
        answer = traded.app.get(f"{base}?{urlencode(asked)}", expect_errors=True)
        assert answer.status_int < 500, (base, asked)
        answer = traded.app.get(f"{base}?{urlencode(asked)}", headers=PART, expect_errors=True)
        assert answer.status_int < 500, (base, asked)
