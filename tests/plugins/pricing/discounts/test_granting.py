"""Discounts on orders and shipments: worked out, kept, agreed, given, told and written down."""

from datetime import timedelta
from decimal import Decimal

import pytest

from support.trade import day
from tradepost.core.records.wire import to_wire
from tradepost.core.records.write import fresh, save
from tradepost.plugins.pricing.discounts.errors import WrongCard, WrongDiscount, WrongDiscounts
from tradepost.plugins.sales import CustomerOrder
from tradepost.web.forms import Forms

D = Decimal


class Counter:
    """Sets discounts and sells in few words."""

    def __init__(self, shop):
        self.shop = shop
        shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
        shop.item("CUP")
        shop.paper(
            "goods_receipt", day(1), party="S", warehouse="01",
            lines=[("TEA", 500, 50), ("CUP", 500, 20)],
        )  # fmt: skip

    def discount(self, code, percent, *, at=None, until=None, lines=None, **data):
        """Make a discount and set its percent; answers its key."""
        data = {n: v if isinstance(v, list | str | bool) else str(v) for n, v in data.items()}
        key = self.shop.add("discount", code=code, name=code, **data)
        self.set(key, percent, at=at, until=until, lines=lines)
        return key

    def set(self, key, percent, *, at=None, until=None, lines=None):
        rows = lines or [{}]
        rows = [{"percent": str(percent), **row} for row in rows]
        more = {"until": until.date().isoformat()} if until else {}
        return self.shop.paper(
            "discount_setting", at or day(1), discount=str(key), lines=rows, **more
        )

    def order(self, *lines, at=None, kind="customer_order", **data):
        return self.shop.draft(
            kind, at or day(5), party="C", warehouse="01", lines=list(lines), **data
        )

    def percents(self, key, kind="customer_order"):
        return [line.auto_discount_percent for line in self.lines(key, kind)]

    def lines(self, key, kind="customer_order"):
        return self.shop.document(kind, key, "lines")

    def sell(self, *lines, **data):
        found = self.percents(self.order(*lines, **data))
        return found[0] if len(found) == 1 else found


@pytest.fixture
def counter(shop):
    return Counter(shop)


def test_without_discounts_a_row_is_as_it_was(counter):
    assert counter.sell(("TEA", 2, 100)) == 0
    [line] = counter.lines(counter.order(("TEA", 2, 100)))
    assert (line.amount, line.discount_reason) == (200, None)


def test_a_row_keeps_its_percent_with_the_condition_that_was_met(counter):
    counter.discount("Q10", 10, condition="quantity", threshold=10)
    order = counter.order({"item": "TEA", "unit": "box", "quantity": 1, "price": 1200})
    [line] = counter.lines(order)
    assert (line.auto_discount_percent, line.discount_percent, line.amount) == (10, 0, 1080)
    taken = {**line.discount_reason["taken"][0], "discount": "-"}
    assert taken == {
        "discount": "-", "percent": "10", "condition": "quantity", "value": "12"
    }  # fmt: skip


def test_manual_and_automatic_discounts_are_apart_and_taken_together(counter):
    counter.discount("ALL", 5)
    [line] = counter.lines(
        counter.order({"item": "CUP", "quantity": 7, "price": "19.99", "discount_percent": "7.5"})
    )
    assert (line.discount_percent, line.auto_discount_percent) == (D("7.5"), 5)
    assert line.amount == D("122.44")  # 139.93 × (1 − 12.5/100)


def test_discounts_are_for_items_variants_price_groups_or_everything(counter):
    shop = counter.shop
    drinks = shop.add("price_group", name="Drinks")
    shop.item("MILK", price_group=str(drinks))
    red = shop.add("variant", item="TEA", name="red")
    rows = [
        {"percent": "1"},
        {"percent": "2", "item": "TEA"},
        {"percent": "3", "item": "TEA", "variant": str(red)},
        {"percent": "4", "price_group": str(drinks)},
    ]
    counter.discount("ALL", 0, lines=rows)
    found = counter.sell(
        ("CUP", 1, 10), ("TEA", 1, 10), ("MILK", 1, 10),
        {"item": "TEA", "variant": str(red), "quantity": 1, "price": 10},
    )  # fmt: skip
    assert found == [1, 2, 4, 3]


