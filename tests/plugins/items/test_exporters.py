from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest

from support.catalogs import catalog_house, make_catalogs
from tradepost.core import Forbidden, settled_id
from tradepost.core.access.access import Access
from tradepost.core.exchange_kinds import Source
from tradepost.core.posting.facts import record_facts
from tradepost.plugins.items.exporters import GOODS_LIST
from tradepost.plugins.items.importers import GOODS
from tradepost.plugins.pricing import ItemPrice

RETAIL = settled_id("price_type", "retail")
LIST = """name;sku;gtin;unit;group;vat;kind;weight;price
Чай чёрный;T-1;4600068009043;pcs;Напитки > Чай;22;goods;0.1;99.9
Доставка;D-1;;unit;;none;service;;
Сыр;;4600068038029;kg;Напитки;10;goods;;700
"""


def exported(books):
    target = BytesIO()
    with books.house.work(reads_only=True) as work:
        count = GOODS_LIST.write(work, target)
    return count, target.getvalue()


def test_what_is_exported_is_imported_without_change(books, bases):
    books.import_(GOODS, "goods.csv", LIST.encode())
    count, data = exported(books)
    assert count == 3
    assert "Напитки > Чай" in data.decode("utf-8-sig")
    again = books.import_(GOODS, "again.csv", data)
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 3, [])
    other = catalog_house(bases.like("catalogs", make_catalogs))
    with other.work() as work:
        assert GOODS.take(work, Source("goods.csv", content=data)).created == 3
    other.close()


def test_the_prices_in_force_are_exported(books):
    books.import_(GOODS, "goods.csv", LIST.encode())
    tea = books.import_(GOODS, "goods.csv", b"sku;name\nX;Cup\n")
    assert tea.created == 1
    moment = books.house.clock.now() - timedelta(days=1)
    cup = books.add("item", name="Jug", code="jug")
    fact = ItemPrice.record(at=moment, price_type=RETAIL, item=cup, price=Decimal("5.25"))
    books.do(record_facts, [fact])
    rows = exported(books)[1].decode("utf-8-sig").splitlines()
    assert rows[0].endswith(";price:retail")
    assert any(row.startswith("jug;Jug") and row.endswith(";5.25") for row in rows)


def test_no_cell_is_a_formula(books):
    books.add("item", name="=HYPERLINK(1)", sku="-5")
    data = exported(books)[1]
    assert ";'=HYPERLINK(1);'-5;" in data.decode("utf-8-sig")
    assert books.import_(GOODS, "again.csv", data).unchanged == 1


def test_it_takes_the_right_to_read_items(books):
    with pytest.raises(Forbidden), books.house.work(Access(None, "anna")) as work:
        GOODS_LIST.write(work, BytesIO())
