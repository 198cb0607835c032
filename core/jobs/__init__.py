"""Background work: rows of the main database, enqueued in the business transaction.

A job is claimed for a while (its lease), run in a unit of work of its own, and marked done
inside that same unit of work: what a handler writes to the base happens once, even where a
worker dies or is overtaken. What it does outside happens at least once, so it must bear
being repeated. Long work goes in steps: a handler that answers a payload is called again
with it, and between the steps everybody sees its progress and others may write.

Work that a person starts and waits for:

    start(work, "sales.reprice", {"ids": ids}, title=_("New prices"), link="/catalogs/item")

    def reprice(work: Work, payload: Payload) -> Payload | None:
        done = payload.get("done", 0)
        for one in payload["ids"][done : done + STEP]:
            …
        done = min(done + STEP, len(payload["ids"]))
        progress(work, done, len(payload["ids"]), _("Repricing"))  # as often as you like
        if done < len(payload["ids"]):
            return {**payload, "done": done}  # the next step, in a unit of work of its own
        outcome(work, _("{count} prices changed", count=done), link="/reports/price_list")
        return None

He sees the bar in the head of every page and on “My background work”, may cancel it, and is
told by a notice how it ended. A `Refusal` in the handler ends it at once and is told as it is;
any other failure is tried again. The steps of a job with `as_caller=True` have his rights.
"""

from .job import CANCELLED, DEAD, DONE, RUNNING, WAITING, Job, JobRow, Payload, UnknownJob
from .progress import HowFar, how_far, outcome, progress
from .queue import cancel, enqueue, listed, mine, retry, start
from .running import Ended, run_due
from .schedule import next_run
from .worker import HOUSEKEEPING, Worker

__all__ = [
    "CANCELLED",
    "DEAD",
    "DONE",
    "HOUSEKEEPING",
    "RUNNING",
    "WAITING",
    "Ended",
    "HowFar",
    "Job",
    "JobRow",
    "Payload",
    "UnknownJob",
    "Worker",
    "cancel",
    "enqueue",
    "how_far",
    "listed",
    "mine",
    "next_run",
    "outcome",
    "progress",
    "retry",
    "run_due",
    "start",
]
