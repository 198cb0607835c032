"""Limits: how much packaging may be held under a contract, and who may go beyond."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Document, Refusal, Texts, Work
from ...core.access.audit import note
from ...core.notices import Notices
from ...core.posting import readings
from ...core.posting.posting import Posting
from ...core.values import plain
from ..items import Item
from .errors import OverPackagingLimit
from .layers import KEY, Held, held_of
from .models import PackagingIn, PackagingLimit, PackagingOut, ShipmentPackagingTerms

_ = Texts(__package__)

BEYOND = "packaging.beyond_limit"


def limits_of(
    work: Work, contract: UUID, items: Sequence[UUID], at: datetime
) -> dict[UUID, Decimal]:
    """The limits that hold at a moment, by item; an item without one is not there."""
    where: dict[str, Any] = {"contract": contract, "item": list(items)}
    rows = readings.latest(work.as_house(), PackagingLimit, at=at, where=where)
    return {row["item"]: row["quantity"] for row in rows if row["bounded"]}


def objections(posting: Posting) -> list[Refusal]:
    """What forbids handing over packaging to a customer: more than was agreed.

    Of what a supplier brings beyond the limit the person is told; it has come already.

    Raises:
        Forbidden: where the paper goes beyond on purpose, and the person may not.
    """
    if posting.restoring:
        return []
    work, document = posting.work, posting.document
    found = list(_beyond(posting, PackagingOut))
    if found and _on_purpose(work, document):
        work.access.require(BEYOND)
        beyond = "; ".join(str(one.message) for one in found)
        note(work, "overridden", document, reason=document.comment, beyond=beyond)
        found = []
    plugin = work.house.plugins.get("packaging")
    if found and plugin and not plugin.configured["stop_at_limit"]:
        _warn(work, document, found)
        found = []
    _warn(work, document, list(_beyond(posting, PackagingIn)))
    return found


def _beyond(posting: Posting, register: Any) -> Iterator[Refusal]:
    document: Any = posting.document
    more = [one for one in posting.of(register) if one.direction > 0]
    if not more:
        return
    items = [one["item"] for one in more]
    limits = limits_of(posting.work, document.contract_id, items, document.moment)
    if not limits:
        return
    keys = [tuple(one[name] for name in KEY) for one in more]
    held = held_of(posting.balances(register, KEY, keys, hold_missing=True))
    for key, one in zip(keys, more, strict=True):
        limit = limits.get(one["item"])
        after = held.get(key, Held()).quantity + one["quantity"]
        if limit is not None and after > limit:
            yield _refusal(posting.work, document, one["item"], after, limit)


def _refusal(
    work: Work, document: Any, item: UUID, after: Decimal, limit: Decimal
) -> OverPackagingLimit:
    return OverPackagingLimit(
        _(
            "{party} would hold {after} of “{item}”; the contract allows {limit}",
            party=document.party.presentation,
            item=work.session.get_one(Item, item).presentation,
            after=after.normalize(),
            limit=limit.normalize(),
        ),
        path="packaging",
        remedy=_(
            "Take packaging back first, or raise the limit; who has the right may post it "
            "“beyond the limit of packaging”"
        ),
        item=str(item),
        contract=str(document.contract_id),
        after=plain(after),
        limit=plain(limit),
    )


def _on_purpose(work: Work, document: Document) -> bool:
    known = getattr(document, "beyond_packaging", None)
    if known is None:
        terms = ShipmentPackagingTerms.of_one(work.session, document.id)
        known = terms is not None and terms.beyond_packaging
    return bool(known)


def _warn(work: Work, document: Document, found: list[Refusal]) -> None:
    if found and work.access.user_id is not None:
        said = _("{number}: {fault}", number=document.number, fault=found[0].message)
        link = f"/documents/{document.kind}/{document.id}"
        Notices(work).tell(
            said, users=[work.access.user_id], link=link, key=f"packaging:{document.id}"
        )
