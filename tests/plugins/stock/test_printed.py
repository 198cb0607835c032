"""The papers of the store: count sheets with and without the books, transfer, notes."""

from io import BytesIO

import docx
import pytest

from support.trade import day
from tradepost.core.printing import print_record


@pytest.fixture
def store(shop):
    shop.item("TEA", full_name="Чай <b>чёрный</b> & «крупный»")
    shop.item("COFFEE")
    shop.add("warehouse", code="02", name="Shop <i>", kind="retail")
    shop.paper("surplus_entry", day(1), lines=[("TEA", 10, 100), ("COFFEE", 5, 300)])
    return shop


def printed(store, kind, key, form, language="ru", media="html"):
    made = store.read(print_record, kind, key, form=form, language=language, media=media)
    return made.content.decode() if media == "html" else made.content


def counted(store, **more):
    lines = [{"item": "TEA", "counted": 9}, {"item": "COFFEE", "counted": 7}]
    return store.draft("stock_count", day(5), lines=lines, **more)


def test_the_comparison_shows_what_is_over_and_what_is_short(store):
    paper = printed(store, "stock_count", counted(store), "comparison", "en")
    assert [text in paper for text in ("Shortage", "Surplus", "Чай")] == [True] * 3


def test_the_inventory_list_is_form_inv_3(store):
    paper = printed(store, "stock_count", counted(store), "inv3")
    for text in ("ИНВ-3", "0317004", "ИНВЕНТАРИЗАЦИОННАЯ ОПИСЬ № 000001", "РАСПИСКА",
                 "Итого по странице", "шестнадцать", ">13<"):  # fmt: skip
        assert text in paper
    assert "<b>чёрный" not in paper
    english = printed(store, "stock_count", counted(store), "inv3", "en")
    assert "INVENTORY LIST" in english
    assert "sixteen" in english


def test_a_long_inventory_list_adds_up_each_of_its_sheets(store):
    lines = [{"item": "TEA", "counted": 1} for _n in range(60)]
    key = store.draft("stock_count", day(5), lines=lines)
    paper = printed(store, "stock_count", key, "inv3")
    assert paper.count("Итого по странице") == paper.count('class="sheet"') >= 3
    assert paper.count("Итого по описи") == 1


def test_a_blind_sheet_has_room_to_count_and_no_books(store):
    paper = printed(store, "stock_count", counted(store, blind=True), "count_list")
    assert "Найдено" in paper or "Факт" in paper or "чёрный" in paper
    assert ">10<" not in paper
    assert ">5<" not in paper
    blind = printed(store, "stock_count", counted(store, blind=True), "inv3")
    assert ">10<" not in blind.replace('<th scope="col">10</th>', "")


def test_a_transfer_is_form_torg_13(store):
    key = store.paper(
        "transfer", day(2), warehouse="01", to_warehouse="02", lines=[("TEA", 4), ("COFFEE", 1)]
    )
    paper = printed(store, "transfer", key, "torg13")
    for text in ("ТОРГ-13", "0330213", "Main", "Shop &lt;i&gt;", ">11<", "два"):
        assert text in paper


@pytest.mark.parametrize(
    ("kind", "title"),
    [("surplus_entry", "Акт об оприходовании"), ("write_off", "Акт о списании")],
)
def test_notes_of_surplus_and_write_off(store, kind, title):
    lines = [("TEA", 2, 100)] if kind == "surplus_entry" else [("TEA", 2)]
    key = store.paper(kind, day(3), lines=lines)
    assert title in printed(store, kind, key, "note")


@pytest.mark.parametrize("form", ["inv3", "count_list", "comparison"])
def test_count_sheets_are_word_files_as_well(store, form):
    made = docx.Document(
        BytesIO(printed(store, "stock_count", counted(store), form, "ru", "docx"))
    )
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert "Чай <b>чёрный</b> & «крупный»" in cells
