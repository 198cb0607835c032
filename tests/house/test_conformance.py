"""Every bundled plugin keeps the rules of the house, on both engines."""

import pytest

from tradepost.core.conformance import check
from tradepost.core.plugins import found

BUNDLED = sorted(n for n, one in found().items() if one.module.startswith("tradepost.plugins."))


@pytest.mark.parametrize("name", ["core", "web", *BUNDLED])
def test_it_conforms(name, engine_url):
    assert [str(one) for one in check(name, engine_url)] == []
