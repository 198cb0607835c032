"""What money shows on the start page."""

from support.trade import day
from support.widgets import figures, rows, shown_by


def test_money_is_told_by_place_with_its_sum(shop):
    desk = shop.add("cash_place", name="Desk", kind="desk")
    other = shop.add("cash_place", name="Other desk", kind="desk")
    for place, amount in ((desk, "70"), (other, "500")):
        shop.paper("cash_receipt", day(3), party="C", amount=amount, place=str(place))
    shown = shown_by(shop, "cash_now")
    assert figures(shown) == [570]
    assert rows(shown) == [("Other desk", 500), ("Desk", 70)]
