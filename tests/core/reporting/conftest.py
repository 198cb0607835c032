"""Here the shop is the toy one: posting is shown without a word of trade."""

import pytest

from support.toy_stock import Shop


@pytest.fixture
def shop(toys):
    return Shop(toys)
