"""Taking the sample data out in the background."""

from typing import Any

from ...core import Texts, Work
from ...core.jobs import Job
from .sample import remove

_ = Texts(__package__)

REMOVE = "demo.remove_sample"


def _run(work: Work, _payload: dict[str, Any]) -> None:
    remove(work)


REMOVAL = Job(REMOVE, _("Remove the sample data"), REMOVE, _run, attempts=1)
