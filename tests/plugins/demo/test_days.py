"""The demo company lives: the same seed, the same days, on both engines, and every sum holds."""

import os
from datetime import date
from pathlib import Path

import pytest

from support.databases import SHARED, PostgresqlBases, SqliteBases
from tradepost.core import calls
from tradepost.core.database.about import tell
from tradepost.core.house import House
from tradepost.core.posting import verify
from tradepost.core.settings import Settings
from tradepost.plugins.demo import company, content_hash, found, live
from tradepost.plugins.demo.commands import make_demo
from tradepost.plugins.demo.days import ACTS
from tradepost.plugins.demo.office import Office
from tradepost.plugins.demo.storing import put_right

ON = (
    "currencies", "organisations", "parties", "items", "pricing", "stock", "orders", "costing",
    "settlements", "purchasing", "sales", "cash", "demo",
)  # fmt: skip
START = date(2026, 1, 30)  # the month ends within the days: prices, a count

pytestmark = pytest.mark.slow


def make_house(url, settings=None):
    house = House(Settings(ON, {"demo": settings or {}}), url)
    assert all(one.state != "stopped" for one in house.plugins.records.values())
    return house


def make_base(url):
    house = make_house(url)
    install(house)
    assert found(house, small())
    house.close()


def install(house):
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)


def small(seed=5):
    return company(seed, START, items=70)


def lived(url, days):
    """The content of a base after some days, what was made, refused and broken."""
    house, made, refused = make_house(url), {}, []
    for office in live(house, small(), START, days):
        refused += office.refused
        for kind, count in office.made.items():
            made[kind] = made.get(kind, 0) + count
    with house.work(reads_only=True) as work:
        told = content_hash(work), made, refused, verify.broken(work)
    house.close()
    return told


@pytest.fixture
def both(tmp_path):
    """Bases on both engines, side by side."""
    shared = Path(os.environ[SHARED])
    made = [SqliteBases(shared, tmp_path), PostgresqlBases(shared)]
    yield made
    for one in made:
        one.close()


def test_the_same_seed_lives_the_same_days_on_both_engines(both):
    first, second = (lived(one.like("demo_days", make_base), 3) for one in both)
    assert first[0] == second[0]
    assert first[1:] == second[1:]


def test_a_few_days_bring_papers_of_every_kind_and_every_sum_holds(bases):
    _content, made, refused, broken = lived(bases.like("demo_days", make_base), 4)
    assert broken == []
    assert set(made) >= {
        "supplier_order", "price_setting", "customer_order", "shipment",
        "cash_receipt", "transfer", "stock_count",
    }  # fmt: skip
    assert 4 * 10 <= sum(made.values()) <= 4 * 45
    assert len(refused) <= 3, refused


def test_another_seed_is_another_company():
    assert small().records == small().records
    assert small().organisation != small(6).organisation
    assert [one.goods for one in small().wares] != [one.goods for one in small(6).wares]


def test_days_go_on_where_they_stopped(bases):
    whole = lived(bases.like("demo_days", make_base), 2)[0]
    house, plan = make_house(bases.like("demo_days", make_base)), small()
    for n in range(2):
        assert not found(house, plan)
        assert len(list(live(house, plan, START, n + 1))) == 1
    with house.work(reads_only=True) as work:
        assert content_hash(work) == whole
    house.close()


def test_a_demo_that_was_cut_short_is_made_complete_another_day(bases, monkeypatch):
    def power_cut(office):
        raise KeyboardInterrupt

    url, told = bases.empty(), []
    house = make_house(url, {"weeks": 0, "items": 70})
    install(house)
    with house.work() as work:
        tell(work.session, "demo", "2026-02-06T12:00:00+00:00")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("tradepost.plugins.demo.days.ACTS", (*ACTS, power_cut))
        make_demo(house, told.append)
    for _again in range(2):
        make_demo(house, told.append)
    with house.work(reads_only=True) as work:
        orders = work.session.query(work.schema.documents["customer_order"]).all()
        assert {one.moment.date() for one in orders} == {date(2026, 2, 6)}
        assert verify.broken(work) == []
    house.close()
    assert told[0].into("en").startswith("The demo company has lived 1 days")
    assert told[0] == told[1]


def test_a_count_that_finds_all_as_it_should_be_brings_no_papers(bases):
    house, plan = make_house(bases.like("demo_days", make_base)), small()
    with house.work() as work:
        office = Office(work, plan, START)
        store = plan.stores["main"]
        books = [(one, office.stock[one.id, store]) for one in plan.wares[:3]]
        lines = [{"item": str(one.id), "counted": str(there)} for one, there in books]
        data = {"warehouse": str(store), "lines": lines}
        count = office.paper("stock_count", office.at(18), data)
        put_right(office, count)
        assert (office.made, office.refused) == ({"stock_count": 1}, [])
    house.close()
