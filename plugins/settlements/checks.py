"""What settlements hold a contract to."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, select

from ...core import Record, Refusal, Texts, Work
from ..parties import Contract
from .errors import CurrencyInUse
from .models import Settlements

_ = Texts(__package__)


def faults(work: Work, record: Record) -> Iterator[Refusal]:
    """What forbids saving a contract: another currency, where debts stand in the old one."""
    if not isinstance(record, Contract):
        return
    state: Any = inspect(record)
    if state.key is None or not state.attrs.currency_id.history.has_changes():
        return
    table = Settlements.movements
    asked = select(table.c.recorder_id).where(
        table.c.organisation_id == record.organisation_id,
        table.c.party_id == record.party_id,
        table.c.contract_id == record.id,
    )
    if work.session.scalar(asked.limit(1)) is not None:
        yield CurrencyInUse(
            _("“{contract}” has settlements in its currency already", contract=record.name),
            path="currency",
            remedy=_("Make another contract in the new currency"),
            contract=str(record.id),
        )
