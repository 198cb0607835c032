"""The verbs of settlements: debts read and shown."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Panel, Record, Texts, Work
from ...core.posting import readings
from ...core.values import ZERO
from ..currencies import Currency
from ..parties import Contract, Party
from .models import Settlements

_ = Texts(__package__)


def debt_of(work: Work, contract: Contract, deal: UUID | None = None) -> Decimal:
    """What a party owes us now under a contract, or on one deal of it; below zero we owe it.

    The house counts, whoever asks.
    """
    where: dict[str, Any] = {
        "organisation": contract.organisation_id,
        "party": contract.party_id,
        "contract": contract.id,
    }
    if deal is not None:
        where["deal"] = deal
    rows = readings.balance(work.as_house(), Settlements, by=(), where=where)
    return sum((row["amount"] for row in rows), ZERO)


def party_panel(work: Work, record: Record) -> list[Panel]:
    """What a party owes us, or we owe it, by contract."""
    if not isinstance(record, Party) or not work.access.may("settlements.read"):
        return []
    rows = readings.balance(
        work, Settlements, by=("contract", "currency"), where={"party": record.id}
    )
    columns = [(_("Contract"), "reference"), (_("Currency"), "reference"), (_("Debt"), "amount")]
    shown = [
        (
            work.session.get(Contract, row["contract"]),
            work.session.get(Currency, row["currency"]),
            row["amount"],
        )
        for row in rows
    ]
    return [Panel(_("Settlements"), columns, shown, empty=_("Nobody owes anything"))]
