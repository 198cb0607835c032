"""All or nothing of a large file: others save between its portions, and it is still all or nothing."""

import pytest

from tradepost.core.errors import Refusal
from tradepost.core.importing import applying
from tradepost.core.importing import jobs as importing
from tradepost.core.jobs import running
from tradepost.core.records.write import save
from tradepost.core.texts import Text

FILE = "Code;Name;Price\n" + "".join(f"g{n};Good {n};{n}\n" for n in range(1, 8))


@pytest.fixture
def desk(desk, monkeypatch):
    monkeypatch.setattr(applying, "PORTION", 3)
    monkeypatch.setattr(importing, "PORTION", 3)
    return desk


@pytest.fixture
def between(desk, monkeypatch):
    """Something done by somebody else while the worker takes breath between two steps."""
    seen = []

    def let(do):
        def breath(_seconds):
            do(len(seen))
            seen.append(len(desk.records("toy_good")))

        monkeypatch.setattr(running.time, "sleep", breath)
        return seen

    return let


def is_sqlite(desk):
    return desk.house.engine.dialect.name == "sqlite"


def codes(desk, *, deleted=False):
    return sorted(one.code for one in desk.records("toy_good") if one.deleted == deleted)


def test_another_writer_gets_through_within_the_import(desk, between):
    key = desk.send("toy_good", FILE, key="code")

    def writes(n):
        with desk.house.work() as work:
            save(work, "toy_buyer", {"code": f"b{n}", "name": f"Buyer {n}"})

    seen = between(writes)
    done = desk.take(key)
    assert (done.state, done.counts["created"]) == ("done", 7)
    if is_sqlite(desk):  # elsewhere it is one unit of work, beside which others write
        assert seen == [3, 6]
        assert len(desk.records("toy_buyer")) == 2


def test_what_turns_out_bad_late_takes_everything_back(desk, between):
    with desk.house.work() as work:
        save(work, "toy_good", {"code": "g1", "name": "Good 1", "price": "100"})
    key = desk.send("toy_good", FILE, key="code")
    why = Refusal(Text("", "not today"))
    between(lambda n: n == 0 and desk.house.toys.objections.append(why))
    if not is_sqlite(desk):
        desk.house.toys.objections.append(why)
    done = desk.take(key)
    desk.house.toys.objections.clear()
    assert done.state == "refused"
    assert codes(desk) == ["g1"]
    assert (
        [row for row, *_more in done.listed][:3] == [5, 6, 7] if is_sqlite(desk) else done.listed
    )


def test_what_was_put_back_can_be_taken_again(desk, between):
    key = desk.send("toy_good", FILE, key="code")
    why = Refusal(Text("", "not today"))
    between(lambda n: n == 1 and desk.house.toys.objections.append(why))
    if is_sqlite(desk):
        assert desk.take(key).state == "refused"
        assert codes(desk) == []
        assert codes(desk, deleted=True) == [f"g{n}" for n in range(1, 7)]
    desk.house.toys.objections.clear()
    between(lambda _n: None)
    with desk.work() as work:
        importing.check(work, importing.Imports(work).get(key))
    desk.run()
    done = desk.take(key)
    assert done.state == "done"
    assert codes(desk) == [f"g{n}" for n in range(1, 8)]
