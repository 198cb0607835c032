"""What a card of a party must hold, and what merely looks wrong about it."""

import re
from collections.abc import Iterator

from sqlalchemy import select

from ...core import Record, Refusal, Text, Texts, Work
from ..organisations import wrong_numbers
from .accounts import fault_of_account, fault_of_bic
from .errors import WrongContact, WrongRate
from .models import Contract, Party, PartyContact

_ = Texts(__package__)

LENGTHS = {"company": (10, 12), "person": (12,)}
"""Digits of the ИНН; an entrepreneur is entered as a company and has a person's number."""

NOTHING_LEFT = -100  # percent
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def faults(record: Record) -> Iterator[Refusal]:
    """What forbids saving a party or a contract."""
    if isinstance(record, Party):
        if record.country == "RU":
            lengths = LENGTHS[record.kind_]
            yield from wrong_numbers(record.tax_id, record.kpp, record.ogrn, lengths)
        for place, contact in enumerate(record.contacts):
            yield from _contact_faults(contact, f"contacts.{place}.")
    elif isinstance(record, Contract):
        if _ends_early(record.signed_on, record.valid_until):
            yield _too_early("valid_until")
        if record.in_units:
            yield from _unit_faults(record)


def _unit_faults(contract: Contract) -> Iterator[Refusal]:
    if contract.currency_id == contract.organisation.currency_id:
        yield WrongRate(
            _("Conventional units are another currency than that of the books"),
            path="currency",
            remedy=_("Choose the currency the sums are agreed in"),
        )
    if contract.rate_kind == "agreed" and not (contract.agreed_rate or 0) > 0:
        yield WrongRate(_("The agreed rate is missing"), path="agreed_rate")
    if (contract.rate_percent or 0) <= NOTHING_LEFT:
        yield WrongRate(_("So much can not be taken off a rate"), path="rate_percent")


def _contact_faults(contact: PartyContact, path: str) -> Iterator[Refusal]:
    if contact.kind_ == "email" and not EMAIL.fullmatch(contact.value.strip()):
        yield WrongContact(
            _("“{value}” is not an e-mail address", value=contact.value), path=f"{path}value"
        )
    if _ends_early(contact.valid_from, contact.valid_to):
        yield _too_early(f"{path}valid_to")


def _ends_early(first: object, last: object) -> bool:
    return first is not None and last is not None and last < first  # type: ignore[operator]


def _too_early(path: str) -> WrongContact:
    return WrongContact(_("The last day comes before the first"), path=path)


def doubts(work: Work, party: Party) -> Iterator[Text]:
    """What looks wrong about a saved party, though it may be right."""
    for row in party.accounts:
        if (row.bic and (fault := fault_of_bic(row.bic))) or (
            party.country == "RU" and (fault := fault_of_account(row.account, row.bic))
        ):
            yield fault
    if party.tax_id:
        asked = select(Party.name).where(
            Party.tax_id == party.tax_id,
            Party.kpp == party.kpp,
            Party.id != party.id,
            ~Party.deleted,
        )
        for name in work.session.scalars(asked.order_by(Party.code).limit(5)):
            yield _("“{name}” has the same tax numbers", name=name)
