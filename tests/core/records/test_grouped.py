"""Lists in groups: counted, added up, bounded, and never by what is hidden."""

from datetime import date
from decimal import Decimal as D

import pytest

from tradepost.core import Invalid, Refusal
from tradepost.core.access.access import Access
from tradepost.core.records import grouped
from tradepost.core.records.grouped import TooManyToGroup, groups, within
from tradepost.core.records.listing import page
from tradepost.core.records.query import Filter, Query
from tradepost.core.records.write import save


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        for code in ("ann", "bob"):
            save(work, "toy_buyer", {"name": code.title(), "code": code})
        save(work, "toy_good", {"name": "Tea", "code": "tea", "price": "2.5"})
        for n in range(6):
            save(work, "toy_order", {
                "buyer": "bob" if n % 3 == 0 else "ann", "moment": f"2026-0{n // 3 + 1}-28T22:00:00Z",
                "lines": [{"good": "tea", "quantity": n}],
            })  # fmt: skip
    return toy


def told(house, by, query=None, access=None, sums=("amount",)):
    with house.work(*([access] if access else []), reads_only=True) as work:
        found = groups(work, "toy_order", query or Query(), by, sums)
        names = {one.id: one.code for one in page(work, "toy_buyer").records} if not access else {}
        plain = lambda value: names.get(value, value)
        return {tuple(map(plain, one.values)): (one.count, one.sums) for one in found}


def test_by_one_field(shop):
    assert told(shop, ["buyer"]) == {
        ("ann",): (4, {"amount": D("30.0000")}), ("bob",): (2, {"amount": D("7.5000")}),
    }  # fmt: skip


def test_by_two_fields_of_which_one_is_a_month(shop):
    found = told(shop, ["moment", "buyer"])
    assert {key: count for key, (count, _sums) in found.items()} == {
        (date(2026, 1, 1), "ann"): 2, (date(2026, 1, 1), "bob"): 1,
        (date(2026, 2, 1), "ann"): 2, (date(2026, 2, 1), "bob"): 1,
    }  # fmt: skip


def test_months_begin_in_the_zone_of_whoever_asks(shop):
    from zoneinfo import ZoneInfo

    far = told(shop, ["moment"], Query(zone=ZoneInfo("Asia/Tokyo")))
    assert set(far) == {(date(2026, 1, 1),), (date(2026, 3, 1),)}  # 28 February there is over


def test_by_a_field_one_step_away_and_an_added_one(shop):
    assert told(shop, ["buyer.name"])[("Ann",)][0] == 4
    with shop.work() as work:
        save(work, "toy_good", {"name": "Pot", "shelf_days": 5, "fragile": True})
        found = groups(work, "toy_good", Query(), ["shelf_days", "fragile"], ["pieces"])
        assert {one.values: one.sums["pieces"] for one in found} == {(None, None): 1, (5, True): 1}


def test_only_what_fits_is_added_up(shop):
    found = told(shop, ["buyer"], Query(filters=[Filter("buyer.code", "eq", "bob")]))
    assert set(found) == {("bob",)}


def test_nothing_makes_no_groups(shop):
    assert told(shop, ["moment"], Query("nothing of the kind")) == {}


def test_the_rows_of_a_group_are_found_again(shop):
    with shop.work(reads_only=True) as work:
        for by in ("buyer", "moment", "buyer.name", "posted", "due_on"):
            for one in groups(work, "toy_order", Query(), [by], []):
                inside = within(work, "toy_order", by, one.values[0], Query())
                assert len(page(work, "toy_order", inside).records) == one.count, (by, one)


def test_too_much_is_refused_politely(shop, monkeypatch):
    monkeypatch.setattr(grouped, "MOST_ROWS", 5)
    with pytest.raises(TooManyToGroup) as why:
        told(shop, ["buyer"])
    assert why.value.remedy
    monkeypatch.setattr(grouped, "MOST_ROWS", 50)
    monkeypatch.setattr(grouped, "MOST_GROUPS", 1)
    with pytest.raises(TooManyToGroup):
        told(shop, ["buyer"])
    monkeypatch.setattr(grouped, "MOST_MONTHS", 1)
    with pytest.raises(TooManyToGroup):
        told(shop, ["moment"])


def test_nobody_groups_or_adds_up_what_is_hidden(shop):
    masked = Access(
        None, "x", frozenset({"toy_order.read"}),
        masked={"toy_order": frozenset({"amount", "buyer"})},
    )  # fmt: skip
    with pytest.raises(Invalid):
        told(shop, ["buyer"], access=masked, sums=())
    with pytest.raises(Invalid):
        told(shop, ["moment"], access=masked)
    with pytest.raises(Invalid):  # and not through a reference to what he may not read
        told(
            shop, ["buyer.name"], access=Access(None, "x", frozenset({"toy_order.read"})), sums=()
        )


@pytest.mark.parametrize("by", ["amount", "nothing", "comment", "lines", "buyer.nothing", "id"])
def test_what_can_not_be_grouped_by_is_refused(shop, by):
    with pytest.raises(Refusal):
        told(shop, [by])


def test_rows_out_of_sight_are_not_counted(shop):
    with shop.work(reads_only=True) as work:
        ann = next(one.id for one in page(work, "toy_buyer").records if one.code == "ann")
    rights = frozenset({"toy_order.read", "toy_buyer.read"})
    seeing = Access(None, "x", rights, rows={"toy_buyer": frozenset({ann})})
    assert {count for count, _sums in told(shop, ["buyer"], access=seeing).values()} == {4}
