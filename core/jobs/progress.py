"""How far a running step is: told at once, though the step itself is not durable yet.

What a step writes is seen when it ends, so how far it is goes another way. In this process
it stands on a board in memory. On PostgreSQL it is also written once in a while in a unit of
work of its own, which keeps the lease alive as well, and there a long step learns that it was
cancelled. On SQLite one writes at a time: while a step writes, nobody can cancel it, nor save
anything else. So long work goes in steps of a second or two, whatever it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from ..packed import packed, unpacked
from ..texts import Text
from .job import JobRow

if TYPE_CHECKING:
    from ..house import House
    from ..work import Work

ACCOUNT = "job_account"  # where a session keeps the account its step gives
SELDOM = timedelta(seconds=1)


class LeaseLost(Exception):
    """Another worker has taken the job over, or it was cancelled: this step leaves no trace."""


@dataclass
class Account:
    """What a step tells of itself while it runs.

    Attributes:
        row_id: of the job.
        lease: by which it holds the job.
        lasts: so long the lease is from each sign of life on.
        values: of the row, as told last.
        written: when the base was told.
    """

    row_id: UUID
    lease: UUID
    lasts: timedelta
    values: dict[str, Any] = field(default_factory=dict)
    written: datetime | None = None


def progress(work: "Work", done: int, total: int = 0, text: Text | None = None) -> None:
    """Say how far the running job is; cheap enough for every turn of a loop.

    Call it anywhere below the handler of a job; outside a job it does nothing, so a service
    need not know who runs it.

    Args:
        work: the unit of work of the step.
        done: so much has been done, counted over all steps.
        total: of so much; 0 where nobody knows.
        text: what it is at; without it, what was said last stands.

    Raises:
        LeaseLost: where the job has been cancelled or overtaken; let it pass.
    """
    values: dict[str, Any] = {"progress": done, "progress_of": total}
    _tell(work, values | ({"told": packed(text)} if text is not None else {}))


def outcome(work: "Work", text: Text, link: str = "") -> None:
    """Say what has come of the running job; whoever started it is told so when it is done.

    Args:
        work: the unit of work of its last step.
        text: a sentence: how many were changed, what was refused.
        link: the page that shows more of it.
    """
    _tell(work, {"told": packed(text)} | ({"link": link} if link else {}))


def _tell(work: "Work", values: Mapping[str, Any]) -> None:
    account: Account | None = work.session.info.get(ACCOUNT)
    if account is None:
        return
    account.values |= values
    board = work.house.board
    board[account.row_id] = {**board.get(account.row_id, {}), **values}
    now = work.clock.now()
    if account.written is None:
        account.written = now  # a short step need not say more than its end does
    elif now - account.written >= SELDOM:
        account.written = now
        _look_up(work, account, now)


def _look_up(work: "Work", account: Account, now: datetime) -> None:
    """Tell the base where others may write meanwhile; learn whether the job is still ours."""
    mine = (JobRow.id == account.row_id, JobRow.lease == account.lease)
    # The engine is asked, not the connection: on SQLite a connection would lock the base.
    if work.session.get_bind().dialect.name == "postgresql":
        alive = {**account.values, "due_at": now + account.lasts}
        told = update(JobRow).where(*mine).values(alive).returning(JobRow.id)
        with work.house.work() as apart:
            plain = told.execution_options(synchronize_session=False)
            held = apart.session.execute(plain).first()
    else:
        with work.house.work(reads_only=True) as apart:
            held = apart.session.execute(select(JobRow.id).where(*mine)).first()
    if held is None:
        raise LeaseLost(str(account.row_id))


@dataclass(frozen=True)
class HowFar:
    """How far a piece of work is.

    Attributes:
        done: so much has been done.
        total: of so much; 0 where nobody knows.
        text: what it is at; once it has ended, what has come of it.
    """

    done: int
    total: int
    text: Text | None

    @property
    def percent(self) -> int | None:
        """In hundredths; None where the whole is not known."""
        return min(100, 100 * self.done // self.total) if self.total > 0 else None


def how_far(house: "House", row: JobRow) -> HowFar:
    """How far a job is, with what its running step has said since the row was written."""
    said = house.board.get(row.id, {}) if row.live else {}
    told = said.get("told", row.told)
    return HowFar(
        said.get("progress", row.progress),
        said.get("progress_of", row.progress_of),
        unpacked(told) if told else None,
    )
