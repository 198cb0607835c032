"""What costing shows on the start page."""

import pytest

from support.trade import day, with_rights
from support.widgets import figures, shown_by
from tradepost.core.errors import Forbidden


def test_the_margin_is_sales_without_vat_less_their_cost(shop):
    shop.item("TEA", vat_rate="20")
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 10, 60)])
    shop.paper("shipment", day(2), party="C", lines=[("TEA", 5, 120)])
    shown = shown_by(shop, "costing_margin")
    assert figures(shown) == [250, 500, 250]
    assert shown.figures[0].note == "50.0 %"
    assert figures(shown_by(shop, "costing_margin", period="last_month")) == []


def test_who_may_not_see_cost_is_told_no_margin(shop):
    with pytest.raises(Forbidden):
        shown_by(shop, "costing_margin", with_rights("sales.read"))
