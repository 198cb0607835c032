"""What money shows on the start page."""

from decimal import Decimal
from uuid import UUID

from ...core import Texts, Work
from ...core.posting import readings
from ...core.records.presentations import presentations
from ...core.reporting.leading import to_new, to_report
from ...core.reporting.widgets import Asked, Figure, Line, Option, Shown, Widget
from ...core.values import ZERO
from ..currencies import Currency
from .models import Cash, CashPlace

_ = Texts(__package__)

LONG = 10
OURS = Option("organisation", _("Organisation"), target="organisation")


def widgets() -> list[Widget]:
    """Money in every place."""
    return [
        Widget(
            "cash_now",
            _("Money now"),
            "cash.read",
            now,
            _("How much lies in each cash desk and bank account"),
            icon="wallet",
            options=(OURS,),
            roles=("accountant", "director"),
            place=25,
        )
    ]


def now(work: Work, asked: Asked) -> Shown:
    """Money by place, with the sum of each currency on top."""
    ours = asked.key(OURS)
    where = {"organisation": ours} if ours else {}
    rows = readings.balance(work, Cash, by=("place", "currency"), where=where)
    names = presentations(work, [(CashPlace, row["place"]) for row in rows])
    codes = presentations(work, [(Currency, row["currency"]) for row in rows])
    totals: dict[UUID, Decimal] = {}
    for row in rows:
        totals[row["currency"]] = totals.get(row["currency"], ZERO) + row["amount"]
    rows.sort(key=lambda row: row["amount"], reverse=True)
    return Shown(
        figures=[
            Figure(
                _("In all"),
                total,
                to=to_report("cash_statement", "place", {"currency": key}),
                note=codes.get(key, ""),
                tone="bad" if total < 0 else "",
            )
            for key, total in totals.items()
        ],
        columns=((_("Place"), "text"), (_("Amount"), "amount")),
        lines=[
            Line(
                (names.get(row["place"], ""), row["amount"]),
                to_report("cash_statement", "place", {"place": row["place"]}),
            )
            for row in rows[:LONG]
        ],
        empty=_("There is no money in any desk or account yet"),
        first_step=(_("Enter a receipt of money"), to_new("cash_receipt")),
        more=(_("Statement of money"), to_report("cash_statement")),
    )
