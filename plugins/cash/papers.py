"""The papers of the cash desk: receipt (form КО-1) and expense (form КО-2)."""

from typing import Any

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm

_ = Texts(__package__)

LABELS = {
    "organisation": _("Organisation"),
    "number": _("Number"),
    "date": _("Date"),
    "amount": _("Amount"),
    "basis": _("Basis"),
    "words": _("In words"),
    "accountant": _("Chief accountant"),
    "cashier": _("Cashier"),
    "stub": _("Receipt for cash receipt"),
    "stamp": _("Stamp"),
    "director": _("Director"),
    "signature": _("signature"),
}


def forms() -> list[PrintForm]:
    """One for each direction of cash."""
    return [
        PrintForm(
            "ko1",
            _("Cash receipt order (KO-1)"),
            "cash_receipt",
            template="forms/ko1.html",
            package=__package__,
            context=receipt,
            signs=(LABELS["accountant"], LABELS["cashier"]),
        ),
        PrintForm(
            "ko2",
            _("Cash expense order (KO-2)"),
            "cash_expense",
            template="forms/ko2.html",
            package=__package__,
            context=expense,
            signs=(LABELS["director"], LABELS["accountant"], LABELS["cashier"]),
        ),
    ]


def receipt(_work: Work, paper: Any, formats: Formats) -> Context:
    """Cash taken in; the stub is torn off for who paid."""
    return _context(paper, formats, _("Cash receipt order"), _("Received from"), "КО-1")


def expense(_work: Work, paper: Any, formats: Formats) -> Context:
    """Cash paid out; who got it signs."""
    return _context(paper, formats, _("Cash expense order"), _("Paid to"), "КО-2")


def _context(paper: Any, formats: Formats, title: Text, whom: Text, form: str) -> Context:
    party = paper.party.full_name or paper.party.name if paper.party is not None else ""
    other = paper.other_place.name if paper.other_place is not None else ""
    labels = {name: formats.text(text) for name, text in LABELS.items()}
    return {
        "form": form,
        "title": formats.text(title),
        "labels": {**labels, "whom": formats.text(whom)},
        "organisation": paper.organisation.full_name or paper.organisation.name,
        "whom": party or other,
        "amount": formats.exact(paper.amount, "amount"),
        "currency": paper.currency.code,
        "director": paper.organisation.director,
        "accountant": paper.organisation.chief_accountant,
    }
