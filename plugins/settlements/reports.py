"""Reports of settlements: turnover with each party, and the age of debts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.reporting import Measure, Params, Report
from ...core.schema.register import Dimension
from ...core.values import ZERO
from .ageing import BUCKETS, ageing
from .models import Settlements

_ = Texts(__package__)

AMOUNT = "settlements.amount"
COLUMNS = {
    "current": _("Not due yet"),
    "days_30": _("1–30 days"),
    "days_60": _("31–60 days"),
    "days_90": _("61–90 days"),
    "older": _("Over 90 days"),
}


def reports() -> list[Report]:
    """What was owed, arose and was paid in a period; what is unpaid, and for how long."""
    return [
        Report(
            "reconciliation",
            _("Reconciliation of settlements"),
            "money",
            "settlements.read",
            (
                Measure("opening", _("At the beginning"), "amount", AMOUNT, "opening"),
                Measure("raised", _("Debt arose"), "amount", AMOUNT, "in"),
                Measure("paid", _("Debt was settled"), "amount", AMOUNT, "out"),
                Measure("closing", _("At the end"), "amount", AMOUNT, "closing"),
            ),
            by=("party", "contract"),
            apart=("currency",),
            help=_("Above zero parties owe us, below zero we owe them"),
        ),
        Report(
            "debt_ageing",
            _("Age of debts"),
            "money",
            "settlements.read",
            (
                Measure("amount", _("Debt")),
                *(Measure(name, COLUMNS[name]) for name, _first, _last in BUCKETS),
            ),
            by=("party",),
            apart=("currency",),
            help=_("How many days past the day they were due debts are, oldest paid first"),
            axes=AXES,
            gather=aged,
            as_of_moment=True,
        ),
    ]


AXES: tuple[Dimension, ...] = Settlements.key()


def aged(
    work: Work, params: Params, by: tuple[str, ...]
) -> Mapping[tuple[UUID | None, ...], Mapping[str, Any]]:
    """The age of debts, added up by the dimensions asked for."""
    where: dict[str, Any] = {name: list(keys) for name, keys in params.where.items()}
    found: dict[tuple[UUID | None, ...], dict[str, Decimal]] = {}
    for row in ageing(work, params.at or work.clock.now(), where):
        key = tuple(row[name] for name in by)
        sums = found.setdefault(key, {})
        for name in ("amount", *COLUMNS):
            sums[name] = sums.get(name, ZERO) + row[name]
    return found
