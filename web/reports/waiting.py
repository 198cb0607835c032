"""A question too long to wait for: asked in the background, its progress, its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from ...core import jobs
from ...core.jobs import HowFar, JobRow
from ...core.reporting import Answers, figures_of
from ...core.reporting.later import ReportAnswer
from ...core.work import Work
from .question import Question


@dataclass(frozen=True)
class Waiting:
    """How a long question stands.

    Attributes:
        work: the unit of work.
        answer: that was asked for; None where nobody has yet.
        job: that works it out.
    """

    work: Work
    answer: ReportAnswer | None = None
    job: JobRow | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the figures are there."""
        return self.answer is not None and self.answer.ready_at is not None

    @property
    def is_live(self) -> bool:
        """Whether it is being worked out."""
        return not self.is_ready and self.job is not None and self.job.live

    @property
    def as_of(self) -> datetime | None:
        """When the figures were worked out."""
        return self.answer.ready_at if self.answer else None

    @cached_property
    def far(self) -> HowFar | None:
        """How far it is; once it has ended, why."""
        return jobs.how_far(self.work.house, self.job) if self.job else None

    @cached_property
    def found(self) -> Sequence[Any]:
        """The gathered figures."""
        assert self.answer is not None  # noqa: S101 -- asked of a ready one
        return figures_of(self.answer)


def answers(question: Question) -> Answers:
    """The answers to a question."""
    return Answers(question.work, question.report, question.params, question.plain)


def waited_for(question: Question, *, patient: bool) -> Waiting | None:
    """How a long question stands; None for one that is answered at once.

    Raises:
        Refusal: what can not be asked.
    """
    asked = answers(question)
    if not asked.is_long():
        return None
    found = asked.latest()
    job = None
    if found is not None and found.ready_at is None and found.job_id is not None:
        job = question.work.session.get(JobRow, found.job_id)
    waiting = Waiting(question.work, found, job)
    return None if patient and not waiting.is_ready else waiting
