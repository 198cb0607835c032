"""How far orders have come as fields of their lists and of REST: SQL over the registers.

The same is said in words by `standing` and `paying`; what follows from a register is never kept.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Text,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    select,
    type_coerce,
)

from ...core import DerivedField, Texts, Work, of_registers
from ...core.posting.readings import latest
from ...core.schema.document import DocumentHead
from ...core.values import DIGITS, round_to
from ..currencies import CurrencyRate, base_currency
from ..parties import Contract
from ..settlements import Settlements
from .balances import bears_amount
from .cycle import Cycle
from .standing import CourseWords, Runs

_ = Texts(__package__)

Sql = ColumnElement[Any]
NEARLY = 50
"""Half of the least unit of money, in the scale of amounts: foreign sums are rounded by it."""


def course_fields(cycle: Runs, words: CourseWords) -> list[DerivedField]:
    """`course` (ordered, moved_part, moved, closed) and `overdue`, for the orders of a cycle."""
    kind, right = cycle.order.kind, f"{cycle.register.kind}.read"
    names = {
        "ordered": words.ordered,
        "moved_part": words.part,
        "moved": words.moved,
        "closed": _("Closed"),
    }
    return [
        DerivedField(
            kind, "course", _("State of the order"), right, lambda _work: course(cycle),
            choices=names, chip=True,
        ),
        DerivedField(kind, "overdue", words.late, right, overdue(cycle), type="flag"),
    ]  # fmt: skip


def paid_field(cycle: Cycle) -> DerivedField:
    """`paid` (none, part, whole); nothing where the contract is settled as a whole."""
    names = {"none": _("Not paid"), "part": _("Paid in part"), "whole": _("Paid")}
    return DerivedField(
        cycle.order.kind, "paid", _("Payment"), "settlements.read",
        lambda work: paid(work, cycle), choices=names,
    )  # fmt: skip


def posted_only(order: Any, *whens: tuple[Sql, str], other: str) -> Sql:
    """A word by the first condition that holds; nothing for orders that are not posted."""
    draft = (not_(order.posted), null())
    found: Sql = case(draft, *((when, literal(word)) for when, word in whens), else_=other)
    return type_coerce(found, Text())


def has_left(cycle: Runs) -> Sql:
    """That something is left of an order."""
    order, totals = _order(cycle), _totals(cycle.register)
    asked = select(totals.c.order_id).where(totals.c.order_id == order.id, totals.c.quantity > 0)
    return of_registers(asked.correlate(order)).exists()


def course(cycle: Runs) -> Sql:
    """How far an order was carried out."""
    moved = _taken(cycle, cycle.moving) < 0
    return posted_only(
        _order(cycle),
        (and_(has_left(cycle), moved), "moved_part"),
        (has_left(cycle), "ordered"),
        (_taken(cycle, [cycle.closing.kind]) < 0, "closed"),
        (moved, "moved"),
        other="closed",
    )


def overdue(cycle: Runs) -> Callable[[Work], Sql]:
    """Whether something is left of an order whose day has passed."""

    def expression(work: Work) -> Sql:
        order, today = _order(cycle), work.clock.now().date()
        late = and_(order.posted, func.coalesce(order.due_on < today, False), has_left(cycle))
        return type_coerce(case((late, literal(1)), else_=0) == 1, Boolean())

    return expression


def _order(cycle: Runs) -> Any:
    return cycle.order


def _totals(register: Any) -> Any:
    return register.totals


def _taken(cycle: Runs, kinds: Collection[str]) -> Sql:
    """What papers of some kinds moved of an order, in base units as they are stored."""
    order, moves, head = _order(cycle), cycle.register.movements, DocumentHead
    asked = (
        select(func.coalesce(type_coerce(func.sum(moves.c.quantity), Integer()), 0))
        .select_from(moves)
        .join(head, head.id == moves.c.recorder_id)
        .where(moves.c.order_id == order.id, head.kind.in_(sorted(kinds)))
    )
    return of_registers(asked.correlate(order)).scalar_subquery()


# --- money ----------------------------------------------------------------------------------


def paid(work: Work, cycle: Cycle) -> Sql:
    """How far an order is paid, where its contract tells debts apart."""
    order: Any = cycle.order
    contract = select(Contract.settlement_mode).where(Contract.id == order.contract_id)
    mode = of_registers(contract.correlate(order)).scalar_subquery()
    paying = [kind for kind, cls in work.schema.documents.items() if getattr(cls, "pays", False)]
    by_order = (_is_order(order), "orders")
    by_invoice = (_is_of_mover(cycle), "invoices")
    whens, rates = [], _rates(work)
    for deal, name in (by_order, by_invoice):
        got = -cycle.sign * _settled(cycle, deal, paying)
        settled = _is_settled(cycle, cycle.sign * _settled(cycle, deal), rates)
        whens += [
            (and_(mode == name, got > 0, settled), "whole"),
            (and_(mode == name, got > 0), "part"),
        ]
    whole = (mode == "contract", null())
    draft = (not_(order.posted), null())
    said: Sql = case(draft, whole, *((when, literal(word)) for when, word in whens), else_="none")
    return type_coerce(said, Text())


def _is_order(order: Any) -> Callable[[Any], Sql]:
    return lambda moves: moves.c.deal_id == order.id


def _is_of_mover(cycle: Cycle) -> Callable[[Any], Sql]:
    """That a deal is one of the papers that carry the order out."""
    mover: Any = cycle.mover
    named = getattr(mover, f"{cycle.named}_id")
    order: Any = cycle.order
    asked = select(mover.id).where(named == order.id, mover.posted).correlate(order)
    return lambda moves: moves.c.deal_id.in_(of_registers(asked))


def _settled(cycle: Cycle, deal: Callable[[Any], Sql], kinds: Iterable[str] | None = None) -> Sql:
    """What stands on the deals of an order; by papers of some kinds alone."""
    order: Any = cycle.order
    moves = Settlements.movements
    asked = select(func.coalesce(type_coerce(func.sum(moves.c.amount), BigInteger()), 0)).where(
        moves.c.organisation_id == order.organisation_id,
        moves.c.party_id == order.party_id,
        moves.c.contract_id == order.contract_id,
        deal(moves),
    )
    if kinds is not None:
        head = DocumentHead
        asked = asked.select_from(moves).join(head, head.id == moves.c.recorder_id)
        asked = asked.where(head.kind.in_(sorted(kinds)))
    return of_registers(asked.correlate(order)).scalar_subquery()


def _is_settled(cycle: Cycle, owed: Sql, rates: Mapping[UUID, int]) -> Sql:
    """That nothing is left to pay of an order: what is owed, and what is left, by today's rate.

    Both are turned into the base currency, so that whole numbers are compared.
    """
    order, totals = _order(cycle), _totals(cycle.register)
    assert bears_amount(cycle.register)  # noqa: S101 -- a cycle with debts has sums
    asked = select(func.coalesce(type_coerce(func.sum(totals.c.amount), BigInteger()), 0)).where(
        totals.c.order_id == order.id
    )
    left = of_registers(asked.correlate(order)).scalar_subquery()
    terms = select(Contract.currency_id).where(Contract.id == order.contract_id)
    theirs = _worth(of_registers(terms.correlate(order)).scalar_subquery(), rates)
    found: Sql = left * _worth(order.currency_id, rates) + owed * theirs < NEARLY * theirs
    return found


def _worth(currency: Any, rates: Mapping[UUID, int]) -> Sql:
    whens = [(currency == key, literal(rate, BigInteger())) for key, rate in rates.items()]
    return case(*whens, else_=literal(10 ** DIGITS["rate"], BigInteger()))


def _rates(work: Work) -> dict[UUID, int]:
    """What each currency is worth now in the base one, scaled: one question, few currencies."""
    found = {base_currency(work): 10 ** DIGITS["rate"]}
    for row in latest(work.as_house(), CurrencyRate, at=work.clock.now()):
        worth = round_to(row["rate"] / row["per"], DIGITS["rate"])
        found[row["currency"]] = int(worth.scaleb(DIGITS["rate"]))
    return found
