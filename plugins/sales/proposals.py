"""Proposals: what we offer a customer, in versions and alternatives; accepted, it is an order."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Refusal, Standing, Texts, Work
from ..orders import following
from .documents import CustomerOrder, Proposal
from .errors import ProposalOver

_ = Texts(__package__)

WHY = "discount_reason"

WORDS = {
    "draft": Standing("draft", _("Being prepared"), "pencil"),
    "sent": Standing("sent", _("Sent"), "mail", "note"),
    "accepted": Standing("accepted", _("Accepted"), "check", "good"),
    "refused": Standing("refused", _("Refused"), "ban", "bad"),
}


def order_of(work: Work, proposal: Proposal) -> dict[str, Any]:
    """An order of what was proposed, at the prices and discounts of the proposal.

    Raises:
        ProposalOver: for one that was refused, has run out, or was replaced by a later version.
    """
    _require_open(work, proposal)
    rows = [(line, line.quantity) for line in proposal.lines]
    return following(proposal, "proposal", rows)


def version_of(_work: Work, proposal: Proposal) -> dict[str, Any]:
    """The next version of a proposal; named as another alternative, it stands beside it.

    What rules have given is left out: the new version earns its own discounts and gifts.
    """
    data = following(proposal, "based_on", [(line, line.quantity) for line in proposal.lines])
    told = zip(data["lines"], proposal.lines, strict=True)
    rows = (line.for_copy({**row, WHY: line.discount_reason}) for row, line in told)
    data["lines"] = [{n: v for n, v in row.items() if n != WHY} for row in rows if row is not None]
    return {**data, "subject": proposal.subject, "alternative": proposal.alternative}


def fill(work: Work, proposal: Proposal) -> None:
    """Say of a proposal made from another which version it is."""
    if proposal.based_on_id is None or proposal.replaces_id is not None:
        return
    source = work.session.get(Proposal, proposal.based_on_id)
    if source is not None and source.id != proposal.id:
        proposal.replaces_id = source.id
        proposal.version_number = max(_versions(work, source)) + 1


def _versions(work: Work, proposal: Proposal) -> list[int]:
    """The versions that were made of a proposal in any number of steps, itself included."""
    known, last = {proposal.id}, {proposal.id}
    numbers = [proposal.version_number]
    while last:
        asked = select(Proposal.id, Proposal.version_number).where(
            Proposal.replaces_id.in_(last), ~Proposal.deleted
        )
        found = {key: number for key, number in work.session.execute(asked) if key not in known}
        numbers += found.values()
        last = set(found)
        known |= last
    return numbers


def _require_open(work: Work, proposal: Proposal) -> None:
    named = {"number": proposal.number}
    again = _("Make a new version of it")
    if proposal.status == "refused":
        raise ProposalOver(_("The customer has refused {number}", **named), remedy=again)
    if proposal.valid_until is not None and proposal.valid_until < _today(work):
        raise ProposalOver(
            _("{number} was valid until {day}", day=proposal.valid_until, **named), remedy=again
        )
    later = replaced_by(work, [proposal.id]).get(proposal.id)
    if later is not None:
        raise ProposalOver(
            _("{number} was replaced by {later}", later=later, **named),
            remedy=_("Make the order of the later version"),
        )


def replaced_by(work: Work, keys: Sequence[UUID]) -> dict[UUID, str]:
    """The numbers of later versions of the same alternative, by the key of the one replaced."""
    later, old = Proposal.__table__.alias("later"), Proposal.__table__.alias("old")
    asked = (
        select(later.c.replaces_id, later.c.number)
        .join(old, old.c.id == later.c.replaces_id)
        .where(
            old.c.id.in_(list(keys)), old.c.alternative == later.c.alternative, ~later.c.deleted
        )
        .order_by(later.c.moment)
    )
    return {row.replaces_id: row.number for row in work.session.execute(asked)}


def _today(work: Work) -> date:
    return work.today


def standings(work: Work, kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Standing]]:
    """What became of proposals: sent, refused, replaced, run out, ordered."""
    if kind != Proposal.kind:
        return {}
    asked = select(Proposal.id, Proposal.status, Proposal.valid_until)
    rows = list(work.session.execute(asked.where(Proposal.id.in_(list(keys)))))
    replaced = replaced_by(work, keys)
    orders = select(CustomerOrder.proposal_id).where(
        CustomerOrder.proposal_id.in_(list(keys)), CustomerOrder.posted
    )
    ordered = set(work.session.scalars(orders))
    late = {row.id for row in rows if row.valid_until and row.valid_until < _today(work)}
    return {
        row.id: list(
            _said(
                WORDS[row.status],
                ordered=row.id in ordered,
                replaced=row.id in replaced,
                late=row.id in late,
            )
        )
        for row in rows
    }


def _said(word: Standing, *, ordered: bool, replaced: bool, late: bool) -> Iterator[Standing]:
    if ordered:
        yield Standing("ordered", _("Ordered"), "clipboard-list", "good")
        return
    yield word
    if replaced:
        yield Standing("replaced", _("Replaced"), "refresh")
    elif late and word.name != "refused":
        yield Standing("run_out", _("Run out"), "clock", "care")


def objections(proposal: Proposal) -> Iterator[Refusal]:
    """What forbids saving a proposal: a refusal nobody knows the reason of."""
    if proposal.status == "refused" and not (proposal.refusal_reason_id or proposal.refusal):
        yield ProposalOver(
            _("Say why the customer has refused"),
            path="refusal_reason",
            remedy=_("Choose a reason, or write it down"),
        )
