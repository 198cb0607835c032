"""What forbids saving a record, as far as cost goes."""

from typing import Any

from sqlalchemy import exists, inspect, select

from ...core import Record, Refusal, Texts, Work
from ...core.schema.document import DocumentHead
from ..organisations import Organisation
from .errors import MethodInUse
from .models import CostBatches

_ = Texts(__package__)


def objections(work: Work, record: Record) -> list[Refusal]:
    """An organisation whose goods have moved takes another method by a policy, not by its card."""
    if not isinstance(record, Organisation):
        return []
    state: Any = inspect(record)
    if state.key is None or not state.attrs.cost_method.history.has_changes():
        return []
    table = CostBatches.movements
    moved = exists().where(DocumentHead.id == table.c.recorder_id, DocumentHead.scope == record.id)
    with work.session.no_autoflush:  # the change itself is what is asked about
        if not work.session.scalar(select(moved)):
            return []
    return [
        MethodInUse(
            _("Goods of “{name}” are costed by this method already", name=record.name),
            path="cost_method",
            remedy=_("Post an accounting policy of cost that holds from a month on"),
        )
    ]
