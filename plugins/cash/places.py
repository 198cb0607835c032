"""Which cash desk or account is meant where nobody says."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.records.write import save
from .models import CashPlace

_ = Texts(__package__)

NAMES = {"desk": _("Main cash desk"), "account": _("Main account")}


def place_for(
    work: Work, kind: str, organisation_id: UUID, currency_id: UUID | None = None
) -> CashPlace:
    """The first desk (or account) of an organisation by code; the main one is made if need be.

    Args:
        work: the unit of work.
        kind: `desk` or `account`.
        organisation_id: whose place.
        currency_id: of the money; None for whatever the first place has.
    """
    asked = select(CashPlace).where(
        CashPlace.kind_ == kind,
        CashPlace.organisation_id == organisation_id,
        ~CashPlace.deleted,
    )
    if currency_id is not None:
        asked = asked.where(CashPlace.currency_id == currency_id)
    found = work.session.scalars(asked.order_by(CashPlace.code).limit(1)).first()
    return found if found is not None else _made(work, kind, organisation_id, currency_id)


def _made(work: Work, kind: str, organisation_id: UUID, currency_id: UUID | None) -> CashPlace:
    data: dict[str, Any] = {
        "name": NAMES[kind].into(work.language),
        "kind": kind,
        "organisation": str(organisation_id),
        "currency": None if currency_id is None else str(currency_id),
    }
    made = save(work.as_house(), "cash_place", data)
    assert isinstance(made, CashPlace)  # noqa: S101 -- the kind says so
    return made
