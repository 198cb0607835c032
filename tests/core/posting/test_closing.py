"""Closing dates: whose counts for whom, and what is remembered of them."""

import pytest

from support.toy_stock import day
from tradepost.core.access.access import NOBODY
from tradepost.core.access.users import Users
from tradepost.core.database.ids import NONE, new_id
from tradepost.core.errors import Forbidden, Invalid
from tradepost.core.posting.closing import close, closed_until, lift, listed, past, people


@pytest.fixture
def clerk(shop):
    with shop.house.work() as work:
        user = Users(work).create("clerk", roles=["administrator"])
    with shop.house.work() as work:
        return shop.house.policy.access_of(work, Users(work).get(user.id))


def test_a_date_of_ones_own_counts_in_place_of_everyones(shop, clerk):
    with shop.house.work() as work:
        close(work, day(10))
        close(work, day(3), user_id=clerk.user_id)
        assert closed_until(work, NONE) == day(10)
    with shop.house.work(clerk) as work:
        assert closed_until(work, NONE) == day(3)
        assert closed_until(work, shop.place.id) == day(3)
    with shop.house.work() as work:
        lift(work, user_id=clerk.user_id)
    with shop.house.work(clerk) as work:
        assert closed_until(work, NONE) == day(10)


def test_closing_is_remembered_and_asks_for_a_right_and_for_what_there_is(shop, clerk):
    with shop.house.work(clerk) as work:
        close(work, day(10))
        close(work, day(5))
        lift(work)
        lift(work)
    with shop.house.work() as work:
        told = [(one.user, one.action, one.after["until"] and one.after["until"][:10])
                for one in past(work)]  # fmt: skip
        assert sorted(told, key=str) == [
            ("clerk", "closed", "2026-03-10"),
            ("clerk", "opened", "2026-03-05"),
            ("clerk", "opened", None),
        ]
        for refused in ({"scope": new_id()}, {"user_id": new_id()}):
            with pytest.raises(Invalid):
                close(work, day(1), **refused)
    with shop.house.work(NOBODY) as work:
        for attempt in (
            lambda: close(work, day(1)), lambda: lift(work), lambda: listed(work),
            lambda: past(work), lambda: people(work),
        ):  # fmt: skip
            with pytest.raises(Forbidden):
                attempt()
