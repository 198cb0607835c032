"""What cards show of packaging."""

from typing import Any

from ...core import Panel, Record, Texts, Work
from ...core.posting import readings
from ..items import Item
from ..parties import Contract, Party
from .models import PackagingIn, PackagingLimit, PackagingOut

_ = Texts(__package__)

TITLES = {
    PackagingOut: _("Our packaging they hold"),
    PackagingIn: _("Their packaging we hold"),
}


def panels(work: Work, record: Record) -> list[Panel]:
    """On a party, a contract or packaging itself: who holds how much."""
    if isinstance(record, Party):
        return _of(work, {"party": record.id}, ("item", Item, _("Packaging")))
    if isinstance(record, Contract):
        held = _of(work, {"contract": record.id}, ("item", Item, _("Packaging")))
        return [*held, *_limits(work, record)]
    if isinstance(record, Item) and record.kind_ == "packaging":
        return _of(work, {"item": record.id}, ("party", Party, _("Party")))
    return []


def _of(work: Work, where: dict[str, Any], by: tuple[str, Any, Any]) -> list[Panel]:
    name, kind, title = by
    found = []
    for register, said in TITLES.items():
        if not work.access.may(f"{register.kind}.read"):
            continue
        rows = readings.balance(work, register, by=(name,), where=where)
        shown = [
            (work.session.get(kind, row[name]), row["quantity"], row["amount"]) for row in rows
        ]
        columns = [(title, "reference"), (_("Quantity"), "quantity"), (_("Deposit"), "amount")]
        if shown:
            found.append(Panel(said, columns, shown))
    return found


def _limits(work: Work, contract: Contract) -> list[Panel]:
    """What may be held under a contract now."""
    if not work.access.may("packaging_limit.read"):
        return []
    rows = readings.latest(
        work, PackagingLimit, at=work.clock.now(), where={"contract": contract.id}
    )
    shown = [
        (work.session.get(Item, row["item"]), row["quantity"]) for row in rows if row["bounded"]
    ]
    columns = [(_("Packaging"), "reference"), (_("Limit"), "quantity")]
    return [Panel(_("Limits in force"), columns, shown)] if shown else []
