"""What buying shows on the start page."""

from datetime import date

from support.trade import day
from support.widgets import figures, rows, shown_by


def test_what_suppliers_are_to_bring_is_told_with_what_is_late(shop):
    shop.item("TEA")
    order = {"party": "S", "lines": [("TEA", 2, 50)]}
    late = shop.paper("supplier_order", day(1), due_on="2026-03-10", **order)
    shop.paper("supplier_order", day(2), due_on="2026-04-03", **order)
    shop.paper("supplier_order", day(3), due_on="2026-05-30", **order)
    shown = shown_by(shop, "purchasing_expected")
    assert figures(shown) == [1, 1]
    assert rows(shown) == [
        ("Supplier", date(2026, 3, 10), 100),
        ("Supplier", date(2026, 4, 3), 100),
    ]
    shop.make("supplier_order", "goods_receipt", late, day(11))
    assert figures(shown_by(shop, "purchasing_expected", ahead="0")) == []
