"""Papers that follow one another: an order, what carries it out, what goes back."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ...core import Refusal, Text, Texts, Work
from ...core.records.filling import based_on
from ...core.values import plain
from ..items import Item
from .balances import Ordered
from .errors import OtherSource

_ = Texts(__package__)

AGREED = ("organisation", "party", "contract", "currency", "warehouse", "discount_card")
PRICED = ("item", "variant", "lot", "unit")
NUMBERS = ("price", "discount_percent", "auto_discount_percent", "vat_rate")


def take_over(document: Any, source: Any) -> None:
    """Fill what is left out of a paper from the one it follows."""
    if source is None:
        return
    for name in (*(f"{one}_id" for one in AGREED), "prices_include_vat"):
        if getattr(document, name, None) is None and hasattr(source, name):
            setattr(document, name, getattr(source, name))


def take_prices(document: Any, source: Any) -> None:
    """Fill prices, discounts and VAT left out of rows from the rows of the paper it follows."""
    if source is None:
        return
    known = {(line.item_id, line.variant_id): line for line in reversed(source.lines)}
    for line in document.lines:
        row = known.get((line.item_id, line.variant_id))
        if row is not None and line.price is None and line.unit_id in (None, row.unit_id):
            line.unit_id = row.unit_id
            for name in NUMBERS:
                setattr(line, name, getattr(row, name))


def following(source: Any, name: str, rows: Iterable[tuple[Any, Decimal]]) -> dict[str, Any]:
    """The data of a paper that follows another, as REST takes it.

    Args:
        source: the paper it follows.
        name: of the field that points to it.
        rows: rows of the source with the quantities to take over, in their units.
    """
    data: dict[str, Any] = {**based_on(source), name: str(source.id)}
    for one in AGREED:
        key = getattr(source, f"{one}_id", None)
        if key is not None:
            data[one] = str(key)
    data["prices_include_vat"] = source.prices_include_vat
    data["lines"] = [_row(line, quantity) for line, quantity in rows]
    return data


def _row(line: Any, quantity: Decimal) -> dict[str, Any]:
    row: dict[str, Any] = {"quantity": plain(quantity)}
    for one in PRICED:
        key = getattr(line, f"{one}_id", None)
        if key is not None:
            row[one] = str(key)
    for one in NUMBERS:
        value = getattr(line, one)
        if value is not None:
            row[one] = plain(value)
    return row


def source_faults(document: Any, source: Any, path: str) -> Iterator[Refusal]:
    """What forbids posting a paper after the one it names."""
    if source is None:
        return
    named = {"title": source.title[0], "number": source.number}
    facts: dict[str, Any] = {"path": path, "source": str(source.id)}
    if not source.posted:
        yield OtherSource(
            _("{title} {number} is not posted", **named), remedy=_("Post it first"), **facts
        )
    elif source.moment > document.moment:
        yield OtherSource(_("{title} {number} is of a later date", **named), **facts)
    named_party = getattr(document, "party_id", None)
    if hasattr(document, "party_id") and getattr(source, "party_id", None) != named_party:
        yield OtherSource(_("{title} {number} is another party's", **named), **facts)
    if source.organisation_id != document.organisation_id:
        yield OtherSource(_("{title} {number} is another organisation's", **named), **facts)


def beyond_faults(
    work: Work,
    beyond: Mapping[Ordered, tuple[Decimal, Decimal]],
    refusal: type[Refusal],
    why: Text,
    remedy: Text,
) -> Iterator[Refusal]:
    """One refusal for each item of which more is wanted than is left."""
    for (item_id, variant_id), (wanted, left) in beyond.items():
        item = work.session.get(Item, item_id)
        yield refusal(
            _(
                "{why}: {item}, wanted {wanted}, left {left}",
                why=why,
                item=item.presentation if item else "",
                wanted=wanted.normalize(),
                left=left.normalize(),
            ),
            remedy=remedy,
            item=str(item_id),
            variant=str(variant_id) if variant_id else None,
            wanted=plain(wanted),
            available=plain(left),
        )
