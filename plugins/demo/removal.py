"""Taking the sample data out in the background, step by step, with progress."""

from typing import Any

from ...core import Texts, Work
from ...core.database.about import about
from ...core.jobs import Job, outcome, progress
from .sample import REMOVING, remove_step

_ = Texts(__package__)

REMOVE = "demo.remove_sample"


def _run(work: Work, payload: dict[str, Any]) -> dict[str, Any] | None:
    """One step; where a removal was cut short it is begun again, and what is gone is gone."""
    at, total = remove_step(work, int(payload.get("at", 0)))
    progress(work, total if at is None else at, total, _("The sample data is being removed"))
    if at is not None:
        return {"at": at}
    gone = int(about(work.session, REMOVING) or 0)
    outcome(work, _("Removed: {count} records", count=gone), "/")
    return None


REMOVAL = Job(REMOVE, _("Remove the sample data"), REMOVE, _run, attempts=3)
