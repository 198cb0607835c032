"""The corners of pricing, as a program meets them: through REST alone."""

import pytest

from support.api import program
from support.catalogs import catalog_house
from support.trade import TRADE, day, make_trade


@pytest.fixture
def api(bases):
    house = catalog_house(bases.like("trade", make_trade), (*TRADE, "margin"))
    made = Corner(house)
    yield made
    house.close()


class Corner:
    """A program that sets prices and sells, and what it is told."""

    def __init__(self, house):
        self.house, self.robot = house, program(house)
        box = [{"unit": self.key("unit", "box"), "factor": "12"}]
        self.tea = self.add("item", name="Tea", code="TEA", units=box)
        self.cup = self.add("item", name="Cup", code="CUP")
        self.retail, self.customer = self.key("price_type", "retail"), self.key("party", "C")

    def key(self, kind, code):
        found = self.robot.get(f"/catalogs/{kind}?filter[code]={code}")["rows"]
        return found[0]["id"] if found else None

    def add(self, kind, **data):
        return self.robot.post(f"/catalogs/{kind}", data, status=201)["id"]

    def draft(self, kind, moment, status=201, **data):
        data["moment"] = moment.isoformat()
        return self.robot.post(f"/documents/{kind}", data, status=status)

    def paper(self, kind, moment, **data):
        key = self.draft(kind, moment, **data)["id"]
        self.robot.post(f"/documents/{kind}/{key}/post")
        return key

    def price(self, moment, price, kind=None, **row):
        rows = [{"item": self.tea, "price": price, **row}]
        return self.paper("price_setting", moment, price_type=kind or self.retail, lines=rows)

    def order(self, moment, status=201, kind=None, robot=None, lines=None, **data):
        rows = lines or [{"item": self.tea, "quantity": "1"}]
        data = {
            "party": self.customer, "warehouse": self.key("warehouse", "01"), "lines": rows,
            "price_type": kind or self.retail, "moment": moment.isoformat(), **data,
        }  # fmt: skip
        return (robot or self.robot).post("/documents/customer_order", data, status=status)

    def asked(self, moment, **more):
        """What a row without a price gets."""
        return self.order(moment, **more)["lines"][0]["price"]

    def told(self, method, path, data, status):
        answer = self.robot.call(method, path, data, status=status).json
        [one] = answer["refusals"]
        return one


def test_later_prices_never_change_a_posted_row(api):
    api.price(day(2), "100")
    key = api.order(day(5))["id"]
    api.robot.post(f"/documents/customer_order/{key}/post")
    api.price(day(4), "150")
    api.robot.post(f"/documents/customer_order/{key}/unpost")
    api.robot.post(f"/documents/customer_order/{key}/post")
    found = api.robot.get(f"/documents/customer_order/{key}")
    assert [row["price"] for row in found["lines"]] == ["100"]
    assert api.asked(day(5)) == "150"


def test_a_price_taken_back_reopens_the_one_before(api):
    api.price(day(2), "100")
    second = api.price(day(3), "120")
    assert [api.asked(day(n)) for n in (2, 4)] == ["100", "120"]
    api.robot.post(f"/documents/price_setting/{second}/unpost")
    assert api.asked(day(4)) == "100"
    api.robot.post(f"/documents/price_setting/{second}/post")
    assert api.asked(day(4)) == "120"


def test_a_row_taken_out_of_a_price_setting_reopens_the_price_before(api):
    api.price(day(2), "100")
    rows = [{"item": api.tea, "price": "120"}, {"item": api.cup, "price": "7"}]
    second = api.paper("price_setting", day(3), price_type=api.retail, lines=rows)
    api.robot.post(f"/documents/price_setting/{second}/unpost")
    api.robot.patch(f"/documents/price_setting/{second}", {"lines": rows[1:]})
    api.robot.post(f"/documents/price_setting/{second}/post")
    assert api.asked(day(4)) == "100"
    facts = api.robot.get(f"/facts/item_price?at={day(4).isoformat().replace('+', '%2B')}")
    assert {row["item"]: row["price"] for row in facts["rows"]} == {api.tea: "100", api.cup: "7"}


