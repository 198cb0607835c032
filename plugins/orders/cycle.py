"""The course of an order: carried out by papers, some of which come back, closed at last.

Selling and buying run the same course with other words, so each of them describes its own
once, as a `Cycle`, and its hooks ask that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core import BalanceRegister, Document, Movement, Panel, Record, Refusal, Text, Texts, Work
from ...core.posting.posting import Posting
from ...core.records.filling import based_on
from .balances import CarriedOut, carry_out, close_out, left_of, order_panel, rows_left, summed
from .chain import beyond_faults, following, source_faults
from .errors import HasReturns, MoreThanMoved, MoreThanOrdered, NothingLeft
from .returns import beyond, hold, returned, short_of

_ = Texts(__package__)

CARRIED = "orders.carried_out"
"""Where a posting keeps what its document has taken from the order."""


@dataclass(frozen=True)
class Words:
    """What a direction of trade says: of more going back than was moved, and of goods gone back.

    Attributes:
        beyond: more goes back than was moved.
        short: more has gone back than a paper posted again now moves.
        gone_back: goods of the paper with this number have gone back.
    """

    beyond: Text
    short: Text
    gone_back: Callable[[str], Text]


@dataclass(frozen=True)
class Cycle:
    """One direction of trade.

    Attributes:
        register: what is left of orders: dimensions order, item, variant; resources quantity,
            amount.
        order, mover, back, closing: the papers: the order, what carries it out (a shipment, a
            receipt), what goes back of that, what gives up the rest of orders.
        named: the mover's reference to the order.
        source: the reference of `back` to the mover.
        beyond_right: who may carry out more than was ordered, with the mover's `beyond_order`.
        words: what it says.
        sign: 1 where the party owes us for it, -1 where we owe the party.
    """

    register: type[BalanceRegister]
    order: type[Document]
    mover: type[Document]
    back: type[Document]
    closing: type[Document]
    named: str
    source: str
    beyond_right: str
    words: Words
    sign: int = 1

    @property
    def moving(self) -> tuple[str, ...]:
        """The kinds of papers that carry orders out, and of those that take it back."""
        return (self.mover.kind, self.back.kind)

    # --- posting -------------------------------------------------------------------------

    def movements(self, posting: Posting) -> list[Movement]:
        """What a paper takes from the order it names, and a closing from all it closes."""
        document = posting.document
        if isinstance(document, self.closing):
            orders = [line.order_id for line in _lines(document)]
            return close_out(posting, self.register, orders)
        order_id = self._order_of(document)
        if order_id is None:
            return []
        done = carry_out(posting, self.register, order_id, _lines(document))
        posting.shared[CARRIED] = done
        return done.movements

    def _order_of(self, document: Document) -> UUID | None:
        if not isinstance(document, self.mover):
            return None
        found: UUID | None = getattr(document, f"{self.named}_id")
        return found

    def objections(self, posting: Posting) -> Iterator[Refusal]:
        """What forbids posting a paper of the course.

        Raises:
            Forbidden: where more than ordered is moved on purpose, and the person may not.
        """
        document = posting.document
        if isinstance(document, self.mover):
            yield from source_faults(document, getattr(document, self.named), self.named)
            yield from self._beyond_order(posting, document)
            if posting.again:
                yield from self._less_than_returned(posting.work, document)
        elif isinstance(document, self.back):
            source = getattr(document, self.source)
            yield from source_faults(document, source, self.source)
            if source is not None:
                yield from self._beyond_source(posting.work, document, source)
        elif isinstance(document, self.closing) and not posting.movements:  # promises end, too
            yield NothingLeft(_("Nothing is left of these orders"), path="lines")

    def _beyond_order(self, posting: Posting, document: Any) -> Iterator[Refusal]:
        done: CarriedOut = posting.shared.get(CARRIED, CarriedOut())
        if not done.beyond or posting.restoring:
            return
        if document.beyond_order:
            posting.work.access.require(self.beyond_right)
            return
        remedy = _("Lower the quantity; who has the right may post it “beyond the order”")
        why = _("More than ordered")
        yield from beyond_faults(posting.work, done.beyond, MoreThanOrdered, why, remedy)

    def _beyond_source(self, work: Work, document: Any, source: Any) -> Iterator[Refusal]:
        hold(work, source)
        before = self._returned(work, source, but=document.id)
        found = beyond(document.lines, source.lines, before)
        remedy = _("Lower the quantity")
        yield from beyond_faults(work, found, MoreThanMoved, self.words.beyond, remedy)

    def _less_than_returned(self, work: Work, document: Any) -> Iterator[Refusal]:
        found = short_of(summed(document.lines), self._returned(work, document))
        remedy = _("Take the returns back first")
        yield from beyond_faults(work, found, MoreThanMoved, self.words.short, remedy)

    def _returned(self, work: Work, source: Any, but: UUID | None = None) -> dict[Any, Any]:
        return returned(work, self.back, self.source, source.id, but)

    def require_no_returns(self, work: Work, document: Document) -> None:
        """Go on with unposting a paper only if nothing of it has gone back.

        Raises:
            HasReturns: otherwise.
        """
        if isinstance(document, self.mover) and self._returned(work, document):
            raise HasReturns(
                self.words.gone_back(document.number),
                remedy=_("Unpost the returns first"),
                record=str(document.id),
            )

    # --- papers made from others, and what an order shows --------------------------------

    def fulfilment_of(self, work: Work, order: Any) -> dict[str, Any]:
        """A paper that carries out what is left of an order.

        Raises:
            NothingLeft: where all of it has been.
        """
        rows = rows_left(order.lines, left_of(work, self.register, order.id))
        return following(order, self.named, _some(rows, order))

    def return_of(self, work: Work, source: Any) -> dict[str, Any]:
        """A return of what has not gone back of a paper.

        Raises:
            NothingLeft: where all of it has.
        """
        left = summed(line for line in source.lines if line.stocked)
        for key, quantity in self._returned(work, source).items():
            left[key] = left.get(key, quantity) - quantity
        return following(source, self.source, _some(rows_left(source.lines, left), source))

    def closing_of(self, _work: Work, order: Any) -> dict[str, Any]:
        """A closing of what is left of an order."""
        return {
            **based_on(order),
            "organisation": str(order.organisation_id),
            "lines": [{"order": str(order.id)}],
        }

    def panels(self, work: Work, record: Record) -> list[Panel]:
        """On an order: what of it was carried out, and what was not."""
        if not isinstance(record, self.order) or not work.access.may(f"{self.register.kind}.read"):
            return []
        return [order_panel(work, record, self.register)]


def _lines(document: Any) -> Any:
    return document.lines


def _some(rows: list[Any], source: Document) -> list[Any]:
    if not rows:
        raise NothingLeft(
            _("Nothing is left of {title} {number}", title=source.title[0], number=source.number)
        )
    return rows
