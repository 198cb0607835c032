"""How far orders have come: what was asked for, carried out, given up and paid.

Nothing of it is kept: all follows from the registers, for a page of orders by a few questions.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from ...core import BalanceRegister, Document, Standing, Text, Texts, Work, house_view
from ...core.posting import readings
from ...core.schema.document import DocumentHead
from ...core.values import ZERO
from .balances import bears_amount

_ = Texts(__package__)

AT_ONCE = 10_000  # keys in one statement; SQLite takes 32766 variables


class Runs(Protocol):
    """What of a direction of trade its course is read by: a `Cycle`, or less than one."""

    @property
    def register(self) -> type[BalanceRegister]:
        """What is left of orders."""

    @property
    def order(self) -> type[Document]:
        """The orders."""

    @property
    def closing(self) -> type[Document]:
        """What gives up the rest of them."""

    @property
    def moving(self) -> Collection[str]:
        """The kinds of papers that carry orders out, and of those that take it back."""


@dataclass
class Course:
    """What became of an order, in base units of all its rows together.

    Attributes:
        ordered: asked for by the order and its corrections.
        moved: carried out, less what came back to be carried out again.
        closed: given up by closings.
        amount: the sum of what is left.
    """

    ordered: Decimal = ZERO
    moved: Decimal = ZERO
    closed: Decimal = ZERO
    amount: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What is still to be carried out."""
        return self.ordered - self.moved - self.closed


@dataclass(frozen=True)
class CourseWords:
    """What a direction of trade calls the ends of an order's course.

    Attributes:
        ordered: nothing was carried out yet.
        moved: all of it was.
        part: some of it was.
        late: the day has passed.
        icon: of what carries orders out.
    """

    ordered: Text
    moved: Text
    part: Text
    late: Text
    icon: str


def courses(work: Work, cycle: Runs, keys: Collection[UUID]) -> dict[UUID, Course]:
    """What became of orders; those that are not posted are left out.

    Raises:
        Forbidden: for whoever may not read the register of orders.
    """
    rows = readings.turnover(
        work, cycle.register, by=("order", "recorder"), where={"order": list(keys)}
    )
    kinds = kinds_of(work, {row["recorder"] for row in rows})
    worth = bears_amount(cycle.register)
    found: dict[UUID, Course] = {}
    for row in rows:
        one = found.setdefault(row["order"], Course())
        kind = kinds.get(row["recorder"])
        if worth:
            one.amount += row["amount"]
        if kind == cycle.closing.kind:
            one.closed -= row["quantity"]
        elif kind in cycle.moving:
            one.moved -= row["quantity"]
        else:
            one.ordered += row["quantity"]
    return found


def kinds_of(work: Work, keys: Collection[UUID]) -> dict[UUID, str]:
    """The kinds of papers; which kind a paper is tells nothing that the reading did not."""
    found: dict[UUID, str] = {}
    wanted = list(keys)
    with house_view(work.session):
        for start in range(0, len(wanted), AT_ONCE):
            asked = select(DocumentHead.id, DocumentHead.kind)
            some = asked.where(DocumentHead.id.in_(wanted[start : start + AT_ONCE]))
            found.update((row.id, row.kind) for row in work.session.execute(some))
    return found


def standings(
    work: Work, cycle: Runs, words: CourseWords, kind: str, keys: Sequence[UUID]
) -> dict[UUID, list[Standing]]:
    """How far orders have come: ordered, carried out in part or whole, closed, overdue."""
    if kind != cycle.order.kind:
        return {}
    known = courses(work, cycle, keys)
    late = late_among(work, cycle.order, [key for key, one in known.items() if one.left > 0])
    return {key: list(_said(one, words, late=key in late)) for key, one in known.items()}


def late_among(work: Work, order: Any, keys: Sequence[UUID]) -> set[UUID]:
    """Those of the orders whose day has passed."""
    today = work.today
    asked = select(order.id).where(order.id.in_(keys), order.due_on < today)
    return set(work.session.scalars(asked)) if keys else set()


def _said(course: Course, words: CourseWords, *, late: bool) -> Iterator[Standing]:
    if late:
        yield Standing("overdue", words.late, "clock", "bad")
    if course.left > 0:
        if course.moved > 0:
            yield Standing("moved_part", words.part, words.icon, "care")
        else:
            yield Standing("ordered", words.ordered, "clipboard-list")
        return
    if course.moved > 0 and not course.closed:
        yield Standing("moved", words.moved, words.icon, "good")
        return
    if course.moved > 0:
        yield Standing("moved_part", words.part, words.icon)
    yield Standing("closed", _("Closed"), "archive")
