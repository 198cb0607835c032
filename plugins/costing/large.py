"""The close of a month in which much has moved: worked out in the background, step by step.

Posting it marks the goods of the month as stale from the close on, and a job costs them anew,
some at a time, by the very code that follows back-dated changes. Each step is durable by
itself: killed or cancelled, the base stays sound, readings say that they are stale, and
whatever takes the work up again goes on behind the last step.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from ...core import Document, Texts, Work, jobs
from ...core.posting import sequence
from ...core.posting.service import RESTORE
from .documents import CostAdjustment
from .extent import is_large, moved_keys
from .models import CostBatches
from .recosting import restore

_ = Texts(__package__)


def begin(work: Work, document: Document) -> None:
    """Let the close of a large month, just posted, be worked out; others are done already."""
    if not isinstance(document, CostAdjustment) or not is_large(work, document):
        return
    keys = moved_keys(work, document)
    sequence.touch_many(work, CostBatches, dict.fromkeys(keys, document.moment))
    jobs.start(
        work,
        CLOSE.name,
        {"close": str(document.id), "month": document.month.isoformat()},
        title=_("Closing {month}", month=f"{document.month:%m.%Y}"),
        link=f"/documents/{document.kind}/{document.id}",
        key=sequence.JOB,  # never while the same goods are costed anew for another reason
    )


def give_up(work: Work, document: Document) -> None:
    """Take what is still due of a close, just unposted, off the list."""
    if isinstance(document, CostAdjustment) and sequence.is_stale(work, CostBatches):
        jobs.enqueue(work, RESTORE.name, key=RESTORE.name)


def _step(work: Work, payload: jobs.Payload) -> jobs.Payload | None:
    """Some goods of the month; each step is a unit of work of its own."""
    close = work.session.get(CostAdjustment, UUID(payload["close"]))
    month = f"{date.fromisoformat(payload['month']):%m.%Y}"
    if close is None or not close.posted:
        jobs.outcome(work, _("The closing of {month} was taken back", month=month))
        return None
    left = _waiting(work)
    total = max(payload.get("total", 0), left)
    doing = _("Goods are brought to the cost of {month}", month=month)
    jobs.progress(work, total - left, total, doing)
    if left:
        restore(work)
        left = _waiting(work)
        jobs.progress(work, total - left, total, doing)
    if left:
        return {**payload, "total": total}
    jobs.outcome(work, _("{month} is closed", month=month))
    return None


def _waiting(work: Work) -> int:
    asked = select(func.count()).where(sequence.Stale.register == CostBatches.kind)
    return work.session.scalar(asked) or 0


CLOSE = jobs.Job(
    "costing.close_month", _("Close a month of cost"), f"{CostAdjustment.kind}.post", _step
)
