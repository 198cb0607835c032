"""What must be posted again although it has not moved the same keys.

A back-dated paper marks what stands later in its own keys (the sequence does that). A
revaluation that had nothing to bring to another rate in a key must look at it again, too. And
papers that were posted before this plugin was on have not been booked in both currencies.
"""

from uuid import UUID

from sqlalchemy import func, select

from ...core import Document, Texts, Work, jobs
from ...core.posting import service
from ..cash import Cash
from ..organisations import Organisation
from ..settlements import Settlements
from .documents import CurrencyRevaluation
from .models import CurrencyCash, CurrencySettlements

_ = Texts(__package__)

AGAIN, TAKE_IN = "revaluation.again", "revaluation.take_in"
STEP = 50
PAIRS = ((Settlements, CurrencySettlements), (Cash, CurrencyCash))


def follow(work: Work, document: Document) -> None:
    """Let later revaluations look again at what a paper has moved."""
    organisation = getattr(document, "organisation_id", None)
    if organisation is None or isinstance(document, CurrencyRevaluation):
        return
    asked = select(CurrencyRevaluation.id).where(
        CurrencyRevaluation.organisation_id == organisation,
        CurrencyRevaluation.moment >= document.moment,
        CurrencyRevaluation.posted,
    )
    later = work.session.scalars(asked.order_by(CurrencyRevaluation.moment)).all()
    if not later or not _in_currencies(work, document):
        return
    for key in later:
        jobs.enqueue(work, AGAIN, {"revaluation": str(key)}, key=f"{AGAIN}.{key}")


def _in_currencies(work: Work, document: Document) -> bool:
    for _source, register in PAIRS:
        for table in (register.movements, register.replaced):
            asked = select(table.c.recorder_id).where(table.c.recorder_id == document.id)
            if work.session.scalar(asked.limit(1)) is not None:
                return True
    return False


def again(work: Work, payload: jobs.Payload) -> None:
    """Post a revaluation again, if it still stands."""
    document = work.session.get(CurrencyRevaluation, UUID(payload["revaluation"]))
    if document is not None and document.posted:
        service.post(work.as_house(), document)


def unbooked(work: Work, limit: int) -> list[UUID]:
    """Papers in foreign currencies that are not booked in both, the earliest first."""
    found: list[tuple[object, UUID]] = []
    for source, register in PAIRS:
        moved, booked = source.movements, register.movements
        asked = (
            select(func.min(moved.c.moment), moved.c.recorder_id)
            .join(Organisation, Organisation.id == moved.c.organisation_id)
            .outerjoin(booked, booked.c.recorder_id == moved.c.recorder_id)
            .where(moved.c.currency_id != Organisation.currency_id, booked.c.recorder_id.is_(None))
            .group_by(moved.c.recorder_id)
            .order_by(func.min(moved.c.moment), moved.c.recorder_id)
            .limit(limit)
        )
        found += [(row[0], row[1]) for row in work.session.execute(asked)]
    ordered = dict.fromkeys(key for _moment, key in sorted(found, key=lambda one: one[:2]))
    return list(ordered)[:limit]


def take_in(work: Work, payload: jobs.Payload) -> jobs.Payload | None:
    """Post such papers again, some in each unit of work."""
    found = unbooked(work, STEP)
    for key in found:
        service.post(work.as_house(), service.find(work, key))
    return {**payload, "done": payload.get("done", 0) + len(found)} if found else None


def install(work: Work) -> None:
    """See to papers that were posted without this plugin."""
    if unbooked(work, 1):
        jobs.enqueue(work, TAKE_IN, key=TAKE_IN)


JOBS = [
    jobs.Job(AGAIN, _("Revalue currencies again"), "core.manage_jobs", again),
    jobs.Job(TAKE_IN, _("Book papers in both currencies"), "core.manage_jobs", take_in),
]