def test_a_setting_holds_from_its_moment_and_reopens_the_one_before(counter):
    key = counter.discount("ALL", 5)
    second = counter.set(key, 8, at=day(4))
    assert [counter.sell(("CUP", 1, 10), at=day(n)) for n in (3, 4, 5)] == [5, 8, 8]
    counter.shop.unpost("discount_setting", second)
    assert counter.sell(("CUP", 1, 10)) == 5
    counter.set(key, 0, at=day(5))
    assert counter.sell(("CUP", 1, 10)) == 0


def test_an_end_counts_the_last_day_by_the_clock_of_the_shop(counter):
    counter.discount("ALL", 5, until=day(5))
    assert [counter.sell(("CUP", 1, 10), at=day(n)) for n in (5, 6)] == [5, 0]
    assert counter.sell(("CUP", 1, 10), at=day(5, 20)) == 5
    assert counter.sell(("CUP", 1, 10), at=day(5, 22)) == 0  # past midnight in Moscow


def test_later_settings_never_change_a_saved_paper(counter):
    key = counter.discount("ALL", 5)
    order = counter.order(("CUP", 1, 10))
    counter.set(key, 9, at=day(2))
    counter.shop.change("customer_order", order, comment="again")
    assert counter.percents(order) == [5]
    counter.shop.change("customer_order", order, moment=day(6).isoformat())
    assert counter.percents(order) == [9]


def test_hours_weekdays_payment_and_recipients(counter):
    shop = counter.shop
    hours = [{"weekday": "thu", "starts": "12:00", "ends": "15:00"}]
    counter.discount("HAPPY", 10, hours=hours)
    counter.discount("CASH", 2, condition="payment", payment_kind="cash")
    group = shop.add("party_group", name="Club")
    inner = shop.add("party_group", name="Inner", parent=str(group))
    counter.discount("CLUB", 4, recipients=[{"party_group": str(group)}])
    row = ("CUP", 1, 10)
    assert counter.sell(row, at=day(5, 10)) == 10  # 13:00 in Moscow, a Thursday
    assert counter.sell(row, at=day(5, 13)) == counter.sell(row, at=day(6, 10)) == 0
    assert counter.sell(row, at=day(6), payment_kind="cash") == 2
    shop.change("party", shop.key("party", "C"), group=str(inner))
    assert counter.sell(row, at=day(6)) == 4


def test_the_sum_of_the_paper_counts_in_the_base_currency(counter):
    counter.discount("BIG", 3, condition="sum", threshold=1000)
    assert counter.sell(("CUP", 9, 100), ("TEA", 1, 99)) == [0, 0]
    assert counter.sell(("CUP", 9, 100), ("TEA", 1, 100)) == [3, 3]
    net = counter.sell(("TEA", 9, 100), prices_include_vat=False)
    assert net == 3  # 1080 with VAT


def test_a_card_earns_and_what_it_has_bought_counts(counter):
    shop = counter.shop
    gold = shop.add("card_kind", name="Gold")
    card = shop.add("discount_card", name="77", party="C", card_kind=str(gold))
    counter.discount("GOLD", 2, condition="card", card_kind=str(gold))
    counter.discount("MONTH", 7, condition="accumulated", threshold=500, period="month")
    data = {"party": "C", "warehouse": "01", "discount_card": str(card)}
    first = shop.paper("shipment", day(6), lines=[("CUP", 5, 100)], **data)
    assert shop.turnover("card_sales", card=card) == 490
    second = shop.paper("shipment", day(7), lines=[("CUP", 1, 100)], **data)
    assert shop.turnover("card_sales", card=card) == 588
    third = shop.draft("shipment", day(8), lines=[("CUP", 1, 100)], **data)
    kinds = [counter.percents(key, "shipment") for key in (first, second, third)]
    assert kinds == [[2], [2], [7]]
    april = shop.draft("shipment", day(1) + timedelta(31), lines=[("CUP", 1, 100)], **data)
    assert counter.percents(april, "shipment") == [2]
    shop.unpost("shipment", second)
    assert shop.turnover("card_sales", card=card) == 490


