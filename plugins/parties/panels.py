"""What the card of a party shows beside its fields."""

from sqlalchemy import select

from ...core import Panel, Record, Texts, Work
from .checks import doubts
from .models import CONTRACT_KINDS, SETTLEMENT_MODES, Contract, Party

_ = Texts(__package__)


def of_party(work: Work, record: Record) -> list[Panel]:
    """Its contracts, and what looks wrong about it."""
    if not isinstance(record, Party):
        return []
    return [*_contracts(work, record), *_doubts(work, record)]


def _contracts(work: Work, party: Party) -> list[Panel]:
    if not work.access.may("contract.read"):
        return []
    asked = select(Contract).where(Contract.party_id == party.id, ~Contract.deleted)
    found = work.session.scalars(asked.order_by(Contract.code).limit(50)).all()
    rows = [
        (one, CONTRACT_KINDS.get(one.kind_, ""), SETTLEMENT_MODES.get(one.settlement_mode, ""))
        for one in found
    ]
    columns = [(_("Contract"), "reference"), (_("Kind"), "text"), (_("Settlements"), "text")]
    return [Panel(_("Contracts"), columns, rows, _("No contracts yet"))]


def _doubts(work: Work, party: Party) -> list[Panel]:
    rows = [(one,) for one in doubts(work, party)]
    return [Panel(_("Worth a look"), [(_("What looks wrong"), "text")], rows)] if rows else []
