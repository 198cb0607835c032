"""Posting the papers of cost themselves: accounting policies and closes of months."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import exists, func, select

from ...core import Movement, Refusal, Texts, Work
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.posting.service import find
from ...core.schema.document import DocumentHead
from ...core.values import next_month
from ..organisations import Organisation
from ..stock import AddsCost
from .ages import ages_of
from .book import Book
from .carrying import carried, stock_of
from .closing import Additions, Closing
from .crossing import Crossings
from .documents import CostAdjustment, CostPolicy, key_of, start_of_month
from .entries import Goods, Pool
from .errors import MonthClosed, MonthNotBegun, MonthOutOfOrder, PolicyTwice
from .extent import is_large
from .models import CostBatches
from .policy import Policies

_ = Texts(__package__)

CHUNK = 500  # goods whose books are open at once


def movements(posting: Posting) -> list[Movement]:
    """What the papers of cost write."""
    document = posting.document
    if isinstance(document, CostPolicy):
        return list(policy_movements(posting.work, document))
    if isinstance(document, CostAdjustment):
        if is_large(posting.work, document):
            posting.keeps = True
        else:
            return list(close_movements(posting.work, document))
    return []


# --- policies ------------------------------------------------------------------------------


def policy_movements(work: Work, document: CostPolicy) -> Iterator[Movement]:
    """What an accounting policy writes: all that lies in stock carried over."""
    rows = readings.balance(work.as_house(), CostBatches, at=before(document.moment))
    mine = goods_of(work, document.organisation_id)
    pools: dict[Goods, dict[Pool, Any]] = {}
    for row in rows:
        goods = (row["item"], row["variant"])
        if mine is None or goods in mine:
            pool = Pool(goods, row["warehouse"], row["lot"], row["batch"])
            pools.setdefault(goods, {})[pool] = (row["quantity"], row["amount"])
    loose = {g[0] for g, found in pools.items() if any(p.warehouse is None for p in found)}
    stock = stock_of(work, loose, document) if loose else {}
    ages = ages_of(work, {p.batch for found in pools.values() for p in found if p.batch})
    for goods, found in pools.items():
        yield from carried(document, goods, found, stock.get(goods, {}), ages)


def policies_after(
    work: Work, moment: datetime, among: Collection[Goods]
) -> list[tuple[CostPolicy, Callable[[Goods], bool]]]:
    """The posted policies of a moment or later, each with whether it minds some of the goods."""
    asked = select(CostPolicy).where(CostPolicy.posted, CostPolicy.moment >= moment)
    found: list[tuple[CostPolicy, Callable[[Goods], bool]]] = []
    for document in work.session.scalars(asked.order_by(CostPolicy.moment, CostPolicy.id)):
        mine = goods_of(work, document.organisation_id, among)
        found.append((document, partial(_minds, mine)))
    return found


def _minds(mine: set[Goods] | None, goods: Goods) -> bool:
    return mine is None or goods in mine


def before(moment: datetime) -> datetime:
    """The last moment before another."""
    return moment - moment.resolution


def goods_of(
    work: Work, organisation: UUID, among: Collection[Goods] | None = None
) -> set[Goods] | None:
    """The goods an organisation has moved; None where it is the only one, and all are.

    Args:
        work: the unit of work.
        organisation: whose.
        among: look only whether these are, and perhaps others.
    """
    if work.session.scalar(select(func.count()).select_from(Organisation)) == 1:
        return None
    table = CostBatches.movements
    asked = (
        select(table.c.item_id, table.c.variant_id)
        .join(DocumentHead, DocumentHead.id == table.c.recorder_id)
        .where(DocumentHead.scope == organisation)
        .distinct()
    )
    if among is not None and len(among) <= CHUNK:
        asked = asked.where(table.c.item_id.in_({item for item, _variant in among}))
    return {(item, _none(variant)) for item, variant in work.session.execute(asked)}


def _none(key: UUID) -> UUID | None:
    return key if key.int else None


# --- closes --------------------------------------------------------------------------------


def closing_of(
    work: Work, document: CostAdjustment, among: Collection[Goods] | None = None
) -> Closing:
    """What the close of a month has to know, of some goods or of all."""
    policies = Policies(work, document.organisation)
    weighted = policies.at(key_of(document)).method == "month_average"
    start = start_of_month(work, document)
    begun = {place[1] for place, _policy in policies.known if place[0] == start}
    found = _additions(work, document) if weighted else {}
    mine = goods_of(work, document.organisation_id, among)
    if mine is not None:
        mine = Crossings(work, mine).goods
    return Closing(document, start, weighted, found, begun, mine)


def _additions(work: Work, document: CostAdjustment) -> Additions:
    kinds = [kind for kind, one in work.schema.documents.items() if issubclass(one, AddsCost)]
    asked = select(DocumentHead.id).where(
        DocumentHead.kind.in_(kinds),
        DocumentHead.scope == document.organisation_id,
        DocumentHead.posted,
        DocumentHead.moment.between(start_of_month(work, document), document.moment),
    )
    found: Additions = {}
    for key in work.session.scalars(asked):
        found[key] = list(cast("AddsCost", find(work, key)).cost_additions())
    return found


def closings_after(work: Work, moment: datetime, among: Collection[Goods]) -> list[Closing]:
    """The posted closes of months that end at a moment or later, the first one first."""
    asked = select(CostAdjustment).where(CostAdjustment.posted, CostAdjustment.moment >= moment)
    asked = asked.order_by(CostAdjustment.moment, CostAdjustment.id)
    return [closing_of(work, document, among) for document in work.session.scalars(asked)]


def close_movements(work: Work, document: CostAdjustment) -> Iterator[Movement]:
    """What the close of a month writes, goods by goods."""
    closing = closing_of(work, document)
    crossings = Crossings(work, _moved_goods(work, document))
    groups = crossings.groups(sorted(crossings.goods, key=str), key_of(document))
    for start in range(0, len(groups), CHUNK):
        part = [one for group in groups[start : start + CHUNK] for one in group]
        book = Book(work, part, crossings, since(work, closing, set(part)))
        yield from closing.movements(book, part)


def since(work: Work, closing: Closing, goods: set[Goods]) -> datetime:
    """From which moment the book must be open: the month, and what its extra costs belong to."""
    receipts = {
        one.receipt_id
        for many in closing.additions.values()
        for one in many
        if (one.item_id, one.variant_id) in goods
    }
    first = select(func.min(DocumentHead.moment)).where(DocumentHead.id.in_(receipts))
    found: datetime | None = work.session.scalar(first) if receipts else None
    return min(closing.start, found or closing.start)


def _moved_goods(work: Work, document: CostAdjustment) -> Collection[Goods]:
    """What moved in the month, of the organisation."""
    table = CostBatches.movements
    asked = select(table.c.item_id, table.c.variant_id).where(
        table.c.moment.between(start_of_month(work, document), document.moment)
    )
    found = {(item, _none(var)) for item, var in work.session.execute(asked.distinct())}
    mine = goods_of(work, document.organisation_id)
    return found if mine is None else found & mine


# --- objections ----------------------------------------------------------------------------


def objections(posting: Posting) -> list[Refusal]:
    """What forbids posting an accounting policy or the close of a month."""
    work, document = posting.work, posting.document
    if isinstance(document, CostPolicy):
        return list(_of_policy(work, document))
    if isinstance(document, CostAdjustment) and not posting.restoring:
        return list(_of_close(work, document))
    return []


def _of_policy(work: Work, document: CostPolicy) -> Iterator[Refusal]:
    twin = select(CostPolicy.number).where(
        CostPolicy.organisation_id == document.organisation_id,
        CostPolicy.moment == document.moment,
        CostPolicy.posted,
        CostPolicy.id != document.id,
    )
    number = work.session.scalar(twin.limit(1))
    if number is not None:
        yield PolicyTwice(
            _("The policy {number} holds from the same month on", number=number),
            path="moment",
            remedy=_("Change that one, or choose another month"),
        )
    yield from reaches_closed(work, document)


def reaches_closed(work: Work, document: CostPolicy) -> Iterator[Refusal]:
    """What a policy may not change: months that are closed."""
    last = last_closed(work, document.organisation_id)
    if last is not None and last.moment >= document.moment:
        yield MonthClosed(
            _("{month} is closed already", month=f"{last.month:%m.%Y}"),
            path="moment",
            remedy=_("Unpost the closings from that month on, or choose a later month"),
            record=str(last.id),
        )


def last_closed(work: Work, organisation: UUID) -> CostAdjustment | None:
    """The close of an organisation's last closed month."""
    asked = select(CostAdjustment).where(
        CostAdjustment.organisation_id == organisation, CostAdjustment.posted
    )
    return work.session.scalar(asked.order_by(CostAdjustment.month.desc()).limit(1))


