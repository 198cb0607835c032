"""The bench itself: its bases are sound, its floor writes as many rows, its figures add up."""

import pytest
from sqlalchemy import event

from bench import __main__ as line
from bench import writing
from bench.bases import Base
from bench.floor import Floor
from bench.timing import Row, measure, percentile
from tradepost.core.posting import verify

CONTRACT = (
    "post_shipment_1", "post_shipment_20", "post_shipment_100", "repost_shipment_100",
    "receipt_10", "balance_one_item", "balance_warehouse", "balance_as_of", "list_first_page",
    "list_deep_page", "search_party", "form_open_100", "rest_get", "cold_start",
)  # fmt: skip


@pytest.fixture
def base(engine_name, bases):
    made = Base(engine_name, bases.empty())
    yield made
    made.close()


def faults(base):
    with base.house.work(reads_only=True) as work:
        return verify.broken(work)


def statements(base, lines):
    """How many statements posting a saved shipment of so many lines takes."""
    (key,) = writing._drafts(base, lines, 1)
    seen = []
    listen = lambda *args: seen.append(args[2])
    event.listen(base.house.engine, "before_cursor_execute", listen)
    writing._post(base, key)
    event.remove(base.house.engine, "before_cursor_execute", listen)
    return len(seen)


@pytest.mark.slow
def test_a_base_that_has_grown_is_sound_and_a_long_sale_takes_no_more_statements(base):
    base.grow(6000)
    assert base.size >= 6000
    assert faults(base) == []
    base.grow(8000)
    assert faults(base) == []
    writing._post(base, *writing._drafts(base, 2, 1))  # what is asked once a process
    # Two lines, for goods of one batch need no order of batches and take one statement less.
    assert statements(base, 2) == statements(base, 20) == statements(base, 100) <= 40
    _the_floor_writes_what_posting_wrote(base)


def _the_floor_writes_what_posting_wrote(base):
    floor = Floor(base.url, base.house.schema.registers.values())
    (key,) = writing._drafts(base, 3, 1)
    writing._post(base, key)
    with base.house.work(reads_only=True) as work:
        document = work.session.get(work.schema.documents["shipment"], key)
    wrote = {one.kind: len(rows) for one, rows in floor.held(key).items()}
    parts = floor.posting(document)
    floor.write(parts)
    floor.close()
    assert wrote.items() >= {"stock_on_hand": 3, "cost_batches": 3, "sales": 3}.items()
    assert wrote.items() >= {"cost_of_sales": 3, "settlements": 1}.items()
    inserted = sum(len(rows) for sql, rows in parts if "recorder_id" in sql)
    assert inserted == sum(wrote.values())
    assert all("core_stale" not in one for one in faults(base))


def test_every_name_of_the_contract_is_measured():
    assert set(line.NAMES) == set(CONTRACT)


def test_an_unknown_name_is_told():
    with pytest.raises(SystemExit, match="nothing is called speed"):
        line.main(["speed"])


def test_a_row_has_medians_their_ratio_and_the_slow_end():
    row = Row("one", "sqlite", 10_000, ours=[3.0, 1.0, 2.0], floor=[1.0, 0.5, 4.0]).as_data()
    assert row == {
        "name": "one", "engine": "sqlite", "size": 10_000, "ours_ms": 2.0, "floor_ms": 1.0,
        "ratio": 2.0, "n": 3, "p95_ms": 3.0,
    }  # fmt: skip
    assert percentile(range(1, 101), 95) == 96


def test_ours_and_the_floor_take_turns_and_the_first_do_not_count():
    turns = []

    class Place:
        engine, size = "sqlite", 1

    rounds = [(lambda: turns.append("ours"), lambda: turns.append("floor"))] * 5
    row = measure("one", Place, rounds, warm=2)
    assert turns == ["ours", "floor"] * 5
    assert len(row.ours) == len(row.floor) == 3
