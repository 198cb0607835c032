"""Facts recorded by themselves, without a document: a rate of the day, a price from abroad.

The recorder of such a fact is worked out from its register, key and moment, so saying it
again finds it again: the same values change nothing, others replace it and the old ones go
to the journal.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..access.audit import note
from ..clock import Clock
from ..database.bulk import Row, encoder, insert_rows, select_by_keys
from ..database.ids import NONE, settled_id
from ..schema.register import FactRegister, Movement
from ..texts import Texts
from ..work import Work
from .closing import closed_until
from .encoding import Code, difference
from .errors import ClosedPeriod
from .ledger import Ledger

_ = Texts("tradepost.core")


class Outcome(StrEnum):
    """What became of a fact."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def record_facts(work: Work, facts: Sequence[Movement]) -> list[Outcome]:
    """Record facts of one register, made by its `record` with `at`; two statements for all new.

    Returns:
        what became of each, in their order.

    Raises:
        Forbidden: without the right `<register>.write`.
        ClosedPeriod: for a moment that the whole base has closed.
    """
    if not facts:
        return []
    register: Any = facts[0].register
    work.access.require(f"{register.kind}.write")
    _require_open(work, facts)
    work.session.flush()  # the keys may be of records that are new in this unit of work
    ledger = Ledger(work.session.connection(), [register])
    code = ledger.codes[register.kind]
    wanted = [(_recorder(code, one), code.encode(one, None)) for one in facts]
    known = _known(ledger, code, [recorder for recorder, _content in wanted])
    outcomes: list[Outcome] = []
    fresh: dict[UUID, Row] = {}
    for recorder, content in wanted:
        line, before = known.get(recorder, (0, None))
        outcomes.append(_outcome(before, content))
        if line == 0:
            fresh[recorder] = content  # said twice, the last word holds
            known[recorder] = (0, content)
        elif before is not None and before != content:
            change = difference(code, [(line, before)], [content])
            ledger.write(change, recorder, work.clock.now())
            known[recorder] = (line + 1, content)
    _insert(ledger, code, fresh.items(), work.clock)
    if set(outcomes) - {Outcome.UNCHANGED}:
        counts = {str(one): outcomes.count(one) for one in Outcome}
        note(work, "recorded", kind=register.kind, **counts)
    return outcomes


def _outcome(before: Row | None, content: Row) -> Outcome:
    if before is None:
        return Outcome.CREATED
    return Outcome.UNCHANGED if before == content else Outcome.UPDATED


def _require_open(work: Work, facts: Iterable[Movement]) -> None:
    until = closed_until(work, NONE)
    moments = [one.moment for one in facts]
    if None in moments:
        raise ValueError("a fact recorded by itself needs its moment")
    if until is not None and min(m for m in moments if m is not None) <= until:
        raise ClosedPeriod(
            _("The period is closed up to {until}", until=work.day_of(until)),
            path="at",
            remedy=_("Choose a later date, or ask for the period to be opened"),
            until=until.isoformat(),
        )


def _recorder(code: Code, fact: Movement) -> UUID:
    register: type[FactRegister] = code.register  # type: ignore[assignment]
    keys = fact.values[: len(register.dimensions)]
    assert fact.moment is not None  # noqa: S101 -- checked above
    told = [str(key) for key in keys] + [fact.moment.astimezone(UTC).isoformat()]
    return settled_id(f"fact:{register.kind}", "|".join(told))


def _known(
    ledger: Ledger, code: Code, recorders: Sequence[UUID]
) -> dict[UUID, tuple[int, Row | None]]:
    """What the recorders have said before: the line it stands on, and its content."""
    columns = [f"t.{one}" for one in ("recorder_id", "line", *code.content)]
    keys = [(code.uuid(one),) for one in dict.fromkeys(recorders)]
    rows = select_by_keys(
        ledger.connection, code.register.movements, columns, ["recorder_id"], keys
    )
    return {_uuid(row[0]): (row[1], tuple(row[2:])) for row in rows}


def _insert(ledger: Ledger, code: Code, facts: Iterable[tuple[UUID, Row]], clock: Clock) -> None:
    stamp = encoder(code.register.movements.c.recorded_at, code.dialect)(clock.now())
    rows = [(code.uuid(recorder), 1, *content, stamp) for recorder, content in facts]
    columns = ("recorder_id", "line", *code.content, "recorded_at")
    insert_rows(ledger.connection, code.register.movements, columns, rows)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(bytes=bytes(value))
