"""What a job is, and the row it is while it waits, runs and has ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base
from ..database.ids import new_id
from ..packed import unpacked
from ..texts import Text

if TYPE_CHECKING:
    from ..work import Work

WAITING, RUNNING, DONE, DEAD, CANCELLED = "waiting", "running", "done", "dead", "cancelled"

Payload = dict[str, Any]
Run = Callable[["Work", Payload], Payload | None]


@dataclass(frozen=True)
class Job:
    """Background work a plugin knows how to do.

    Attributes:
        name: `plugin.what_it_does`.
        title: what people read.
        right: who may start it by hand.
        run: does one step; None says that it is done, a payload is given to the next step.
        schedule: an RRULE in UTC (`FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=0`), or a pause.
        as_caller: run with the rights of whoever enqueued it, not with those of the house.
        lease: a step takes less; a worker that is silent for longer counts as dead.
        attempts: so many failures in a row are borne.
    """

    name: str
    title: Text
    right: str
    run: Run
    schedule: str | timedelta | None = None
    as_caller: bool = False
    lease: timedelta = timedelta(minutes=10)
    attempts: int = 8


OURS: dict[str, Job] = {}
"""Work of the rooms of the core above the house, which it can not name itself."""


def our_job(job: Job) -> None:
    """Make work of such a room known, when the room is first entered."""
    OURS[job.name] = job


class JobRow(Base):
    """One piece of background work; `due_at` is also where the lease of a running one ends.

    Attributes:
        watched: a person started it and waits for it: he sees it and is told of its end.
        title: what this piece is called, where it says more than the title of the job.
        told: what it is at just now; once it has ended, what has come of it.
        link: the page with what has come of it.
    """

    __tablename__ = "core_job"
    __table_args__ = (
        Index(None, "due_at"),
        Index(None, "key"),
        Index(None, "user_id", "watched", "created_at"),
        {"sqlite_strict": True, "info": {"plugin": "core"}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    key: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default=WAITING)
    due_at: Mapped[datetime | None]
    lease: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    progress: Mapped[int] = mapped_column(default=0)
    progress_of: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    watched: Mapped[bool] = mapped_column(default=False)
    title: Mapped[dict[str, Any] | None]
    told: Mapped[dict[str, Any] | None]
    link: Mapped[str] = mapped_column(default="")

    @property
    def live(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in (WAITING, RUNNING)

    def named(self, jobs: Mapping[str, Job]) -> Text | str:
        """What people read as its name.

        Args:
            jobs: the work the house knows.
        """
        if self.title:
            return unpacked(self.title)
        return jobs[self.name].title if self.name in jobs else self.name


class UnknownJob(LookupError):
    """Work is asked for that no plugin knows how to do."""
