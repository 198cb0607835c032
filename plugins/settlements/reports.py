"""Reports of settlements: turnover with each party, and the age of debts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.reporting import Measure, Params, Report, Variant
from ...core.reporting.report import Figures
from ...core.schema.register import Dimension
from ...core.values import ZERO
from .ageing import BUCKETS, KEY, bucket_of, unpaid
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
            variants=(
                Variant(
                    "parties",
                    _("By parties and contracts"),
                    ("party", "contract"),
                    asks={"nested": "1"},
                ),
                Variant("months", _("By months"), ("time.month",)),
                Variant("deals", _("By deals"), ("party", "deal"), asks={"nested": "1"}),
                Variant(
                    "groups",
                    _("By groups of parties"),
                    ("party.group", "party"),
                    asks={"nested": "1"},
                ),
            ),
        ),
        Report(
            "debt_ageing",
            _("Age of debts"),
            "money",
            "settlements.read",
            (
                Measure("amount", _("Debt")),
                *(Measure(name, COLUMNS[name]) for name, _first, _last in BUCKETS),
                Measure("overdue", _("Overdue"), formula=overdue),
            ),
            by=("party",),
            apart=("currency",),
            variants=(
                Variant("parties", _("By parties"), ("party",)),
                Variant(
                    "deals",
                    _("By contracts and deals"),
                    ("party", "contract", "deal"),
                    asks={"nested": "1"},
                ),
                Variant(
                    "invoices", _("By unpaid papers"), ("party", "document"), asks={"nested": "1"}
                ),
                Variant(
                    "late",
                    _("Overdue to us alone"),
                    ("party",),
                    asks={
                        "filter[overdue][gt]": "0",
                        "sort": "-overdue",
                        "mark": "older:gt:0:bad,overdue:bar",
                    },
                ),
                Variant(
                    "groups",
                    _("By groups of parties"),
                    ("party.group", "party"),
                    asks={"nested": "1"},
                ),
            ),
            help=_("How many days past the day they were due debts are, oldest paid first"),
            axes=AXES,
            gather=aged,
            as_of_moment=True,
            traced="document",
        ),
    ]


AXES: tuple[Dimension, ...] = (
    *Settlements.key(),
    Dimension("document", _("Unpaid paper"), "document"),
)


def overdue(figures: Figures) -> Decimal | None:
    """What is past its day."""
    return figures["amount"] - figures["current"]


def aged(
    work: Work, params: Params, by: tuple[str, ...]
) -> Mapping[tuple[UUID | None, ...], Mapping[str, Any]]:
    """The age of debts, added up by the dimensions asked for."""
    where: dict[str, Any] = {name: list(keys) for name, keys in params.where.items()}
    found: dict[tuple[UUID | None, ...], dict[str, Decimal]] = {}
    papers = where.pop("document", None)
    for one in unpaid(work, params.at or work.clock.now(), where):
        if papers is not None and one.document not in papers:
            continue
        told = {**dict(zip(KEY, one.key, strict=True)), "document": one.document}
        sums = found.setdefault(tuple(told[name] for name in by), {})
        for name in ("amount", bucket_of(one.days)):
            sums[name] = sums.get(name, ZERO) + one.amount
    return found
