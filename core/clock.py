"""Where the present moment comes from; services get a clock, they never ask the system."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment, in UTC."""

    def now(self) -> datetime:
        """The present moment with its zone."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands until it is moved: for tests and for simulated days."""

    moment: datetime

    def now(self) -> datetime:
        """The moment that was set."""
        return self.moment
