"""Automatic discounts put on the rows of a paper, and the gifts added to them.

They are worked out when a paper is new or something they hang on has changed; a paper that is
saved again keeps what it has, whatever was set meanwhile. Rows agreed in another paper (the
order of a shipment) keep its discounts. What a caller gives stays as given, and is his own: only
where it is just what the rules give does it become theirs.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect

from ....core import Work
from ....core.access.sight import house_view
from ....core.records.filling import changed
from ....core.values import ZERO
from ..arithmetic import EXACT, with_vat
from . import gifts
from .combining import combine
from .offers import groups_of, offers_at
from .terms import Granted, Offer, Policy, Purchase, Result, Row, Share

if TYPE_CHECKING:
    from .trade import DiscountedDocument

HEADER = (
    "moment",
    "party_id",
    "contract_id",
    "price_type_id",
    "organisation_id",
    "currency_id",
    "payment_kind",
    "discount_card_id",
    "without_discounts",
)
ROW = ("item_id", "variant_id", "unit_id", "quantity", "price", "discount_percent")


def policy_of(work: Work) -> Policy:
    """How discounts of one row are combined (setting `combining`)."""
    plugin = work.house.plugins.get("pricing")
    found: Policy = plugin.configured["combining"] if plugin else "largest"
    return found


def grant(work: Work, document: "DiscountedDocument") -> None:
    """Put the automatic discounts on the rows of a paper, and its gifts among them."""
    given = {line.id for line in document.lines if _is_given(line)}
    agreed = _agree(document)
    settled = given | agreed
    if not document.earns_discounts or not _has_changed(document):
        return
    if document.without_discounts:
        _take_off(document, settled)
        return
    with house_view(work.session):  # rules are for everybody, whatever he may look at
        _Grant(work, document, settled, given - agreed).do()


def _is_given(line: Any) -> bool:
    """Whether the caller has said the automatic discount himself."""
    if changed(line, "auto_discount_percent"):
        line.discount_reason = None
        return bool(line.auto_discount_percent)
    return bool(line.auto_discount_percent) and line.discount_reason is None


def _has_changed(document: Any) -> bool:
    """Whether the paper is new, or something changed that discounts hang on."""
    state: Any = inspect(document)
    if state.key is None or changed(document, *HEADER) or changed(document, "lines"):
        return True
    return any(inspect(one).key is None or changed(one, *ROW) for one in document.lines)


def _take_off(document: Any, settled: set[UUID]) -> None:
    lines = document.lines
    kept = [line for line in lines if line.id in settled or not gifts.is_gift(line)]
    gifts.keep(document, kept)
    for line in kept:
        if line.id not in settled:
            line.auto_discount_percent, line.discount_reason = ZERO, None


def _agree(document: "DiscountedDocument") -> set[UUID]:
    """Take discounts over from the paper they were agreed in; answers the rows they are on."""
    free = list(document.kept_rows())
    found: set[UUID] = set()
    for line in document.lines:
        row = _agreed(line, free)
        if row is None:
            continue
        free.remove(row)
        found.add(line.id)
        if line.auto_discount_percent in (ZERO, row.auto_discount_percent):
            line.auto_discount_percent = row.auto_discount_percent
            line.discount_reason = row.discount_reason
    return found


def _agreed(line: Any, free: Sequence[Any]) -> Any:
    """The row of the other paper a row follows: with the same discount, or price, or the first."""

    def distance(row: Any) -> tuple[bool, bool]:
        return row.auto_discount_percent != line.auto_discount_percent, row.price != line.price

    same = [r for r in free if (r.item_id, r.variant_id) == (line.item_id, line.variant_id)]
    return min(same, key=distance, default=None)


class _Grant:
    """Works out the discounts of one paper."""

    def __init__(self, work: Work, document: Any, settled: set[UUID], own: set[UUID]) -> None:
        self.work, self.document, self.settled, self.own = work, document, settled, own
        self.policy = policy_of(work)

    def do(self) -> None:
        document = self.document
        lines = [line for line in document.lines if line.item_id is not None]
        items = {line.item_id for line in lines}
        offers, purchase = offers_at(self.work, document, items)
        given = gifts.rows_of(document, offers) - self.settled
        lines = [line for line in lines if line.id not in given]
        result = Result(tuple(Granted() for _line in lines))
        if purchase and lines:
            result = self._combined(lines, offers, purchase)
        known: Known = {}
        for line, granted in zip(lines, result.rows, strict=True):
            if line.id not in self.settled:
                line.auto_discount_percent = granted.percent
                line.discount_reason = reason(granted, self.policy, known)
        agreed = document.agreed_in() is not None
        gifts.put(self.work, document, () if agreed else result.gifts, given)

    def _combined(
        self, lines: Sequence[Any], offers: Sequence[Offer], purchase: Purchase
    ) -> Result:
        """What the rules give; a percent of the caller's own that is theirs is settled no more."""
        targets = (target for one in offers for target in one.terms)
        groups = groups_of(self.work, {line.item_id for line in lines}, targets)

        def given(settled: set[UUID]) -> Result:
            rows = [
                self._row(line, groups.get(line.item_id, ""), settled=line.id in settled)
                for line in lines
            ]
            return combine(offers, purchase, rows, self.policy)

        if self.own:
            would = zip(lines, given(self.settled - self.own).rows, strict=True)
            theirs = {line.id for line, one in would if one.percent == line.auto_discount_percent}
            self.settled = self.settled - (self.own & theirs)
        return given(self.settled)

    def _row(self, line: Any, group: str, *, settled: bool) -> Row:
        return Row(
            str(line.item_id),
            line.base_quantity,
            self._amount(line),
            str(line.variant_id) if line.variant_id else "",
            group,
            line.discount_percent,
            settled,
        )

    def _amount(self, line: Any) -> Decimal:
        """What a row comes to before discounts, VAT inside, in the base currency."""
        document = self.document
        full = EXACT.multiply(line.price or ZERO, line.quantity or ZERO)
        whole, _vat = with_vat(full, line.vat_rate, bool(document.prices_include_vat), 4)
        return EXACT.multiply(whole, document.rate or ZERO)


Known = dict[int, dict[str, str]]
"""Shares as plain data by their identity: one and the same is given to most rows."""


def reason(granted: Granted, policy: str, known: Known) -> dict[str, Any] | None:
    """Why a row has its automatic discount, as it is kept with the row."""
    if not granted.taken and granted.limit is None:
        return None
    found: dict[str, Any] = {"policy": policy, "taken": _told(granted.taken, known)}
    if granted.passed:
        found["passed"] = _told(granted.passed, known)
    if granted.limit is not None:
        found["limit"] = f"{granted.limit.normalize():f}"
    return found


def _told(shares: Iterable[Share], known: Known) -> list[dict[str, str]]:
    return [known.get(id(one)) or known.setdefault(id(one), _plain(one)) for one in shares]


def _plain(one: Share) -> dict[str, str]:
    return {
        "discount": one.offer,
        "percent": f"{one.percent.normalize():f}",
        "condition": one.condition,
        "value": one.value,
    }