def test_a_card_that_has_run_out_is_refused(counter):
    card = counter.shop.add("discount_card", name="77", valid_until="2026-03-04")
    with pytest.raises(WrongCard):
        counter.order(("CUP", 1, 10), discount_card=str(card))


def test_a_shipment_keeps_what_its_order_has_agreed(counter):
    shop = counter.shop
    key = counter.discount("ALL", 5)
    order = counter.order(("CUP", 10, 100), ("TEA", 2, 50))
    shop.post("customer_order", order)
    counter.set(key, 9, at=day(5, 10))
    shipment = shop.make("customer_order", "shipment", order, day(6))
    assert counter.percents(shipment, "shipment") == [5, 5]
    assert counter.lines(shipment, "shipment")[0].discount_reason["taken"][0]["percent"] == "5"
    bare = shop.draft(
        "shipment", day(6), customer_order=str(order), lines=[("CUP", 1), ("TEA", 1)]
    )
    assert counter.percents(bare, "shipment") == [5, 5]
    back = shop.make("shipment", "customer_return", shipment, day(7))
    assert counter.percents(back, "customer_return") == [5, 5]


def test_what_a_caller_gives_stays_and_a_paper_may_do_without(counter):
    counter.discount("ALL", 5)
    row = {"item": "CUP", "quantity": 1, "price": 10}
    order = counter.order({**row, "auto_discount_percent": 3}, row)
    assert counter.percents(order) == [3, 5]
    counter.shop.change("customer_order", order, without_discounts=True)
    assert counter.percents(order) == [3, 0]
    counter.shop.change("customer_order", order, without_discounts=False)
    assert counter.percents(order) == [3, 5]


def test_a_copy_earns_its_own_discounts_and_gifts(counter):
    key = counter.discount("ALL", 5)
    free = {"item": "TEA"}
    counter.discount("2+1", 100, condition="quantity", threshold=2, gift_quantity=1, lines=[free])
    given = {"item": "CUP", "quantity": 1, "price": 10, "auto_discount_percent": 3}
    order = counter.order(("TEA", 2, 120), given)
    assert counter.percents(order) == [5, 3, 100]
    counter.set(key, 4, at=day(2))

    def copy(work):
        forms = Forms(work, None, CustomerOrder)
        data = forms.copyable(to_wire(work, work.session.get_one(CustomerOrder, order)))
        return save(work, "customer_order", {**data, "moment": day(6).isoformat()}).id

    assert counter.percents(counter.shop.do(copy)) == [4, 3, 100]


def test_gifts_come_as_rows_of_their_own(counter):
    shop = counter.shop
    lines = [{"item": "TEA"}]
    counter.discount("2+1", 100, condition="quantity", threshold=2, gift_quantity=1, lines=lines)
    order = counter.order(("TEA", 5, 120), ("CUP", 1, 10))
    told = lambda: [
        (line.base_quantity, line.price, line.auto_discount_percent, line.amount)
        for line in counter.lines(order)
    ]
    assert told() == [(5, 120, 0, 600), (1, 10, 0, 10), (2, 120, 100, 0)]
    rows = [str(line.id) for line in counter.lines(order)]
    shop.change("customer_order", order, lines=[{"id": rows[0], "quantity": "3"}])
    assert told() == [(3, 120, 0, 360), (1, 120, 100, 0)]
    shop.change("customer_order", order, lines=[{"id": rows[0], "quantity": "1"}, {"id": rows[2]}])
    assert told() == [(1, 120, 0, 120)]


