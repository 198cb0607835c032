"""Many records at once: the same door as one by one, with few questions to the base."""

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import event

from support.toy import ToyGood, ToyGoodCare
from tradepost.core import Forbidden, Refusal
from tradepost.core.access.access import Access
from tradepost.core.records.listing import page
from tradepost.core.records.many import create_many
from tradepost.core.records.query import Query
from tradepost.core.records.write import save


def made(house, kind, *many):
    with house.work() as work:
        found = create_many(work, kind, many)
        return [one.code if isinstance(one, Refusal) else (one.code, one.name) for one in found]


def test_records_get_codes_defaults_and_added_fields_as_one_by_one(toy):
    data = [{"name": f"Good {n}", "shelf_days": n, "codes": [{"code": str(n)}]} for n in range(3)]
    assert made(toy, "toy_good", *data) == [(f"G00000{n + 1}", f"Good {n}") for n in range(3)]
    with toy.work() as work:
        goods = work.session.query(ToyGood).order_by(ToyGood.code).all()
        assert [(one.pieces, one.version, one.search) for one in goods] == [
            (1, 1, f"g00000{n + 1} good {n}") for n in range(3)
        ]
        assert [one.codes[0].code for one in goods] == ["0", "1", "2"]
        assert [ToyGoodCare.of_one(work.session, one.id).shelf_days for one in goods] == [0, 1, 2]
    assert [kind for kind, _version in toy.toys.saved] == ["toy_good"] * 3
    assert made(toy, "toy_good", {"name": "Next"}) == [("G000004", "Next")]


def test_one_that_is_refused_does_not_hold_up_the_others(toy):
    data = [
        {"name": "Tea"},
        {"name": ""},
        {"name": "Cup", "colour": "red"},
        {"name": "Pot", "group": "nowhere"},
        {"name": "Jug", "price": "1e5"},
        {"name": "Tray"},
    ]
    found = made(toy, "toy_good", *data)
    assert found == [
        ("G000001", "Tea"),
        "missing",
        "unknown_field",
        "unknown_reference",
        "invalid",
        ("G000002", "Tray"),
    ]


def test_codes_that_are_taken_are_refused_or_passed_by(toy):
    with toy.work() as work:
        save(work, "toy_good", {"name": "Old", "code": "G000002"})
        save(work, "toy_good", {"name": "Own", "code": "own"})
    data = [{"name": "A"}, {"name": "B"}, {"name": "C", "code": "own"}, {"name": "D", "code": "x"}]
    found = made(toy, "toy_good", *data, {"name": "E", "code": "x"})
    assert found[2:] == ["duplicate_code", ("x", "D"), "duplicate_code"]
    assert len({code for code, _name in found[:2]} - {"G000002"}) == 2


def test_a_key_that_is_known_answers_its_record(toy):
    key = str(uuid4())
    twice = [{"id": key, "name": "Tea"}]
    assert made(toy, "toy_good", *twice) == made(toy, "toy_good", *twice) == [("G000001", "Tea")]


def test_it_takes_the_right_and_a_catalog(toy):
    with pytest.raises(Forbidden), toy.work(Access(None, "anna")) as work:
        create_many(work, "toy_good", [{"name": "Tea"}])
    with pytest.raises(TypeError), toy.work() as work:
        create_many(work, "toy_order", [{}])


def test_statements_do_not_grow_with_the_number_of_records(toy):
    def asked(count):
        seen = []
        listen = lambda *args: seen.append(args[2])
        event.listen(toy.engine, "before_cursor_execute", listen)
        group = made(toy, "toy_group", {"name": f"Group {count}"})[0][0]
        data = [{"name": f"{count} {n}", "group": group, "price": "1"} for n in range(count)]
        made(toy, "toy_good", *data)
        event.remove(toy.engine, "before_cursor_execute", listen)
        return len(seen)

    assert asked(200) < asked(2) + 10
    with toy.work(reads_only=True) as work:
        found = page(work, "toy_good", Query(words="200 177")).records
        assert "200 177" in [one.name for one in found]
    with toy.work() as work:
        prices = [one.price for one in work.session.query(ToyGood)]
    assert prices == [Decimal(1)] * 202
