"""The unit of work: one request, job or command is one transaction.

Whoever opens it ends it; services are given a `Work` and never commit. What must happen
outside (a mail, a print job) waits in `after_commit` or is enqueued as a job inside.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import transaction
from sqlalchemy.orm import Session

from .access.access import SYSTEM, Access
from .clock import Clock

if TYPE_CHECKING:
    from .house import House
    from .schema.registry import Schema


@dataclass(eq=False)
class Work:
    """What a service needs: the session, who asks, the clock, the house's schema and hooks."""

    house: "House"
    session: Session
    access: Access
    clock: Clock
    manager: transaction.TransactionManager

    def __post_init__(self) -> None:
        self.access = self.house.policy.checked(self.access)

    @property
    def schema(self) -> "Schema":
        """What the plugins of this house have declared."""
        return self.house.schema

    @property
    def hooks(self) -> Any:
        """The hooks of this house; only `core/calls.py` calls them."""
        return self.house.plugins.manager.hook

    @property
    def language(self) -> str:
        """The language of the person."""
        return self.access.language

    def day_of(self, moment: datetime) -> date:
        """The day of the company's calendar on which a moment falls."""
        return moment.astimezone(self.house.zone).date()

    @property
    def today(self) -> date:
        """The present day of the company's calendar."""
        return self.day_of(self.clock.now())

    def as_house(self) -> "Work":
        """The same unit of work with the rights of the house.

        For rules that must count everything whoever asks (cost, limits); what they find out
        is never shown as it is.
        """
        return replace(self, access=SYSTEM)

    def after_commit(self, do: Callable[[], None]) -> None:
        """Do something once the transaction is durable; never if it fails."""
        self.manager.get().addAfterCommitHook(lambda done: do() if done else None)
