"""Bulk changes in the background, with a notice at the end; old ones are dropped."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete

from ..errors import Refusal
from ..jobs import Job, Payload, progress
from ..notices import Notices
from ..texts import Texts
from ..work import Work
from .models import APPLYING, TRIED, TRYING, BulkChange
from .service import JOB, BulkChanges

_ = Texts("tradepost.core")

KEPT, TRIED_KEPT = timedelta(days=365), timedelta(days=7)


def _run(work: Work, payload: Payload) -> Payload | None:
    """One step; each is a unit of work of its own, with the rights of whoever began it."""
    if "change" not in payload:
        return None
    key = UUID(payload["change"])
    changes = BulkChanges(work)
    more: bool | None
    try:
        more = changes.go_on(key)
    except Refusal:  # the right, or the plugin of the action, is gone meanwhile
        more = changes.stop(key)
    if more is None:
        return None
    change = changes.get(key)
    progress(work, change.reached, change.total)
    if more:
        return payload
    if work.access.user_id is not None:
        told = (
            _("A bulk change has been tried: see what it would change")
            if change.state == TRIED
            else _("A bulk change is done")
        )
        link = f"/bulk-changes/{change.id}"
        Notices(work).tell(told, users=[work.access.user_id], link=link, key=f"bulk:{key}")
    return None


def _prune(work: Work, _payload: Payload) -> None:
    """Drop what was only tried a week ago, and what was done a year ago."""
    now = work.clock.now()
    tried = BulkChange.state.in_((TRYING, TRIED))
    for old in (
        BulkChange.created_at < now - KEPT,
        tried & (BulkChange.created_at < now - TRIED_KEPT),
    ):
        work.session.execute(
            delete(BulkChange).where(old, BulkChange.state != APPLYING)
            .execution_options(synchronize_session=False)
        )  # fmt: skip


BULK = Job(JOB, _("Change many records at once"), "core.manage_jobs", _run, as_caller=True)
PRUNE = Job(
    "core.prune_bulk_changes", _("Drop old bulk changes"), "core.manage_jobs", _prune,
    timedelta(days=1),
)  # fmt: skip
