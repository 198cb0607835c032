"""What price types, price settings and paid documents must hold."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Record, Refusal, Texts, Work
from ...core.values import HUNDRED
from ..items import Variant
from .documents import PriceSetting
from .errors import WrongLine, WrongPrices, WrongPriceType
from .models import PriceType
from .prices import DEEPEST
from .trade import TradeDocument

_ = Texts(__package__)


def faults(work: Work, record: Record) -> Iterator[Refusal]:
    """What forbids saving a record of ours, or one made from ours."""
    if isinstance(record, PriceType):
        yield from _of_type(work, record)
    elif isinstance(record, PriceSetting):
        yield from _of_setting(work, record)
    elif isinstance(record, TradeDocument):
        yield from _of_trade(work, record)


def _of_type(work: Work, one: PriceType) -> Iterator[Refusal]:
    if one.rounding <= 0:
        yield WrongPriceType(_("Prices are rounded to a step above zero"), path="rounding")
    if one.method == "base":
        if one.base_id is not None:
            yield WrongPriceType(
                _("Prices that people enter follow from no other"),
                path="base",
                remedy=_("Choose another method, or leave it empty"),
            )
        return
    if one.base_id is None:
        yield WrongPriceType(
            _("“{name}” must say which price it follows from", name=one.name), path="base"
        )
    elif _ring(work, one):
        yield WrongPriceType(_("“{name}” would follow from itself", name=one.name), path="base")
    if one.method == "percent" and one.percent is None:
        yield WrongPriceType(_("The percent is missing"), path="percent")
    elif one.percent is not None and one.percent < -HUNDRED:
        yield WrongPriceType(_("More than all can not be taken away"), path="percent")
    if one.method == "ranges":
        yield from _of_ranges(one)


def _ring(work: Work, one: PriceType) -> bool:
    above: UUID | None = one.base_id
    for _step in range(DEEPEST):
        if above is None:
            return False
        if above == one.id:
            return True
        above = work.session.scalar(select(PriceType.base_id).where(PriceType.id == above))
    return True


def _of_ranges(one: PriceType) -> Iterator[Refusal]:
    if not one.ranges:
        yield WrongPriceType(_("There must be a range"), path="ranges")
    seen: set[Any] = set()
    for place, row in enumerate(one.ranges):
        path = f"ranges.{place}."
        if row.up_to in seen:
            yield WrongPriceType(_("Two ranges end alike"), path=f"{path}up_to")
        seen.add(row.up_to)
        if (row.percent is None) == (row.price is None):
            yield WrongPriceType(
                _("A range has a percent or a price, one of them"), path=f"{path}percent"
            )


def _of_setting(work: Work, document: PriceSetting) -> Iterator[Refusal]:
    kind = document.price_type
    if kind.method != "base" and not kind.stored:
        yield WrongPrices(
            _("“{name}” is worked out from other prices, not entered", name=kind.name),
            path="price_type",
            remedy=_("Enter the prices it follows from, or let the type be kept"),
        )
    seen: set[Any] = set()
    for place, line in enumerate(document.lines):
        if line.price < 0:
            yield WrongPrices(_("A price may not be below zero"), path=f"lines.{place}.price")
        key = (line.item_id, line.variant_id)
        if key in seen:
            yield WrongPrices(
                _("“{item}” stands here twice", item=line.item.name), path=f"lines.{place}.item"
            )
        seen.add(key)
    yield from _wrong_variants(work, document.lines)


def _of_trade(work: Work, document: TradeDocument) -> Iterator[Refusal]:
    for place, line in enumerate(document.lines):
        path = f"lines.{place}."
        if line.quantity <= 0:
            yield WrongLine(_("The quantity must be above zero"), path=f"{path}quantity")
        if line.price < 0:
            yield WrongLine(_("A price may not be below zero"), path=f"{path}price")
        if line.vat_rate is not None and not 0 <= line.vat_rate <= HUNDRED:
            yield WrongLine(_("VAT is from 0 to 100 %"), path=f"{path}vat_rate")
        if line.discount_percent + line.auto_discount_percent > HUNDRED:
            yield WrongLine(
                _("Discounts together take more than all"), path=f"{path}discount_percent"
            )
    yield from _wrong_variants(work, document.lines)


def _wrong_variants(work: Work, lines: Any) -> Iterator[Refusal]:
    wanted = {line.variant_id for line in lines} - {None}
    if not wanted:
        return
    asked = select(Variant.id, Variant.item_id).where(Variant.id.in_(wanted))
    owner = {row.id: row.item_id for row in work.session.execute(asked)}
    for place, line in enumerate(lines):
        if line.variant_id is not None and owner.get(line.variant_id) != line.item_id:
            yield WrongLine(_("The variant is of another item"), path=f"lines.{place}.variant")
