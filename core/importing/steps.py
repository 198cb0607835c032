"""What trying, taking and undoing an import have in common: its rows read, its end told."""

from collections.abc import Sequence
from typing import Any

from .. import jobs
from ..access.audit import note
from ..texts import Texts
from ..work import Work
from .facts import FactTaker
from .file import open_file, read_table
from .keeping import DONE, Import
from .outcomes import Outcome
from .plan import Plan
from .taking import Taker
from .targets import targets_of
from .units import Units

_ = Texts("tradepost.core")

PORTION = 500
"""So many records are tried or taken in one step."""


def read_rows(work: Work, one: Import, plan: Plan) -> Units:
    """The rows of its file, readable; read from the file once.

    Raises:
        Refusal: for a file that can not be read.
    """
    table = one.table
    if table is None:
        table = read_table(open_file(one.content), plan.sheet, plan.head)
        one.rows = table.kept()
    return Units(plan, targets_of(work, plan.kind), table, work.language)


def taker_of(work: Work, one: Import, plan: Plan, units: Units, before: Sequence[Any] = ()) -> Any:
    """What takes its rows; `before` are those that earlier steps of a trial have gone through."""
    if plan.kind in work.schema.facts:
        return FactTaker(work, plan, units)
    promised: set[str] = set()
    places = [plan.place_of(name) for name in ("name", "code")]
    for group in before:
        promised |= {group[0].cell(place) for place in places if place is not None}
    return Taker(work, plan, units, f"{one.digest}:{plan.sheet}", frozenset(promised - {""}))


def say(work: Work, one: Import) -> None:
    """What whoever waits for it is told at the end."""
    names = ("created", "updated", "unchanged", "refused")
    counts = {name: int(one.counts.get(name, 0)) for name in names}
    text = _("{file}: created {created}, updated {updated}, unchanged {unchanged}, refused {refused}",
             file=one.file_name, **counts)  # fmt: skip
    jobs.outcome(work, text)


def told(work: Work, outcomes: Sequence[Outcome]) -> list[list[Any]]:
    """What is wrong, as it is kept."""
    return [fault.plain(work.language) for one in outcomes for fault in one.faults]


def end(work: Work, one: Import) -> None:
    """It is taken: told to whoever waits, and noted in the audit."""
    one.state, one.ended_at = DONE, work.clock.now()
    say(work, one)
    counts = {name: value for name, value in one.counts.items() if name != "total"}
    note(work, "imported", kind=one.kind, file=one.file_name, **counts)
