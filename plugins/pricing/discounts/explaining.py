"""Why a row comes to what it comes to, as a tree whose leaves are records and can be reckoned again."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ....core import Document, Work
from ....core.access.sight import house_view
from ....core.posting.explain import Reason
from ....core.values import ZERO
from ..arithmetic import line_sum
from ..sources import Source
from .models import Discount
from .reasons import priced, sources_of
from .trade import DiscountedDocument

TOLD = (
    "price", "quantity", "discount_percent", "auto_discount_percent", "discount_reason",
    "vat_rate", "vat_amount", "amount",
)  # fmt: skip
"""Fields of a row: whoever may not see one of them could reckon it from the others."""

Told = Mapping[str, tuple[str, str]]
"""Code and name of discounts by their key."""


def list_reasons(work: Work, document: Document) -> list[tuple[UUID, Reason]]:
    """Why the rows of a paper of selling come to what they come to; nothing for others.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    if not isinstance(document, DiscountedDocument):
        return []
    kind = type(document).fields["lines"].target.kind
    for name in TOLD:
        work.access.require_seen(kind, name)
    lines = [line for line in document.lines if line.item_id is not None]
    sources = sources_of(work, document, lines)
    told = _discounts(work, lines)
    return [(line.id, _row(document, line, sources.get(priced(line)), told)) for line in lines]


def _discounts(work: Work, lines: list[Any]) -> Told:
    whys = [line.discount_reason or {} for line in lines]
    keys = {UUID(one["discount"]) for why in whys for one in why.get("taken", ())}
    if not keys:
        return {}
    asked = select(Discount.id, Discount.code, Discount.name).where(Discount.id.in_(keys))
    with house_view(work.session):
        return {str(row[0]): (row[1], row[2]) for row in work.session.execute(asked)}


def _row(document: Any, line: Any, source: Source | None, told: Told) -> Reason:
    """The amount of a row: its price, quantity, discounts and VAT."""
    vat = "vat_inside" if document.prices_include_vat else "vat_on_top"
    because = [
        Reason("price", {"price": line.price}, list(_price(document, line, source))),
        Reason("quantity", {"quantity": line.quantity}),
        *_off(line, told),
        Reason(vat, {"percent": line.vat_rate or ZERO}),
    ]
    values = {"amount": line.amount, "vat_amount": line.vat_amount}
    return Reason("amount", values, because)


def _price(document: Any, line: Any, source: Source | None) -> Iterator[Reason]:
    """The paper that has set the price and the types it has passed; else this paper itself."""
    if source is None or source.price != line.price:
        yield Reason(
            "entered", {"price": line.price}, [], document.id, document.kind, document.number,
            document.moment,
        )  # fmt: skip
        return
    first, paper = source.types[0], source.document
    entered = Reason(first.name, {"price": source.entered}, moment=source.since)
    if paper is not None:
        entered.recorder, entered.kind, entered.number = paper.id, paper.kind, paper.number
    yield entered
    for one in source.types:
        values = {"percent": one.percent or ZERO} if one.method == "percent" else {}
        yield Reason(one.name, values, [], one.id, one.kind, one.code)


def _off(line: Any, told: Told) -> Iterator[Reason]:
    """What is off by hand, and by each discount; what the caller gave stands as given."""
    if line.discount_percent:
        yield Reason("by_hand", {"percent": line.discount_percent})
    taken = (line.discount_reason or {}).get("taken", ())
    for one in taken:
        code, name = told.get(one["discount"], ("", ""))
        values = {"percent": Decimal(one["percent"])}
        yield Reason(name, values, [], UUID(one["discount"]), Discount.kind, code)
    if line.auto_discount_percent and not taken:
        yield Reason("given", {"percent": line.auto_discount_percent})


def reckoned(reason: Reason, digits: int = 2) -> tuple[Decimal, Decimal]:
    """Reckon a row again from what its reasons tell: (amount, VAT in it)."""
    price, quantity, *off, vat = reason.because
    made = line_sum(
        price.values["price"],
        quantity.values["quantity"],
        discount=sum((one.values["percent"] for one in off), ZERO),
        vat_rate=vat.values["percent"],
        includes_vat=vat.label == "vat_inside",
        digits=digits,
    )
    return made.amount, made.vat_amount
