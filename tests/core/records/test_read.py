"""One record by its key, whole or with a few of its rows."""

import pytest

from support.back_office import Office
from tradepost.core.database.ids import new_id
from tradepost.core.errors import Forbidden, Unknown
from tradepost.core.records.read import glance


@pytest.fixture
def order(toy):
    office = Office(toy)
    tea = office.save("toy_good", name="Tea", code="tea")
    ann = office.save("toy_buyer", name="Ann")
    lines = [{"good": str(tea), "quantity": str(n)} for n in range(1, 6)]
    office.key = office.save("toy_order", buyer=str(ann), lines=lines)
    return office


def test_a_glance_takes_the_rows_that_are_named_and_no_others(order, toy):
    keys = [line.id for line in order.read("toy_order", order.key).lines]
    with toy.work(reads_only=True) as work:
        record = glance(work, "toy_order", order.key, {"lines": [keys[3], keys[1], new_id()]})
        assert [line.id for line in record.lines] == [keys[1], keys[3]]
        assert glance(work, "toy_order", order.key, {}).lines == []


def test_a_glance_needs_the_record_and_the_right(order, toy):
    with toy.work(reads_only=True) as work, pytest.raises(Unknown):
        glance(work, "toy_order", new_id(), {})
    order.user("clerk", "toy_good.read")
    with pytest.raises(Forbidden), toy.work(_access(toy), reads_only=True) as work:
        glance(work, "toy_order", order.key, {})


def _access(house):
    from tradepost.core.access.access import Access

    return Access(None, "clerk", frozenset({"toy_good.read"}))
