"""JSON schemas of records, rows and answers, made from what the plugins have declared."""

from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from ...core.records.readers import LONG, SHORT, WIDEST
from ...core.records.shape import Slot, shape_of
from ...core.schema.fields import annotation_of, unwrapped
from ...core.schema.record import Declared, Record
from ...core.schema.register import BalanceRegister, FactRegister, Register
from ...core.schema.registry import Schema
from ...core.values import DIGITS
from ...core.values import WIDEST as WIDTH

Plain = dict[str, Any]

KEY: Plain = {"type": "string", "format": "uuid"}
OWN_KEY: Plain = {"type": ["string", "null"], "format": "uuid"}  # null: the house makes one
MOMENT: Plain = {"type": "string", "format": "date-time"}
FLAG: Plain = {"type": "boolean"}
TEXT: Plain = {"type": "string"}
WHOLE: Plain = {"type": "integer", "minimum": -WIDEST + 1, "maximum": WIDEST - 1}
COUNT: Plain = {"type": "integer", "minimum": 0, "maximum": WIDEST - 1}


def ref(name: str) -> Plain:
    """A reference to a schema by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def table(properties: Mapping[str, Plain], required: tuple[str, ...] | list[str] = ()) -> Plain:
    """An object with these properties and no others."""
    found: Plain = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return found | ({"required": list(required)} if required else {})


def rows(name: str, **more: Plain) -> Plain:
    """A list with what stands around it."""
    around = {"rows": {"type": "array", "items": ref(name)}, **more}
    return table(around, list(around))


def nothing_or(schema: Plain) -> Plain:
    """The same, or null."""
    if "type" in schema and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def number(kind: str) -> Plain:
    """An exact number: plain decimal text, as it is answered and taken."""
    digits = DIGITS[kind]
    return {
        "type": "string",
        "pattern": rf"^-?[0-9]{{1,{WIDTH - digits}}}(\.[0-9]{{1,{digits}}})?$",
    }


def of_slot(slot: Slot, *, given: bool) -> Plain:
    """The schema of a field: as it is answered, or as it may be `given`."""
    declared = slot.field
    kind = declared.type
    made: Plain
    if declared.is_number:
        made = number(kind)
    elif kind in ("reference", "document"):
        made = {"type": "string", "maxLength": 400, "description": "key or code"} if given else KEY
    elif kind == "choice":
        made = {"enum": list(declared.choices)}
    elif kind == "text":
        made = {"type": "string", "maxLength": LONG if declared.long else slot.longest or SHORT}
    elif kind == "json":
        hint = unwrapped(annotation_of(slot.home, declared.column))[0]
        made = {"type": "array" if get_origin(hint) is list else "object"}
    else:
        made = {
            "whole": WHOLE,
            "flag": FLAG,
            "day": {"type": "string", "format": "date"},
            "moment": MOMENT,
            "key": KEY,
        }[kind]
    described = made | {"title": str(declared.label)}
    if kind == "choice" and not given and not slot.column.nullable:
        described["enum"] = [*declared.choices, ""]
    may_be_empty = slot.column.nullable or (given and not declared.required)
    if declared.extension is not None and not given:
        may_be_empty = True
    return nothing_or(described) if may_be_empty else described


def of_class(schema: Schema, cls: type[Declared], *, given: bool) -> dict[str, Plain]:
    """The schemas of the fields of a class, and of its tabular parts."""
    shape = shape_of(schema, cls)
    found = {
        name: of_slot(slot, given=given)
        for name, slot in shape.slots.items()
        if not (given and slot.field.readonly)
    }
    suffix = ".given" if given else ""
    for name, line in shape.parts.items():
        found[name] = {"type": "array", "items": ref(f"{line.kind}{suffix}")}
    return found


def of_record(schema: Schema, cls: type[Record]) -> Iterator[tuple[str, Plain]]:
    """The schemas of a kind: answered, new, changed in part, and those of its rows."""
    shape = shape_of(schema, cls)
    for line in shape.parts.values():
        yield line.kind, table({"id": KEY, **of_class(schema, line, given=False)}, ["id"])
        yield (
            f"{line.kind}.given",
            table({"id": OWN_KEY, **of_class(schema, line, given=True)}),
        )
    head = {"deleted": FLAG, "version": COUNT}
    answered = {"id": KEY, **of_class(schema, cls, given=False), **head, "changed_at": MOMENT}
    yield cls.kind, table(answered, ["id", "deleted", "version"])
    given = {"id": OWN_KEY, **of_class(schema, cls, given=True), "deleted": FLAG}
    needed = [n for n, s in shape.slots.items() if s.field.required and s.column.default is None]
    writable = [name for name in needed if name in given]
    yield f"{cls.kind}.new", table(given, writable)
    yield f"{cls.kind}.part", table({**given, "version": COUNT})


def _resource(kind: str) -> Plain:
    # Sums of many rows may be wider than one.
    return (
        {"type": "integer"}
        if kind == "whole"
        else {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    )


def of_register(register: type[Register]) -> Iterator[tuple[str, Plain]]:
    """The schemas of a register's rows."""
    keys = {one.name: nothing_or(KEY | {"title": str(one.label)}) for one in register.dimensions}
    sums = {
        one.name: _resource(one.type) | {"title": str(one.label)} for one in register.resources
    }
    if issubclass(register, FactRegister):
        said = {
            one.name: WHOLE if one.type == "whole" else number(one.type)
            for one in register.resources
        }
        keyed = {name: nothing_or({"type": "string", "maxLength": 400}) for name in keys}
        yield (
            f"{register.kind}.fact",
            table({**keyed, **said, "at": nothing_or(MOMENT)}, list(said)),
        )
        told = {**keys, **sums, "at": MOMENT, "recorder": KEY}
        yield f"{register.kind}.row", table(told, ["at"])
        outcome = {"enum": ["created", "updated", "unchanged"]}
        yield f"{register.kind}.said", table({**keys, **sums, "at": MOMENT, "outcome": outcome})
    else:
        ways = ("in", "out") if issubclass(register, BalanceRegister) else ()
        more = {f"{n}_{way}": one for n, one in sums.items() for way in ways}
        yield f"{register.kind}.row", table({**keys, **sums, **more})
    yield f"{register.kind}.movement", movement(keys | sums)


def movement(more: Mapping[str, Plain]) -> Plain:
    """The schema of a movement."""
    where = {"recorder": KEY, "line": {"type": "integer"}, "moment": MOMENT}
    return table({**where, "direction": {"enum": [1, -1]}, **more}, list(where))
