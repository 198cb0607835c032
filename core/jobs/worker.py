"""The worker, and the work it does for the queue itself."""

import logging
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

from sqlalchemy import delete

from ..texts import Texts
from .job import CANCELLED, DONE, Job, JobRow, Payload
from .running import run_due

if TYPE_CHECKING:
    from ..house import House
    from ..work import Work

_ = Texts("tradepost.core")
log = logging.getLogger(__name__)

KEPT = timedelta(days=7)


class Worker:
    """Runs jobs until it is told to stop: a thread of `serve`, or `tradepost worker`."""

    def __init__(self, house: "House", *, pause: float = 1.0, batch: int = 20) -> None:
        self.house = house
        self.pause = pause
        self.batch = batch

    def once(self) -> int:
        """Run everything that is due now; answers how many steps."""
        total = 0
        while done := run_due(self.house, self.batch):
            total += done
        return total

    def run(self, stop: Event) -> None:
        """Run what becomes due until `stop` is set; a base that is away is waited for."""
        failures = 0
        while not stop.is_set():
            try:
                done = run_due(self.house, self.batch)
                failures = 0
            except Exception:
                log.exception("the worker could not reach its queue")
                done, failures = 0, failures + 1
            if not done:
                stop.wait(min(60, self.pause * 2**failures))


def _prune(work: "Work", _payload: Payload) -> None:
    """Drop jobs that ended long ago; dead ones stay until somebody looks."""
    old = JobRow.ended_at < work.clock.now() - KEPT
    gone = delete(JobRow).where(old, JobRow.state.in_((DONE, CANCELLED)))
    work.session.execute(gone.execution_options(synchronize_session=False))


HOUSEKEEPING = (
    Job(
        "core.prune_jobs", _("Drop jobs that ended"), "core.manage_jobs", _prune, timedelta(days=1)
    ),
)
