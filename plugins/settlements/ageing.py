"""How old debts are: which invoices are still unpaid, and for how long past their day.

Payments settle the oldest invoice of a deal first, so what is still owed belongs to the
newest ones: they are taken from the newest on until they make up the balance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, column, func, select, values

from ...core import Work, restrict
from ...core.database.ids import NONE
from ...core.posting import readings
from ...core.values import ZERO
from ..parties import Contract
from .models import Settlements

BUCKETS: tuple[tuple[str, int, int], ...] = (
    ("current", -(10**6), 0),
    ("days_30", 1, 30),
    ("days_60", 31, 60),
    ("days_90", 61, 90),
    ("older", 91, 10**6),
)
"""Names of the columns with the days past due they hold, both ends included."""

KEY = ("organisation", "party", "contract", "deal", "currency")
Key = tuple[UUID | None, ...]
WORKING = 5  # days of a week on which people work
CHUNK = 500  # keys asked for in one statement


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A part of an invoice that is not paid.

    Attributes:
        key: organisation, party, contract, deal, currency.
        document: the paper that made the debt.
        due: the day it is to be paid by.
        amount: what is unpaid; above zero they owe us, below we owe them.
        days: past the day; below zero where it is still to come.
    """

    key: Key
    document: UUID
    due: date
    amount: Decimal
    days: int


def unpaid(
    work: Work, at: datetime, where: dict[str, Any] | None = None, but: UUID | None = None
) -> Iterator[Unpaid]:
    """What is not paid at a moment, invoice by invoice.

    Args:
        work: its rights apply.
        at: the moment asked about.
        where: dimensions of Settlements to keep to.
        but: a paper to leave out of account (the one under way).
    """
    rows = readings.balance(work, Settlements, at=at, where=where or {})
    open_ = {tuple(row[name] for name in KEY): row["amount"] for row in rows}
    if but is not None:
        _leave_out(work, open_, but)
    contracts = {key[2] for key in open_ if key[2] is not None}
    terms = _days_of(work, contracts)
    for key, moment, recorder, amount in _raising(work, dict(open_), at, but):
        left = open_[key]
        if not left:
            continue
        part = min(left, amount) if left > 0 else max(left, amount)
        open_[key] = left - part
        due = due_day(work.day_of(moment), *terms.get(key[2], (None, "")))
        yield Unpaid(key, recorder, due, part, (work.day_of(at) - due).days)


def overdue_of(
    work: Work, contract: Contract, at: datetime, but: UUID | None = None
) -> list[Unpaid]:
    """What a party should have paid us under a contract by a moment, and has not."""
    found = unpaid(work, at, {"contract": contract.id}, but)
    return [one for one in found if one.amount > 0 and one.days > 0]


def ageing(work: Work, at: datetime, where: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Debts by contract, deal and currency, spread over the days they are past due.

    Returns:
        rows of the dimensions, `amount`, and one sum for each of BUCKETS.
    """
    found: dict[Key, dict[str, Any]] = {}
    for one in unpaid(work, at, where):
        row = found.setdefault(one.key, _empty(one.key))
        row["amount"] += one.amount
        row[bucket_of(one.days)] += one.amount
    return list(found.values())


def _empty(key: Key) -> dict[str, Any]:
    sums = dict.fromkeys(("amount", *(name for name, _first, _last in BUCKETS)), ZERO)
    return {**dict(zip(KEY, key, strict=True)), **sums}


def bucket_of(days: int) -> str:
    """The bucket of a number of days past due."""
    return next(name for name, first, last in BUCKETS if first <= days <= last)


def due_day(day: date, days: int | None, kind: str) -> date:
    """The last day to pay in: so many calendar days later, or working days (Monday to Friday)."""
    left = days or 0
    if kind != "working":
        return day + timedelta(days=left)
    while day.weekday() >= WORKING:  # Monday is the first day that counts
        day += timedelta(days=-1 if left else 1)
    weeks, left = divmod(left, WORKING)
    day += timedelta(weeks=weeks)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < WORKING
    return day


def _days_of(work: Work, contracts: Iterable[UUID]) -> dict[UUID | None, tuple[int | None, str]]:
    found: dict[UUID | None, tuple[int | None, str]] = {}
    for part in _chunks(sorted(contracts)):
        asked = select(Contract.id, Contract.debt_days, Contract.debt_days_kind)
        for key, days, kind in work.session.execute(asked.where(Contract.id.in_(part))):
            found[key] = (days, kind)
    return found


def _raising(
    work: Work, open_: Mapping[Key, Decimal], at: datetime, but: UUID | None
) -> Iterator[tuple[Key, datetime, UUID, Decimal]]:
    """The movements that make up open balances, newest first.

    The sum running from the newest on ends at the invoice that completes the balance, so the
    long paid history of a contract stays in the database.
    """
    for part in _chunks(list(open_.items())):
        for row in work.session.execute(_asked(work, part, at, but)):
            key = tuple(None if one == NONE else one for one in row[: len(KEY)])
            yield key, row.moment, row.recorder_id, row.amount


def _asked(
    work: Work, open_: Sequence[tuple[Key, Decimal]], at: datetime, but: UUID | None
) -> Select[Any]:
    table = Settlements.movements
    kind = table.c.amount.type
    named = [column(f"{name}_id", table.c[f"{name}_id"].type) for name in KEY]
    given = [(*(one or NONE for one in key), balance) for key, balance in open_]
    wanted = values(*named, column("balance", kind), name="wanted").data(given).cte("wanted")
    keys = [table.c[f"{name}_id"] for name in KEY]
    covered = func.sum(table.c.amount, type_=kind).over(
        partition_by=keys,
        order_by=(table.c.moment.desc(), table.c.recorder_id.desc(), table.c.line.desc()),
    )
    same = and_(*(wanted.c[one.name] == table.c[one.name] for one in keys))
    # Of one key only what has the sign of its balance raises it; the rest has paid it off.
    rises = (table.c.amount > 0) == (wanted.c.balance > 0)
    raising = (
        select(
            *keys,
            table.c.moment,
            table.c.recorder_id,
            table.c.amount,
            covered.label("covered"),
            wanted.c.balance,
        )
        .join(wanted, same)
        .where(table.c.moment <= at, rises, table.c.recorder_id != (but or NONE))
    )
    moved = restrict(work, Settlements, raising).subquery()
    before = func.abs(moved.c.covered) - func.abs(moved.c.amount)
    asked = select(moved).where(before < func.abs(moved.c.balance))
    return asked.order_by(moved.c.moment.desc(), moved.c.recorder_id.desc())


def _leave_out(work: Work, open_: dict[Key, Decimal], document: UUID) -> None:
    """Take back what a paper that is posted already has changed."""
    for row in readings.movements(work, Settlements, recorder=document):
        key = tuple(row[name] for name in KEY)
        open_[key] = open_.get(key, ZERO) - row["amount"]


def _chunks(given: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(given), CHUNK):
        yield given[start : start + CHUNK]
