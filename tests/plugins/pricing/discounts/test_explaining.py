"""Why a row comes to what it comes to: told to programs, reckoned again, by whom it may be asked."""

import pytest

from support.api import program
from support.trade import day
from tradepost.core import settled_id
from tradepost.plugins.pricing.discounts import list_reasons, reckoned

RETAIL = settled_id("price_type", "retail")


@pytest.fixture
def counter(shop):
    """Tea at 120 by a setting, wholesale at ten percent less, a discount from ten pieces on."""
    shop.item("TEA", vat_rate="20", units=[{"unit": "box", "factor": "12"}])
    shop.item("CUP", vat_rate="10")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 500, 50)])
    rows = [{"item": "TEA", "price": "120"}]
    shop.setting = shop.paper("price_setting", day(1), price_type=RETAIL, lines=rows)
    shop.wholesale = shop.add(
        "price_type", name="Wholesale", currency="RUB", method="percent", base=str(RETAIL),
        percent="-10",
    )  # fmt: skip
    shop.rule = shop.add(
        "discount", code="TEN", name="Ten and more", condition="quantity", threshold="10"
    )
    shop.paper("discount_setting", day(1), discount=shop.rule, lines=[{"percent": "7"}])
    return shop


def order(counter, *lines, **data):
    data = {"party": "C", "warehouse": "01", "price_type": counter.wholesale, **data}
    return counter.draft("customer_order", day(5), lines=list(lines), **data)


def leaves(tree):
    if not tree["because"]:
        yield tree
    for one in tree["because"]:
        yield from leaves(one)


def test_a_row_tells_its_price_quantity_discounts_and_tax(counter):
    key = order(
        counter, {"item": "TEA", "quantity": "12"}, {"item": "CUP", "quantity": "1", "price": "30"}
    )
    told = program(counter.house).get(f"/documents/customer_order/{key}/explain")
    [tea], [cup] = (row["because"] for row in told["because"])
    assert tea["values"] == {"amount": "1205.28", "vat_amount": "200.88"}
    price, quantity, off, vat = tea["because"]
    assert (price["values"], quantity["values"]) == ({"price": "108"}, {"quantity": "12"})
    paper, retail, wholesale = price["because"]
    assert (paper["recorder"], paper["kind"]) == (str(counter.setting), "price_setting")
    assert (retail["kind"], wholesale["values"]) == ("price_type", {"percent": "-10"})
    assert (off["recorder"], off["number"], off["values"]) == (
        str(counter.rule), "TEN", {"percent": "7"}
    )  # fmt: skip
    assert (vat["label"], vat["values"]) == ("vat_inside", {"percent": "20"})
    [entered] = cup["because"][0]["because"]
    assert (entered["label"], entered["recorder"]) == ("entered", str(key))


def test_one_row_is_asked_for_by_its_place_or_key(counter):
    key = order(counter, {"item": "TEA", "quantity": "1"}, {"item": "TEA", "quantity": "2"})
    robot, path = program(counter.house), f"/documents/customer_order/{key}/explain"
    [row] = robot.get(f"{path}?line=1")["because"]
    assert row["because"][0]["because"][1]["values"] == {"quantity": "2"}
    assert robot.get(f"{path}?line={row['recorder']}")["because"] == [row]
    assert "line" in robot.codes("GET", f"{path}?line=7", status=422)


def test_who_may_not_see_prices_is_told_nothing_of_them(counter):
    key = order(counter, {"item": "TEA", "quantity": "1"})
    store = program(counter.house, "store", roles=("storekeeper",))
    answer = store.call("GET", f"/documents/customer_order/{key}/explain", status="*")
    assert answer.status_code == 403 or "price" not in answer.text.replace("price_type", "")


@pytest.mark.parametrize("inside", [True, False])
def test_what_is_told_reckoned_again_is_what_the_row_says(counter, inside):
    rows = [
        {"item": "TEA", "quantity": "3.5", "discount_percent": "3.3"},
        {"item": "TEA", "quantity": "9", "unit": "box", "price": "1199.99"},
        {"item": "TEA", "quantity": "1", "auto_discount_percent": "-4.25"},
        {"item": "CUP", "quantity": "7", "price": "0.07"},
    ]
    key = order(counter, *rows, prices_include_vat=inside)
    with counter.house.work(reads_only=True) as work:
        document = work.session.get(work.schema.documents["customer_order"], key)
        told = dict(list_reasons(work, document))
        assert len(told) == len(document.lines) == 4
        for line in document.lines:
            assert reckoned(told[line.id]) == (line.amount, line.vat_amount)


def test_an_order_tells_who_promised_it_what(counter):
    place = str(counter.key("warehouse", "01"))
    row = {"item": "TEA", "quantity": "9", "price": "100", "placement": place}
    key = counter.paper("customer_order", day(5), party="C", warehouse="01", lines=[row])
    counter.paper(
        "reservation", day(6), customer_order=key,
        lines=[{"item": "TEA", "quantity": "4", "from": place}],
    )  # fmt: skip
    told = program(counter.house).get(f"/documents/customer_order/{key}/explain?line=0")
    kept = next(one for one in told["because"][0]["because"] if one["label"] == "reserved")
    assert kept["values"] == {"quantity": "5"}
    assert [(one["kind"], one["values"]["quantity"]) for one in kept["because"]] == [
        ("customer_order", "9"), ("reservation", "-4")
    ]  # fmt: skip


def test_asking_why_costs_as_much_for_forty_rows_as_for_two(counter):
    rows = [{"item": "TEA", "quantity": str(n + 10)} for n in range(40)]
    counts = set()
    for many in (2, 40):
        key = order(counter, *rows[:many])
        with counter.house.work(reads_only=True) as work:
            document = work.session.get(work.schema.documents["customer_order"], key)
            _ = [line.item_id for line in document.lines]
            counts.add(counter.statements(lambda: list_reasons(work, document)))
    assert len(counts) == 1
