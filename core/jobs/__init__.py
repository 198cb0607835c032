"""Background work: rows of the main database, enqueued in the business transaction.

A job is claimed for a while (its lease), run in a unit of work of its own, and marked done
inside that same unit of work: what a handler writes to the base happens once, even where a
worker dies or is overtaken. What it does outside happens at least once, so it must bear
being repeated. Long work goes in steps: a handler that answers a payload is called again
with it, and between the steps everybody sees its progress and others may write.
"""

from .job import CANCELLED, DEAD, DONE, RUNNING, WAITING, Job, JobRow, Payload, UnknownJob
from .queue import cancel, enqueue, listed, progress, retry, start
from .running import run_due
from .schedule import next_run
from .worker import HOUSEKEEPING, Worker

__all__ = [
    "CANCELLED",
    "DEAD",
    "DONE",
    "HOUSEKEEPING",
    "RUNNING",
    "WAITING",
    "Job",
    "JobRow",
    "Payload",
    "UnknownJob",
    "Worker",
    "cancel",
    "enqueue",
    "listed",
    "next_run",
    "progress",
    "retry",
    "run_due",
    "start",
]
