"""What is shown of cost on the cards of documents, to whoever may see cost."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ...core import Document, Panel, Record, Texts, Work, jobs
from ...core.jobs.job import CANCELLED, DEAD, JobRow
from ...core.posting import readings, sequence
from ...core.schema.document import DocumentHead
from ...core.values import ZERO
from ..items import Item
from .documents import CostAdjustment
from .large import CLOSE
from .models import CostBatches, CostOfSales, Expenses

_ = Texts(__package__)

MOST = 50  # rows a card shows
FEW = 20  # closes that may be under way at once


def panels(work: Work, record: Record) -> list[Panel]:
    """Why a shipment cost what it did; what the close of a month has corrected."""
    if not isinstance(record, Document) or not record.posted:
        return []
    if not work.access.may("cost_of_sales.read") or _masked(work):
        return []
    if isinstance(record, CostAdjustment):
        return [_state(work, record), _corrections(work, record)]
    return _of_sale(work, record)


def _masked(work: Work) -> bool:
    return "amount" in work.access.hidden(CostOfSales.kind)


# --- a sale --------------------------------------------------------------------------------


def _of_sale(work: Work, document: Document) -> list[Panel]:
    """Each batch a shipment took, and what changed its cost afterwards."""
    rows = readings.movements(work, CostOfSales, where={"shipment": document.id}, limit=MOST)
    if not rows:
        return []
    items = _items(work, {row["item"] for row in rows})
    others = {row["batch"] for row in rows} | {row["recorder"] for row in rows}
    papers = documents_of(work, others - {None, document.id})
    shown = [
        (
            items.get(row["item"]),
            papers.get(row["batch"]) or (None if row["batch"] else _average(row)),
            papers.get(row["recorder"]),
            row["quantity"],
            row["amount"],
        )
        for row in rows
    ]
    total = sum((row["amount"] for row in rows), ZERO)
    columns = [
        (_("Item"), "reference"),
        (_("Batch"), "reference"),
        (_("Changed by"), "reference"),
        (_("Quantity"), "quantity"),
        (_("Cost"), "amount"),
    ]
    return [Panel(_("Cost: {total}", total=total), columns, shown)]


def _average(row: Any) -> Any:
    """How goods without a batch were costed: at their average."""
    if not row["quantity"]:
        return None
    return _("average {price}", price=(row["amount"] / row["quantity"]).quantize(Decimal("0.01")))


# --- a month -------------------------------------------------------------------------------


def _state(work: Work, close: CostAdjustment) -> Panel:
    """Whether the close is worked out: how far it is, what is missing, what there is to do."""
    found = _work_on(work, close)
    if found is not None and found.live:
        far = jobs.how_far(work.house, found)
        told = _("Being worked out: {done} of {total}", done=far.done, total=far.total)
    elif not sequence.is_stale(work, CostBatches):
        told = _("Up to date")
    elif found is not None and found.state in (CANCELLED, DEAD):
        told = _("Not finished: post it again to go on, or unpost it")
    else:
        told = _("Something before it was changed; its goods are being costed anew")
    return Panel(_("State"), [(_("Cost"), "text")], [(told,)])


def _work_on(work: Work, close: CostAdjustment) -> JobRow | None:
    """The last piece of background work on a close, if there has been any lately."""
    asked = select(JobRow).where(JobRow.name == CLOSE.name).order_by(JobRow.created_at.desc())
    found = work.session.scalars(asked.limit(FEW))
    return next((one for one in found if one.payload.get("close") == str(close.id)), None)


def _corrections(work: Work, close: CostAdjustment) -> Panel:
    """The goods whose cost was corrected most."""
    sums: dict[UUID, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for place, register in enumerate((CostOfSales, Expenses, CostBatches)):
        if not work.access.may(f"{register.kind}.read"):
            continue
        table = register.movements
        added = func.sum(table.c.amount, type_=table.c.amount.type)
        asked = select(table.c.item_id, added).where(table.c.recorder_id == close.id)
        for item, amount in work.session.execute(asked.group_by(table.c.item_id)):
            sums[item][place] += amount
    most = sorted(sums.items(), key=lambda one: max(map(abs, one[1])), reverse=True)[:MOST]
    items = _items(work, {item for item, _amounts in most})
    shown = [(items.get(item), *amounts) for item, amounts in most]
    columns = [
        (_("Item"), "reference"),
        (_("Cost of sales"), "amount"),
        (_("Expenses"), "amount"),
        (_("Stock"), "amount"),
    ]
    return Panel(_("Corrected"), columns, shown, empty=_("Nothing had to be corrected"))


def _items(work: Work, keys: Collection[UUID]) -> dict[UUID, Record]:
    return {one.id: one for one in work.session.scalars(select(Item).where(Item.id.in_(keys)))}


def documents_of(work: Work, keys: Iterable[UUID]) -> dict[UUID, Document]:
    """Documents of any kind by key, those the person may read; a question a kind."""
    asked = select(DocumentHead.id, DocumentHead.kind).where(DocumentHead.id.in_(set(keys)))
    kinds: dict[str, list[UUID]] = defaultdict(list)
    for key, kind in work.session.execute(asked):
        if work.access.may(f"{kind}.read"):
            kinds[kind].append(key)
    found: dict[UUID, Document] = {}
    for kind, many in kinds.items():
        cls: Any = work.schema.documents[kind]
        found |= {one.id: one for one in work.session.scalars(select(cls).where(cls.id.in_(many)))}
    return found
