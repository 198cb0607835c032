"""What cards and papers show of sums in both currencies."""

from collections.abc import Iterator, Sequence
from typing import Any

from ...core import Panel, Record, Texts, Work
from ...core.posting import readings
from ..cash import CashPlace
from ..currencies import Currency
from ..parties import Contract, Party
from .documents import CurrencyRevaluation
from .models import CurrencyCash, CurrencySettlements, DebtDifferences, MoneyDifferences

_ = Texts(__package__)

BOTH = _("In both currencies")
SUMS = ((_("Currency"), "reference"), (_("Amount"), "amount"), (_("In books"), "amount"))
DEBTS = (("party", Party), ("contract", Contract), ("currency", Currency))
MONEY = (("place", CashPlace), ("", None), ("currency", Currency))
MOST = 200


def panels(work: Work, record: Record) -> list[Panel]:
    """Debts of a contract, money of a place; what a revaluation has changed."""
    if isinstance(record, Contract):
        return _both(work, CurrencySettlements, {"contract": record.id, "party": record.party_id})
    if isinstance(record, CashPlace):
        return _both(work, CurrencyCash, {"place": record.id})
    if isinstance(record, CurrencyRevaluation) and record.posted:
        return _changed(work, record)
    return []


def _both(work: Work, register: Any, where: dict[str, Any]) -> list[Panel]:
    if not work.access.may(f"{register.kind}.read"):
        return []
    rows = readings.balance(work, register, by=("currency",), where=where)
    shown = [
        (work.session.get(Currency, row["currency"]), row["amount"], row["books_amount"])
        for row in rows
    ]
    return [Panel(BOTH, list(SUMS), shown)] if shown else []


def _changed(work: Work, record: CurrencyRevaluation) -> list[Panel]:
    shown: list[tuple[Any, ...]] = []
    for register, names in ((DebtDifferences, DEBTS), (MoneyDifferences, MONEY)):
        if work.access.may(f"{register.kind}.read"):
            rows = readings.movements(work, register, recorder=record.id, limit=MOST)
            shown += [(*_named(work, row, names), row["revalued"]) for row in rows]
    columns = [
        (_("Party or place"), "reference"),
        (_("Contract"), "reference"),
        (_("Currency"), "reference"),
        (_("Exchange difference"), "amount"),
    ]
    return [Panel(_("What it has changed"), columns, shown, _("All was at this rate already"))]


def _named(work: Work, row: Any, names: Sequence[tuple[str, Any]]) -> Iterator[Any]:
    for name, kind in names:
        yield work.session.get(kind, row[name]) if name else None
