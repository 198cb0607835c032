"""Any history of prices equals a slow reference; one that does not is made as short as can be."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import price_firm, price_purchases
from support.catalogs import catalog_house, make_catalogs

QUICK = HealthCheck.function_scoped_fixture, HealthCheck.too_slow


@pytest.fixture
def house(bases):
    made = catalog_house(bases.like("catalogs", make_catalogs))
    yield made
    made.close()


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=QUICK)
@given(chance=st.randoms(use_true_random=False))
def test_any_history_of_prices_equals_a_slow_reference(house, chance):
    assert price_firm.lived_by(house, chance).differences() == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_discounts_of_any_purchase_equal_a_slow_reference(seed):
    assert list(price_purchases.purchase_faults(seed)) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_the_sums_of_any_row_equal_a_slow_reference(seed):
    assert list(price_purchases.line_faults(seed)) == []
