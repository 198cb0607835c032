"""Files people send: their encoding and separator are found out, what is no table is refused."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradepost.core.errors import Refusal
from tradepost.core.importing.errors import NotATable, TooBig
from tradepost.core.importing.file import open_file, read_table
from tradepost.core.importing.reading import CellReader, read_day
from tradepost.core.importing.table import LONGEST_CELL, Table
from tradepost.core.schema.fields import Field


def table(data, sheet="", head=0):
    return read_table(open_file(data), sheet, head)


def cells(data, **more):
    return [list(row.cells) for row in table(data, **more).rows]


def workbook(*rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for name, lines in sheets.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(list(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_part(data, name, content):
    """The same workbook with one part in the place of its own."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found_out(encoding, separator):
    text = "Код;Наименование;Цена\n1;Чай чёрный;2.5\n2;Кофе;3\n".replace(";", separator)
    found = table(text.encode(encoding))
    assert found.titles == ["Код", "Наименование", "Цена"]
    assert [list(row.cells) for row in found.rows] == [
        ["1", "Чай чёрный", "2.5"],
        ["2", "Кофе", "3"],
    ]


def test_titles_may_stand_below_a_heading_and_rows_keep_their_numbers():
    found = table(b"Price list of 2026\n\nCode;Name;Price\na;A;1\n\nb;B;2\n")
    assert found.titles == ["Code", "Name", "Price"]
    assert [row.number for row in found.rows] == [4, 6]


def test_quotes_separators_and_lines_inside_cells():
    assert cells(b'a;b\n"x;y";"say ""hi"""\n"two\nlines";z\n') == [
        ["x;y", 'say "hi"'],
        ["two\nlines", "z"],
    ]
    assert cells('a\tb\n"Чай" чёрный\t"x"\n'.encode()) == [['"Чай" чёрный', "x"]]


def test_a_line_with_broken_quotes_is_told_and_the_others_kept():
    found = table(b'a;b\n1;"x"y\n2;z\n')
    assert [row.number for row in found.rows if row.bad] == [2]
    assert ["2", "z"] in [list(row.cells) for row in found.rows]


def test_values_of_a_workbook_and_never_its_formulas():
    import datetime as dt

    data = workbook(
        ("Code", "Price", "Day", "Yes", "Sum"),
        (4600000000001, 0.1 + 0.2, dt.datetime(2026, 3, 1), True, "=1+1"),
        (1.5, 12, dt.datetime(2026, 3, 1, 9, 5), False, None),
    )
    assert cells(data) == [
        ["4600000000001", "0.3", "2026-03-01", "true"], ["1.5", "12", "2026-03-01 09:05:00", "false"],
    ]  # fmt: skip


def test_a_sheet_is_chosen_by_name():
    data = workbook(("a",), ("1",), Prices=[("b",), ("2",)])
    assert list(open_file(data).sheets) == ["Sheet", "Prices"]
    assert cells(data, sheet="Prices") == [["2"]]


def test_what_begins_like_a_formula_is_plain_text():
    assert cells(b"a;b\n'=1+1;=SUM(A1)\n") == [["=1+1", "=SUM(A1)"]]


def test_strange_and_endless_cells_are_named():
    found = table(b"a;b\nx\x07y;z\n" + b"q;" + b"w" * (LONGEST_CELL + 1) + b"\n")
    assert [row.bad for row in found.rows] == [{0: "strange"}, {1: "long"}]
    assert all(len(cell) < 100 for row in found.rows for cell in row.cells)


def test_halves_of_letters_in_a_workbook_do_not_get_far():
    data = workbook(("a", "b"), ("_xD800_", "ok"))
    found = table(data)
    assert Table.of(found.kept()) == found
    assert all(text.encode() for row in found.rows for text in row.cells)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"  \n", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"MZ\x90\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><body>", b"<?xml version='1.0'?>", b"PK\x03\x04junk",
        b"a;b\x00;c\n" * 9, b"\x01\x02\x03\x04\x05\x06" * 50, b"\xff\xfe\x00\xd8",
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data):
    with pytest.raises(NotATable) as why:
        open_file(data)
    assert why.value.message.into("ru") != str(why.value.message)


def test_other_archives_and_broken_workbooks_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    good = workbook(("a",), ("1",))
    for data in (made.getvalue(), good[:-200], with_part(good, "xl/workbook.xml", "<workbook")):
        with pytest.raises(NotATable):
            table(data)


def test_a_workbook_that_declares_entities_is_refused():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    )
    data = with_part(workbook(("a",), ("1",)), "xl/sharedStrings.xml", bomb)
    with pytest.raises(NotATable):
        open_file(data)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch):
    from tradepost.core.importing import workbook as reader

    monkeypatch.setattr(reader, "MOST_BYTES", 3 * 1024 * 1024)
    data = with_part(workbook(("a",), ("1",)), "xl/media/zeros.bin", b"\0" * 40_000_000)
    assert len(data) < 100_000
    with pytest.raises(TooBig):
        open_file(data)


def test_ten_thousand_columns_are_refused():
    with pytest.raises(TooBig):
        table((";".join(["x"] * 10_000) + "\n").encode() * 2)
    with pytest.raises(TooBig):
        table(workbook(["x"] * 10_000, ["y"] * 10_000))


def test_more_rows_than_are_taken_are_refused(monkeypatch):
    from tradepost.core.importing import table as tables

    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(TooBig):
        table(b"a\n" + b"1\n" * 5)


def test_what_was_read_is_kept_as_it_is():
    found = table("a;b\n1;é\x07\n".encode())
    assert Table.of(found.kept()) == found


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("price", "1 234,50 ₽", "1234.5"), ("price", "1,234.50", "1234.5"), ("percent", "20%", "20"),
        ("quantity", "-3", "-3"), ("whole", "1 000", 1000), ("whole", "5,0", 5),
        ("flag", "Да", True), ("flag", "нет", False), ("day", "1.2.26", "2026-02-01"),
        ("day", "2026-02-01", "2026-02-01"), ("moment", "01.02.2026 10:30", "2026-02-01T07:30:00+00:00"),
        ("text", " a   b ", "a b"),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(kind, text, value):
    assert CellReader("Europe/Moscow").read(Field("x", "X", kind), text) == value


@pytest.mark.parametrize("text", ["31.02.2026", "1/13/2026", "tomorrow", "0.0.0", "99.99.99"])
def test_no_day_is_refused(text):
    with pytest.raises(Refusal):
        read_day(text)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_no_bytes_whatever_bring_the_reader_down(data):
    try:
        table(data).kept()
    except Refusal as why:
        assert str(why.message)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=60), st.integers(0, 4000))
def test_nor_does_a_damaged_workbook(junk, place):
    good = GOOD[:place] + junk + GOOD[place + len(junk) :]
    try:
        table(good).kept()
    except Refusal as why:
        assert str(why.message)


GOOD = workbook(("Code", "Name"), ("1", "Tea"))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["price", "whole", "flag", "day", "moment", "choice", "text"]),
    st.text(max_size=40),
)
def test_no_text_whatever_brings_the_reader_of_cells_down(kind, text):
    try:
        CellReader().read(Field("x", "X", kind, choices={}), text)
    except Refusal as why:
        assert str(why.message)
