"""States of orders as fields: the words of the registers, told by SQL in lists, groups and REST."""

import random
from contextlib import suppress

import pytest

from support.api import program
from support.back_office import Office
from support.trade import D, day, with_rights
from tradepost.core import Refusal, calls
from tradepost.core.errors import Invalid
from tradepost.core.posting.facts import record_facts
from tradepost.core.records.derived import derived_of, derived_values
from tradepost.core.records.grouped import groups
from tradepost.core.records.listing import page
from tradepost.core.records.query import Query
from tradepost.plugins.currencies import CurrencyRate

STEPS = 14


@pytest.fixture
def trade(shop):
    """Plenty of tea, and contracts of each mode."""
    shop.item("TEA")
    shop.item("CARE", kind="service")
    shop.main = str(shop.key("warehouse", "01"))
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 9000, 60)])
    for mode in ("orders", "invoices", "contract"):
        shop.add(
            "contract", code=mode, name=mode, party="C", kind="customer", settlement_mode=mode
        )
    return shop


def order(trade, contract="orders", placement=None, quantity=10, **data):
    row = {"item": "TEA", "quantity": str(quantity), "price": "100"}
    if placement:
        row["placement"] = str(placement)
    lines = data.pop("lines", [row])
    return trade.paper("customer_order", day(2), party="C", contract=contract, lines=lines, **data)


def ship(trade, key, quantity, number=4):
    lines = [{"item": "TEA", "quantity": quantity}]
    return trade.make("customer_order", "shipment", key, day(number), warehouse="01", lines=lines)


def pay(trade, key, amount, contract="orders", number=3):
    return trade.paper(
        "payment_order", day(number), party="C", contract=contract, deal=key, amount=amount,
        direction="in",
    )  # fmt: skip


def states(trade, *keys, kind="customer_order"):
    """The derived fields of orders, as (course, reserved, placed, paid, overdue)."""

    def ask(work):
        cls = work.schema.documents[kind]
        names = list(derived_of(work, cls))
        found = derived_values(work, cls, names, keys)
        names = ("course", "reserved", "placed", "paid", "overdue")
        return [tuple(found[key][name] for name in names if name in found[key]) for key in keys]

    answer = trade.read(ask)
    return answer[0] if len(keys) == 1 else answer


def listed(trade, kind="customer_order", **wanted):
    """The keys of orders that a list keeps."""

    def ask(work):
        query = Query()
        for name, value in wanted.items():
            query = query.where(name, value)
        return {one.id for one in page(work, kind, query).records}

    return trade.read(ask)


def test_the_course_of_an_order(trade):
    draft = trade.draft("customer_order", day(2), party="C", lines=[("TEA", 1, 100)])
    assert states(trade, draft) == (None, None, None, None, False)
    key = order(trade, due_on="2020-01-01")
    assert states(trade, key) == ("ordered", "none", "none", "none", True)
    first = ship(trade, key, 4)
    assert states(trade, key)[0] == "moved_part"
    ship(trade, key, 6, 5)
    assert states(trade, key) == ("moved", "none", "none", "none", False)
    trade.make("shipment", "customer_return", first, day(6), reopens_order=True)
    assert states(trade, key)[0] == "moved_part"
    trade.make("customer_order", "order_closing", key, day(7))
    assert states(trade, key)[0] == "closed"


def test_what_is_promised(trade):
    care = {"item": "CARE", "quantity": "1", "price": "5"}
    tea = {"item": "TEA", "quantity": "10", "price": "100", "placement": trade.main}
    whole = order(trade, lines=[tea, care])
    coming = trade.paper("supplier_order", day(2), party="S", lines=[("TEA", 5, 60)])
    part = order(trade, lines=[{**tea, "quantity": "3"}, {**tea, "placement": ""}])
    awaited = order(trade, lines=[{**tea, "quantity": "5", "placement": str(coming)}])
    assert [one[1:3] for one in states(trade, whole, part, awaited)] == [
        ("whole", "none"),
        ("part", "none"),
        ("none", "whole"),
    ]


def test_payment_is_told_where_debts_are_told_apart(trade):
    key, by_invoice, as_whole = (order(trade, one) for one in ("orders", "invoices", "contract"))
    pay(trade, key, 400)
    shipment = ship(trade, by_invoice, 10)
    pay(trade, shipment, 1000, "invoices", 5)
    pay(trade, None, 1000, "contract")
    assert [one[3] for one in states(trade, key, by_invoice, as_whole)] == ["part", "whole", None]
    pay(trade, key, 600)
    assert states(trade, key)[3] == "whole"


