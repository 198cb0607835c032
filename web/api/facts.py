"""Facts: values by key and moment, said by a program and read as of any moment."""

from collections.abc import Iterator
from typing import Any

from ...core.errors import Invalid, Malformed, Refusal, refuse_all
from ...core.posting import readings
from ...core.posting.facts import record_facts
from ...core.records.errors import Missing, UnknownField
from ...core.records.readers import read_moment, read_whole
from ...core.schema.register import FactRegister, Movement
from ...core.texts import Texts
from ...core.values import NotANumber, exact
from ...core.work import Work
from .frame import Answer, Call, Endpoint, known_kind
from .rows import Question, keys_of, plain_row

_ = Texts(__package__)

MOST = 10_000
LONGEST = 500


def holding(call: Call) -> Answer:
    """Answer the facts that hold at a moment; with `from`, all that were said since."""
    register = known_kind(call.work.schema.facts, call.kind)
    asked = Question(call, register, ("at", "by", "from", "limit"))
    since = asked.moment("from", last=False)
    limit = asked.number("limit", LONGEST, LONGEST)
    if since is None:
        rows = readings.latest(
            call.work, register, at=asked.moment("at"), by=asked.by, where=asked.where
        )
    else:
        rows = readings.history(call.work, register, where=asked.where, since=since, limit=limit)
    return Answer({"rows": [_row(register, row) for row in rows], "next": None})


def _row(register: type[FactRegister], row: Any) -> dict[str, Any]:
    found = plain_row(register, row)
    found["at"] = found.pop("moment")
    return found


def said(call: Call) -> Answer:
    """Say one fact, or a list of them; the same again changes nothing."""
    call.only()
    register = known_kind(call.work.schema.facts, call.kind)
    given = call.body if isinstance(call.body, list) else [call.table]
    if len(given) > MOST:
        raise Malformed(_("More than {most} facts", most=MOST))
    facts = _read(call.work, register, given, single=not isinstance(call.body, list))
    outcomes = record_facts(call.work, facts)
    rows = [
        _told(register, fact) | {"outcome": outcome.value}
        for fact, outcome in zip(facts, outcomes, strict=True)
    ]
    return Answer({"rows": rows} if isinstance(call.body, list) else rows[0])


def _told(register: type[FactRegister], fact: Movement) -> dict[str, Any]:
    found = {name: fact[name] for name in register.places}
    return _row(register, found | {"moment": fact.moment})


def _read(
    work: Work, register: type[FactRegister], given: list[Any], *, single: bool
) -> list[Movement]:
    faults: list[Refusal] = []
    read = [
        _values(work, register, one, "" if single else f"{place}.", faults)
        for place, one in enumerate(given)
    ]
    refuse_all(faults)
    for dimension in register.dimensions:
        asked = [one.get(dimension.name) for one in read]
        prefixes = ["" if single else f"{place}." for place in range(len(read))]
        name = dimension.name
        keys = keys_of(work, dimension, asked, [f"{one}{name}" for one in prefixes])
        for one, key in zip(read, keys, strict=True):
            one[dimension.name] = key
    return [register.record(**one) for one in read]


def _values(
    work: Work, register: type[FactRegister], given: Any, path: str, faults: list[Refusal]
) -> dict[str, Any]:
    if not isinstance(given, dict):
        faults.append(Invalid(_("A table of fields is wanted"), path=path.rstrip(".")))
        return {}
    found: dict[str, Any] = {"at": work.clock.now()}
    types = {one.name: one.type for one in register.resources}
    dimensions = {one.name for one in register.dimensions}
    for name, value in given.items():
        try:
            if name == "at" and value is not None:
                found["at"] = read_moment(value)
            elif name in types:
                found[name] = _number(types[name], value)
            elif name in dimensions:
                found[name] = value
            elif name != "at":
                faults.append(_unknown(register, name, path))
        except Invalid as fault:
            fault.path = f"{path}{name}"
            faults.append(fault)
    faults += [
        Missing(_("{label} is missing", label=name), path=path + name)
        for name in types
        if name not in given
    ]
    return found


def _number(kind: str, value: Any) -> Any:
    if kind == "whole":
        return read_whole(value)
    try:
        return exact(value, kind)
    except NotANumber:
        raise Invalid(
            _("“{value}” is not a plain decimal number", value=str(value)[:60])
        ) from None


def _unknown(register: type[FactRegister], name: str, path: str) -> UnknownField:
    names = ", ".join(("at", *register.places))
    return UnknownField(
        _("There is no field “{name}”", name=name[:60]),
        path=f"{path}{name[:60]}",
        remedy=_("Fields: {names}", names=names),
        field=name[:60],
    )


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of facts."""
    path = "/facts/{kind}"
    parameters = {
        "at": "moment or day the facts hold at; the latest without it",
        "by": "names of the dimensions to keep",
        "from": "moment or day since which facts were said, all of them",
        "limit": "how many at most, with `from`",
    }
    yield Endpoint(
        "GET", path, "{kind}.read", holding, "Facts that hold", kinds="facts", gives="facts",
        parameters=parameters,
    )  # fmt: skip
    yield Endpoint(
        "POST", path, "{kind}.write", said, "Say facts", kinds="facts", takes="facts", gives="said"
    )
