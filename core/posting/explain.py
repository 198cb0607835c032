"""Why this number: a balance as a tree whose leaves are the documents that made it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ..schema.document import DocumentHead
from ..schema.register import BalanceRegister, Register
from ..values import ZERO
from ..work import Work
from . import readings

LEAVES = 2000


@dataclass
class Reason:
    """A part of a number: what it is, how much it adds, and what it is made of in turn.

    A leaf names its document (`recorder`, `kind`, `number`, `moment`).
    """

    label: str
    values: dict[str, Decimal]
    because: list["Reason"] = field(default_factory=list)
    recorder: UUID | None = None
    kind: str = ""
    number: str = ""
    moment: datetime | None = None


def explain(
    work: Work,
    register: type[Register],
    *,
    where: readings.Where,
    since: datetime | None = None,
    at: datetime | None = None,
) -> Reason:
    """Explain a balance (or, with `since`, a turnover) by months and documents.

    The values of each node are the sums of its children, and the root's equal the reading.
    A register that has an `explainer` tells what the part of each document is made of in turn.

    Raises:
        Forbidden, Invalid: as the reading itself.
    """
    moved = readings.movements(
        work, register, where=where, since=since, until=at, limit=LEAVES + 1
    )
    hidden = work.access.hidden(register.kind)
    names = [one.name for one in register.resources if one.name not in hidden]
    heads = heads_of(work, {row["recorder"] for row in moved})
    root = Reason("turnover" if since or not _balance(register) else "balance", _zero(names))
    months: dict[str, Reason] = {}
    shown = moved[:LEAVES]
    deeper = register.explainer(work, shown) if register.explainer else [[] for _row in shown]
    for row, because in zip(shown, deeper, strict=True):
        label = work.day_of(row["moment"]).isoformat()[:7]
        month = months.setdefault(label, Reason(label, _zero(names)))
        values = {name: row[name] for name in names}
        kind, number = heads.get(row["recorder"], ("", ""))
        month.because.append(
            Reason(
                f"{kind} {number}".strip(),
                values,
                because,
                row["recorder"],
                kind,
                number,
                row["moment"],
            )
        )
        _add(month.values, values)
        _add(root.values, values)
    root.because = list(months.values())
    if len(moved) > LEAVES:
        _shorten(work, register, root, where, since, at)
    return root


def _balance(register: type[Register]) -> bool:
    return issubclass(register, BalanceRegister)


def _zero(names: Collection[str]) -> dict[str, Decimal]:
    return dict.fromkeys(names, ZERO)


def _add(values: dict[str, Decimal], more: dict[str, Any]) -> None:
    for name, one in more.items():
        values[name] += one


def heads_of(work: Work, recorders: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Kind and number of documents, in one question."""
    asked = select(DocumentHead.id, DocumentHead.kind, DocumentHead.number)
    found = work.session.execute(asked.where(DocumentHead.id.in_(recorders)))
    return {key: (kind, number) for key, kind, number in found}


def _shorten(  # noqa: PLR0917 -- each is needed, none has a default
    work: Work,
    register: type[Register],
    root: Reason,
    where: readings.Where,
    since: datetime | None,
    at: datetime | None,
) -> None:
    """More leaves than anybody reads: the rest stands as one node, so the sum stays true."""
    asked = {"since": since, "until": at, "where": where, "by": ()}
    whole = readings.turnover(work, register, **asked)  # type: ignore[arg-type]
    total = {n: whole[0][n] if whole else ZERO for n in root.values}
    rest = {n: total[n] - root.values[n] for n in total}
    root.because.append(Reason("later", rest))
    root.values = total
