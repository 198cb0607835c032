"""Random histories of a firm equal a slow reference to the kopeck."""

import pytest

from support.cost_firm import METHODS, lived


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(6))
def test_random_histories_equal_the_oracle(trade_house, method, seed):
    assert lived(trade_house, seed, method, changes=False).differences() == []
