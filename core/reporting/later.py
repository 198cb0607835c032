"""Questions too long to wait for: worked out in the background, kept a while for who asked.

What is kept are the gathered figures, which are what takes long. Naming, sorting and adding
them up is done whenever they are shown, with the rights the person has then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from .. import jobs
from ..access.models import TABLE
from ..access.sight import house_view
from ..database.base import Base
from ..database.ids import new_id
from ..jobs.job import our_job
from ..posting.readings import between
from ..texts import Text, Texts
from ..work import Work
from . import kept
from .asked import Params
from .axes import axes_of
from .gathering import MOST, Found
from .report import Report
from .running import Running

_ = Texts("tradepost.core.reporting")

LONG = 1_000_000
"""Movements to be read, each for every key it is told apart by, that take about two seconds."""
SHORT = timedelta(days=32)
"""Over a time like this nobody counts what there is to read."""
KEPT = timedelta(minutes=15)
JOB = "core.report"


class ReportAnswer(Base):
    """The figures of one question of one person; empty while they are being worked out."""

    __tablename__ = "core_report_answer"
    __table_args__ = (Index(None, "created_at"), Index(None, "user_id", "digest"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID | None]
    report: Mapped[str]
    digest: Mapped[str]
    asked: Mapped[dict[str, Any]]
    job_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    figures: Mapped[bytes | None]


class Answers:
    """What a person has asked of a report, and has or will have an answer to."""

    def __init__(
        self, work: Work, report: Report, params: Params, plain: Mapping[str, Sequence[str]]
    ) -> None:
        """Make ready.

        Args:
            work: the unit of work.
            report: that is asked.
            params: what is asked of it.
            plain: the same as `parse_params` takes it.
        """
        self.work = work
        self.report = report
        self.params = params
        self.plain = plain

    @property
    def digest(self) -> str:
        """Of the question, with the rows and fields the person may not see."""
        asked = replace(self.params, limit=0, marks=(), chart="", nested=False)
        access = self.work.access
        rows = sorted((kind, sorted(map(str, keys))) for kind, keys in access.rows.items())
        masked = sorted((kind, sorted(names)) for kind, names in access.masked.items())
        told = repr((self.report.name, asked, rows, masked))
        return sha256(told.encode()).hexdigest()

    def latest(self) -> ReportAnswer | None:
        """The answer that was asked for last, ready or not; none that is too old."""
        since = self.work.clock.now() - KEPT
        asked = select(ReportAnswer).where(
            ReportAnswer.user_id == self.work.access.user_id,
            ReportAnswer.digest == self.digest,
            ReportAnswer.created_at >= since,
        )
        newest = asked.order_by(ReportAnswer.created_at.desc(), ReportAnswer.id.desc())
        return self.work.session.scalars(newest.limit(1)).first()

    def is_long(self) -> bool:
        """Whether it takes so long that nobody should have to wait for the page.

        Raises:
            Forbidden: without the right to read the report.
        """
        self.work.access.require(self.report.right)
        since, until = self.params.since, self.params.until
        if self.report.as_of or (since and until and until - since <= SHORT):
            return False
        weight = max(1, len(self._bases))
        return any(self._moved(kind, LONG // weight) for kind in self.report.registers)

    @property
    def _bases(self) -> set[str]:
        axes = axes_of(self.work, self.report)
        names = (*self.params.by, self.params.across)
        return {axes[one].base for one in names if one in axes and axes[one].base}

    def _moved(self, kind: str, most: int) -> bool:
        """Whether more than so many movements lie in the period; counted no further."""
        table = self.work.schema.registers[kind].movements
        with house_view(self.work.session):  # how many there are tells nothing of them
            few = select(table.c.moment).where(
                between(table, self.params.since, self.params.until)
            )
            counted = select(func.count()).select_from(few.limit(most + 1).subquery())
            return (self.work.session.scalar(counted) or 0) > most

    def start(self, title: Text | str, link: str) -> ReportAnswer:
        """Have it worked out; the person sees how far it is, and may cancel it.

        Args:
            title: of the report.
            link: to the page that shows the answer.

        Raises:
            Forbidden: without the right to read the report.
        """
        work = self.work
        answer = ReportAnswer(
            id=new_id(), user_id=work.access.user_id, report=self.report.name,
            digest=self.digest, asked={"given": self.plain, "zone": str(self.params.zone)},
            created_at=work.clock.now(), ready_at=None, figures=None,
        )  # fmt: skip
        named = title if isinstance(title, Text) else Text("", title)
        answer.job_id = jobs.start(
            work, JOB, {"answer": str(answer.id)}, title=named, link=link, right=self.report.right
        )
        work.session.add(answer)
        work.session.flush()  # the page that is drawn next looks for it
        return answer


def figures_of(answer: ReportAnswer) -> list[Found]:
    """The gathered figures of an answer that is ready: of its time, and of the one before."""
    assert answer.figures is not None  # noqa: S101 -- asked of a ready one alone
    return kept.read(answer.figures)


def _run(work: Work, payload: jobs.Payload) -> None:
    """Work an answer out, in a unit of work that only reads, so that nobody waits for it."""
    from . import parse_params, report_of  # noqa: PLC0415 -- the room's face, made after this

    if "answer" not in payload:
        return
    key = UUID(payload["answer"])
    with work.house.work(work.access, reads_only=True) as reading:
        answer = reading.session.get(ReportAnswer, key)
        if answer is None or answer.ready_at is not None:
            return
        report = report_of(work.house, answer.report)
        zone = ZoneInfo(answer.asked["zone"])
        params = parse_params(reading, report, answer.asked["given"], zone)
        found = Running(reading, report, params, MOST).gathered(partial(_tell, work))
    mine = work.session.get_one(ReportAnswer, key)
    mine.figures, mine.ready_at = kept.written(*found), work.clock.now()
    jobs.outcome(work, _("The answer is ready"))


def _tell(work: Work, done: int, total: int) -> None:
    jobs.progress(work, done, total, _("Adding up"))


def _prune(work: Work, _payload: jobs.Payload) -> None:
    """Drop answers nobody will be shown any more."""
    old = ReportAnswer.created_at < work.clock.now() - KEPT
    gone = delete(ReportAnswer).where(old)
    work.session.execute(gone.execution_options(synchronize_session=False))


PRUNE = jobs.Job(
    "core.prune_answers",
    _("Drop answers of reports"),
    "core.manage_jobs",
    _prune,
    timedelta(hours=1),
)
our_job(jobs.Job(JOB, _("Work out a report"), "core.manage_jobs", _run, as_caller=True))
our_job(PRUNE)
