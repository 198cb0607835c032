"""What promising goods shows on the start page."""

from support.trade import day
from support.widgets import figures, rows, shown_by


def test_goods_ordered_beyond_what_lies_are_told_with_what_is_to_come(shop):
    for code in ("TEA", "COFFEE", "SUGAR"):
        shop.item(code)
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 5, 1), ("SUGAR", 9, 1)])
    lines = [("TEA", 8, 1), ("COFFEE", 2, 1), ("SUGAR", 9, 1)]
    shop.paper("customer_order", day(2), party="C", lines=lines)
    shop.paper("supplier_order", day(2), party="S", lines=[("TEA", 3, 1)])
    shown = shown_by(shop, "reservations_short")
    assert figures(shown) == [2, 1]
    assert rows(shown) == [("TEA", 3, 3), ("COFFEE", 2, 0)]
