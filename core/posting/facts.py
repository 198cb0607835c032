"""Facts recorded by themselves, without a document: a rate of the day, a price from abroad.

The recorder of such a fact is worked out from its register, key and moment, so saying it
again finds it again: the same values change nothing, others replace it and the old ones go
to the journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from ..access.audit import note
from ..clock import Clock
from ..database.bulk import Row, decoder, encoder, insert_rows, select_by_keys
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


@dataclass(frozen=True)
class Recorded:
    """What became of a fact, and how to put it back.

    Attributes:
        outcome: whether it was created, updated or unchanged.
        recorder: of the fact, by which it is found again.
        before: its values as they stood, as plain data; None where there was none.
        now: its values as they stand.
    """

    outcome: Outcome
    recorder: UUID
    before: Mapping[str, str] | None
    now: Mapping[str, str]


def record_facts(work: Work, facts: Sequence[Movement]) -> list[Outcome]:
    """Record facts of one register, made by its `record` with `at`; two statements for all new.

    Returns:
        what became of each, in their order.

    Raises:
        Forbidden: without the right `<register>.write`.
        ClosedPeriod: for a moment that the whole base has closed.
    """
    return [outcome for outcome, *_more in _recorded(work, facts)]


def record_and_tell(work: Work, facts: Sequence[Movement]) -> list[Recorded]:
    """Record facts as `record_facts` does; answers what `put_back` needs to undo each.

    Raises:
        Forbidden, ClosedPeriod: as `record_facts`.
    """
    told = _recorded(work, facts)
    if not told:
        return []
    code = Ledger(work.session.connection(), [facts[0].register]).codes[facts[0].register.kind]
    return [
        Recorded(outcome, recorder, None if old is None else _plain(code, old), _plain(code, new))
        for outcome, recorder, old, new in told
    ]


def put_back(
    work: Work,
    register: type[FactRegister],
    recorder: UUID,
    *,
    wrote: Mapping[str, str],
    before: Mapping[str, str] | None,
) -> bool:
    """Give a fact the values it had before it was recorded, or take it out; the journal keeps it.

    Args:
        work: the unit of work.
        register: of the fact.
        recorder: by which it is found.
        wrote: the values that were recorded.
        before: those it had; None where there was none.

    Returns:
        whether it was: not where somebody has recorded other values since, or taken it out.

    Raises:
        Forbidden, ClosedPeriod: as `record_facts`.
    """
    work.access.require(f"{register.kind}.write")
    ledger = Ledger(work.session.connection(), [register])
    code = ledger.codes[register.kind]
    line, content = _known(ledger, code, [recorder]).get(recorder, (0, None))
    if content is None or _plain(code, content) != dict(wrote):
        return False
    _require_open(work, [decoder(register.movements.c.moment, code.dialect)(content[0])])
    again = [] if before is None else [_with_values(code, content, before)]
    ledger.write(difference(code, [(line, content)], again), recorder, work.clock.now())
    return True


def _recorded(
    work: Work, facts: Sequence[Movement]
) -> list[tuple[Outcome, UUID, Row | None, Row]]:
    """Record them; what became of each, its recorder, its content before and now."""
    if not facts:
        return []
    register: Any = facts[0].register
    work.access.require(f"{register.kind}.write")
    _require_open(work, [one.moment for one in facts])
    work.session.flush()  # the keys may be of records that are new in this unit of work
    ledger = Ledger(work.session.connection(), [register])
    code = ledger.codes[register.kind]
    wanted = [(_recorder(code, one), code.encode(one, None)) for one in facts]
    known = _known(ledger, code, [recorder for recorder, _content in wanted])
    told: list[tuple[Outcome, UUID, Row | None, Row]] = []
    fresh: dict[UUID, Row] = {}
    for recorder, content in wanted:
        line, before = known.get(recorder, (0, None))
        told.append((_outcome(before, content), recorder, before, content))
        if line == 0:
            fresh[recorder] = content  # said twice, the last word holds
            known[recorder] = (0, content)
        elif before is not None and before != content:
            change = difference(code, [(line, before)], [content])
            ledger.write(change, recorder, work.clock.now())
            known[recorder] = (line + 1, content)
    _insert(ledger, code, fresh.items(), work.clock)
    outcomes = [outcome for outcome, *_more in told]
    if set(outcomes) - {Outcome.UNCHANGED}:
        counts = {str(one): outcomes.count(one) for one in Outcome}
        note(work, "recorded", kind=register.kind, **counts)
    return told


def _plain(code: Code, content: Row) -> dict[str, str]:
    values = code.decode(code.sums, code.added(content))
    return {name: str(value) for name, value in values.items()}


def _with_values(code: Code, content: Row, values: Mapping[str, str]) -> Row:
    """The same fact with other values."""
    place = len(content) - len(code.sums)
    encoders = code.encoders[len(code.dimensions) :]
    kinds = {one.name: one.type for one in code.register.resources}
    given = [int(values[n]) if kinds[n] == "whole" else Decimal(values[n]) for n in code.sums]
    return (*content[:place], *(do(one) for do, one in zip(encoders, given, strict=True)))


def _outcome(before: Row | None, content: Row) -> Outcome:
    if before is None:
        return Outcome.CREATED
    return Outcome.UNCHANGED if before == content else Outcome.UPDATED


def _require_open(work: Work, moments: Sequence[datetime | None]) -> None:
    until = closed_until(work, NONE)
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