def test_a_screen_that_sends_the_gift_back_finds_the_same_row(counter):
    counter.discount("2+1", 100, condition="quantity", threshold=2, gift_quantity=1)
    order = counter.order(("TEA", 4, 120))
    first, gift = counter.lines(order)

    def look(work):
        rows = [
            {"id": str(first.id), "item": "TEA", "quantity": "6", "price": "120"},
            {"id": str(gift.id), "item": "TEA", "quantity": "2", "price": "120"},
        ]
        data = {"party": "C", "lines": rows}
        seen = fresh(work, "customer_order", data, id=order)
        return [(line.id, line.quantity, line.amount) for line in seen.lines]

    assert counter.shop.do(look) == [(first.id, 6, 720), (gift.id, 3, 0)]


def test_goods_given_leave_the_stock_with_the_shipment(counter):
    shop = counter.shop
    counter.discount("2+1", 100, condition="quantity", threshold=2, gift_quantity=1)
    order = counter.order(("CUP", 4, 100))
    shop.post("customer_order", order)
    shop.make("customer_order", "shipment", order, day(6))
    assert shop.balance("stock_on_hand", item="CUP") == 494
    assert shop.balance("customer_orders", item="CUP") == 0
    assert shop.turnover("sales", item="CUP") == 400
    assert shop.turnover("discounts_granted", item="CUP") == 200


def test_discounts_granted_are_those_of_sales_by_each_discount(counter):
    shop = counter.shop
    best = counter.discount("ALL", 5)
    row = {"item": "CUP", "quantity": 3, "price": "33.33", "discount_percent": "10"}
    shipment = shop.paper("shipment", day(5), party="C", warehouse="01", lines=[row])
    assert shop.turnover("sales", resource="discount") == D("15.00")
    assert shop.turnover("discounts_granted") == 15
    assert shop.turnover("discounts_granted", discount=best) == 5
    assert shop.turnover("discounts_granted", discount=None) == 10
    shop.make("shipment", "customer_return", shipment, day(6))
    assert shop.turnover("discounts_granted") == 0


def test_statements_do_not_grow_with_rows_nor_with_rules(counter):
    def asked(count):
        rows = [("TEA", 1, 10), ("CUP", 1, 10)] * count
        return counter.shop.statements(lambda: counter.order(*rows))

    counter.discount("A", 1, condition="quantity", threshold=1)
    few = asked(1)
    for n in range(8):
        counter.discount(f"B{n}", n, condition="sum", threshold=1)
    assert asked(40) <= few


def test_a_base_without_discounts_asks_one_question_more(counter):
    row = ("TEA", 1, 10)
    counter.order(row)
    before = counter.shop.statements(lambda: counter.order(row))
    free = counter.shop.statements(lambda: counter.order(row, without_discounts=True))
    assert before == free + 1


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"condition": "quantity"}, "threshold"),
        ({"threshold": "-1"}, "threshold"),
        ({"valid_from": "2026-03-02", "valid_until": "2026-03-01"}, "valid_until"),
        ({"gift_quantity": "0"}, "gift_quantity"),
        ({"hours": [{"starts": "9 o'clock"}]}, "hours.0.starts"),
        ({"recipients": [{}]}, "recipients.0.party"),
    ],
)
def test_discounts_that_say_nonsense_are_refused(shop, data, path):
    with pytest.raises(WrongDiscount) as refused:
        shop.add("discount", name="X", **data)
    assert refused.value.path == path


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ([{"percent": "101"}], "lines.0.percent"),
        ([{"percent": "5", "at_most": "101"}], "lines.0.at_most"),
        ([{"percent": "5"}, {"percent": "6"}], "lines.1.item"),
        ([{"percent": "5", "item": "TEA", "price_group": "G"}], "lines.0.price_group"),
    ],
)
def test_settings_that_say_nonsense_are_refused(counter, lines, path):
    counter.shop.add("price_group", code="G", name="G")
    key = counter.shop.add("discount", name="X")
    with pytest.raises(WrongDiscounts) as refused:
        counter.shop.draft("discount_setting", day(1), discount=str(key), lines=lines)
    assert refused.value.path == path