def test_a_currency_price_is_worth_what_the_day_says(api):
    dollar = api.key("currency", "USD")
    abroad = api.add("price_type", name="Abroad", currency=dollar)
    for moment, rate in ((day(1), "80"), (day(10), "90")):
        fact = {"currency": dollar, "rate": rate, "per": 1, "at": moment.isoformat()}
        api.robot.post("/facts/currency_rate", fact)
    api.price(day(2), "1.25", abroad)
    rub = api.key("currency", "RUB")
    found = [api.asked(day(n), kind=abroad, currency=rub) for n in (3, 11)]
    assert found == ["100", "112.5"]


def test_a_currency_without_a_rate_is_refused_by_name(api):
    dollar = api.key("currency", "USD")
    abroad = api.add("price_type", name="Abroad", currency=dollar)
    api.price(day(2), "1.25", abroad)
    answer = api.order(day(3), status=422, kind=abroad, currency=api.key("currency", "RUB"))
    [one] = answer["refusals"]
    assert "USD" in one["message"]
    assert one["remedy"]


def test_a_price_of_a_variant_alone_is_not_that_of_the_item(api):
    red = api.add("variant", item=api.tea, name="red")
    api.price(day(2), "120", variant=red)
    rows = [{"item": api.tea, "variant": red, "quantity": "1"}]
    assert api.asked(day(3), lines=rows) == "120"
    answer = api.order(day(3), status=422)
    assert {one["path"] for one in answer["refusals"]} == {"lines.0.price"}


def test_a_unit_without_a_factor_is_refused_by_name(api):
    api.price(day(2), "10")
    rows = [{"item": api.tea, "quantity": "1", "unit": api.key("unit", "kg")}]
    [one] = api.order(day(3), status=422, lines=rows)["refusals"]
    assert (one["code"], one["path"]) == ("items.unknown_unit", "lines.0.unit")
    assert "Tea" in one["message"] and one["remedy"]
    boxes = [{"item": api.tea, "quantity": "1", "unit": api.key("unit", "box")}]
    assert api.asked(day(3), lines=boxes) == "120"


def test_price_types_that_follow_from_one_another_are_refused(api):
    first = api.add("price_type", name="First")
    follows = {"method": "percent", "percent": "5"}
    second = api.add("price_type", name="Second", base=first, **follows)
    third = api.add("price_type", name="Third", base=second, **follows)
    for base, name in ((third, "First"), (first, "First")):
        data = {"base": base, **follows}
        one = api.told("PATCH", f"/catalogs/price_type/{first}", data, 422)
        assert (one["code"], one["path"]) == ("pricing.wrong_price_type", "base")
        assert name in one["message"]


def test_overlapping_discounts_come_to_the_same_in_whatever_order_they_are_set(api):
    api.price(day(2), "100")
    for code in ("B", "A", "C"):
        key = api.add("discount", name=code, code=code)
        percent = "10" if code != "C" else "7"
        rows = [{"percent": percent}, {"item": api.tea, "percent": percent}]
        api.paper("discount_setting", day(3), discount=key, lines=rows)
    found = [api.order(day(4))["lines"][0] for _n in range(3)]
    assert {row["auto_discount_percent"] for row in found} == {"10"}
    taken = {row["discount_reason"]["taken"][0]["discount"] for row in found}
    passed = {tuple(p["discount"] for p in row["discount_reason"]["passed"]) for row in found}
    assert taken == {api.key("discount", "A")}
    assert passed == {(api.key("discount", "B"), api.key("discount", "C"))}


def test_who_may_not_sells_neither_below_the_least_price_nor_below_cost(api):
    rows = [{"item": api.tea, "quantity": "10", "price": "60"}]
    api.paper(
        "goods_receipt", day(1), party=api.key("party", "S"),
        warehouse=api.key("warehouse", "01"), lines=rows,
    )  # fmt: skip
    least = api.add("price_type", name="Least")
    api.price(day(2), "80", least)
    api.add("discount_limit", name="Sellers", role="salesperson", price_type=least)
    seller = program(api.house, "seller", roles=("salesperson",))
    sell = lambda price, status: api.order(
        day(5), status, robot=seller, lines=[{"item": api.tea, "quantity": "1", "price": price}]
    )
    sell("80", 201)
    [one] = sell("79.99", 422)["refusals"]
    assert (one["code"], one["path"]) == ("pricing.beyond_limit", "lines.0.price")
    assert "Tea" in one["message"] and "80" in one["message"] and "Директор" in one["remedy"]
    codes = {one["code"] for one in sell("59.99", 422)["refusals"]}
    assert codes == {"pricing.beyond_limit", "margin.below_cost"}
