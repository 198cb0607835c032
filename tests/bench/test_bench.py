"""The bench itself: its bases are sound, its floor writes as many rows, its figures add up."""

import pytest

from bench import __main__ as line
from bench import figures, kept, writing
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


@pytest.mark.slow
def test_a_base_that_has_grown_is_sound_and_a_long_sale_takes_no_more_statements(base):
    base.grow(6000)
    assert base.size >= 6000
    assert faults(base) == []
    base.grow(8000)
    assert faults(base) == []
    writing._post(base, *writing._drafts(base, 2, 1))  # what is asked once a process
    # Two lines, for goods of one batch need no order of batches and take one statement less.
    counts = {writing.statements(base, lines) for lines in (2, 20, 100)}
    assert len(counts) == 1
    assert counts.pop() <= 40
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


@pytest.mark.slow
def test_a_base_that_is_kept_is_found_again_and_grows_on(tmp_path):
    with kept.kept(tmp_path, ["sqlite"]) as places:
        base = Base("sqlite", places["sqlite"].empty(), places["sqlite"])
        base.grow(6000)
        known, items = base.size, list(base.items)
        base.close()
    with kept.kept(tmp_path, ["sqlite"]) as places:
        base = Base("sqlite", places["sqlite"].empty(), places["sqlite"])
        assert (base.size, base.items) == (known, items)
        base.grow(known)
        assert base.size == known
        base.grow(8000)
        assert base.size >= 8000
        assert faults(base) == []
        base.client.page("/catalogs/party")
        base.house.close()


def test_an_unfinished_base_is_made_anew(tmp_path):
    (tmp_path / "base.sqlite").write_bytes(b"half of it")
    with kept.kept(tmp_path, ["sqlite"]) as places:
        assert not (tmp_path / "base.sqlite").exists()
        assert places["sqlite"].url.endswith("base.sqlite")


def test_every_name_of_the_contract_is_measured():
    assert set(line.NAMES) >= set(CONTRACT)


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


def test_the_page_tells_which_promises_are_kept():
    def row(name, size, ours, floor=1.0, **more):
        told = Row(name, "sqlite", size, ours=[ours], floor=[floor]).as_data()
        return told | {"items": 2000} | more

    rows = [
        row("post_shipment_20", 10_000, 2.0, statements=30),
        row("post_shipment_100", 10_000, 2.0, statements=30),
        row("post_shipment_100", 1_000_000, 4.0, statements=30),
        row("balance_one_item", 1_000_000, 5.1),
        row("cold_start", 1_000_000, 1999.0, rss_mb=200.0),
        row("form_row_1000", 1_000_000, 50.0),
        row("every_form", 1_000_000, 101.0, screens=40, slowest="/me", slowest_ms=120.0),
    ]
    kept = {text: good for text, _engine, _measured, _limit, good in figures.promises(rows)}
    assert kept == {
        "posting 100 lines beside the floor, at 10 000": True,
        "posting 100 lines beside the floor, at 1 000 000": False,
        "statements to post 20 lines and 100": True,
        "posting 100 lines, 1 000 000 against 10 000": False,
        "balance of one item now, at 1 000 000": False,
        "any form, p95 of 40 screens, at 1 000 000": False,
        "one row changed in a form of a thousand": True,
        "cold start with all plugins": True,
        "memory of a web process after eight callers at once": True,
    }
    page = figures.page(rows, {"sqlite": "3.40.1"})
    assert (
        "| balance of one item now, at 1 000 000 | sqlite | 5.1 ms | 5 ms | **not met** |" in page
    )
    assert "| post_shipment_100 | sqlite | 10 000 | 2.00 | 1.00 | 2.00 | 2.00 | 1 | 30 |" in page
