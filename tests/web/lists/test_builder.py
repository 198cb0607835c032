"""The filter builder: any field, typed as people type, wrong ones told at their chip."""

from urllib.parse import quote, unquote

import pytest

from tradepost.core.access.roles import Roles

LIST = "/catalogs/toy_good"


def asked(**given):
    return f"{LIST}/condition?" + "&".join(f"{n}={quote(v)}" for n, v in given.items())


def test_every_field_is_offered_those_of_plugins_rows_and_references_too(goods):
    page = goods.part(f"{LIST}/condition")
    offered = {one["value"] for one in page.html.select("#condition-field option")}
    assert {"name", "price", "shelf_days", "group", "group.code", "keeper.tax_id"} <= offered
    assert "codes.code" in offered and "values" not in offered


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ({"field": "price", "op": "ge", "value": "1 234,50"}, "filter[price][ge]=1234.5"),
        ({"field": "made_on", "op": "eq", "value": "01.03.2026"}, "filter[made_on]=2026-03-01"),
        ({"field": "seen_at", "op": "le", "value": "01.03.2026"}, "filter[seen_at][le]=2026-03-01"),
        ({"field": "name", "op": "like", "value": "te"}, "filter[name][like]=te"),
        ({"field": "group", "op": "in", "value": "drinks"}, "filter[group][in]={drinks}"),
        ({"field": "group", "op": "under", "value": "drinks"}, "filter[group][under]={drinks}"),
        ({"field": "weighed", "op": "eq", "value": "true"}, "filter[weighed]=true"),
        ({"field": "made_on", "op": "period", "value": "last_30_days"},
         "filter[made_on][period]=last_30_days"),
        ({"field": "code", "op": "in", "value": "tea\ncup, big"},
         "filter[code][in]=tea,cup\\, big"),
        ({"field": "price", "op": "empty", "value": "false"}, "filter[price][empty]=false"),
        ({"field": "group.code", "op": "starts", "value": "d"}, "filter[group.code][starts]=d"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_condition_of_the_address(goods, gone, given, condition):
    where = unquote(gone(goods.part(asked(**given, done="1"))).replace("+", " "))
    assert where == f"{LIST}?" + condition.replace("{drinks}", str(goods.drinks))
    goods.get(gone(goods.part(asked(**given, done="1"))))


def test_two_ends_make_a_range_and_the_rest_of_the_address_stays(goods, gone):
    path = asked(field="price", op="between", done="1", at="q=te&sort=-code")
    where = unquote(gone(goods.part(f"{path}&value=1,5&value=2000")))
    assert where == f"{LIST}?q=te&sort=-code&filter[price][between]=1.5,2000"


def test_an_edited_condition_takes_the_place_of_the_old_one(goods, gone):
    at, was = "filter[price][ge]=5", "filter[price][ge]"
    page = goods.part(f"{LIST}/condition/edit?name={quote(was)}&at={quote(at)}")
    assert page.html.select("#condition-op option[selected]")[0]["value"] == "ge"
    assert page.html.select("[name=value]")[0]["value"] == "5"
    where = gone(goods.part(asked(field="price", op="le", value="9", done="1", at=at, was=was)))
    assert unquote(where) == f"{LIST}?filter[price][le]=9"


@pytest.mark.parametrize(
    "given",
    [
        {"field": "price", "op": "ge", "value": "dear"},
        {"field": "price", "op": "ge", "value": ""},
        {"field": "group", "op": "in", "value": "no such group"},
        {"field": "made_on", "op": "eq", "value": "32.13.2026"},
        {"field": "price", "op": "between", "value": ""},
        {"field": "seen_at", "op": "eq", "value": "some day"},
    ],
)
def test_what_can_not_be_read_is_told_in_the_dialog(goods, given):
    page = goods.part(asked(**given, done="1"), status=422)
    assert page.html.select("[role=alert]")
    assert page.html.select("#condition-field option[selected]")[0]["value"] == given["field"]


def test_conditions_stand_as_chips_in_words_and_can_be_taken_away(goods, names):
    query = f"filter[group][under]={goods.drinks}&filter[price][between]=1,2000&filter[group.code][starts]=h"
    goods.save("toy_group", name="Cold", code="c", parent=str(goods.drinks))
    page = goods.get(f"{LIST}?{query.replace('&filter[group.code][starts]=h', '')}")
    assert names(page) == ["Tea"]
    chips = [one.get_text(" ", strip=True) for one in page.html.select(".tp-condition button")]
    assert chips == [
        "Group lies in the folder Drinks",
        "Price is between 1 – 2\N{NARROW NO-BREAK SPACE}000",
    ]
    away = page.html.select(".tp-condition a")[0]["href"]
    assert unquote(away) == f"{LIST}?filter[price][between]=1,2000"


@pytest.mark.parametrize(
    "wrong",
    [
        "filter[price][ge]=dear", "filter[nothing]=1", "filter[price][weird]=1",
        "filter[group]=no-such", "filter[values]=1", "filter[price][period]=today",
        "filter[]=1", "filter[a.b.c]=1", "filter[group][under]=x",
        "filter[made_on][period]=someday",
    ],
)  # fmt: skip
def test_a_wrong_condition_is_told_at_its_chip_and_the_rest_of_the_list_works(goods, names, wrong):
    page = goods.get(f"{LIST}?{wrong}&filter[code][starts]=t")
    assert names(page) == ["Tea"]
    assert page.html.select(".tp-condition-bad") and page.html.select(".tp-condition-fault")
    grouped = goods.get(f"{LIST}?{wrong}&filter[code][starts]=t&group=kind")
    assert grouped.html.select(".tp-condition-fault") and grouped.html.select(".tp-group")


def test_nobody_is_offered_or_answered_what_is_hidden_from_him(visitor):
    visitor.save("toy_good", name="Tea", code="tea", price="5")
    visitor.user("reader", "toy_good.read")
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price", "shelf_days"])
    visitor.sign_in("reader")
    page = visitor.part(f"{LIST}/condition")
    offered = {one["value"] for one in page.html.select("#condition-field option")}
    assert "code" in offered and not {"price", "shelf_days", "group.name", "keeper.name"} & offered
    for hidden in (
        "filter[price][ge]=1",
        "filter[shelf_days][empty]=true",
        "filter[group.name]=x",
    ):
        page = visitor.get(f"{LIST}?{hidden}")
        assert "There is no field" in page.html.select(".tp-condition-fault")[0].text
        assert len(page.html.select("tbody tr[data-href]")) == 1


def test_a_list_with_conditions_takes_a_bounded_number_of_selects(goods):
    def counted():
        with goods.statements() as found:
            goods.part(
                f"{LIST}?filter[price][ge]=1&filter[group.code][like]=h&filter[group]={goods.hot}"
            )
        return len(found)

    few = counted()
    for n in range(30):
        goods.save("toy_good", name=f"Good {n}", price="9", group=str(goods.hot))
    assert counted() <= few
