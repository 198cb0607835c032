"""Random histories of a firm equal a slow reference to the kopeck.

How many is said by TRADEPOST_COST_HISTORIES; `script/rigs cost_oracle` lives ten thousand.
"""

import os

import pytest

from support.cost_firm import METHODS, lived

COUNT = int(os.environ.get("TRADEPOST_COST_HISTORIES", "5"))


@pytest.mark.parametrize("method", METHODS)
def test_random_histories_equal_the_oracle(trade_house, method):
    for seed in range(COUNT):
        history = lived(trade_house, seed, method)
        assert history.differences() == [], f"seed {seed}"
