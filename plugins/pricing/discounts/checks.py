"""What discounts, the papers that set them, cards and limits must hold."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from ....core import Record, Refusal, Texts, Work
from ....core.values import HUNDRED
from ...items import Variant
from .documents import DiscountSetting
from .errors import WrongCard, WrongDiscount, WrongDiscounts
from .limits import beyond
from .models import Discount, DiscountLimit
from .offers import hours_of, zone_of
from .trade import DiscountedDocument

_ = Texts(__package__)

THRESHOLDS = ("quantity", "sum", "accumulated")


def faults(work: Work, record: Record) -> Iterator[Refusal]:
    """What forbids saving a record of ours, or one made from ours."""
    if isinstance(record, Discount):
        yield from _of_discount(work, record)
    elif isinstance(record, DiscountSetting):
        yield from _of_setting(work, record)
    elif isinstance(record, DiscountLimit):
        yield from _of_limit(work, record)
    elif isinstance(record, DiscountedDocument):
        yield from _of_card(work, record)
        yield from beyond(work, record)


def _of_discount(work: Work, one: Discount) -> Iterator[Refusal]:
    if one.threshold < 0 or (one.condition in THRESHOLDS and one.threshold == 0):
        yield WrongDiscount(_("Say from how much it is given"), path="threshold")
    if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
        yield WrongDiscount(_("It would end before it begins"), path="valid_until")
    if one.gift_quantity is not None and one.gift_quantity <= 0:
        yield WrongDiscount(_("A gift is more than nothing"), path="gift_quantity")
    if one.gift_variant_id is not None:
        variant = work.session.get(Variant, one.gift_variant_id)
        if variant is None or variant.item_id != one.gift_item_id:
            yield WrongDiscount(_("The variant is of another item"), path="gift_variant")
    for place, row in enumerate(one.hours):
        try:
            hours_of(row)
        except ValueError:
            yield WrongDiscount(_("Hours are written as 09:30"), path=f"hours.{place}.starts")
    for place, who in enumerate(one.recipients):
        if not any(getattr(who, f.column) for f in who.fields.values()):
            yield WrongDiscount(_("The row names nobody"), path=f"recipients.{place}.party")


def _of_setting(work: Work, document: DiscountSetting) -> Iterator[Refusal]:
    day = document.moment.astimezone(zone_of(work)).date()
    if document.until is not None and document.until < day:
        yield WrongDiscounts(_("It would end before it begins"), path="until")
    gives = bool(document.discount.gift_quantity)
    seen: set[Any] = set()
    for place, line in enumerate(document.lines):
        path = f"lines.{place}."
        if line.percent > HUNDRED:
            yield WrongDiscounts(_("More than all can not be taken off"), path=f"{path}percent")
        if gives and line.percent < 0:
            yield WrongDiscounts(_("A gift can not cost more"), path=f"{path}percent")
        if line.at_most is not None and not 0 <= line.at_most <= HUNDRED:
            yield WrongDiscounts(_("A limit is from 0 to 100 %"), path=f"{path}at_most")
        if line.price_group_id is not None and line.item_id is not None:
            yield WrongDiscounts(
                _("A row names an item or a price group, not both"), path=f"{path}price_group"
            )
        key = (line.item_id, line.variant_id, line.price_group_id)
        if key in seen:
            yield WrongDiscounts(_("The same goods stand here twice"), path=f"{path}item")
        seen.add(key)
    yield from _wrong_variants(work, document)


def _wrong_variants(work: Work, document: DiscountSetting) -> Iterator[Refusal]:
    wanted = {line.variant_id for line in document.lines} - {None}
    if not wanted:
        return
    asked = select(Variant.id, Variant.item_id).where(Variant.id.in_(wanted))
    owner = {row.id: row.item_id for row in work.session.execute(asked)}
    for place, line in enumerate(document.lines):
        if line.variant_id is not None and owner.get(line.variant_id) != line.item_id:
            yield WrongDiscounts(
                _("The variant is of another item"), path=f"lines.{place}.variant"
            )


def _of_limit(work: Work, one: DiscountLimit) -> Iterator[Refusal]:
    asked = select(DiscountLimit.id).where(
        DiscountLimit.role == one.role, DiscountLimit.id != one.id, ~DiscountLimit.deleted
    )
    if not one.deleted and work.session.scalar(asked.limit(1)) is not None:
        yield WrongDiscount(_("The role has a limit already"), path="role")
    if one.percent is not None and not 0 <= one.percent <= HUNDRED:
        yield WrongDiscount(_("A limit is from 0 to 100 %"), path="percent")


def _of_card(work: Work, document: DiscountedDocument) -> Iterator[Refusal]:
    card = document.discount_card if document.discount_card_id is not None else None
    if card is None or document.agreed_in() is not None:
        return
    day = document.moment.astimezone(zone_of(work)).date()
    if card.deleted or (card.valid_until is not None and card.valid_until < day):
        yield WrongCard(
            _("The card {card} does not hold any more", card=card.code),
            path="discount_card",
            remedy=_("Take it off, or choose another"),
        )
