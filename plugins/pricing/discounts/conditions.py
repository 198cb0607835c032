"""Whether an offer holds for a purchase: days, hours, recipients, condition. Pure, as `terms`."""

from datetime import datetime
from decimal import Decimal

from .terms import ZERO, Hours, Offer, Purchase


def holds(one: Offer, purchase: Purchase, total: Decimal) -> bool:
    """Whether an offer holds for the purchase as a whole; quantities are asked row by row."""
    day = purchase.moment.date()
    return (
        (one.since is None or one.since <= day)
        and (one.until is None or day <= one.until)
        and (not one.recipients or any(who <= purchase.sides for who in one.recipients))
        and (not one.hours or any(_open(hours, purchase.moment) for hours in one.hours))
        and _is_met(one, purchase, total)
    )


def _is_met(one: Offer, purchase: Purchase, total: Decimal) -> bool:
    """Whether the condition is met."""
    if one.condition == "sum":
        return total >= one.threshold
    if one.condition == "payment":
        return bool(purchase.payment) and one.payment in ("", purchase.payment)
    if one.condition == "card":
        return bool(purchase.card) and one.card_kind in ("", purchase.card_kind)
    if one.condition == "accumulated":
        return purchase.accumulated.get(one.id, ZERO) >= one.threshold
    return True


def _open(hours: Hours, moment: datetime) -> bool:
    now, day = moment.time(), moment.weekday()
    if hours.starts < hours.ends:
        return hours.starts <= now < hours.ends and hours.weekday in (None, day)
    # Past midnight: the morning belongs to the evening of the day before.
    if now >= hours.starts:
        return hours.weekday in (None, day)
    return now < hours.ends and hours.weekday in (None, (day - 1) % 7)
