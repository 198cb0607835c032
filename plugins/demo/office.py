"""The desk papers are written at: saved and posted through the ordinary services.

What the day's work needs to know it asks the registers for; nothing is remembered between
days, so a simulation goes on from any base it has begun.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Refusal, Work, calls
from ...core.posting import readings, service
from ...core.records.write import save
from ...core.values import ZERO
from ..settlements import Settlements
from ..stock import StockOnHand
from .plan import Data, Plan, Trader, Ware, moment


class Office:
    """One business day of the company in one unit of work.

    Attributes:
        made: papers by kind.
        refused: what the house did not let pass, a line each: debts overdue, goods gone.
    """

    def __init__(self, work: Work, plan: Plan, day: date) -> None:
        self.work, self.plan, self.day = work, plan, day
        self.made: dict[str, int] = {}
        self.refused: list[str] = []
        self._minutes: dict[int, int] = {}

    @property
    def papers_made(self) -> int:
        """How many papers the day has brought."""
        return sum(self.made.values())

    def chance(self, *about: object) -> Random:
        """Chance of this day for one purpose."""
        return self.plan.chance(self.day.isoformat(), *about)

    def at(self, hour: int) -> datetime:
        """The next free minute of an hour of the day."""
        minute = self._minutes.get(hour, -1) + 1
        self._minutes[hour] = minute
        return moment(self.day, hour) + timedelta(seconds=30 * minute)

    def paper(self, kind: str, at: datetime, data: Data, *, post: bool = True) -> Any:
        """Save a document and post it; None where it is refused, as happens in business."""
        number = self.made.get(kind, 0)
        about = (self.day, kind, number)
        given = {
            "organisation": str(self.plan.organisation),
            **data,
            "id": self.plan.key(*about, at=at),
            "moment": at.isoformat(),
        }
        if "lines" in given:
            given["lines"] = [
                {**line, "id": self.plan.key(*about, "line", n, at=at)}
                for n, line in enumerate(given["lines"])
            ]
        self.made[kind] = number + 1
        try:
            with self.work.session.begin_nested():
                document = save(self.work, kind, given)
        except Refusal as why:
            self._refused(kind, why)
            return None
        if post:
            self.post(document)
        return document

    def post(self, document: Any) -> bool:
        """Post a document; one that is refused stays a draft."""
        try:
            with self.work.session.begin_nested():
                service.post(self.work, document)
        except Refusal as why:
            self._refused(document.kind, why)
            self.work.session.refresh(document)
            return False
        return True

    def _refused(self, kind: str, why: Refusal) -> None:
        self.refused += [f"{kind}: {one.code}: {one}" for one in why.each()]

    def follow(self, source: Any, kind: str, hour: int, **changed: Any) -> Any:
        """Make a document on the basis of another; None where there is nothing to make."""
        data = self.filled(source, kind)
        return self.paper(kind, self.at(hour), {**data, **changed}) if data else None

    def filled(self, source: Any, target: str) -> Data:
        """What a document made on the basis of another begins with.

        Nothing where there is nothing to make: it is paid already, set off against what came
        back, or a count has found all as it should be.
        """
        fillings = {(one.source, one.target): one for one in calls.fillings(self.work.hooks)}
        try:
            return fillings[source.kind, target].fill(self.work, source)
        except Refusal:
            return {}

    def papers(self, kind: str, since: int, until: int = 0) -> Sequence[Any]:
        """Posted documents of a kind of the last days, the oldest first."""
        cls: Any = self.work.schema.documents[kind]
        first, last = (moment(self.day - timedelta(days=n), 0) for n in (since, until))
        asked = (
            select(cls)
            .where(cls.moment >= first, cls.moment < last, cls.posted)
            .where(cls.organisation_id == self.plan.organisation)
            .order_by(cls.moment, cls.id)
        )
        return self.work.session.scalars(asked).all()

    def due(self, documents: Iterable[Document], about: str, first: int, last: int) -> list[Any]:
        """Those of the documents whose turn comes today, `first` to `last` days after them."""
        found = []
        for one in documents:
            days = self.plan.chance(about, one.id).randint(first, last)
            if one.moment.date() + timedelta(days=days) == self.day:
                found.append(one)
        return found

    @cached_property
    def stock(self) -> dict[tuple[UUID, UUID], Decimal]:
        """What lies in each warehouse this morning, kept up while the day goes on."""
        rows = readings.balance(self.work, StockOnHand, by=("item", "warehouse"))
        return {(row["item"], row["warehouse"]): row["quantity"] for row in rows}

    def take(self, ware: Ware, store: UUID, wanted: Decimal) -> Decimal:
        """How much of what is wanted is there; it is counted as gone."""
        there = self.stock.get((ware.id, store), ZERO)
        taken = min(wanted, there)
        self.stock[ware.id, store] = there - taken
        return max(taken, ZERO)

    def put(self, ware_id: UUID, store: UUID, quantity: Decimal) -> None:
        """Count goods that came."""
        self.stock[ware_id, store] = self.stock.get((ware_id, store), ZERO) + quantity

    def debt(self, trader: Trader) -> Decimal:
        """What a trader owes us; negative where we owe."""
        where = {"party": trader.id, "organisation": self.plan.organisation}
        rows = readings.balance(self.work, Settlements, by=("party",), where=where)
        return sum((row["amount"] for row in rows), ZERO)

    @cached_property
    def wares(self) -> dict[UUID, Ware]:
        """The goods by key."""
        return {one.id: one for one in self.plan.wares}
