"""What lists can be asked: periods, ranges, beginnings, several values, added fields one step away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.toy import NOW
from tradepost.core import Invalid
from tradepost.core.access.access import Access
from tradepost.core.records.comparing import operators_for
from tradepost.core.records.listing import count_up_to, fitting, keys_of, page, stream
from tradepost.core.records.query import (
    Filter,
    Query,
    address_of,
    joined,
    read_filter,
    read_query,
    several,
)
from tradepost.core.records.write import save

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        drinks = save(work, "toy_group", {"name": "Drinks", "code": "drinks"})
        hot = save(work, "toy_group", {"name": "Hot", "code": "hot", "parent": str(drinks.id)})
        ann = save(work, "toy_buyer", {"name": "Ann", "code": "ann"}).id
        goods = [
            ("tea", "Чай зелёный", "1.5", hot.id, {"shelf_days": 30, "keeper": str(ann)}),
            ("cup", "Cup, big", "20", None, {"made_on": "2026-03-30"}),
            ("pot", "Pot", None, drinks.id, {"made_on": "2026-02-10", "shelf_days": 5}),
            ("box", "Чайник", "7", None, {"made_on": "2026-04-02"}),
        ]
        for code, name, price, group, more in goods:
            data = {"code": code, "name": name, "price": price, **more}
            save(work, "toy_good", data | {"group": str(group) if group else None})
        for code, good in (("bob", "tea"), ("eve", "pot")):
            save(work, "toy_buyer", {"name": code.title(), "code": code, "main_good": good})
        for n, hours in enumerate((0, 20, 21, 30)):
            at = datetime(2026, 3, 29, tzinfo=UTC) + timedelta(hours=hours)
            save(work, "toy_order", {"buyer": "ann", "moment": at.isoformat(), "due_on": None,
                                     "number": f"N{n}", "lines": [{"good": "tea", "quantity": n + 1}]})  # fmt: skip
    return toy


def asked(house, kind, address, zone=UTC, access=None):
    query = read_query([tuple(one.split("=", 1)) for one in address.split("&") if one])
    query = Query(query.words, query.filters, ("id",), zone=zone)
    with house.work(*([access] if access else []), reads_only=True) as work:
        name = "number" if kind == "toy_order" else "code"
        return sorted(getattr(one, name) for one in page(work, kind, query).records)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("filter[name][starts]=чай", ["box", "tea"]),
        ("filter[name][starts]=ЧАЙ з", ["tea"]),
        ("filter[code][starts]=T", ["tea"]),
        ("filter[price][between]=2,20", ["box", "cup"]),
        ("filter[price][between]=,7", ["box", "tea"]),
        ("filter[price][between]=20,", ["cup"]),
        ("filter[made_on][between]=2026-03-01,2026-03-31", ["cup"]),
        ("filter[made_on][period]=this_month", ["cup"]),
        ("filter[made_on][period]=past", ["cup", "pot"]),
        ("filter[made_on][period]=next_7_days", ["box"]),
        ("filter[made_on][period]=last_30_days", ["cup"]),
        ("filter[name][in]=Pot,Cup\\, big", ["cup", "pot"]),
        ("filter[group][under]=drinks", ["pot", "tea"]),
        ("filter[group.parent]=drinks", ["tea"]),
        ("filter[keeper.name]=Ann", ["tea"]),
        ("filter[shelf_days][between]=1,10", ["pot"]),
        ("filter[changed_at][period]=today", ["box", "cup", "pot", "tea"]),
        ("filter[id][empty]=false", ["box", "cup", "pot", "tea"]),
    ],
)
def test_goods_are_found(shop, address, found):
    assert asked(shop, "toy_good", address) == found


def test_fields_that_plugins_add_are_asked_for_one_step_away(shop):
    assert asked(shop, "toy_buyer", "filter[main_good.shelf_days][ge]=10") == ["bob"]
    assert asked(shop, "toy_buyer", "filter[main_good.keeper]=ann") == ["bob"]


def test_a_day_of_a_moment_is_meant_whole_and_in_the_zone(shop):
    def on(asking, zone=UTC):
        return asked(shop, "toy_order", f"filter[moment]{asking}", zone)

    assert on("=2026-03-29") == ["N0", "N1", "N2"]
    assert on("=2026-03-29", MOSCOW) == ["N0", "N1"]  # in Moscow it is past midnight
    assert on("[gt]=2026-03-29") == ["N3"]
    assert on("[lt]=2026-03-30") == ["N0", "N1", "N2"]
    assert on("[ne]=2026-03-29") == ["N3"]
    assert on("[between]=2026-03-29,2026-03-29") == ["N0", "N1", "N2"]
    assert on("[in]=2026-03-29,2026-03-30") == ["N0", "N1", "N2", "N3"]
    assert on("[period]=last_7_days") == ["N0", "N1", "N2", "N3"]
    assert on("[period]=yesterday", MOSCOW) == ["N2", "N3"]
    assert NOW.date().isoformat() == "2026-03-31"


@pytest.mark.parametrize(
    "address",
    [
        "filter[price][between]=1",
        "filter[price][between]=,",
        "filter[price][between]=1,2,3",
        "filter[price][between]=a,b",
        "filter[name][between]=a,b",
        "filter[group][between]=a,b",
        "filter[made_on][period]=someday",
        "filter[price][period]=today",
        "filter[price][starts]=1",
        "filter[price][under]=drinks",
        "filter[id][under]=drinks",
        "filter[group][gt]=drinks",
        "filter[values][like]=a",
        "filter[kind][like]=goo",
        "filter[group.group.name]=a",
        "filter[made_on]=2026-02-30",
    ],
)
def test_what_can_not_be_asked_is_refused_where_it_stands(shop, address):
    with pytest.raises(Invalid) as told:
        asked(shop, "toy_good", address)
    assert told.value.path.startswith("filter[")


def test_a_list_goes_on_without_what_can_not_be_followed(shop):
    faults = []
    filters = [
        Filter("price", "ge", "x"),
        Filter("price", "ge", "7"),
        Filter("nothing", "eq", "1"),
    ]
    with shop.work(reads_only=True) as work:
        found = page(work, "toy_good", Query(filters=filters), faults).records
    assert sorted(one.code for one in found) == ["box", "cup"]
    assert [one.path for one, _why in faults] == ["price", "nothing"]


def test_nobody_asks_by_what_is_hidden_from_him(shop):
    masked = Access(
        None, "x", frozenset({"toy_good.read", "toy_buyer.read"}),
        masked={"toy_good": frozenset({"price", "shelf_days"})},
    )  # fmt: skip
    for address in ("filter[price][between]=1,2", "filter[shelf_days][empty]=true"):
        with pytest.raises(Invalid, match="no field"):
            asked(shop, "toy_good", address, access=masked)
    with pytest.raises(Invalid, match="no field"):
        asked(shop, "toy_buyer", "filter[main_good.shelf_days]=5", access=masked)


def test_nobody_asks_through_a_reference_to_what_he_may_not_read(shop):
    blind = Access(None, "x", frozenset({"toy_buyer.read"}))
    with pytest.raises(Invalid, match="no field"):
        asked(shop, "toy_buyer", "filter[main_good.code]=tea", access=blind)
    assert len(asked(shop, "toy_buyer", "", access=blind)) == 3


def test_all_of_a_list_in_pieces_counted_and_by_key(shop):
    with shop.work(reads_only=True) as work:
        query = Query(sort=("group", "code"))
        pieces = [[one.code for one in piece] for piece in stream(work, "toy_good", query, 2)]
        whole = [code for piece in pieces for code in piece]
        assert sorted(whole) == ["box", "cup", "pot", "tea"]
        records = page(work, "toy_good", query).records
        assert whole == [one.code for one in records]
        assert keys_of(work, "toy_good", query, 3) == [one.id for one in records[:3]]
        assert count_up_to(work, "toy_good", Query(), 3) == 3
        assert count_up_to(work, "toy_good", Query("чай"), 99) == 2
        dear = fitting(work, "toy_good", [one.id for one in records], [Filter("price", "ge", "7")])
        assert dear == {one.id for one in records if one.price and one.price >= 7}


def test_several_values_stand_in_one_text():
    for values in (["a"], ["a,b", "c"], ["\\", ",", ""], ["a\\,b"], [""]):
        assert several(joined(values)) == values
    assert several("a\\b") == ["a\\b"]
    assert several(["x", 1]) == ["x", 1]
    one = Filter("price", "between", "1,2")
    assert read_filter(*address_of(one)) == one
    assert read_filter("q", "x") is None


def test_each_type_names_the_comparisons_it_bears(shop):
    fields = shop.schema.fields(shop.schema.records["toy_good"])
    for name, field in fields.items():
        for operator in operators_for(field):
            value = {"between": "1,2", "empty": "true", "period": "today"}.get(operator)
            value = value or {"flag": "true", "choice": "goods", "day": "2026-01-01"}.get(
                field.type
            )
            value = value or {"moment": "2026-01-01", "text": "a"}.get(field.type, "1")
            if field.type == "reference":
                value = "drinks" if name == "group" else "ann"
            value = "true" if operator == "empty" else value
            value = (
                value
                if field.type != "key"
                else str(NOW and "0" * 7 + "1-" + "0000-" * 3 + "0" * 12)
            )
            if operator == "between" and field.type in ("day", "moment"):
                value = "2026-01-01,2026-01-02"
            with shop.work(reads_only=True) as work:
                asking = Query(
                    filters=[Filter(name, operator, "true" if operator == "empty" else value)]
                )
                page(work, "toy_good", asking)
