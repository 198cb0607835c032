"""Reports that every register has by itself: its balance, its turnover."""

from collections.abc import Mapping

from ..schema.register import BalanceRegister, Register, Resource
from ..schema.registry import Schema
from ..texts import Text, Texts
from .report import Measure, Part, Report

_ = Texts("tradepost.core.reporting")

SECTION = "reports"


def _title(part: Part, label: Text | str) -> Text | str:
    titles: Mapping[str, Text] = {
        "opening": _("{name}: opening", name=label),
        "in": _("{name}: in", name=label),
        "out": _("{name}: out", name=label),
        "closing": _("{name}: closing", name=label),
    }
    return titles.get(part, label)


def measure(register: type[Register], one: Resource, part: Part, name: str = "") -> Measure:
    """The measure of one resource."""
    return Measure(
        name or one.name, _title(part, one.label), one.type, f"{register.kind}.{one.name}", part
    )


def balance_of(register: type[BalanceRegister]) -> Report:
    """What a register holds as of a moment."""
    return Report(
        name=f"{register.kind}_balance",
        title=_("{register}: balance", register=register.title),
        section=SECTION,
        right=f"{register.kind}.read",
        measures=tuple(measure(register, one, "balance") for one in register.resources),
        by=_first(register),
        apart=_apart(register),
    )


def turnover_of(register: type[Register]) -> Report:
    """What moved in a period; of balance registers with opening and closing."""
    if issubclass(register, BalanceRegister):
        measures = tuple(
            measure(register, one, part, f"{one.name}_{part}")
            for one in register.resources
            for part in ("opening", "in", "out", "closing")
        )
    else:
        measures = tuple(measure(register, one, "turnover") for one in register.resources)
    return Report(
        name=f"{register.kind}_turnover",
        title=_("{register}: turnover", register=register.title),
        section=SECTION,
        right=f"{register.kind}.read",
        measures=measures,
        by=_first(register),
        apart=_apart(register),
    )


def generated(schema: Schema) -> dict[str, Report]:
    """The reports of all registers that are on, by name."""
    found = [balance_of(one) for one in schema.balances.values()]
    found += [turnover_of(one) for one in (*schema.balances.values(), *schema.turnovers.values())]
    return {one.name: one for one in found}


def _first(register: type[Register]) -> tuple[str, ...]:
    apart = _apart(register)
    others = (one.name for one in register.key() if one.name not in apart)
    return tuple(others)[:1]


def _apart(register: type[Register]) -> tuple[str, ...]:
    """A register says in `apart` across which dimensions its sums mean nothing."""
    named: tuple[str, ...] = getattr(register, "apart", ())
    return named
