import pytest

from tradepost.plugins.items.errors import NotGoods
from tradepost.plugins.items.goods_file import decoded, read_goods


def cells(data):
    return [dict(row.cells) for row in read_goods(data).rows]


RU = "Наименование;Артикул;Штрихкод;Ед. изм.;Группа;Цена;НДС\nЧай;T-1;4600068009043;шт;Чай;99,90;22%\n"
FULL = {
    "name": "Чай",
    "sku": "T-1",
    "barcode": "4600068009043",
    "unit": "шт",
    "group": "Чай",
    "price": "99,90",
    "vat": "22%",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_every_usual_encoding_is_found_out(encoding):
    assert cells(RU.encode(encoding)) == [FULL]


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_separator_is_found_out(separator, end):
    text = RU.replace("99,90", "99.90").replace(";", separator).replace("\n", end)
    assert cells(text.encode()) == [{**FULL, "price": "99.90"}]


def test_columns_come_in_any_order_and_unknown_ones_are_named():
    found = read_goods(b"Colour,gtin,NAME,price:wholesale\nred,4600068009043,Tea,5\n")
    assert found.columns == ("gtin", "name", "price:wholesale")
    assert found.unknown == ("Colour",)
    assert found.rows[0].cells == {
        "gtin": "4600068009043",
        "name": "Tea",
        "price:wholesale": "5",
    }


def test_names_with_quotes_come_through():
    tab = 'gtin\tname\n1\t"Венские вафли" со сливками\n2\t"Сок ""Яблоко"""\n3\t"Мёд"\n'
    names = ['"Венские вафли" со сливками', 'Сок "Яблоко"', "Мёд"]
    assert [row["name"] for row in cells(tab.encode())] == names
    semicolons = 'sku;name\n1;"Сок ""Яблоко"""\n2;"Два\nслова"\n3;Мёд\n'
    found = read_goods(semicolons.encode())
    assert [row.cells["name"] for row in found.rows] == ['Сок "Яблоко"', "Два слова", "Мёд"]
    assert [row.line for row in found.rows] == [2, 3, 5]


def test_empty_lines_are_passed_and_lines_that_are_too_long_are_named():
    found = read_goods(b"sku,name\n1,Tea\n\n,\n2,Cup,3,4\n3\n")
    assert [row.line for row in found.rows] == [2, 6]
    assert found.bad == (5,)


def test_broken_quotes_are_named():
    found = read_goods(b'sku,name\n1,"Tea" x\n2,Cup\n')
    assert found.bad == (2,)
    assert [row.cells["sku"] for row in found.rows] == ["2"]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"PK\x03\x04\x00\x00", b"\xff\xfe\x00"]
)
def test_what_is_no_list_of_goods_is_refused(data):
    with pytest.raises(NotGoods):
        read_goods(data)


def test_any_bytes_of_the_russian_page_are_text():
    assert decoded("Ёлка №1".encode("cp1251")) == "Ёлка №1"


def test_the_real_catalogue_is_read_whole(shared_data):
    found = read_goods((shared_data / "catalogue" / "off_ru_goods.tsv").read_bytes())
    assert (len(found.rows), found.bad, found.unknown) == (1752, (), ())
    assert len({row.cells["name"] for row in found.rows}) == 1566
