"""Business days told as text (`*.day`), run on every engine: what they say must come true."""

import doctest
from pathlib import Path

import pytest

from support.telling import Telling

HERE = Path(__file__).parent
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.REPORT_NDIFF


@pytest.mark.parametrize("told", sorted(one.name for one in HERE.glob("*.day")))
def test_a_day_goes_as_told(told, trade_house):
    names = {"day": Telling(trade_house)}
    path = str(HERE / told)
    ran = doctest.testfile(path, module_relative=False, globs=names, optionflags=OPTIONS)
    assert ran.attempted
    assert not ran.failed
