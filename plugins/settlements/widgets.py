"""What settlements show on the start page."""

from decimal import Decimal
from uuid import UUID

from ...core import Texts, Work
from ...core.records.presentations import presentations
from ...core.reporting.leading import to_report
from ...core.reporting.widgets import Asked, Figure, Line, Option, Shown, Widget
from ...core.values import ZERO
from ..currencies import Currency
from ..parties import Party
from .ageing import unpaid

_ = Texts(__package__)

LONG = 8
SIDE = Option(
    "side", _("Whose debt"), {"theirs": _("They owe us"), "ours": _("We owe")}, default="theirs"
)
OURS = Option("organisation", _("Organisation"), target="organisation")
Debtor = tuple[UUID | None, UUID | None]


def widgets() -> list[Widget]:
    """Debts past their day."""
    return [
        Widget(
            "settlements_overdue",
            _("Overdue debts"),
            "settlements.read",
            overdue,
            _("Who has not paid in time, how much and for how many days"),
            icon="report-money",
            options=(SIDE, OURS),
            roles=("accountant", "director", "salesperson"),
            place=30,
        )
    ]


def overdue(work: Work, asked: Asked) -> Shown:
    """Debts past the day they were due, by party, the largest first."""
    sums, days = _past(work, asked)
    names = presentations(work, [(Party, party) for party, _currency in sums])
    codes = presentations(work, [(Currency, currency) for _party, currency in sums])
    totals: dict[UUID | None, Decimal] = {}
    for (_party, currency), amount in sums.items():
        totals[currency] = totals.get(currency, ZERO) + amount
    report = to_report("debt_ageing")
    first = sorted(sums, key=lambda one: sums[one], reverse=True)[:LONG]
    return Shown(
        figures=[
            Figure(_("Overdue"), total, to=report, note=_code(codes, key), tone="bad")
            for key, total in totals.items()
        ],
        columns=((_("Party"), "text"), (_("Days"), "whole"), (_("Amount"), "amount")),
        lines=[
            Line(
                (names.get(one[0], "") if one[0] else "", days[one], sums[one]),
                to_report("debt_ageing", "contract", {"party": one[0]}),
                "bad" if days[one] > LATE else "care",
            )
            for one in first
        ],
        empty=_("Nobody is late: every debt that was due is paid"),
        more=(_("Age of debts"), report),
    )


LATE = 30
"""Days past which a debt is shown as a bad one."""


def _past(work: Work, asked: Asked) -> tuple[dict[Debtor, Decimal], dict[Debtor, int]]:
    """What is overdue by party and currency, and the most days past the day."""
    sign = 1 if asked.option(SIDE) == "theirs" else -1
    ours = asked.key(OURS)
    sums: dict[Debtor, Decimal] = {}
    days: dict[Debtor, int] = {}
    for one in unpaid(work, work.clock.now(), {"organisation": ours} if ours else None):
        if one.days > 0 and one.amount * sign > 0:
            _organisation, party, _contract, _deal, currency = one.key
            key = (party, currency)
            sums[key] = sums.get(key, ZERO) + abs(one.amount)
            days[key] = max(days.get(key, 0), one.days)
    return sums, days


def _code(codes: dict[UUID, str], key: UUID | None) -> str:
    return codes.get(key, "") if key else ""