def test_an_order_in_another_currency_is_paid_in_the_contracts(trade):
    rate = CurrencyRate.record(at=day(1), currency=trade.key("currency", "USD"), rate=D(90), per=1)
    trade.do(record_facts, [rate])
    key = order(trade, lines=[("TEA", 10, "1.01")], currency="USD", rate="90")
    pay(trade, key, "908.99")
    assert states(trade, key)[3] == "part"
    pay(trade, key, "0.01")
    assert states(trade, key)[3] == "whole"


def test_orders_to_suppliers_have_states_too(trade):
    contract = trade.add(
        "contract", name="K", party="S", kind="supplier", settlement_mode="orders"
    )
    key = trade.paper(
        "supplier_order", day(2), party="S", contract=contract, lines=[("TEA", 5, 60)]
    )
    trade.paper(
        "payment_order", day(3), party="S", contract=contract, deal=key, amount=300,
        direction="out",
    )  # fmt: skip
    assert states(trade, key, kind="supplier_order") == ("ordered", "whole", False)
    trade.make("supplier_order", "goods_receipt", key, day(4), warehouse="01")
    assert states(trade, key, kind="supplier_order") == ("moved", "whole", False)


def test_lists_are_narrowed_sorted_and_grouped_by_them(trade):
    waiting, gone, paid = order(trade), order(trade), order(trade, placement=trade.main)
    ship(trade, gone, 10)
    pay(trade, paid, 1000)
    assert listed(trade, course="ordered") == {waiting, paid}
    assert listed(trade, course="moved") == {gone}
    assert listed(trade, reserved="whole", paid="whole", overdue="false") == {paid}

    def grouped(work):
        found = groups(work, "customer_order", Query(), ["course", "overdue"], ["amount"])
        return {one.values: (one.count, one.sums["amount"]) for one in found}

    assert trade.read(grouped) == {("ordered", False): (2, 2000), ("moved", False): (1, 1000)}
    ranked = trade.read(
        lambda work: page(work, "customer_order", Query(sort=("-course",))).records
    )
    assert ranked[-1].id == gone


def test_a_list_goes_on_from_a_page_sorted_by_them(trade):
    keys = [order(trade) for _n in range(3)]
    ship(trade, keys[1], 10)

    def walk(work):
        found, after = [], ""
        while True:
            one = page(work, "customer_order", Query(sort=("course",), after=after, limit=1))
            found += [record.id for record in one.records]
            if not one.next:
                return found
            after = one.next

    assert trade.read(walk)[0] == keys[1]
    assert set(trade.read(walk)) == set(keys)


def test_who_may_not_see_what_they_follow_from_has_none_of_them(trade):
    order(trade)
    access = with_rights("customer_order.read")
    with (
        trade.house.work(access, reads_only=True) as work,
        pytest.raises(Invalid),
    ):
        page(work, "customer_order", Query().where("course", "ordered"))


def test_programs_are_told_them_and_may_send_them_back(trade):
    key = order(trade, placement=trade.main)
    api = program(trade.house)
    told = api.get(f"/documents/customer_order/{key}")
    assert (told["course"], told["reserved"], told["paid"]) == ("ordered", "whole", "none")
    rows = api.get("/documents/customer_order?filter[course]=ordered&sort=-course")["rows"]
    assert [(row["id"], row["overdue"]) for row in rows] == [(str(key), False)]
    assert api.get("/documents/customer_order?filter[course]=closed")["rows"] == []
    sent = {"comment": "again", "course": told["course"]}
    assert api.patch(f"/documents/customer_order/{key}?post=true", sent)["comment"] == "again"
    schema = api.get("/openapi.json")["components"]["schemas"]["customer_order"]
    assert "moved_part" in str(schema["properties"]["course"])
    assert api.codes("GET", "/documents/customer_order?filter[course]=lost", status=422)


def test_a_page_of_them_costs_no_more_questions_than_one(trade):
    keys = [order(trade) for _n in range(6)]
    few = trade.statements(lambda: states(trade, *keys[:1]))
    assert trade.statements(lambda: states(trade, *keys)) == few


