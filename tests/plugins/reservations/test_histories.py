"""Any history of promises equals a slow reference; one that does not is made as short as can be."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.reserve_firm import lived_by, make_store, open_store
from support.trade import Shop

NAMES = count()  # goods of its own for each history, also for those tried again


@pytest.fixture
def store(bases):
    house = open_store(bases.like("store", make_store))
    yield Shop(house)
    house.close()


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chance=st.randoms(use_true_random=False))
def test_any_history_of_promises_equals_a_slow_reference(store, chance):
    assert lived_by(store, f"T-{next(NAMES)}", chance).differences() == []
