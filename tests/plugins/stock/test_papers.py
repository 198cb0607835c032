import pytest

from support.trade import D, day
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.items.errors import UnknownUnit
from tradepost.plugins.stock.errors import (
    CountNotPosted,
    NegativeQuantity,
    NotCounted,
    NotGoods,
    NothingDiffers,
    NotOnTheWay,
    SameWarehouse,
)


@pytest.fixture
def store(shop):
    """A shop with ten pieces of tea and five of coffee."""
    shop.item("TEA")
    shop.item("COFFEE")
    shop.paper("surplus_entry", day(1), lines=[("TEA", 10, 100), ("COFFEE", 5, 300)])
    return shop


def test_a_surplus_comes_into_the_first_warehouse_at_its_value(store):
    assert store.balance("stock_on_hand", item="TEA") == 10
    assert store.balance("stock_on_hand", warehouse="01") == 15


def test_goods_are_moved_from_one_warehouse_to_another(store):
    store.add("warehouse", code="02", name="Shop", kind="retail")
    store.paper("transfer", day(2), warehouse="01", to_warehouse="02", lines=[("TEA", 4)])
    assert store.balance("stock_on_hand", item="TEA", warehouse="01") == 6
    assert store.balance("stock_on_hand", item="TEA", warehouse="02") == 4
    assert store.balance("stock_on_hand", item="TEA", at=day(1, 23)) == 10
    assert not store.broken()


def test_a_transfer_leads_to_another_warehouse(store):
    with pytest.raises(SameWarehouse):
        store.draft("transfer", day(2), warehouse="01", to_warehouse="01", lines=[("TEA", 4)])


def test_what_is_not_there_is_not_written_off(store):
    key = store.draft("write_off", day(2), lines=[("TEA", 12)])
    with pytest.raises(Shortage) as refused:
        store.post("write_off", key)
    assert refused.value.code == "stock.shortage"
    facts = refused.value.facts
    assert (facts["wanted"], facts["available"]) == (12, 10)
    assert (facts["item"], facts["warehouse"]) == (
        str(store.key("item", "TEA")),
        str(store.key("warehouse", "01")),
    )
    assert store.balance("stock_on_hand", item="TEA") == 10


def test_a_write_off_before_a_later_one_is_refused_where_both_do_not_fit(store):
    store.paper("write_off", day(5), lines=[("TEA", 8)])
    with pytest.raises(Shortage):
        store.paper("write_off", day(3), lines=[("TEA", 3)])


def test_an_organisation_without_control_of_stock_may_write_off_what_is_not_there(store):
    store.change("organisation", store.key("organisation", "01"), stock_control=False)
    store.paper("write_off", day(2), lines=[("TEA", 12)])
    assert store.balance("stock_on_hand", item="TEA") == -2


def test_boxes_are_kept_in_pieces(store):
    store.change("item", store.key("item", "TEA"), units=[{"unit": "box", "factor": "12"}])
    key = store.paper(
        "surplus_entry", day(2), lines=[{"item": "TEA", "quantity": 2, "unit": "box"}]
    )
    assert store.balance("stock_on_hand", item="TEA") == 34
    assert not store.broken()
    store.unpost("surplus_entry", key)
    assert store.balance("stock_on_hand", item="TEA") == 10


def test_a_unit_the_item_is_not_traded_in_is_refused(store):
    with pytest.raises(UnknownUnit) as refused:
        store.draft("write_off", day(2), lines=[{"item": "TEA", "quantity": 1, "unit": "kg"}])
    assert refused.value.path == "lines.0.unit"


def test_a_service_lies_in_no_warehouse(store):
    store.item("DELIVERY", kind="service")
    with pytest.raises(NotGoods):
        store.draft("write_off", day(2), lines=[("DELIVERY", 1)])


def test_less_than_nothing_is_not_moved(store):
    with pytest.raises(NegativeQuantity):
        store.draft("write_off", day(2), lines=[("TEA", -1)])


def test_variants_are_counted_apart(store):
    store.add("variant", code="RED", name="Red", item="COFFEE")
    store.paper(
        "surplus_entry",
        day(2),
        lines=[{"item": "COFFEE", "variant": "RED", "quantity": 2}],
    )
    with pytest.raises(Shortage):
        lines = [{"item": "COFFEE", "variant": "RED", "quantity": 3}]
        store.paper("write_off", day(3), lines=lines)


# --- counting ---------------------------------------------------------------------------


def test_a_count_is_compared_with_the_books_of_its_moment(store):
    store.paper("write_off", day(8), lines=[("TEA", 1)])
    lines = [{"item": "TEA", "counted": 9}, {"item": "COFFEE", "counted": 7}]
    key = store.paper("stock_count", day(5), lines=lines)
    rows = store.document("stock_count", key, "lines")
    assert [(r.quantity, r.counted, r.difference) for r in rows] == [(10, 9, -1), (5, 7, 2)]
    assert store.balance("stock_on_hand", item="TEA") == 9
    assert not store.broken()


