"""What is timed of prices: a hundred rows looked up, discounted and added up, two hundred rules."""

from functools import partial

from sqlalchemy import event

from tradepost.core import NONE, settled_id
from tradepost.core.posting import service
from tradepost.core.records.write import fresh, save
from tradepost.plugins.pricing import ItemPrice
from tradepost.plugins.pricing.discounts import Discount, ItemDiscounts
from tradepost.plugins.pricing.filling import add_up, fill_rows

from .bases import OPENED
from .timing import measure

RULES, ROWS = 200, 100
RETAIL = settled_id("price_type", "retail")
CONDITIONS = (
    {"condition": "none"},
    {"condition": "quantity", "threshold": "10"},
    {"condition": "sum", "threshold": "5000"},
    {"condition": "payment", "payment_kind": "cash"},
    {"condition": "accumulated", "threshold": "100", "counted_by": "owner", "period": "month"},
)


def price_100_lines(base, floor):
    """A hundred rows of a new order priced, two hundred rules of discounts being in force."""
    goods = make_rules(base)

    def rounds():
        for n in range(33):
            with base.house.work(reads_only=True) as work:
                order = unpriced(base, work, goods, n)
                yield partial(price, work, order), partial(_read, floor, goods)

    return measure("price_100_lines", base, rounds(), settle=floor.settle)


def make_rules(base):
    """Prices of a hundred items and the rules, once a base; answers the items."""
    goods = base.items[:ROWS]
    if hasattr(base, "rules"):
        return goods
    at = OPENED.isoformat()
    with base.house.work() as work:
        lines = [{"item": str(one), "price": str(100 + n)} for n, one in enumerate(goods)]
        data = {"price_type": str(RETAIL), "moment": at, "lines": lines}
        service.post(work, save(work, "price_setting", data))
        for n in range(RULES):
            key = save(work, "discount", _rule(base, n)).id
            data = {"discount": str(key), "moment": at, "lines": _percents(goods, n)}
            service.post(work, save(work, "discount_setting", data))
    base.rules = True
    return goods


def _rule(base, n):
    data = {"name": f"Rule {n}", "code": f"R{n:03}", **CONDITIONS[n % len(CONDITIONS)]}
    if n % 2:
        parties = [{"party": str(base.firms[(n + m) % len(base.firms)])} for m in range(3)]
        data["recipients"] = parties
    if n % 7 == 0:
        data["hours"] = [{"weekday": "", "starts": "09:00", "ends": "21:00"}]
    return data


def _percents(goods, n):
    """Everything for every third rule; else ten of the goods."""
    if n % 3 == 0:
        return [{"percent": str(n % 9 + 1)}]
    return [
        {"item": str(goods[(n * 7 + m) % ROWS]), "percent": str((n + m) % 12 + 1)}
        for m in range(10)
    ]


def unpriced(base, work, goods, n):
    """A new order whose rows have no prices, as the house finds it; nothing is known of its goods."""
    lines = [{"item": str(one), "quantity": str(n % 12 + 1)} for one in goods]
    data = {
        "organisation": str(base.organisation), "party": str(base.firms[n % len(base.firms)]),
        "warehouse": str(base.store), "currency": "RUB", "price_type": str(RETAIL),
        "payment_kind": "cash", "moment": base.tick().isoformat(), "lines": lines,
    }  # fmt: skip
    order = fresh(work, "customer_order", data)
    for line in order.lines:
        line.price, line.auto_discount_percent, line.discount_reason = None, 0, None
    work.session.expunge_all()
    return order


def price(work, order):
    """Look the prices up, work out the discounts, add the rows up."""
    fill_rows(work, order)
    order.discount(work)
    add_up(work, order)


def _read(floor, goods):
    """The same rows by bare SQL: goods, units, prices, percents, rules with their parts."""
    keys = [floor.key(one) for one in goods]
    marks = ", ".join("?" * len(keys))
    floor.rows(f"SELECT * FROM items_item WHERE id IN ({marks})", keys)
    floor.rows(f"SELECT * FROM items_item_unit WHERE owner_id IN ({marks})", keys)
    sql = (
        f"SELECT * FROM {ItemPrice.table_name()} WHERE price_type_id = ? AND item_id IN ({marks})"
    )
    floor.rows(sql, [floor.key(RETAIL), *keys])
    none = floor.key(NONE)
    sql = f"SELECT * FROM {ItemDiscounts.table_name()} WHERE item_id IN (?, {marks})"
    floor.rows(sql, [none, *keys])
    floor.rows(f"SELECT * FROM {Discount.__table__.name} WHERE NOT deleted")
    for part in ("hours", "recipients"):
        floor.rows(f"SELECT * FROM {Discount.fields[part].target.__table__.name}")


def statements(base, rows):
    """How many statements pricing so many rows takes."""
    seen = []
    listen = lambda *args: seen.append(args[2])
    with base.house.work(reads_only=True) as work:
        order = unpriced(base, work, make_rules(base)[:rows], 3)
        event.listen(base.house.engine, "before_cursor_execute", listen)
        price(work, order)
        event.remove(base.house.engine, "before_cursor_execute", listen)
    return len(seen)
