"""Reports of packaging: who holds how much, since when, and what is past its day."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.posting import readings
from ...core.reporting import Measure, Params, Report, Variant
from ...core.schema.register import Dimension
from ...core.values import ZERO
from .layers import KEY, Layer, held_of, layers_of
from .models import ContractPackaging, PackagingOut

_ = Texts(__package__)

NESTED = {"nested": "1"}
AXES: tuple[Dimension, ...] = (
    *PackagingOut.key(),
    Dimension("document", _("Handed over by"), "document"),
)


def reports() -> list[Report]:
    """Packaging with customers and of suppliers over a period; what is late to come back."""
    return [
        _moved(
            "packaging_out", _("Packaging with customers"), _("Our packaging that customers hold")
        ),
        _moved(
            "packaging_in", _("Packaging of suppliers"), _("Packaging of suppliers that we hold")
        ),
        Report(
            "packaging_overdue",
            _("Packaging not brought back"),
            "warehouse",
            "packaging_out.read",
            (
                Measure("quantity", _("Held"), "quantity"),
                Measure("amount", _("Deposit")),
                Measure("late", _("Past its day"), "quantity"),
                Measure("late_amount", _("Deposit past its day")),
            ),
            by=("party", "item"),
            help=_("What customers hold, paper by paper, beside the days of their contracts"),
            axes=AXES,
            gather=unreturned,
            as_of_moment=True,
            traced="document",
            variants=(
                Variant("parties", _("By parties"), ("party", "item"), asks=NESTED),
                Variant("papers", _("By papers"), ("party", "item", "document"), asks=NESTED),
                Variant(
                    "late",
                    _("Past its day alone"),
                    ("party", "item"),
                    asks={"filter[late][gt]": "0", "sort": "-late", "mark": "late:gt:0:bad"},
                ),
            ),
        ),
    ]


def _moved(register: str, title: Any, about: Any) -> Report:
    pieces, deposit = f"{register}.quantity", f"{register}.amount"
    return Report(
        register,
        title,
        "warehouse",
        f"{register}.read",
        (
            Measure("opening", _("At the beginning"), "quantity", pieces, "opening"),
            Measure("given", _("Handed over"), "quantity", pieces, "in"),
            Measure("back", _("Came back or was paid"), "quantity", pieces, "out"),
            Measure("closing", _("At the end"), "quantity", pieces, "closing"),
            Measure("amount", _("Deposit at the end"), "amount", deposit, "closing"),
        ),
        by=("party", "item"),
        help=about,
        variants=(
            Variant("parties", _("By parties and packaging"), ("party", "item"), asks=NESTED),
            Variant("items", _("By packaging"), ("item",)),
            Variant("contracts", _("By contracts"), ("party", "contract", "item"), asks=NESTED),
            Variant("months", _("By months"), ("time.month",), asks={"period": "this_year"}),
        ),
    )


def unreturned(
    work: Work, params: Params, by: tuple[str, ...]
) -> Mapping[tuple[UUID | None, ...], Mapping[str, Any]]:
    """What customers hold, added up by the dimensions asked for."""
    where: dict[str, Any] = {name: list(keys) for name, keys in params.where.items()}
    papers = where.pop("document", None)
    found: dict[tuple[UUID | None, ...], dict[str, Decimal]] = {}
    for key, layer, late in aged(work, PackagingOut, params.at or work.clock.now(), where):
        if papers is not None and layer.document not in papers:
            continue
        told = {**dict(zip(KEY, key, strict=True)), "document": layer.document}
        sums = found.setdefault(tuple(told[name] for name in by), _empty())
        sums["quantity"] += layer.quantity
        sums["amount"] += layer.amount
        sums["late"] += layer.quantity if late else ZERO
        sums["late_amount"] += layer.amount if late else ZERO
    return found


def _empty() -> dict[str, Decimal]:
    return dict.fromkeys(("quantity", "amount", "late", "late_amount"), ZERO)


def aged(
    work: Work, register: Any, at: datetime, where: dict[str, Any]
) -> Iterator[tuple[tuple[UUID | None, ...], Layer, bool]]:
    """What is held at a moment, paper by paper, and whether its day is past."""
    held = held_of(readings.balance(work, register, at=at, where=where))
    contracts = {key[2] for key in held if key[2] is not None}
    terms = ContractPackaging.of_all(work.session, contracts)
    after = (at, UUID(int=2**128 - 1))
    for key, one in held.items():
        agreed = terms.get(key[2]) if key[2] is not None else None
        days = agreed.packaging_days if agreed is not None else None
        for layer in layers_of(work, register, key, one, after):
            late = days is not None and layer.moment + timedelta(days=days) < at
            yield key, layer, late
