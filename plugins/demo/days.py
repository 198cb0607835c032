"""The company founded, and its days lived, each in one unit of work."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ...core import Work
from ...core.house import House
from ...core.posting import service
from ...core.records.read import find
from ...core.records.write import save
from . import buying, paying, selling, storing
from .office import Office
from .plan import Plan, moment

ACTS: tuple[Callable[[Office], None], ...] = (
    storing.set_prices,
    buying.receive_what_arrives,
    buying.order_what_runs_low,
    buying.send_back_what_is_bad,
    selling.take_orders,
    storing.fill_the_shop,
    selling.ship_orders,
    selling.serve_the_shop,
    selling.take_back,
    paying.customers_pay,
    paying.pay_suppliers,
    paying.cash_to_the_bank,
    storing.set_aside_what_got_damaged,
    storing.count_the_stock,
)
"""What is done on a day, in the order in which goods and papers come."""

MOST_REFUSED = 10
"""So many orders in a row are never refused on one day."""


def found(house: House, plan: Plan) -> bool:
    """Enter the company's catalogs and fill its stores; does nothing where it stands already."""
    with house.sample(), house.work() as work:
        cls = work.schema.records["organisation"]
        if find(work, cls, plan.organisation) is not None:
            return False
        for kind, data in plan.records:
            _enter(work, kind, data)
        office = Office(work, plan, plan.opened)
        storing.set_prices(office)
        buying.open_stock(office)
    return True


def live(house: House, plan: Plan, first: date, days: int) -> Iterator[Office]:
    """Live some days one after another; answers of each what was done and what was refused.

    Days that were lived already are passed over, so what was cut short can be gone on with.
    """
    for n in range(days):
        day = first + timedelta(days=n)
        with house.sample(), house.work() as work:
            if is_lived(work, plan, day):
                continue
            office = Office(work, plan, day)
            for act in ACTS:
                act(office)
            restore(work)
        yield office


def is_lived(work: Work, plan: Plan, day: date) -> bool:
    """Whether a day's papers stand: firms order on every day, under keys known beforehand."""
    cls: Any = work.schema.documents["customer_order"]
    keys = [
        plan.key(day, "customer_order", n, at=moment(day, 10) + timedelta(seconds=30 * n))
        for n in range(MOST_REFUSED)
    ]
    return work.session.scalar(select(cls.id).where(cls.id.in_(keys)).limit(1)) is not None


def restore(work: Work) -> None:
    """Post again what a paper told late has put out of order."""
    while service.restore_sequence(work):
        pass


def _enter(work: Work, kind: str, data: dict[str, Any]) -> None:
    """Save a record; one with the key `change` was made by another and is filled in."""
    given = dict(data)
    save(work, kind, given, id=given.pop("change", None))
