"""By which policy an organisation keeps cost at a moment.

The last accounting policy posted up to then decides; where there is none, the cost method on
the organisation's card, by warehouses.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Document, Work
from ..organisations import Organisation
from ..stock import StockMove
from .documents import CostPolicy

BY_BATCHES = ("fifo", "lifo")


@dataclass(frozen=True)
class Policy:
    """How cost is kept: `fifo`, `lifo`, `average` or `month_average`; by warehouse or not."""

    method: str = "fifo"
    company_wide: bool = False

    @property
    def by_batches(self) -> bool:
        """Whether the goods of each receipt are told apart."""
        return self.method in BY_BATCHES

    def key(
        self, move: StockMove, warehouse: UUID | None
    ) -> tuple[UUID, UUID | None, UUID | None, UUID | None]:
        """Where goods lie, as cost sees it: item, variant, warehouse, lot."""
        place = None if self.company_wide else warehouse
        return (move.item_id, move.variant_id, place, move.lot_id)


def policy_at(work: Work, document: Document) -> Policy:
    """The policy a document is costed by."""
    organisation: Organisation | None = getattr(document, "organisation", None)
    if organisation is None:
        return Policy()
    place = (document.moment, document.id)
    return Policies(work, organisation).at(place)


class Policies:
    """All policies of an organisation, read once."""

    def __init__(self, work: Work, organisation: Organisation) -> None:
        asked = (
            select(CostPolicy.moment, CostPolicy.id, CostPolicy.method, CostPolicy.company_wide)
            .where(CostPolicy.organisation_id == organisation.id, CostPolicy.posted)
            .order_by(CostPolicy.moment.desc(), CostPolicy.id.desc())
        )
        self.known = [
            ((at, key), Policy(method, wide))
            for at, key, method, wide in work.session.execute(asked)
        ]
        self.usual = Policy(organisation.cost_method)

    def at(self, place: tuple[Any, Any]) -> Policy:
        """The policy that holds at a place in the order of business."""
        return next((one for since, one in self.known if since <= place), self.usual)

    def method_before(self, place: tuple[Any, Any]) -> Policy:
        """The policy that held right before a place."""
        return next((one for since, one in self.known if since < place), self.usual)
