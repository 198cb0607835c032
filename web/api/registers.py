"""Registers: balances at any moment, turnovers of any period, movements, why a number is so."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from ...core.errors import Invalid
from ...core.posting import readings
from ...core.posting.explain import explain
from ...core.posting.verify import stale
from ...core.records.readers import read_key, read_moment, read_whole
from ...core.records.wire import moment_text
from ...core.schema.register import Register
from ...core.texts import Texts
from .frame import Answer, Call, Endpoint, known_kind
from .rows import Question, plain_reason, plain_row

_ = Texts(__package__)

MOST = 500
Place = tuple[datetime, UUID, int]


def balance(call: Call) -> Answer:
    """Answer the balances at a moment, movements at that very moment included."""
    register = known_kind(call.work.schema.balances, call.kind)
    asked = Question(call, register, ("at", "by", "known_at"))
    at = asked.moment("at")
    rows = readings.balance(
        call.work, register, at=at, by=asked.by, where=asked.where,
        known_at=asked.moment("known_at"),
    )  # fmt: skip
    return Answer(
        {
            "rows": [plain_row(register, row) for row in rows],
            "at": None if at is None else moment_text(at),
            "stale": _is_stale(call, register),
        }
    )


def turnover(call: Call) -> Answer:
    """Answer what moved in a period, both ends included."""
    register = known_kind(call.work.schema.registers, call.kind)
    asked = Question(call, register, ("from", "to", "by"))
    since, until = asked.moment("from", last=False), asked.moment("to")
    rows = readings.turnover(
        call.work, register, since=since, until=until, by=asked.by, where=asked.where
    )
    return Answer(
        {
            "rows": [plain_row(register, row) for row in rows],
            "from": None if since is None else moment_text(since),
            "to": None if until is None else moment_text(until),
            "stale": _is_stale(call, register),
        }
    )


def movements(call: Call) -> Answer:
    """Answer movements in the order of business, page by page."""
    register = known_kind(call.work.schema.registers, call.kind)
    asked = Question(call, register, ("from", "to", "recorder", "after", "limit"))
    limit = asked.number("limit", 100, MOST)
    recorder = asked.plain.get("recorder")
    after = asked.plain.get("after")
    rows = readings.movements(
        call.work, register, where=asked.where, limit=limit + 1,
        recorder=_at("recorder", read_key, recorder) if recorder else None,
        since=asked.moment("from", last=False), until=asked.moment("to"),
        after=_at("after", _place, after) if after else None,
    )  # fmt: skip
    more = _cursor(rows[limit - 1]) if len(rows) > limit else None
    return Answer({"rows": [plain_row(register, row) for row in rows[:limit]], "next": more})


def explained(call: Call) -> Answer:
    """Answer why a balance (with `from`, a turnover) is what it is: months and documents."""
    register = known_kind(call.work.schema.registers, call.kind)
    asked = Question(call, register, ("from", "at"))
    reason = explain(
        call.work, register, where=asked.where,
        since=asked.moment("from", last=False), at=asked.moment("at"),
    )  # fmt: skip
    return Answer(plain_reason(reason, partial(plain_row, register)))


def _is_stale(call: Call, register: type[Register]) -> bool:
    return bool(stale(call.work).get(register.kind))


def _cursor(row: Any) -> str:
    plain = [moment_text(row["moment"]), str(row["recorder"]), row["line"]]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        moment, recorder, line = json.loads(text.decode())
        return read_moment(moment), read_key(recorder), read_whole(line)
    except (ValueError, TypeError, RecursionError):
        raise Invalid(_("The list does not go on from there")) from None


def _at(name: str, read: Any, text: str) -> Any:
    try:
        return read(text)
    except Invalid as fault:
        fault.path = name
        raise


BY = {"by": "names of the dimensions to keep, with commas between; all without it"}
PERIOD = {
    "from": "moment or day from which on",
    "to": "moment or day up to which, included",
}


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of registers."""
    at = {"at": "moment or day up to which movements count; now without it"}
    known = {"known_at": "what was believed at that moment"}
    paging = {
        "recorder": "key of the document",
        "after": "the cursor `next` of the page before",
        "limit": "how many at most, 1 to 500",
    }
    for name, do, about, gives, kinds, parameters in (
        ("balance", balance, "Balance at a moment", "balance", "balances", {**at, **BY, **known}),
        ("turnover", turnover, "Turnover of a period", "turnover", "registers", {**PERIOD, **BY}),
        ("movements", movements, "Movements", "movements", "registers", {**PERIOD, **paging}),
        ("explain", explained, "Why a number is so", "reason", "registers", {"from": PERIOD["from"], **at}),
    ):  # fmt: skip
        yield Endpoint(
            "GET", f"/registers/{{kind}}/{name}", "{kind}.read", do, about,
            kinds=kinds, gives=gives, parameters=parameters,
        )  # fmt: skip
