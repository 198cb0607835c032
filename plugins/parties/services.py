"""Contracts that documents fall back on, and parties found by their tax number."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Record, Texts, Work, new_id
from ...core.records.write import save
from ..organisations import Organisation, first_organisation, tidy
from .errors import WrongContract
from .models import CONTRACT_KINDS, Contract, Party

_ = Texts(__package__)


def usual_kind(party: Party) -> str:
    """The kind of the contract a party is expected to trade under."""
    return "supplier" if party.is_supplier and not party.is_customer else "customer"


def contract_for(work: Work, party: UUID, organisation: UUID, kind: str) -> UUID:
    """The contract a document falls back on; made where there is none yet.

    The party's main contract goes first if it is with that organisation and of that kind,
    else the first by code.

    Args:
        work: the unit of work.
        party: the other side.
        organisation: our side.
        kind: of contract, as in `CONTRACT_KINDS`.
    """
    asked = (
        select(Contract.id)
        .join(Party, Party.id == Contract.party_id)
        .where(
            Contract.party_id == party,
            Contract.organisation_id == organisation,
            Contract.kind_ == kind,
            ~Contract.deleted,
        )
        .order_by(Contract.id != Party.main_contract_id, Contract.code)
        .limit(1)
    )
    found = work.session.scalar(asked)
    if found is None:
        # Two documents of a new party may get here at once: one of them waits.
        work.session.execute(select(Party.id).where(Party.id == party).with_for_update())
        found = work.session.scalar(asked)
    return found or _make(work, new_id(), party, organisation, kind)


def make_main_contract(work: Work, record: Record) -> None:
    """Make the main contract that a new party was promised."""
    if not isinstance(record, Party) or record.main_contract_id is None:
        return
    organisation = first_organisation(work.as_house())
    if organisation is None or work.session.get(Contract, record.main_contract_id) is not None:
        return
    _make(work, record.main_contract_id, record.id, organisation, usual_kind(record))


def _make(work: Work, key: UUID, party: UUID, organisation: UUID, kind: str) -> UUID:
    data = {"id": key, "party": party, "organisation": organisation, "kind": kind}
    # It follows from the party; whoever may enter one need not be allowed to write contracts.
    save(work.as_house(), "contract", data)
    return key


def require_fit(contract: Contract, party: UUID, organisation: UUID) -> None:
    """Go on only with a contract of these two sides.

    Raises:
        WrongContract: naming the contract.
    """
    if contract.party_id == party and contract.organisation_id == organisation:
        return
    raise WrongContract(
        _("“{contract}” is a contract of other sides", contract=contract.name),
        path="contract",
        remedy=_("Choose a contract of this party and this organisation"),
        contract=str(contract.id),
    )


def by_tax_id(work: Work, tax_id: str, kpp: str = "") -> Party | None:
    """The party with a tax number: with that КПП if there is one, else the first entered."""
    number = tidy(tax_id)
    if not number:
        return None
    asked = select(Party).where(Party.tax_id == number, ~Party.deleted)
    return work.session.scalar(asked.order_by(Party.kpp != tidy(kpp), Party.code).limit(1))


def fill(work: Work, record: Record) -> None:
    """Fill in what a party or a contract leaves out."""
    if isinstance(record, Party):
        _fill_party(work, record)
    elif isinstance(record, Contract):
        _fill_contract(work, record)


def _fill_party(work: Work, party: Party) -> None:
    """Tidy its numbers; promise it a main contract, made once the party is written."""
    party.tax_id, party.kpp, party.ogrn = tidy(party.tax_id), tidy(party.kpp), tidy(party.ogrn)
    if party.main_contract_id is None and first_organisation(work.as_house()) is not None:
        party.main_contract_id = new_id()


def _fill_contract(work: Work, contract: Any) -> None:
    if contract.organisation_id is None:
        contract.organisation_id = first_organisation(work)
    if not contract.kind_ and contract.party is not None:
        contract.kind_ = usual_kind(contract.party)
    if contract.currency_id is None and contract.organisation_id is not None:
        ours = work.session.get(Organisation, contract.organisation_id)
        contract.currency_id = ours.currency_id if ours else None
    if not contract.name:
        kind = CONTRACT_KINDS.get(contract.kind_, CONTRACT_KINDS["other"]).into(work.language)
        contract.name = _("Main contract, {kind}", kind=kind.lower()).into(work.language)