def _of_close(work: Work, document: CostAdjustment) -> Iterator[Refusal]:
    if start_of_month(work, document) > work.clock.now():
        yield MonthNotBegun(
            _("The month has not begun yet"), path="month", remedy=_("Close an earlier one")
        )
    others = select(CostAdjustment).where(
        CostAdjustment.organisation_id == document.organisation_id,
        CostAdjustment.posted,
        CostAdjustment.id != document.id,
    )
    twin = work.session.scalar(others.where(CostAdjustment.month == document.month).limit(1))
    if twin is not None:
        yield MonthClosed(
            _("The month is closed already, by {number}", number=twin.number),
            path="month",
            remedy=_("Post that one again"),
            record=str(twin.id),
        )
    earlier = others.where(CostAdjustment.month < document.month)
    last = work.session.scalar(earlier.order_by(CostAdjustment.month.desc()).limit(1))
    due = _first_open(work, document) if last is None else next_month(last.month)
    if due is not None and due < document.month:
        yield MonthOutOfOrder(
            _("{month} is not closed yet", month=f"{due:%m.%Y}"),
            path="month",
            remedy=_("Close the months one after the other"),
        )


def _first_open(work: Work, document: CostAdjustment) -> Any:
    """The month to close first: that in which the weighted average came into force."""
    policies = Policies(work, document.organisation)
    now = policies.at(key_of(document))
    if now.method != "month_average":
        return None
    first = next(place[0] for place, one in reversed(policies.known) if one == now)
    return work.day_of(first)


def require_may_open(work: Work, document: Any) -> None:
    """Go on with unposting only where months are opened from the last one back.

    Raises:
        Forbidden: without the right `costing.open_month`.
        MonthOutOfOrder: where a later month is closed.
        MonthClosed: for a policy that closed months were costed by.
    """
    if isinstance(document, CostPolicy):
        for refusal in reaches_closed(work, document):
            raise refusal
    if not isinstance(document, CostAdjustment):
        return
    work.access.require(OPEN_MONTH)
    later = exists().where(
        CostAdjustment.organisation_id == document.organisation_id,
        CostAdjustment.posted,
        CostAdjustment.month > document.month,
    )
    if work.session.scalar(select(later)):
        raise MonthOutOfOrder(
            _("A later month is closed"),
            remedy=_("Unpost the closings of later months first"),
            record=str(document.id),
        )


OPEN_MONTH = "costing.open_month"
