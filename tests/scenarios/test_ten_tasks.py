"""Ten tasks of every day can be done by keyboard alone, in few keys."""

import pytest

from support.live import served
from support.screens import settled
from support.tasks import TASKS, Hands

MOST = 90


@pytest.mark.only("sqlite")
@pytest.mark.slow
def test_ten_tasks_take_few_keys(lived, browser):
    told = []
    with served(lived, browser) as site, site.page() as page:
        settled(page)
        for task in TASKS:
            hands = Hands(page)
            task(site, hands)
            told.append((task.__name__, hands.keys))
    assert len(told) == 10
    assert {name: keys for name, keys in told if keys > MOST} == {}
