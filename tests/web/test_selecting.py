"""Choosing rows from a list: folders, words, facts of plugins beside each record, scanned codes."""

from decimal import Decimal as D

import pytest

from support.back_office import Office
from tradepost.core.database.ids import settled_id

ORDER = "/documents/customer_order/new"


@pytest.fixture
def shop(office):
    office.drinks = office.save("toy_group", name="Drinks")
    office.hot = office.save("toy_group", name="Hot", parent=str(office.drinks))
    office.tea = office.save("toy_good", name="Tea", code="tea", group=str(office.hot))
    office.cup = office.save("toy_good", name="Cup", code="cup", codes=[{"code": "4600000000017"}])
    return office


def offered(shop, path="/documents/toy_order/new", **asked):
    fields = [("_rest", "{}"), *((f"_{name}", value) for name, value in asked.items())]
    return shop.send(f"{path}/select/lines", fields, status=200)


def names(answer):
    return [one["data-text"] for one in answer.html.select("[data-choice]")]


def test_records_are_offered_by_words_and_by_folder(shop):
    whole = offered(shop)
    assert names(whole) == ["Cup", "Tea"]
    assert [one.text for one in whole.html.select("option")] == [
        "All folders",
        "Drinks",
        "\u2003Hot",
    ]
    assert names(offered(shop, q="tea")) == ["Tea"]
    assert names(offered(shop, folder=str(shop.drinks), list="1")) == ["Tea"]
    assert "Nothing found" in offered(shop, q="nobody", list="1").text


def test_a_long_list_goes_on_from_where_it_ended(shop):
    for n in range(45):
        shop.save("toy_good", name=f"Plate {n:02}")
    first = offered(shop)
    more = first.html.select("[data-select-more]")[0]["data-select-more"]
    rest = offered(shop, after=more)
    assert len(names(first)) == 40
    assert len(names(rest)) == 7
    assert not set(names(first)) & set(names(rest))


def test_only_parts_that_are_about_a_record_are_offered(shop):
    path = "/documents/toy_order/new/select"
    shop.send(f"{path}/nothing", [("_rest", "{}")], status=404)
    shop.user("clerk", "toy_order.create", "toy_order.read")
    shop.send("/sign-out", {}, status=303, part=False)
    shop.sign_in("clerk")
    shop.send(f"{path}/lines", [("_rest", "{}")], status=404)  # goods are not for him to see
    assert not shop.get("/documents/toy_order/new").html.select("[data-pick-open]")


def test_a_scanned_code_is_known_by_the_rows_of_a_card(shop):
    path = "/documents/toy_order/new/scan/lines"
    found = shop.get(f"{path}?code=4600000000017").json
    assert found == {"cells": {"good": ["Cup", str(shop.cup)]}, "quantity": "1"}
    assert shop.get(f"{path}?code=4600000000999").json == {}


# --- the delivered house ---------------------------------------------------------------------


@pytest.fixture
def desk(delivered):
    made = Office(delivered)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    made.save("organisation", name="North Wind", currency="RUB")
    made.main = made.save("warehouse", name="Main")
    made.side = made.save("warehouse", name="Side")
    made.party = made.save("party", name="Cafe", is_customer=True)
    made.tea = made.save("item", name="Tea", unit="pcs", barcodes=[{"code": "4600000000015"}])
    made.cheese = made.save(
        "item", name="Cheese", unit="kg", scale_code="77", barcodes=[{"code": "4600000000022"}]
    )
    retail = str(settled_id("price_type", "retail"))
    prices = [
        {"item": str(made.tea), "price": "200"},
        {"item": str(made.cheese), "price": "900.5"},
    ]
    stock = [{"item": str(made.tea), "quantity": "12"}]
    for kind, data in (
        ("price_setting", {"price_type": retail, "lines": prices}),
        ("surplus_entry", {"warehouse": str(made.main), "lines": stock}),
        (
            "surplus_entry",
            {"warehouse": str(made.side), "lines": [{"item": str(made.tea), "quantity": "3"}]},
        ),
    ):
        posted(made, kind, data)
    made.retail = retail
    return made


def posted(desk, kind, data):
    from tradepost.core.posting import service
    from tradepost.core.records.write import save

    with desk.house.work() as work:
        service.post(work, save(work, kind, data))


def columns(answer):
    return [one.get_text(strip=True) for one in answer.html.select("th")]


def row_of(answer, name):
    row = next(one for one in answer.html.select("[data-choice]") if one["data-text"] == name)
    return [one.get_text(" ", strip=True) for one in row.select("td")]


def test_stock_and_price_stand_beside_each_item(desk):
    fields = [("_rest", "{}"), ("warehouse", str(desk.main)), ("price_type", desk.retail)]
    answer = desk.send(f"{ORDER}/select/lines", fields, status=200)
    told = dict(zip(columns(answer), row_of(answer, "Tea"), strict=True))
    assert told["In this warehouse"] == "12"
    assert told["On hand"] == "15"
    assert told["Free"] == "15"
    assert told["Free by warehouse"] == "Main: 12 · Side: 3"
    assert told["Price"] == "200.00"


def test_facts_take_as_many_statements_for_many_items_as_for_few(desk):
    fields = [("_rest", "{}"), ("warehouse", str(desk.main)), ("price_type", desk.retail)]
    desk.send(f"{ORDER}/select/lines", fields, status=200)
    counts = []
    for more in (0, 30):
        for n in range(more):
            desk.save("item", name=f"Jam {n}", unit="pcs")
        with desk.statements() as sent:
            desk.send(f"{ORDER}/select/lines", fields, status=200)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_who_may_not_see_prices_sees_no_price_beside_items(desk):
    desk.user(
        "hand",
        "customer_order.create",
        "customer_order.read",
        "item.read",
        "price_type.read",
        "warehouse.read",
        "stock_on_hand.read",
    )
    desk.send("/sign-out", {}, status=303, part=False)
    desk.sign_in("hand")
    fields = [("_rest", "{}"), ("price_type", desk.retail)]
    answer = desk.send(f"{ORDER}/select/lines", fields, status=200)
    assert "On hand" in columns(answer)
    assert not {"Price", "Free"} & set(columns(answer))


@pytest.mark.parametrize(
    ("code", "name", "quantity"),
    [
        ("4600000000015", "Tea", "1"),
        ("04600000000015", "Tea", "1"),
        ("2100077015005", "Cheese", "1.5"),
        ("010460000000001517260101", "Tea", "1"),
        ("]C101046000000000223103000750", "Cheese", "0.75"),
    ],
)
def test_a_scanned_code_says_what_and_how_much(desk, code, name, quantity):
    from tradepost.plugins.items import check_digit

    if code.startswith("21"):
        code = code[:-1] + check_digit(code[:-1])
    found = desk.get(f"{ORDER}/scan/lines?code={code}").json
    assert found["cells"]["item"][0] == name
    assert D(found["quantity"]) == D(quantity)
    assert "unit" in found["cells"]
