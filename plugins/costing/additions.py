"""Extra costs of receipts as movements: into the batch, and on to wherever its goods went."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from ...core import Movement, Texts, Work
from ...core.posting.posting import Posting
from ...core.schema.document import DocumentHead
from ..stock import AddsCost, CostAddition
from .book import Book
from .crossing import Crossings
from .entries import Entry, Goods, Holder, Loss, Pool, Sale, amount, raw_amount
from .errors import NothingReceived
from .flows import follow, whole
from .models import CostBatches, CostOfSales, Expenses

_ = Texts(__package__)


def addition_movements(posting: Posting) -> list[Movement]:
    """What extra costs write: nothing of them is lost on the way, none is made.

    Raises:
        NothingReceived: where a receipt has no batch of the goods.
    """
    if not isinstance(posting.document, AddsCost):
        return []
    given = list(posting.document.cost_additions())
    if not given:
        return []
    since = first_moment(posting.work, {one.receipt_id for one in given})
    crossings = Crossings(posting.work, {(one.item_id, one.variant_id) for one in given})
    book = Book(posting.work, crossings.goods, crossings, since)
    return list(spread(book, given, (posting.document.moment, posting.document.id)))


def first_moment(work: Work, receipts: Iterable[UUID]) -> datetime:
    """When the first of some receipts is dated."""
    asked = select(DocumentHead.moment).where(DocumentHead.id.in_(receipts))
    return min(work.session.scalars(asked.order_by(DocumentHead.moment)))


def spread(book: Book, given: Iterable[CostAddition], before: Any) -> Iterator[Movement]:
    """The movements of extra costs at a place in the order of business.

    Args:
        book: what is written of the goods, from the first of the receipts on.
        given: what is added to which receipt.
        before: the place of the extra costs.
    """
    by_goods: dict[Goods, list[CostAddition]] = defaultdict(list)
    for one in given:
        by_goods[one.item_id, one.variant_id].append(one)
    for goods, additions in by_goods.items():
        (group,) = book.crossings.groups([goods], before)
        put = put_on(book.entries[goods], additions)
        found = follow(book.ways(group), opening(book, group), put, before)
        yield from _written(put, found)


def opening(book: Book, group: Iterable[Goods]) -> dict[Pool, list[int]]:
    """What of some goods lay where before the first entry of a book."""
    return {pool: sums for one in group for pool, sums in book.opening(one).items()}


Put = dict[UUID, list[tuple[Pool, int]]]


def put_on(entries: dict[Any, Entry], additions: list[CostAddition]) -> Put:
    """On which pools the sums are put: those the receipt has brought the goods into."""
    known = {place[1]: entry for place, entry in entries.items()}
    found: Put = defaultdict(list)
    for one in additions:
        rows = known[one.receipt_id].rows if one.receipt_id in known else []
        pools = [row.pool for row in rows if row.quantity > 0 and row.pool.lot == one.lot_id]
        mine = [pool for pool in pools if pool.warehouse in (one.warehouse_id, None)]
        if not mine:
            raise NothingReceived(
                _("The receipt has brought no such goods"),
                path="goods_receipts",
                remedy=_("Post the receipt again"),
                record=str(one.receipt_id),
            )
        found[one.receipt_id].append((mine[0], raw_amount(one.amount)))
    return found


def _written(put: Put, found: dict[Holder, Fraction]) -> Iterator[Movement]:
    shares = whole(found)
    into: dict[Pool, int] = defaultdict(int)
    for pool, sum_ in (one for many in put.values() for one in many):
        into[pool] += sum_
    for holder, share in shares.items():
        if isinstance(holder, Pool):
            yield from _into_pool(holder, into.get(holder, 0), share)
        elif share and isinstance(holder, Sale):
            item, variant = holder.goods
            yield CostOfSales.add(
                item=item,
                variant=variant,
                shipment=holder.shipment,
                batch=holder.batch,
                amount=amount(share),
            )
        elif share:
            (item, variant), document = cast("Loss", holder)
            yield Expenses.add(item=item, variant=variant, document=document, amount=amount(share))


def _into_pool(pool: Pool, put: int, stays: int) -> Iterator[Movement]:
    """What is put on a pool, and what of it has left again; a pool only passed is named too.

    Movements of nothing keep the document in the sequence of the pool: when something before
    it changes there, it is due as well.
    """
    names = pool.named
    if put:
        yield CostBatches.plus(**names, amount=amount(put))
    if put > stays:
        yield CostBatches.minus(**names, amount=amount(put - stays))
    elif stays > put or not put:
        yield CostBatches.plus(**names, amount=amount(stays - put))
