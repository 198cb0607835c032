"""Taking the rows of an import: good ones in portions, or all of them or none."""

import contextlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from .. import jobs
from ..database.bulk import is_postgres
from ..jobs import Payload
from ..texts import Texts
from ..work import Work
from . import foreign
from .keeping import MOST_FAULTS, REFUSED, TAKING, Import, Imports, Made, counted
from .outcomes import REFUSED as ROW_REFUSED
from .outcomes import Outcome
from .plan import Plan
from .steps import PORTION, end, read_rows, say, taker_of, told
from .table import Row
from .undoing import undo_portion
from .units import Unit, Units

_ = Texts("tradepost.core")


def take_step(work: Work, payload: Payload) -> Payload | None:
    """Take a portion, or all of it, or put back what was taken where a part turned out bad."""
    one = Imports(work).get(UUID(payload["import"]))
    if one.state != TAKING:
        return None
    if payload.get("back"):
        rest = undo_portion(work, payload, end=REFUSED)
        if rest is None:
            say(work, one)
        return rest
    if one.by_plugin:
        foreign.take(work, one)
        end(work, one)
        return None
    return _take_rows(work, one, payload)


def _take_rows(work: Work, one: Import, payload: Payload) -> Payload | None:
    plan = Plan.of(one.plan)
    units = read_rows(work, one, plan)
    groups = units.grouped()
    whole = bool(payload.get("whole"))
    if whole and not _goes_by_portions(work, len(groups)):
        _take_whole(work, one, units, groups)
        return None
    at = int(payload.get("at", 0))
    taker, portion = taker_of(work, one, plan, units), units.read(groups[at : at + PORTION])
    refused = (_take_or_leave if whole else _take_portion)(work, one, taker, portion)
    if whole and refused:
        return _turn_back(work, one, refused, payload)
    one.counts = {**one.counts, "total": len(groups)}
    jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
    if at + PORTION < len(groups):
        return {**payload, "at": at + PORTION}
    end(work, one)
    return None


def _goes_by_portions(work: Work, count: int) -> bool:
    """Whether all or nothing is taken in portions, and put back where one turns out bad.

    On SQLite one writes at a time: a large file in one unit of work would let nobody save
    anything until its end. Elsewhere others write beside it, and it is one.
    """
    return count > PORTION and not is_postgres(work.session.connection())


def _take_or_leave(work: Work, one: Import, taker: Any, units: list[Unit]) -> list[list[Any]]:
    """Take a portion whole; where something in it turns out bad, nothing of it: answers what."""
    refused: list[list[Any]] = []
    with contextlib.suppress(_TakenBack), work.session.begin_nested():
        refused = _take_portion(work, one, taker, units)
        if refused:
            raise _TakenBack
    return refused


def _turn_back(work: Work, one: Import, refused: list[list[Any]], payload: Payload) -> Payload:
    """Put back the portions that were taken before the bad one: nothing of the file stays."""
    one = Imports(work).get(one.id)
    one.counts = {ROW_REFUSED: len({fault[0] for fault in refused}), "put_back": 0, "kept": 0}
    one.list_faults(refused[:MOST_FAULTS])
    work.session.flush()  # the next step reads it
    jobs.progress(work, 0, 0, _("Some rows can not be taken: what was taken is put back"))
    return {"import": payload["import"], "back": True}


class _TakenBack(Exception):
    """Ends a savepoint without a trace."""


def _take_whole(work: Work, one: Import, units: Units, groups: list[list[Row]]) -> None:
    """All of it in one unit of work, or nothing: what turns out bad takes everything back."""
    taker = taker_of(work, one, Plan.of(one.plan), units)
    refused: list[list[Any]] = []
    counts: dict[str, Any] = {}
    with contextlib.suppress(_TakenBack), work.session.begin_nested():
        for at in range(0, len(groups), PORTION):
            refused += _take_portion(work, one, taker, units.read(groups[at : at + PORTION]))
            jobs.progress(work, min(at + PORTION, len(groups)), len(groups))
        counts = {**one.counts, "total": len(groups)}
        if refused:
            raise _TakenBack
    one = Imports(work).get(one.id)
    one.counts = counts
    if not refused:
        end(work, one)
        return
    one.list_faults(refused[:MOST_FAULTS])
    one.state = REFUSED
    say(work, one)


def _take_portion(work: Work, one: Import, taker: Any, units: list[Unit]) -> list[list[Any]]:
    outcomes: list[Outcome] = taker.take(units)
    one.counts = counted(one.counts, [o.what for o in outcomes])
    _remember(work, one, outcomes)
    faults = told(work, outcomes)
    if faults:
        one.list_faults([*one.listed, *faults][:MOST_FAULTS])
    work.session.flush()  # the next portion looks its rows up by SQL
    return faults


def _remember(work: Work, one: Import, outcomes: Sequence[Outcome]) -> None:
    """Keep what it takes to undo them."""
    changed = [it for it in outcomes if it.what in ("created", "updated")]
    for outcome in changed:
        if outcome.record is not None:
            work.session.add(
                Made(
                    import_id=one.id, record_id=outcome.record.id, version=outcome.record.version,
                    before=dict(outcome.before) if outcome.what == "updated" else None,
                )
            )  # fmt: skip
    _remember_facts(work, one, [it for it in changed if it.fact is not None])


def _remember_facts(work: Work, one: Import, outcomes: Sequence[Outcome]) -> None:
    """A file may tell of a fact twice: what stood there before the first time counts."""
    keys = {it.fact.recorder for it in outcomes if it.fact is not None}
    mine = Made.import_id == one.id, Made.record_id.in_(keys)
    known = {row.record_id: row for row in work.session.scalars(select(Made).where(*mine))}
    for outcome in outcomes:
        fact = outcome.fact
        assert fact is not None  # noqa: S101 -- the caller chose them
        row = known.get(fact.recorder)
        was = fact.before if row is None or row.before is None else row.before["was"]
        before = {"was": was, "wrote": dict(fact.now), "row": outcome.unit.number}
        if row is None:
            row = Made(import_id=one.id, record_id=fact.recorder, version=0)
            work.session.add(row)
            known[fact.recorder] = row
        row.before = before