def test_a_list_shows_them_in_columns_and_in_groups(trade):
    key = order(trade)
    ship(trade, key, 3)
    office = Office(trade.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    shown = office.get("/documents/customer_order?filter[course]=moved_part")
    assert len(shown.html.select("tbody tr[data-href]")) == 1
    assert "State of the order" in shown.text
    grouped = office.get("/documents/customer_order?group=course")
    assert "Shipped in part" in grouped.text


@pytest.mark.parametrize("seed", range(4))
def test_states_survive_unposting_and_posting_in_any_order(trade, seed):
    """The words of the registers and the fields of SQL, after every step, whatever it was."""
    chance = random.Random(seed)
    key = order(trade, placement=trade.main)
    papers = [("customer_order", key)]
    papers += [("shipment", ship(trade, key, 4)), ("payment_order", pay(trade, key, 400))]
    papers += [("shipment", ship(trade, key, 5, 5)), ("payment_order", pay(trade, key, 600))]
    papers += [("order_closing", trade.make("customer_order", "order_closing", key, day(7)))]
    whole = states(trade, key)
    assert whole == ("closed", "none", "none", "whole", False)
    for _step in range(STEPS):
        kind, paper = chance.choice(papers)
        do = chance.choice([trade.post, trade.unpost])
        with suppress(Refusal):  # what others build on is not taken away
            do(kind, paper)
        assert agree(trade, key)
    for kind, paper in reversed(papers):
        if trade.document(kind, paper, "posted"):
            trade.unpost(kind, paper)
    assert states(trade, key) == (None, None, None, None, False)
    for paper in papers:
        trade.post(*paper)
    assert states(trade, key) == whole
    assert trade.broken() == []


@pytest.mark.parametrize("seed", range(3))
def test_promises_and_corrections_survive_it_too(trade, seed):
    """Reservations, placements, corrections, receipts: words and fields agree, nothing is too much."""
    chance = random.Random(seed)
    key = order(trade)
    coming = trade.paper("supplier_order", day(2), party="S", lines=[("TEA", 5, 60)])
    tea = {"item": "TEA", "quantity": "4"}
    made = [
        ("supplier_order", coming),
        ("customer_order", key),
        ("reservation", promise(trade, key, {**tea, "to": trade.main})),
        ("reservation", promise(trade, key, {**tea, "to": str(coming)})),
        ("order_adjustment", correct(trade, key, 3, less=True)),
        ("goods_receipt", trade.make("supplier_order", "goods_receipt", coming, day(5))),
        ("reservation", promise(trade, key, {**tea, "quantity": "1", "from": trade.main}, 6)),
        ("order_adjustment", correct(trade, key, 2, less=False, number=6)),
        ("shipment", ship(trade, key, 5, 7)),
        ("order_closing", trade.make("customer_order", "order_closing", key, day(8))),
    ]
    whole = states(trade, key)
    assert whole[:3] == ("closed", "none", "none")
    for _step in range(STEPS):
        do = chance.choice([trade.post, trade.unpost])
        with suppress(Refusal):  # what others build on is not taken away
            do(*chance.choice(made))
        assert agree(trade, key)
        assert trade.broken() == []
    for kind, paper in reversed(made):
        if trade.document(kind, paper, "posted"):
            trade.unpost(kind, paper)
    for paper in made:
        trade.post(*paper)
    assert states(trade, key) == whole
    assert trade.broken() == []


def promise(trade, key, line, number=3):
    return trade.paper("reservation", day(number), customer_order=key, lines=[line])


def correct(trade, key, quantity, *, less, number=4):
    line = {"item": "TEA", "quantity": quantity, "price": "100", "less": less}
    return trade.paper("order_adjustment", day(number), customer_order=key, lines=[line])


def agree(trade, key):
    """Whether what is told in words is what SQL tells."""

    def ask(work):
        found = calls.standings(work.hooks, work, "customer_order", [key])
        return {one.name for one in found.get(key, ())}

    words = trade.read(ask)
    course, reserved, placed, paid, late = states(trade, key)
    if course is None:
        return not words & {"ordered", "moved", "closed", "moved_part"}
    if late != ("overdue" in words) or (paid == "whole") != ("paid" in words):
        return False
    if (reserved == "whole") != ("reserved" in words) or (placed == "whole") != (
        "placed" in words
    ):
        return False
    return (paid == "part") == ("paid_part" in words) and course in words
