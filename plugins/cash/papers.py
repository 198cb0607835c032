"""The papers of the cash desk: receipt (form КО-1) and expense (form КО-2)."""

from typing import Any

from ...core import Text, Texts, Work
from ...core.printing import Context, Formats, PrintForm

_ = Texts(__package__)

ACCOUNTANT, CASHIER, DIRECTOR = _("Chief accountant"), _("Cashier"), _("Director")


def forms() -> list[PrintForm]:
    """One for each direction of cash."""
    return [
        PrintForm(
            "ko1",
            _("Cash receipt order (KO-1)"),
            "cash_receipt",
            template="forms/ko1.html",
            package=__package__ or "",
            context=receipt,
            signs=(ACCOUNTANT, CASHIER),
        ),
        PrintForm(
            "ko2",
            _("Cash expense order (KO-2)"),
            "cash_expense",
            template="forms/ko2.html",
            package=__package__ or "",
            context=expense,
            signs=(DIRECTOR, ACCOUNTANT, CASHIER),
        ),
    ]


def receipt(work: Work, paper: Any, formats: Formats) -> Context:
    """Cash taken in; the receipt is torn off for who paid."""
    return _context(work, paper, formats, _("Cash receipt order"))


def expense(work: Work, paper: Any, formats: Formats) -> Context:
    """Cash paid out; who got it signs."""
    return _context(work, paper, formats, _("Cash expense order"))


def _context(work: Work, paper: Any, formats: Formats, title: Text) -> Context:
    ours = paper.organisation
    whom = _name(work, paper.party) or _name(work, paper.other_place)
    day = paper.moment.astimezone(formats.zone).date()
    said = _("{title} No. {number}", title=title, number=paper.number)
    return {
        "title": formats.text(title),
        "heading": formats.text(said),
        "organisation": _name(work, ours),
        "whom": whom,
        "amount": formats.exact(paper.amount, "amount"),
        "currency": paper.currency.code,
        "director": _seen(work, ours, "director"),
        "accountant": _seen(work, ours, "chief_accountant"),
        "cash": {
            "organisation": _name(work, ours),
            "okpo": _seen(work, ours, "okpo"),
            "day": formats.day(day),
            "long_day": formats.long_day(day),
            "purpose": paper.purpose,
            "vat": "",
        },
    }


def _name(work: Work, side: Any) -> str:
    return _seen(work, side, "full_name") or _seen(work, side, "name")


def _seen(work: Work, side: Any, name: str) -> str:
    """A field as a text; empty where it is hidden, or there is none."""
    if side is None or name in work.access.hidden(side.kind):
        return ""
    return str(getattr(side, name, "") or "")
