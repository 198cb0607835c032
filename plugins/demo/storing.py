"""The store: prices set, goods taken to the shop, counted, found and lost."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from ...core.records.write import save
from ...core.values import ZERO
from ..items import Item
from . import market
from .goods import priced
from .office import Office
from .plan import Data, Ware


def set_prices(office: Office) -> None:
    """All prices on the first day; afterwards on the first of each month those that grew."""
    opening = office.day == office.plan.opened
    if not opening and office.day.day != 1:
        return
    for code in ("purchase", "wholesale", "retail"):
        lines = [
            {"item": str(one.id), "price": str(_price(office, one, code))}
            for one in office.plan.wares
        ]
        data = {"price_type": str(office.plan.prices[code]), "lines": lines}
        office.paper("price_setting", office.at(7), data)


def fill_the_shop(office: Office) -> None:
    """Twice a week the shop gets what it runs low of."""
    if office.day.weekday() not in (1, 4):
        return
    main, shop = office.plan.stores["main"], office.plan.stores["shop"]
    lines: list[Data] = []
    for ware in office.plan.wares:
        if office.stock.get((ware.id, shop), ZERO) >= 3 or len(lines) == 30:
            continue
        spare = office.stock.get((ware.id, main), ZERO) // 3
        taken = office.take(ware, main, min(Decimal(8), spare))
        if taken > 0:
            lines.append({"item": str(ware.id), "quantity": str(taken)})
            office.put(ware.id, shop, taken)
    if lines:
        data = {"warehouse": str(main), "to_warehouse": str(shop), "lines": lines}
        office.paper("transfer", office.at(11), data)


def set_aside_what_got_damaged(office: Office) -> None:
    """On the last day of a month goods that got damaged in the store pass to cards of their own."""
    store = office.plan.stores["main"]
    there = [one for one in office.plan.wares if office.stock.get((one.id, store), ZERO) >= 5]
    if not there or not _ends_a_month(office):
        return
    ware = office.chance("damage").choice(there)
    grade = office.plan.key("grade", ware.id)
    if office.work.session.get(Item, grade) is None:
        data = {"id": grade, "name": "", "grade_of": str(ware.id), "quality": "limited"}
        save(office.work, Item.kind, data)
    lines = [{"item": str(ware.id), "quantity": "2", "to_item": str(grade)}]
    reason = "Damaged in the store" if office.plan.language != "ru" else "Повреждено на складе"
    paper: Data = {"warehouse": str(store), "reason": reason, "lines": lines}
    if office.paper("quality_change", office.at(17), paper) is not None:
        office.take(ware, store, Decimal(2))


def _ends_a_month(office: Office) -> bool:
    return (office.day + timedelta(days=1)).month != office.day.month


def count_the_stock(office: Office) -> None:
    """On the last day of a month some shelves are counted, and the books put right."""
    if not _ends_a_month(office):
        return
    for store in office.plan.stores.values():
        chance = office.chance("count", store)
        there = [one for one in office.plan.wares if office.stock.get((one.id, store), ZERO) > 0]
        lines = []
        for ware in chance.sample(there, min(25, len(there))):
            books = office.stock[ware.id, store]
            off = chance.choice((0, 0, 0, 0, 0, 1, -1, -1))
            lines.append({"item": str(ware.id), "counted": str(max(books + off, ZERO))})
        data: Data = {"warehouse": str(store), "lines": lines}
        count = office.paper("stock_count", office.at(18), data) if lines else None
        if count is not None and count.posted:
            put_right(office, count)


def put_right(office: Office, count: object) -> None:
    """Enter what a count has found, and write off what it has missed."""
    for kind in ("surplus_entry", "write_off"):
        data = office.filled(count, kind)
        if data.get("lines"):
            for line in data["lines"] if kind == "surplus_entry" else ():
                line["price"] = str(office.wares[UUID(str(line["item"]))].goods.cost)
            office.paper(kind, office.at(18), data)


def _price(office: Office, ware: Ware, code: str) -> Decimal:
    goods = ware.goods
    exact = {"purchase": goods.cost, "wholesale": goods.wholesale, "retail": goods.retail}[code]
    grown = market.grown(exact, office.plan.opened, office.day)
    return priced(grown) if code == "retail" else grown
