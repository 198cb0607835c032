"""Columns of a list: fields, added fields and those a step away, in a bounded number of selects."""

from decimal import Decimal as D

import pytest
from sqlalchemy import event

from tradepost.core.access.access import Access
from tradepost.core.records.columns import Reading, place_of, places_of
from tradepost.core.records.listing import page
from tradepost.core.records.write import save

PATHS = ("name", "main_good", "main_good.price", "main_good.shelf_days", "main_good.group")


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        save(work, "toy_group", {"name": "Drinks", "code": "drinks"})
        save(
            work,
            "toy_good",
            {"name": "Tea", "code": "tea", "price": "2.5", "group": "drinks", "shelf_days": 9},
        )
        save(work, "toy_buyer", {"name": "Ann", "main_good": "tea"})
        save(work, "toy_buyer", {"name": "Bob"})
    return toy


def read(work, paths=PATHS):
    cls = work.schema.records["toy_buyer"]
    places = [one for one in (place_of(work, cls, path) for path in paths) if one]
    return Reading(work, cls, places).rows(page(work, "toy_buyer").records)


def test_values_a_step_away_stand_beside_the_record_s_own(shop):
    with shop.work(reads_only=True) as work:
        ann, bob = read(work)
        assert [one.name or one.value for one in ann] == ["Ann", "Tea", D("2.5"), 9, "Drinks"]
        assert [one.value for one in bob] == ["Bob", None, None, None, None]


def test_more_records_take_no_more_selects(shop):
    def statements():
        found = []
        note = lambda *more: found.append(more[2])
        with shop.work(reads_only=True) as work:
            event.listen(shop.engine, "before_cursor_execute", note)
            read(work)
            event.remove(shop.engine, "before_cursor_execute", note)
        return len(found)

    few = statements()
    with shop.work() as work:
        for n in range(20):
            save(work, "toy_good", {"name": f"Good {n}", "code": f"g{n}"})
            save(work, "toy_buyer", {"name": f"Buyer {n}", "main_good": f"g{n}"})
    assert statements() == few


def test_columns_are_those_the_person_may_see(shop):
    masked = Access(
        None, "x", frozenset({"toy_buyer.read", "toy_good.read"}),
        masked={"toy_good": frozenset({"price"})},
    )  # fmt: skip
    cls = shop.schema.records["toy_buyer"]
    with shop.work(masked, reads_only=True) as work:
        paths = [one.path for one in places_of(work, cls)]
        assert "main_good.name" in paths and "main_good.price" not in paths
        assert "main_good.values" not in paths
        assert place_of(work, cls, "main_good.price") is None
    with shop.work(Access(None, "x", frozenset({"toy_buyer.read"})), reads_only=True) as work:
        assert not [one.path for one in places_of(work, cls) if "." in one.path]
