"""How far a person may go by hand: the largest discount of his roles, and their least price."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect, select

from ....core import Record, Refusal, Texts, Work
from ....core.access.audit import note
from ....core.access.models import UserRole
from ....core.access.roles import Roles
from ....core.access.sight import house_view
from ....core.records.filling import changed
from ....core.values import ZERO, plain, round_to
from ..models import ContractPrices
from ..prices import Priced, price_at
from .errors import BeyondLimit
from .gifts import is_gift
from .models import DiscountLimit

if TYPE_CHECKING:
    from .trade import DiscountedDocument

_ = Texts(__package__)

BELOW = "pricing.below_minimum"
SOLD_BELOW = "pricing.sold_below"
"""Where a session keeps which rows of the paper under way are sold below their least price."""

PERCENTS = ("discount_percent", "auto_discount_percent")
ROW = ("item_id", "variant_id", "unit_id", "quantity", "price", *PERCENTS, "amount")


def beyond(work: Work, document: "DiscountedDocument") -> Iterator[Refusal]:
    """Rows that go beyond what the contract, or the roles of the person, allow.

    Only rows he has entered or changed are looked at: what others have agreed stands. The
    house itself may do all; whoever has the right to may sell below, and it is remembered.
    """
    lines = entered_rows(work, document)
    if not lines:
        return
    held = limits_of(work) if work.access.rights is not None else []
    if held:
        yield from _too_much(document, lines, held)
    cheap = list(_too_cheap(work, document, lines, held))
    if work.access.may(BELOW):
        work.session.info.setdefault(SOLD_BELOW, {})[document.id] = cheap
        return
    yield from cheap


def entered_rows(work: Work, document: "DiscountedDocument") -> list[tuple[int, Any]]:
    """Rows of a sale a person has entered or changed, with their places; none of the house's.

    Gifts are left out, and rows that were agreed in another paper.
    """
    if work.access.user_id is None or not document.earns_discounts:
        return []
    settled = {key_of(row) for row in document.kept_rows()}
    return [
        (place, line)
        for place, line in enumerate(document.lines)
        if _is_his(line) and not is_gift(line) and key_of(line) not in settled
    ]


def whom_to_ask(work: Work, right: str) -> str:
    """The roles that have a right, in words, for a remedy."""
    return ", ".join(one.title.into(work.language) for one in Roles(work).having(right))


def note_sold_below(work: Work, document: Record) -> None:
    """Remember who has sold what below its least price, once the paper is saved."""
    known: dict[UUID, list[Refusal]] = work.session.info.get(SOLD_BELOW, {})
    for one in known.pop(document.id, ()):
        facts: dict[str, Any] = {"row": one.path, **one.facts}
        note(work, "sold_below_minimum", document, **facts)


def key_of(line: Any) -> tuple[Any, ...]:
    """What was agreed on a row: goods, price and discounts."""
    return (
        line.item_id,
        line.variant_id,
        line.unit_id,
        line.price,
        line.discount_percent,
        line.auto_discount_percent,
    )


def _is_his(line: Any) -> bool:
    return inspect(line).key is None or changed(line, *ROW)


def limits_of(work: Work) -> list[DiscountLimit]:
    """The limits that hold a person: one for each of his roles; none where a role is free."""
    with house_view(work.session):
        asked = select(DiscountLimit).where(~DiscountLimit.deleted)
        rows = {one.role: one for one in work.session.scalars(asked)}
        if not rows:
            return []
        mine = select(UserRole.role).where(UserRole.user_id == work.access.user_id)
        roles = sorted(work.session.scalars(mine)) or [""]
    found = [rows.get(role, rows.get("")) for role in roles]
    return [] if None in found else [one for one in found if one is not None]


def _too_much(
    document: "DiscountedDocument", lines: Iterable[tuple[int, Any]], held: list[DiscountLimit]
) -> Iterator[Refusal]:
    percents = [one.percent for one in held if one.percent is not None]
    if len(percents) < len(held):
        return
    most = max(percents)
    agreed = {_automatic(row) for row in document.kept_rows()}
    for place, line in lines:
        given = _by_hand(line, agreed)
        if given > most:
            entered = PERCENTS[line.discount_percent <= most]
            yield BeyondLimit(
                _(
                    "“{item}”: {given} % by hand, you may give {most} %",
                    item=line.item.name,
                    given=given.normalize(),
                    most=most.normalize(),
                ),
                path=f"lines.{place}.{entered}",
                remedy=_("Lower the discount, or ask somebody who may give more"),
                most=plain(most),
            )


def _by_hand(line: Any, agreed: Collection[tuple[Any, ...]]) -> Decimal:
    """What a person takes off a row himself.

    An automatic percent that no rule has given is his, too, unless another paper agreed it.
    """
    given: Decimal = line.discount_percent
    return given if _automatic(line) in agreed else line.percent_by_hand


def _automatic(line: Any) -> tuple[Any, ...]:
    return line.item_id, line.variant_id, line.auto_discount_percent


def _too_cheap(
    work: Work,
    document: "DiscountedDocument",
    lines: list[tuple[int, Any]],
    held: list[DiscountLimit],
) -> Iterator[Refusal]:
    """Rows that come to less than the least price of the contract, or of every one of the roles."""
    types = _least_types(work, document, held)
    if not types or document.currency_id is None:
        return
    least: dict[Priced, list[Decimal]] = {}
    wanted = {place: Priced(line.item_id, line.variant_id) for place, line in lines}
    for price_type in types:
        found = _prices(work, document, price_type, wanted.values())
        for one in wanted.values():
            least.setdefault(one, []).append(found.get(one, ZERO))
    for place, line in lines:
        bound = min(least[wanted[place]])
        if bound and line.amount < round_to(bound * line.base_quantity, 2):
            yield _below(work, place, line, bound)


def _least_types(work: Work, document: Any, held: list[DiscountLimit]) -> list[UUID]:
    """The price types not to sell below: the contract's, else of all roles; a free one frees."""
    own = ContractPrices.of_one(work.session, document.contract_id)
    if own is not None and own.least_price_type_id is not None:
        return [own.least_price_type_id]
    types = [one.price_type_id for one in held]
    return [] if None in types else [one for one in types if one is not None]


def _below(work: Work, place: int, line: Any, bound: Decimal) -> BeyondLimit:
    paid = round_to(line.amount / line.base_quantity, 6) if line.base_quantity else ZERO
    return BeyondLimit(
        _(
            "“{item}” comes to {paid} each, less than the least price {least}",
            item=line.item.name,
            paid=round_to(paid, 2),
            least=bound.normalize(),
        ),
        path=f"lines.{place}.price",
        remedy=_(
            "Raise the price or lower the discount, or ask who may sell below: {roles}",
            roles=whom_to_ask(work, BELOW),
        ),
        item=line.item.presentation,
        paid=plain(paid),
        least=plain(bound),
    )


def _prices(
    work: Work, document: Any, price_type: UUID, wanted: Iterable[Priced]
) -> dict[Priced, Decimal]:
    return price_at(
        work,
        price_type,
        wanted,
        document.moment,
        currency_id=document.currency_id,
        includes_vat=True,
    )
