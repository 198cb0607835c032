from decimal import Decimal

import pytest

from tradepost.core import Forbidden, settled_id
from tradepost.core.access.access import Access
from tradepost.core.exchange_kinds import Source
from tradepost.core.posting.readings import latest
from tradepost.plugins.items import Item, ItemGroup, find_by_barcode
from tradepost.plugins.items.importers import GOODS
from tradepost.plugins.pricing import ItemPrice

D = Decimal
TEA, CUP = "4600068009043", "4600068038029"


def load(books, text, name="goods.csv"):
    return books.import_(GOODS, name, text.encode())


def told(tally):
    return tally.created, tally.updated, tally.unchanged, len(tally.refused)


def items(books):
    return {one.name: one for one in books.read(lambda work: work.session.query(Item).all())}


FULL = f"""name;sku;gtin;unit;group;vat;kind;weight
Чай чёрный;T-1;{TEA};шт.;Напитки > Чай;22%;товар;0,1
Доставка;D-1;;796;;без НДС;service;
"""


def test_a_list_becomes_items(books):
    assert told(load(books, FULL)) == (2, 0, 0, 0)
    found = items(books)
    tea = found["Чай чёрный"]
    assert (tea.sku, tea.vat_rate, tea.kind_, tea.weight) == ("T-1", 22, "goods", D("0.1"))
    assert tea.unit_id == settled_id("unit", "pcs")
    assert (found["Доставка"].kind_, found["Доставка"].vat_rate) == ("service", None)
    groups = {one.id: one for one in books.read(lambda work: work.session.query(ItemGroup).all())}
    group = groups[tea.group_id]
    assert (group.name, groups[group.parent_id].name, len(groups)) == ("Чай", "Напитки", 2)
    assert books.read(find_by_barcode, TEA).item_id == tea.id


def test_the_same_list_again_changes_nothing(books):
    load(books, FULL)
    before = {name: one.version for name, one in items(books).items()}
    assert told(load(books, FULL)) == (0, 0, 2, 0)
    assert {name: one.version for name, one in items(books).items()} == before


def test_a_changed_row_changes_its_item_and_empty_cells_leave_it(books):
    load(books, FULL)
    assert told(load(books, f"gtin;name;sku\n{TEA};Чай чёрный;T-2\n")) == (0, 1, 0, 0)
    tea = items(books)["Чай чёрный"]
    assert (tea.sku, tea.vat_rate) == ("T-2", 22)


def test_barcodes_are_added_and_never_taken_away(books):
    load(books, FULL)
    assert told(load(books, f"sku;barcode\nT-1;{CUP}\n")) == (0, 1, 0, 0)
    tea = items(books)["Чай чёрный"].id
    assert {books.read(find_by_barcode, code).item_id for code in (TEA, CUP)} == {tea}


def test_equal_names_with_different_barcodes_are_different_items(books):
    assert told(load(books, f"gtin\tname\n{TEA}\tЧай\n{CUP}\tЧай\n")) == (2, 0, 0, 0)


def test_without_other_keys_the_name_tells_the_item(books):
    assert told(load(books, "name\nЧай\nЧай\nКофе\n")) == (2, 0, 1, 0)
    assert told(load(books, "name\nЧай\nКофе\n")) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("4600068009044,Tea,,,", "the last digit should be 3"),
        ("460006800904,Tea,,,", "the last digit should be"),
        ("12345,Tea,,,", "is no GTIN"),
        ("4.60007E+12,Tea,,,", "the spreadsheet has cut"),
        (f"{TEA},Tea,pce,,", "There is no unit “pce”"),
        (f"{TEA},Tea,,x%,", "“x” is not a number"),
        (f"{TEA},Tea,,120,", "VAT is from 0"),
        (f"{TEA},Tea,,,toy", "is no kind"),
        (f"{TEA},,,,", "Name is missing"),
        (f"{TEA},Tea,,,,,,", "can not be read"),
    ],
)
def test_a_bad_row_is_refused_with_line_and_cause_and_the_others_kept(books, row, cause):
    text = f"gtin,name,unit,vat,kind\n{CUP},Cup,,,\n{row}\n2000000010533,Own,,,\n"
    tally = load(books, text)
    assert told(tally) == (2, 0, 0, 1)
    shown = tally.refused[0].into("en")
    assert shown.startswith("goods.csv:3: ")
    assert cause in shown
    assert set(items(books)) == {"Cup", "Own"}


def test_a_barcode_of_another_item_is_refused(books):
    load(books, FULL)
    tally = load(books, f"sku;name;gtin\nD-1;Доставка;{TEA}\n")
    assert told(tally) == (0, 0, 0, 1)
    assert "“Чай чёрный”" in tally.refused[0].into("en")


def test_prices_are_recorded_and_a_new_price_is_a_change(books):
    retail = books.add("price_type", name="Розница", code="a-retail")
    books.add("price_type", name="Опт", code="b-wholesale")
    text = f"gtin;name;price;price:опт\n{TEA};Чай;99,90;80\n{CUP};Чашка;1 250;\n"
    assert told(load(books, text)) == (2, 0, 0, 0)
    assert told(load(books, text)) == (0, 0, 2, 0)
    assert told(load(books, text.replace("99,90", "105"))) == (0, 1, 1, 0)
    rows = books.read(latest, ItemPrice)
    by_type = lambda chosen: sorted(
        row["price"] for row in rows if (row["price_type"] == retail) == chosen
    )
    assert (by_type(True), by_type(False)) == ([105, 1250], [80])


def test_a_bad_price_and_an_unknown_price_type_are_told(books):
    tally = load(books, f"gtin;name;price;price:nowhere\n{TEA};Чай;dear;1\n")
    causes = [one.into("en") for one in tally.refused]
    assert any("no price type" in cause and ":1:" in cause for cause in causes)
    assert any("“dear”" in cause and ":2:" in cause for cause in causes) or len(causes) == 2


def test_it_takes_the_right_to_create_items(books):
    with pytest.raises(Forbidden), books.house.work(Access(None, "anna")) as work:
        GOODS.take(work, Source("goods.csv", content=FULL.encode()))


def test_the_real_catalogue_is_imported_and_again_without_change(books, shared_data):
    file = shared_data / "catalogue" / "off_ru_goods.tsv"
    assert told(books.import_(GOODS, file.name, file.read_bytes())) == (1752, 0, 0, 0)
    asked = books.statements(
        lambda: told(books.import_(GOODS, file.name, file.read_bytes())) == (0, 0, 1752, 0)
    )
    assert asked < 60
    codes = shared_data / "catalogue" / "off_in_store_codes.tsv"
    assert told(books.import_(GOODS, codes.name, codes.read_bytes())) == (131, 0, 0, 0)
