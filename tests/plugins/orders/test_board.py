"""The board of orders, and their report: what stands where follows from registers alone."""

import pytest

from support.api import program
from support.back_office import Office
from support.live import served
from support.screens import settled
from support.trade import D, day, with_rights
from tradepost.core import Forbidden
from tradepost.core.reporting import reports_of


@pytest.fixture
def trade(shop):
    """Two open orders, one of them late, and one that was shipped and paid."""
    shop.item("TEA")
    shop.item("COFFEE")
    shop.main = str(shop.key("warehouse", "01"))
    lines = [("TEA", 900, 60), ("COFFEE", 90, 60)]
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=lines)
    shop.add("contract", code="K", name="K", party="C", kind="customer", settlement_mode="orders")
    shop.late = order(shop, [tea(10)], due_on="2020-01-01")
    shop.part = order(shop, [tea(6), {**tea(4), "item": "COFFEE", "placement": shop.main}])
    shop.done = order(shop, [tea(5)])
    ship(shop, shop.part, [{"item": "TEA", "quantity": "2"}])
    ship(shop, shop.done, [{"item": "TEA", "quantity": "5"}])
    shop.paper(
        "payment_order", day(5), party="C", contract="K", deal=shop.done, amount=500,
        direction="in",
    )  # fmt: skip
    return shop


def tea(quantity):
    return {"item": "TEA", "quantity": str(quantity), "price": "100"}


def order(trade, lines, **data):
    return trade.paper("customer_order", day(2), party="C", contract="K", lines=lines, **data)


def ship(trade, key, lines):
    return trade.make("customer_order", "shipment", key, day(4), warehouse="01", lines=lines)


@pytest.fixture
def office(trade):
    office = Office(trade.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    return office


def lanes(office, path="/orders/board/customer_order"):
    """What stands in each column: the keys of the cards."""
    page = office.get(path).html
    return {
        one["aria-labelledby"].removeprefix("lane-"): [
            card["href"].rpartition("/")[2] for card in one.select("[data-board-card]")
        ]
        for one in page.select("[data-lane]")
    }


def test_cards_stand_where_registers_say(trade, office):
    assert lanes(office) == {
        "ordered": [str(trade.late)],
        "moved_part": [str(trade.part)],
        "moved": [str(trade.done)],
        "closed": [],
    }
    trade.make("customer_order", "order_closing", trade.late, day(6))
    assert lanes(office)["closed"] == [str(trade.late)]


def test_columns_may_be_another_state_and_cards_be_searched_for(trade, office):
    by_reserve = lanes(office, "/orders/board/customer_order?by=reserved")
    assert by_reserve["part"] == [str(trade.part)]
    assert by_reserve["none"] == [str(trade.late)]
    number = trade.document("customer_order", trade.part, "number")
    assert lanes(office, f"/orders/board/customer_order?q={number}")["moved_part"]
    shown = office.get("/orders/board/customer_order?q=nothingatall")
    assert "No orders are found" in shown.text


def test_a_card_offers_what_is_still_to_be_done(trade, office):
    page = office.get("/orders/board/customer_order").html

    def offered(key):
        card = page.select_one(f'[data-board-card][href$="{key}"]').parent
        return [one.get_text(strip=True) for one in card.select(".tp-card-action")]

    assert offered(trade.late) == ["Ship", "Reserve", "Payment", "Take cash", "Close"]
    assert offered(trade.done) == []
    address = page.select_one(".tp-card-action")["href"]
    assert "TEA" in office.get(address).text


def test_the_board_of_suppliers_orders_and_none_for_other_papers(trade, office):
    key = trade.paper("supplier_order", day(2), party="S", lines=[("TEA", 5, 60)])
    assert lanes(office, "/orders/board/supplier_order")["ordered"] == [str(key)]
    office.get("/orders/board/shipment", status=404)
    office.get("/orders/board/internal_order", status=404)  # its plugin is off


def test_the_board_is_found_in_the_menu_and_by_words(trade, office):
    assert "/orders/board/customer_order" in office.get("/sections/sales").text
    assert "/orders/board/customer_order" in office.get("/find?q=board of customers").text
    assert "/documents/shipment/new" in office.get("/find?q=Shipment: new").text


def test_who_may_not_see_orders_has_no_board(trade):
    office = Office(trade.house)
    office.user("clerk", "item.read")
    office.sign_in("clerk")
    office.get("/orders/board/customer_order", status=403)


def test_a_board_costs_a_bounded_number_of_questions(trade, office):
    office.get("/orders/board/customer_order")  # what is asked once for a session is asked
    few = trade.statements(lambda: office.get("/orders/board/customer_order"))
    for _n in range(5):
        order(trade, [tea(1)])
    assert trade.statements(lambda: office.get("/orders/board/customer_order")) == few


def test_the_board_is_walked_by_arrows(trade, browser):
    with served(trade.house, browser) as site, site.page() as page:
        site.go(page, "/orders/board/customer_order")
        open_ = lambda: page.evaluate("document.activeElement.getAttribute('href') ?? ''")
        page.keyboard.press("ArrowDown")
        assert open_().endswith(str(trade.late))
        page.keyboard.press("ArrowRight")
        assert open_().endswith(str(trade.part))
        page.keyboard.press("ArrowRight")
        assert open_().endswith(str(trade.done))
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Tab")
        assert "shipment/new" in open_()
        page.keyboard.press("Enter")
        page.wait_for_url("**/shipment/new**")
        settled(page)
        assert page.locator("h1").inner_text().startswith("Shipment")


# --- the report -------------------------------------------------------------------------------


def test_the_report_says_what_was_ordered_promised_carried_out_and_paid(trade, office):
    api = program(trade.house)
    asked = "/reports/customer_orders_course?from=2026-03-01&to=2026-03-31"
    rows = {row["order"]: row for row in api.get(f"{asked}&by=order")["rows"]}
    late, part, done = (rows[str(key)] for key in (trade.late, trade.part, trade.done))
    assert [late[name] for name in ("ordered", "moved", "left", "late")] == ["10", "0", "10", "10"]
    figures = ("ordered", "reserved", "moved", "left", "late", "amount", "left_amount")
    assert [D(part[name]) for name in figures] == [10, 4, 2, 8, 0, 1000, 800]
    assert [D(done[name]) for name in ("moved", "left", "paid", "due")] == [5, 0, 500, 0]
    goods = api.get(f"{asked}&by=item&filter[item]=COFFEE")["rows"]
    assert [(row["ordered"], row["reserved"], row["left"]) for row in goods] == [("4", "4", "4")]
    parties = api.get(f"{asked}&by=order.party")["rows"]
    assert [D(row["left"]) for row in parties] == [trade.balance("customer_orders")]
    assert D(parties[0]["left_amount"]) == trade.balance("customer_orders", "amount")
    only = api.get(f"{asked}&variant=late")["rows"]
    assert {row["order"] for row in only if row.get("order")} == {str(trade.late)}
    assert "customer_orders_course" in office.get("/reports/customer_orders_course").text


def test_the_report_needs_the_right_of_the_register(trade):
    access = with_rights("customer_order.read")
    with trade.house.work(access, reads_only=True) as work, pytest.raises(Forbidden):
        work.access.require(reports_of(trade.house)["customer_orders_course"].right)
