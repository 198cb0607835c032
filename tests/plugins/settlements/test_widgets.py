"""What settlements show on the start page."""

from support.trade import day
from support.widgets import figures, rows, shown_by


def test_debts_past_their_day_are_told_by_party_the_largest_first(shop):
    shop.item("WORK", kind="service")
    other = shop.add("party", code="D", name="Other", is_customer=True)
    for party, amount in (("C", 100), (str(other), 300)):
        shop.paper("shipment", day(2), party=party, lines=[("WORK", 1, amount)])
    shown = shown_by(shop, "settlements_overdue")
    assert figures(shown) == [400]
    assert rows(shown) == [("Other", 29, 300), ("Customer", 29, 100)]
    shop.paper("cash_receipt", day(3), party="C", amount="100", **place(shop))
    assert rows(shown_by(shop, "settlements_overdue")) == [("Other", 29, 300)]
    assert rows(shown_by(shop, "settlements_overdue", side="ours")) == []


def place(shop):
    return {"place": str(shop.add("cash_place", name="Desk", kind="desk"))}
