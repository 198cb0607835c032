from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from support.toy_stock import ToyPrice, day
from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden
from tradepost.core.posting import readings, verify
from tradepost.core.posting.closing import close
from tradepost.core.posting.errors import ClosedPeriod
from tradepost.core.posting.facts import record_facts

D = Decimal


def prices(shop, at, *values):
    return [
        ToyPrice.record(at=at, thing=thing.id, price=D(value))
        for thing, value in zip(shop.things, values, strict=False)
    ]


def say(shop, *facts):
    with shop.house.work() as work:
        return [str(one) for one in record_facts(work, facts)]


def known(shop, at=None):
    rows = shop.read(readings.latest, ToyPrice, at=at, by=["thing"])
    return [row["price"] for one in shop.things for row in rows if row["thing"] == one.id]


def test_facts_are_read_as_of_their_moments(shop):
    assert say(shop, *prices(shop, day(1), 10, 20)) == ["created", "created"]
    assert say(shop, *prices(shop, day(5), 11)) == ["created"]
    assert known(shop, day(1)) == [10, 20]
    assert known(shop, day(4)) == [10, 20]
    assert known(shop) == [11, 20]
    assert known(shop, day(1) - timedelta(microseconds=1)) == []


def test_saying_it_again_changes_nothing_and_other_values_replace_it(shop):
    say(shop, *prices(shop, day(1), 10, 20))
    assert say(shop, *prices(shop, day(1), 10, 20)) == ["unchanged", "unchanged"]
    assert say(shop, *prices(shop, day(1), 10, 21)) == ["unchanged", "updated"]
    assert say(shop, *prices(shop, day(1), 12, 22)) == ["updated", "updated"]
    assert known(shop) == [12, 22]
    with shop.house.engine.connect() as connection:
        replaced = connection.execute(ToyPrice.replaced.select()).all()
    assert sorted(row.price for row in replaced) == [10, 20, 21]
    assert shop.read(verify.broken) == []


def test_a_moment_is_the_same_in_every_zone(shop):
    say(shop, *prices(shop, day(1, hour=9), 10))
    moscow = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=3)))
    assert moscow == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert say(shop, *prices(shop, moscow, 10)) == ["unchanged"]


def test_said_twice_in_one_go_the_last_word_holds(shop):
    facts = [*prices(shop, day(1), 10), *prices(shop, day(1), 15)]
    assert say(shop, *facts) == ["created", "updated"]
    assert known(shop) == [15]


def test_a_closed_period_takes_no_facts(shop):
    with shop.house.work() as work:
        close(work, day(10))
    with pytest.raises(ClosedPeriod):
        say(shop, *prices(shop, day(10), 10))
    assert say(shop, *prices(shop, day(11), 10)) == ["created"]


def test_facts_need_their_right_and_their_moment(shop):
    with pytest.raises(Forbidden), shop.house.work(Access(None, "anna")) as work:
        record_facts(work, prices(shop, day(1), 10))
    with pytest.raises(ValueError, match="moment"):
        say(shop, ToyPrice.record(thing=shop.things[0].id, price=D(1)))
