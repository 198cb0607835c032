"""Why a row costs what it costs: where its price comes from, which discounts it has and had not.

Everything is told from what the row keeps and from the price that held at the moment of its
paper, so the answer is the same years later.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ....core import Document, Panel, Record, Text, Texts, Work
from ....core.access.sight import house_view
from ..prices import Priced
from ..sources import Source, sources_at
from .models import CONDITIONS, Discount
from .trade import DiscountedDocument

_ = Texts(__package__)


@dataclass(frozen=True)
class Reason:
    """Why one row costs what it costs.

    Attributes:
        line: the row.
        price: where its price comes from.
        paper: the document that has set that price, where there is one.
        discounts: one text for each discount, by hand and automatic, and for what lost.
    """

    line: Any
    price: Text
    paper: Document | None
    discounts: tuple[Text, ...]


def reasons(work: Work, document: DiscountedDocument) -> list[Reason]:
    """Why each row of a paper costs what it costs; a bounded number of questions.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    lines = [line for line in document.lines if line.item_id is not None]
    sources = sources_of(work, document, lines)
    names = _names(work, lines)
    found = []
    for line in lines:
        source = sources.get(priced(line))
        used = source if source is not None and source.price == line.price else None
        paper = used.document if used else None
        told = tuple(_discounts(line, names))
        found.append(Reason(line, _price(line, source), paper, told))
    return found


def priced(line: Any) -> Priced:
    """What the price of a row is looked up for."""
    return Priced(line.item_id, line.variant_id, line.unit_id)


def sources_of(work: Work, document: Any, lines: Iterable[Any]) -> dict[Priced, Source]:
    """Where the prices of rows come from.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    work.access.require("item_price.read")
    if document.price_type_id is None or document.currency_id is None:
        return {}
    return sources_at(
        work,
        document.price_type_id,
        {priced(line) for line in lines},
        document.moment,
        currency_id=document.currency_id,
        includes_vat=document.prices_include_vat,
    )


def _price(line: Any, source: Source | None) -> Text:
    if source is None:
        return _("entered by hand; there is no price of this type")
    if source.price != line.price:
        return _(
            "entered by hand; “{name}” is {price}",
            name=source.types[-1].name,
            price=source.price.normalize(),
        )
    start = source.types[0].name
    held = {"name": start, "price": source.entered.normalize(), "since": source.since}
    if len(source.types) == 1:
        return _("“{name}”, {price} for a base unit since {since}", **held)
    way = " → ".join(_step(one) for one in source.types[1:])
    return _("“{name}”, {price} for a base unit since {since}, then {way}", **held, way=way)


def _step(one: Any) -> str:
    if one.method == "percent":
        return f"“{one.name}” {one.percent.normalize():+f} %"
    return f"“{one.name}”"


def _names(work: Work, lines: Iterable[Any]) -> dict[str, str]:
    """The names of all discounts the rows speak of."""
    told = [line.discount_reason or {} for line in lines]
    keys = {one["discount"] for why in told for one in _all(why)}
    if not keys:
        return {}
    asked = select(Discount.id, Discount.name).where(Discount.id.in_([UUID(k) for k in keys]))
    with house_view(work.session):
        return {str(key): name for key, name in work.session.execute(asked)}


def _all(why: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    yield from why.get("taken", ())
    yield from why.get("passed", ())


def _discounts(line: Any, names: Mapping[str, str]) -> Iterator[Text]:
    why = line.discount_reason or {}
    if line.discount_percent:
        yield _("by hand {percent} %", percent=line.discount_percent.normalize())
    if line.auto_discount_percent and not why:
        yield _("given {percent} %", percent=line.auto_discount_percent.normalize())
    for one in why.get("taken", ()):
        yield _one(one, names, gift=bool(why.get("gift")))
    if "limit" in why:
        yield _("cut to {limit} % in all", limit=Decimal(why["limit"]))
    for one in why.get("passed", ()):
        yield _(
            "“{name}” {percent} % gave way",
            name=names.get(one["discount"], ""),
            percent=Decimal(one["percent"]),
        )


def _one(one: Mapping[str, str], names: Mapping[str, str], *, gift: bool) -> Text:
    facts: dict[str, Any] = {
        "name": names.get(one["discount"], ""),
        "percent": Decimal(one["percent"]),
        "condition": CONDITIONS.get(one["condition"], CONDITIONS["none"]),
        "value": one["value"],
    }
    if gift:
        return _("gift “{name}”: {condition} {value}", **facts)
    if one["condition"] in ("none", "card") or not one["value"]:
        return _("“{name}” {percent} %: {condition}", **facts)
    return _("“{name}” {percent} %: {condition} {value}", **facts)


def panels(work: Work, record: Record) -> list[Panel]:
    """Beside a paper of selling: why its rows cost what they cost.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    if not isinstance(record, DiscountedDocument) or not work.access.may("item_price.read"):
        return []
    work.access.require_seen(type(record).fields["lines"].target.kind, "price")
    rows = []
    for one in reasons(work, record):
        told = [text.into(work.language) for text in one.discounts]
        price = one.price.into(work.language)
        rows.append((one.line.item, one.line.price, price, one.paper, "; ".join(told)))
    columns = [
        (_("Item"), "reference"),
        (_("Price"), "price"),
        (_("Where from"), "text"),
        (_("Set by"), "reference"),
        (_("Discounts"), "text"),
    ]
    return [Panel(_("Why these prices"), columns, rows, _("There are no rows yet"))]
