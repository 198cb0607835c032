"""What is never done to promises: more than is left of an order, or taken away before its time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Refusal, Text, Texts, Work
from ...core.errors import refuse_all
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.records.presentations import presentations
from ...core.values import ZERO
from ..orders import OtherSource, beyond_faults
from ..purchasing import GoodsReceipt, SupplierOrder
from .accounts import (
    MOST,
    Account,
    Key,
    changes,
    full,
    hold,
    kinds,
    lasting,
    lefts,
    promised_now,
    standing,
)
from .errors import GivenUpSince, PromisedBeyond
from .freeing import ACCOUNT
from .models import PROMISES, OrderPlacement

_ = Texts(__package__)

NAMED = 5  # papers named as a way out; who takes them back meets the next


def faults(posting: Posting) -> Iterator[Refusal]:
    """What a paper would promise to orders beyond what is left of them, and could not free."""
    if posting.restoring:
        return
    work, document = posting.work, posting.document
    yield from _given_up_since(posting) if isinstance(document, GoodsReceipt) else ()
    change = changes(posting, posting.movements)
    raised = {key for key in change.keys if change.beyond(key) > 0}
    if not raised:
        return
    account = posting.shared.get(ACCOUNT)
    if account is None:
        orders = {key[0] for key in raised}
        hold(posting, orders)
        account = standing(work, orders).changed_by(change)
    yield from _refused(work, account, raised, document)


def _given_up_since(posting: Posting) -> Iterator[Refusal]:
    """Placements a receipt serves that papers of a later date have given up already.

    At the receipt nothing is to come any more, so they can not wait for those papers.
    """
    work, names = posting.work, [one.name for one in OrderPlacement.key()]
    served = {full(OrderPlacement, one): -one["quantity"] for one in posting.of(OrderPlacement)}
    rows = lasting(posting, OrderPlacement, names, served) if served else ()
    for row in rows:
        if served[full(OrderPlacement, row)] > row["quantity"]:
            named = _named(work, _giving_up(posting, row))
            yield GivenUpSince(
                _(
                    "What was placed for an order has been given up since by {papers}",
                    papers=named,
                ),
                remedy=_("Unpost it first, and post it again after this paper"),
                order=str(row["customer_order"]),
            )


def _giving_up(posting: Posting, placement: Mapping[str, Any]) -> list[UUID]:
    """Papers after this one that lower a placement."""
    work, me = posting.work, (posting.document.moment, posting.document.id)
    where = {one.name: placement[one.name] for one in OrderPlacement.key()}
    rows = readings.movements(
        work.as_house(), OrderPlacement, since=me[0], where=where, limit=MOST
    )
    later = [row for row in rows if (row["moment"], row["recorder"]) > me]
    return list(dict.fromkeys(row["recorder"] for row in later if row["quantity"] < 0))


def require_within(work: Work, document: Document, orders: Collection[UUID]) -> None:
    """Go on with taking back a paper only if it leaves no order promised too much.

    Raises:
        PromisedBeyond: otherwise.
    """
    if not orders or not promised_now(work, orders):
        return
    hold(Posting(work, document, again=False, restoring=False), orders)
    account = standing(work, orders)
    if document.id in orders:  # what corrections add to an order that is none is not left of it
        account.left = {key: much for key, much in account.left.items() if key[0] != document.id}
    refuse_all(list(_refused(work, account, account.keys, document)))


def _refused(
    work: Work, account: Account, keys: Collection[Key], document: Document
) -> Iterator[Refusal]:
    over: dict[UUID, dict[Any, tuple[Decimal, Decimal]]] = {}
    for key in keys:
        promised, left = account.promised.get(key, ZERO), max(account.left.get(key, ZERO), ZERO)
        if promised > left:  # less than nothing is left where the guard refuses, too
            over.setdefault(key[0], {})[key[1:]] = (promised, left)
    for cls in kinds(work) if over else ():
        for order in work.session.scalars(select(cls).where(cls.id.in_(over))):
            named = {"title": order.title[0], "number": order.number}
            if order.posted or order.id == document.id:
                why = _("More is promised to {title} {number} than is left of it", **named)
                remedy = _way_out(work, document, order.id, over[order.id])
                yield from beyond_faults(work, over[order.id], PromisedBeyond, why, remedy)
            elif isinstance(document, SupplierOrder):
                yield OtherSource(
                    _("{title} {number} is not posted", **named),
                    remedy=_("Post it first, or take it off the rows"),
                    source=str(order.id),
                )


def _way_out(work: Work, document: Document, order: UUID, goods: Mapping[Any, Any]) -> Text:
    """Which papers stand in the way: those that promise, or have taken what would come again."""
    papers = _behind(work, document, order, goods)
    if not papers:
        return _("Lower the quantity")
    return _(
        "Release the goods by a reservation, or unpost first: {papers}",
        papers=_named(work, papers),
    )


def _named(work: Work, papers: Sequence[UUID]) -> str:
    names = presentations(work, [("document", key) for key in papers[:NAMED]])
    return ", ".join(names[key] for key in papers[:NAMED] if key in names)


def _behind(work: Work, document: Document, order: UUID, goods: Mapping[Any, Any]) -> list[UUID]:
    """Papers that raise what is promised beyond an order; those after the document, if any do."""
    promised: dict[UUID, Decimal] = {}
    later: dict[UUID, Decimal] = {}
    place = (document.moment, document.id)
    told: list[tuple[Any, str, int]] = [(*one, 1) for one in PROMISES]
    told += [(one, "order", -1) for one in lefts(work)]
    for register, name, sign in told:
        where: dict[str, Any] = {name: order, "item": [item for item, _variant in goods]}
        for row in readings.movements(work.as_house(), register, where=where, limit=MOST):
            who, much = row["recorder"], sign * row["quantity"]
            if (row["item"], row["variant"]) in goods and who not in (document.id, order):
                if sign > 0:
                    promised[who] = promised.get(who, ZERO) + much
                if (row["moment"], who) > place:
                    later[who] = later.get(who, ZERO) + much
    found = [who for who, much in later.items() if much > 0]
    return found or [who for who, much in promised.items() if much > 0]
