import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tradepost.core.reporting.files import Sheet, to_csv, to_xlsx

D = Decimal
EVIL = ["=1+1", "+1", "-1+2", "@sum(a1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x","y")']


def sheet(rows, *kinds):
    return Sheet("Цены", [(f"c{n}", kind) for n, kind in enumerate(kinds)], rows)


def cells(data):
    page = load_workbook(io.BytesIO(data)).active
    return page, [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("text", EVIL)
def test_a_text_is_never_a_formula(text):
    table = Sheet(text, [(text, "text")], [[text]], notes=[text])
    page, _rows = cells(to_xlsx(table))
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    for row in csv.reader(io.StringIO(to_csv(sheet([[text]], "text")).decode("utf-8-sig"), "")):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_stay_numbers():
    data = to_xlsx(sheet([[D("-1234.56"), D("0.125"), 7]], "amount", "quantity", "whole"))
    _page, rows = cells(data)
    assert rows[-1] == [-1234.56, 0.125, 7]
    assert to_csv(sheet([[D("-1234.50")]], "amount")).decode("utf-8-sig").endswith("-1234.5\r\n")


def test_russian_spreadsheets_get_their_comma():
    table = sheet([[D("-1234.5"), "Чай; зелёный"]], "amount", "text")
    assert to_csv(table, "ru").decode("utf-8-sig") == 'c0;c1\r\n-1234,5;"Чай; зелёный"\r\n'


def test_moments_are_shown_in_the_zone():
    at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    zone = ZoneInfo("Europe/Moscow")
    table = sheet([[at, date(2026, 3, 31)]], "moment", "day")
    _page, rows = cells(to_xlsx(table, zone))
    assert rows[-1] == [datetime(2026, 4, 1, 1, 30), datetime(2026, 3, 31)]
    assert "2026-04-01 01:30:00,2026-03-31" in to_csv(table, zone=zone).decode()


def test_totals_stand_below_and_apart():
    table = sheet([["Tea", D(5)]], "text", "amount")
    table.totals = [["", D(5)]]
    page, rows = cells(to_xlsx(table))
    assert rows[-1] == [None, 5]
    assert page.cell(page.max_row, 2).font.bold
    assert not page.cell(page.max_row - 1, 2).font.bold


def test_any_title_makes_a_sheet():
    for title in ("", "'" * 40, "a/b\\c[d]*?:", "История " * 10):
        to_xlsx(Sheet(title, [("a", "text")], []))
