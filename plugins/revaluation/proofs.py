"""Proofs on the live base: both currencies tell of the same debts and money."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, func, or_, select

from ...core import Work
from ...core.posting.sequence import is_stale
from ..cash import Cash
from ..organisations import Organisation
from ..settlements import Settlements
from .booking import DEBT, MONEY
from .models import CurrencyCash, CurrencySettlements

MOST = 20
PAIRS = ((Settlements, CurrencySettlements, DEBT), (Cash, CurrencyCash, MONEY))


def broken(work: Work) -> list[str]:
    """Sums that differ between the registers; worth that is left where nothing else is.

    What the books carry is known to be old while papers wait to be posted again.
    """
    found: list[str] = []
    for source, register, names in PAIRS:
        found += _different(work, source, register, names)
        if not is_stale(work, register):
            found += _against_nothing(work, register, names)
    return found


def _against_nothing(work: Work, register: Any, names: tuple[str, ...]) -> Iterator[str]:
    booked = register.totals
    asked = select(booked.c.books_amount, *(booked.c[f"{one}_id"] for one in names))
    empty = and_(booked.c.amount == 0, booked.c.books_amount != 0)
    other = or_(
        and_(booked.c.amount > 0, booked.c.books_amount < 0),
        and_(booked.c.amount < 0, booked.c.books_amount > 0),
    )
    for row in work.session.execute(asked.where(or_(empty, other)).limit(MOST)):
        yield f"{register.kind} {row[1:]}: {row[0]} in the books stands against nothing"


def _different(work: Work, source: Any, register: Any, names: tuple[str, ...]) -> Iterator[str]:
    def summed(table: Any) -> Any:
        keys = [table.c[f"{one}_id"] for one in names]
        return select(*keys, func.sum(table.c.amount).label("amount")).group_by(*keys).subquery()

    one, two = summed(source.totals), summed(register.totals)
    same = and_(*(one.c[f"{name}_id"] == two.c[f"{name}_id"] for name in names))
    asked = (
        select(one.c.amount, two.c.amount, *(one.c[f"{name}_id"] for name in names))
        .join(Organisation, Organisation.id == one.c.organisation_id)
        .outerjoin(two, same)
        .where(
            one.c.currency_id != Organisation.currency_id,
            one.c.amount != func.coalesce(two.c.amount, 0),
        )
    )
    for row in work.session.execute(asked.limit(MOST)):
        yield f"{register.kind} {row[2:]}: {row[1]} booked of {row[0]}"