def test_a_count_leads_to_a_surplus_and_a_write_off_and_then_all_agrees(store):
    lines = [{"item": "TEA", "counted": 9}, {"item": "COFFEE", "counted": 7}]
    key = store.paper("stock_count", day(5), lines=lines)
    store.make("stock_count", "surplus_entry", key, day(6))
    store.make("stock_count", "write_off", key, day(6))
    assert store.balance("stock_on_hand", item="TEA") == 9
    assert store.balance("stock_on_hand", item="COFFEE") == 7
    for target in ("surplus_entry", "write_off"):
        with pytest.raises(NothingDiffers):
            store.fill("stock_count", target, key)
    again = store.paper("stock_count", day(7), lines=lines)
    assert [r.difference for r in store.document("stock_count", again, "lines")] == [0, 0]


def test_goods_counted_on_two_shelves_stand_against_the_books_once(store):
    lines = [{"item": "TEA", "counted": 7}, {"item": "TEA", "counted": 2}]
    key = store.paper("stock_count", day(5), lines=lines)
    assert [r.difference for r in store.document("stock_count", key, "lines")] == [-3, 2]
    made = store.fill("stock_count", "write_off", key)
    assert [row["quantity"] for row in made["lines"]] == ["1"]


def test_a_count_in_boxes_differs_in_pieces(store):
    store.change("item", store.key("item", "TEA"), units=[{"unit": "box", "factor": "4"}])
    key = store.draft("stock_count", day(5), lines=[{"item": "TEA", "counted": 2, "unit": "box"}])
    (row,) = store.document("stock_count", key, "lines")
    assert (row.quantity, row.difference) == (D("2.5"), -2)


def test_a_blind_count_tells_the_books_only_when_it_is_posted(store):
    lines = [{"item": "TEA", "counted": 9, "quantity": 10}]
    key = store.draft("stock_count", day(5), blind=True, lines=lines)
    (row,) = store.document("stock_count", key, "lines")
    assert (row.quantity, row.difference) == (None, None)
    with pytest.raises(CountNotPosted):
        store.fill("stock_count", "write_off", key)
    store.post("stock_count", key)
    (row,) = store.document("stock_count", key, "lines")
    assert (row.quantity, row.difference) == (10, -1)


def test_everything_in_the_warehouse_is_listed_where_asked_for(store):
    key = store.draft("stock_count", day(5), whole=True, lines=[{"item": "TEA", "counted": 10}])
    rows = store.document("stock_count", key, "lines")
    assert [(r.quantity, r.counted) for r in rows] == [(10, 10), (5, None)]


def test_a_count_in_which_nothing_is_counted_is_not_posted(store):
    with pytest.raises(NotCounted):
        store.paper("stock_count", day(5), lines=[{"item": "TEA"}])


# --- on the way -------------------------------------------------------------------------


def test_goods_on_the_way_are_seen_and_then_transferred_on(store):
    store.add("warehouse", code="02", name="Branch")
    store.add("warehouse", code="W", name="On the road", kind="transit")
    key = store.paper(
        "transfer", day(2), warehouse="01", to_warehouse="W", onward="02", lines=[("TEA", 4)]
    )
    assert store.balance("stock_on_hand", item="TEA", warehouse="W") == 4
    store.make("transfer", "transfer", key, day(4))
    assert store.balance("stock_on_hand", item="TEA", warehouse="W") == 0
    assert store.balance("stock_on_hand", item="TEA", warehouse="02") == 4


def test_what_has_arrived_is_not_transferred_on(store):
    store.add("warehouse", code="02", name="Branch")
    key = store.paper("transfer", day(2), warehouse="01", to_warehouse="02", lines=[("TEA", 4)])
    with pytest.raises(NotOnTheWay):
        store.fill("transfer", "transfer", key)


# --- as a whole -------------------------------------------------------------------------


def test_a_falsified_movement_is_named(store):
    with store.house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stock_on_hand SET quantity = quantity + 1000000")
        connection.exec_driver_sql("UPDATE stock_on_hand_total SET quantity = quantity + 1000000")
        connection.exec_driver_sql("UPDATE stock_on_hand_month SET quantity = quantity + 1000000")
    assert any("surplus_entry" in one for one in store.broken())


def test_posting_sends_as_many_statements_for_a_hundred_rows_as_for_one(store):
    for number in range(100):
        store.item(f"I{number}")
    seen = []
    for count in (1, 100):
        lines = [(f"I{number}", 1, 10) for number in range(count)]
        moment = day(2, 9 + len(seen))  # nothing stands behind either
        key = store.draft("surplus_entry", moment, lines=lines)
        seen.append(store.statements(lambda key=key: store.post("surplus_entry", key)))
    assert seen[0] == seen[1]
