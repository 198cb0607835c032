"""Change of quality: goods of one card pass to another in the same warehouse."""

import pytest

from support.trade import D, day
from tradepost.core import Refusal
from tradepost.core.posting.errors import Shortage
from tradepost.core.printing import print_record
from tradepost.plugins.stock.errors import BothWays, WrongQuality


@pytest.fixture
def store(shop):
    """Ten pieces of tea, a card for damaged tea, and coffee."""
    shop.item("TEA")
    shop.item("COFFEE")
    shop.item("LOW", quality="limited", grade_of="TEA")
    shop.paper("surplus_entry", day(1), lines=[("TEA", 10, 100), ("COFFEE", 5, 300)])
    return shop


def change(store, quantity, at=None, **row):
    lines = [{"item": "TEA", "quantity": quantity, **row}]
    return store.paper("quality_change", at or day(2), lines=lines, reason="Wet")


def stock(store):
    return [store.balance("stock_on_hand", item=one) for one in ("TEA", "LOW")]


def test_goods_pass_to_the_only_lower_grade(store):
    key = change(store, 4)
    assert stock(store) == [6, 4]
    assert not store.broken()
    store.unpost("quality_change", key)
    assert stock(store) == [10, 0]
    assert not store.broken()


def test_where_there_are_several_grades_one_is_named(store):
    store.item("BAD", quality="unfit", grade_of="TEA")
    with pytest.raises(Exception, match="Becomes"):
        change(store, 1)
    change(store, 1, to_item="BAD")
    assert store.balance("stock_on_hand", item="BAD") == 1


def test_boxes_pass_as_pieces(store):
    store.change("item", store.key("item", "TEA"), units=[{"unit": "box", "factor": "4"}])
    change(store, 2, unit="box")
    assert stock(store) == [2, 8]
    assert not store.broken()


def test_a_variant_becomes_the_one_of_the_same_name(store):
    for item in ("TEA", "LOW"):
        store.add("variant", code=f"{item}-RED", name="Red", item=item)
    red = [{"item": "TEA", "variant": "TEA-RED", "quantity": 3, "price": 10}]
    store.paper("surplus_entry", day(1), lines=red)
    change(store, 2, variant="TEA-RED")
    assert store.balance("stock_on_hand", item="LOW", variant="LOW-RED") == 2
    assert store.balance("stock_on_hand", item="TEA", variant="TEA-RED") == 1
    assert not store.broken()


@pytest.mark.parametrize("to", ["COFFEE", "TEA"])
def test_goods_become_only_another_quality_of_themselves(store, to):
    with pytest.raises(WrongQuality) as refused:
        change(store, 1, to_item=to)
    assert refused.value.path == "lines.0.to_item"


def test_in_one_document_goods_leave_or_come(store):
    back = {"item": "LOW", "to_item": "TEA", "quantity": 1}
    lines = [{"item": "TEA", "quantity": 2}, back]
    with pytest.raises(Refusal) as refused:
        store.paper("quality_change", day(2), lines=lines)
    assert [type(one) for one in refused.value.each()] == [BothWays, BothWays]


def test_more_than_there_is_does_not_pass(store):
    with pytest.raises(Shortage):
        change(store, 11)


def test_reserved_goods_do_not_pass(store):
    order = store.draft("customer_order", day(2), party="C", lines=[("TEA", 8, 200)])
    store.post("customer_order", order)
    store.make("customer_order", "reservation", order, day(2))
    with pytest.raises(Shortage):
        change(store, 3, day(3))
    change(store, 2, day(3))
    assert stock(store) == [8, 2]


def test_a_count_leads_to_a_change_of_quality(store):
    key = store.paper("stock_count", day(5), lines=[{"item": "TEA", "counted": 3}])
    store.make("stock_count", "quality_change", key, day(6))
    assert stock(store) == [7, 3]


def test_so_does_what_a_customer_brought_back(store):
    sale = store.paper("shipment", day(2), party="C", lines=[("TEA", 5, 200)])
    back = store.make("shipment", "customer_return", sale, day(3))
    store.make("customer_return", "quality_change", back, day(4))
    assert stock(store) == [5, 5]
    assert store.balance("cost_batches", "amount", item="LOW") == D(500)


@pytest.mark.parametrize(
    ("language", "title"),
    [("ru", "Акт об изменении качества (порче) товаров"), ("en", "Act of change of quality")],
)
def test_the_act_names_both_cards_and_the_reason(store, language, title):
    key = change(store, 4)
    made = store.read(
        print_record, "quality_change", key, form="note", language=language, media="html"
    )
    for text in (title, "TEA", "LOW", "Wet"):
        assert text in made.content.decode()
