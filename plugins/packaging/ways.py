"""The ways packaging goes: whose it is, who holds it afterwards, what stock sees of it."""

from enum import Enum
from typing import Any
from uuid import UUID

from ..stock.moves import Purpose
from .models import WITH_CUSTOMERS, PackagingIn, PackagingOut


class Way(Enum):
    """A way of packaging; the value is what REST and the base call it."""

    GIVEN = "given"
    BACK = "back"
    LOST = "lost"
    TAKEN = "taken"
    RETURNED = "returned"

    @property
    def theirs(self) -> bool:
        """Whether it is packaging of a supplier."""
        return self in (Way.TAKEN, Way.RETURNED)

    @property
    def register(self) -> Any:
        """Who holds it."""
        return PackagingIn if self.theirs else PackagingOut

    @property
    def sign(self) -> int:
        """1 where more is held afterwards, -1 where less."""
        return 1 if self in (Way.GIVEN, Way.TAKEN) else -1

    @property
    def purpose(self) -> Purpose:
        """Why stock moves: our own packaging stays ours, at its cost, wherever it is."""
        return PURPOSES[self]

    def ends(self, warehouse: UUID) -> tuple[UUID | None, UUID | None]:
        """The warehouses it leaves and comes to."""
        ends: dict[Way, tuple[UUID | None, UUID | None]] = {
            Way.GIVEN: (warehouse, WITH_CUSTOMERS),
            Way.BACK: (WITH_CUSTOMERS, warehouse),
            Way.LOST: (WITH_CUSTOMERS, None),
            Way.TAKEN: (None, warehouse),
            Way.RETURNED: (warehouse, None),
        }
        return ends[self]


PURPOSES: dict[Way, Purpose] = {
    Way.GIVEN: "transfer",
    Way.BACK: "transfer",
    Way.LOST: "write_off",
    Way.TAKEN: "receipt",
    Way.RETURNED: "supplier_return",
}
