"""What papers that earn discounts say beside those that do not."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ....core import Texts, Work, field, reference
from ..trade import TradeDocument, TradeLine
from .granting import grant
from .models import PAYMENTS, DiscountCard

_ = Texts(__package__)


class DiscountedLine(TradeLine):
    """A row that may earn an automatic discount.

    `discount_reason` says why: the offers taken, each with its percent, condition and the
    value that has met it; those that lost; the limit that has cut it. It is empty where no
    rule gave the row anything, and where its automatic discount was given by the caller: that
    counts as given by hand.
    """

    __abstract__ = True

    discount_reason: Mapped[dict[str, Any] | None] = field(
        _("Why the automatic discount"), readonly=True, shown=False
    )

    @property
    def percent_by_hand(self) -> Decimal:
        """What a person has given: an automatic percent that no rule gave is his, too."""
        if (self.discount_reason or {}).get("taken"):
            return self.discount_percent
        return self.discount_percent + self.auto_discount_percent

    @classmethod
    def for_copy(cls, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Without what rules have given: a copy earns its own discounts and gifts."""
        why = row.get("discount_reason")
        if not why:
            return row
        return None if why.get("gift") else {**row, "auto_discount_percent": "0"}


class DiscountedDocument(TradeDocument):
    """A paper of selling: its rows earn discounts, or keep those agreed in another paper."""

    __abstract__ = True

    earns_discounts: ClassVar[bool] = False
    """Whether discounts are worked out for it; otherwise only agreed ones are kept."""

    payment_kind: Mapped[str] = field(
        _("Kind of payment"), default="", choices=PAYMENTS, shown=False
    )
    discount_card: Mapped[DiscountCard | None] = reference(
        _("Discount card"), index=False, shown=False
    )
    without_discounts: Mapped[bool] = field(
        _("Without automatic discounts"),
        shown=False,
        help=_("Automatic discounts stand as they were entered"),
    )
    if TYPE_CHECKING:
        discount_card_id: Mapped[UUID | None]

    def agreed_in(self) -> Any:
        """The paper in which discounts were agreed already: the order of a shipment."""
        return None

    def discount(self, work: Work) -> None:
        """Work out the automatic discounts; add the gifts."""
        grant(work, self)

    def kept_rows(self) -> Iterable[Any]:
        """The rows of the paper in which discounts were agreed."""
        source = self.agreed_in()
        return source.lines if source is not None else ()
