"""The document of the API (OpenAPI 3.1), made from the declarations and the endpoints."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...core.app import SIGNED_IN
from ...core.printing import MEDIA
from ...core.records.comparing import ORDERED, operators_for
from ...core.records.derived import DerivedField
from ...core.records.query import OPERATORS
from ...core.schema.registry import Schema
from . import schemas
from .frame import ROOT, Endpoint
from .schemas import FLAG, KEY, MOMENT, TEXT, Plain, nothing_or, ref, rows, table

PAPERS = [one.partition(";")[0] for one in MEDIA.values()]
PROBLEM = "application/problem+json"
JSON = "application/json"
FILE = "application/octet-stream"


def document(
    schema: Schema, endpoints: Iterable[Endpoint], derived: Iterable[DerivedField] = ()
) -> Plain:
    """The whole document of a house; `derived` fields are answered beside the stored ones."""
    made = {
        **_common(),
        **{name: one for cls in schema.records.values() for name, one in schemas.of_record(schema, cls)},
        **{name: one for cls in schema.registers.values() for name, one in schemas.of_register(cls)},
    }  # fmt: skip
    for one in derived:
        answered = made.get(one.kind, {}).get("properties", {})
        values: Plain = FLAG if one.type == "flag" else {"enum": list(one.choices)}
        answered.setdefault(one.name, nothing_or(values))
    paths: dict[str, Plain] = {}
    for endpoint in endpoints:
        made.update(endpoint.schemas)
        for kind in _kinds(schema, endpoint):
            path = endpoint.path.replace("{kind}", kind or "{kind}")
            paths.setdefault(ROOT + path, {})[endpoint.method.lower()] = _operation(
                schema, endpoint, kind
            )
    return {
        "openapi": "3.1.0",
        "info": {"title": "tradepost", "version": "1"},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": made,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _kinds(schema: Schema, endpoint: Endpoint) -> Iterator[str]:
    if not endpoint.kinds:
        yield ""
        return
    found: Mapping[str, Any] = getattr(schema, endpoint.kinds)
    yield from found


def _operation(schema: Schema, endpoint: Endpoint, kind: str) -> Plain:
    found: Plain = {
        "operationId": f"{endpoint.name}.{kind}" if kind else endpoint.name,
        "summary": endpoint.about,
        "tags": [kind or "house"],
        "parameters": list(_parameters(schema, endpoint, kind)),
        "responses": {
            "default": {
                "description": "a refusal",
                "content": {PROBLEM: {"schema": ref("problem")}},
            }
        },
    }
    if endpoint.right != SIGNED_IN:
        found["description"] = f"Needs the right `{endpoint.right.format(kind=kind)}`."
    if endpoint.takes:
        body = _named(endpoint, endpoint.takes) or _given(endpoint.takes, kind)
        media = FILE if endpoint.takes == "content" else JSON
        found["requestBody"] = {"required": True, "content": {media: {"schema": body}}}
    answer = {
        "description": "done",
        "content": {
            JSON: {"schema": _named(endpoint, endpoint.gives) or _answered(endpoint.gives, kind)}
        },
    }
    if endpoint.gives == "paper":
        answer["content"] = {media: {"schema": TEXT} for media in PAPERS}
    if endpoint.gives == "content":
        answer["content"] = {FILE: {"schema": BYTES}}
    if endpoint.gives == "report":
        for media in (
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/pdf",
            "text/html",
        ):
            answer["content"][media] = {"schema": {"type": "string"}}  # type: ignore[index]
    found["responses"]["200"] = answer
    beside = endpoint.method == "POST" and endpoint.gives in BESIDE
    if endpoint.creates or endpoint.takes == "new" or beside:
        found["responses"]["201"] = answer | {"description": "created"}
    return found


def _named(endpoint: Endpoint, name: str) -> Plain | None:
    """A schema the endpoint has brought along."""
    return ref(name) if name in endpoint.schemas else None


def _parameters(schema: Schema, endpoint: Endpoint, kind: str) -> Iterator[Plain]:
    yield from _in_path(endpoint)
    for name, about in endpoint.parameters.items():
        one = _LIMITS.get(name, TEXT)
        if endpoint.gives == "report" and name == "limit":
            one = one | {"maximum": 100_000}
        yield _query(name, about, one)
    if endpoint.gives == "page":
        for name, one in schema.fields(schema.records[kind]).items():
            if one.type not in ("lines", "json"):
                about = f"{one.label}; also filter[{name}][{'|'.join(_borne(one))}]"
                yield _query(f"filter[{name}]", about, TEXT)
    elif endpoint.gives == "report":
        yield _query("filter[item]", "any axis or column: filter[name], filter[name][ne], "
                     "in, ne, under, like, empty, gt, ge, lt, le; keys or codes, `none`", TEXT)  # fmt: skip
    elif endpoint.kinds in ("registers", "balances", "facts"):
        for dimension in schema.registers[kind].key():
            about = (
                f"{dimension.label}: keys or codes with commas between, `none` for an empty one"
            )
            yield _query(f"filter[{dimension.name}]", about, TEXT)
    if endpoint.method != "GET" and "{id}" in endpoint.path:
        yield IF_MATCH


def _borne(one: Any) -> tuple[str, ...]:
    """The comparisons a field bears beside plain equality."""
    ordered = ("gt", "ge", "lt", "le") if one.type in ORDERED else ()
    known = {*operators_for(one), "ne", *ordered}
    return tuple(name for name in OPERATORS if name in known and name != "eq")


def _in_path(endpoint: Endpoint) -> Iterator[Plain]:
    for name, one in (("id", KEY), ("name", TEXT), ("file", KEY), ("comment", KEY)):
        if f"{{{name}}}" in endpoint.path:
            yield {"name": name, "in": "path", "required": True, "schema": one}


def _query(name: str, about: str, schema: Plain) -> Plain:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


BESIDE = ("file", "comment")
"""What a POST beside a record makes."""
BYTES: Plain = {"type": "string", "format": "binary"}
IF_MATCH: Plain = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "the version the caller has read",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
}

_PLACES: Mapping[str, Plain] = {
    "id": KEY,
    "name": TEXT,
    "form": {"type": "string", "pattern": "^[a-z0-9_]+$"},
    "media": {"enum": sorted(MEDIA)},
}
_LIMITS: Mapping[str, Plain] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 500},
    "post": FLAG,
    "language": {"enum": ["ru", "en"]},
    "format": {"enum": ["json", "csv", "xlsx"]},
}


def _given(takes: str, kind: str) -> Plain:
    if takes == "facts":
        one = ref(f"{kind}.fact")
        return {"anyOf": [one, {"type": "array", "items": one}]}
    if takes == "bulk":
        return {"type": "array", "items": ref("call")}
    if takes == "closing":
        return ref("closing_date")
    if takes == "content":
        return BYTES
    if takes == "comment":
        return ref("comment.given")
    return ref(f"{kind}.{takes}")


def _answered(gives: str, kind: str) -> Plain:
    cursor = nothing_or(TEXT)
    stale = {"stale": FLAG}
    if gives == "said":
        one = ref(f"{kind}.said")
        return {"anyOf": [one, rows(f"{kind}.said")]}
    made: Mapping[str, Plain] = {
        "record": ref(kind),
        "page": rows(kind, next=cursor),
        "movements": rows(f"{kind}.movement", next=cursor),
        "moved": rows("moved", next=cursor),
        "balance": rows(f"{kind}.row", at=nothing_or(MOMENT), **stale),
        "turnover": rows(
            f"{kind}.row", **{"from": nothing_or(MOMENT), "to": nothing_or(MOMENT)}, **stale
        ),
        "facts": rows(f"{kind}.row", next=cursor),
        "reason": ref("reason"),
        "forms": rows("about_form", next=cursor),
        "paper": TEXT,
        "reports": rows("about_report", next=cursor),
        "report": ref("report"),
        "report_about": ref("report_about"),
        "bulk": ref("answers"),
        "closing": rows("closing_date", next=cursor),
        "file": ref("file"),
        "files": rows("file", next=cursor),
        "comment": ref("comment"),
        "comments": rows("comment", next=cursor),
        "content": BYTES,
    }
    return made[gives]


def _common() -> dict[str, Plain]:
    """The schemas that do not depend on the plugins."""
    anything: Plain = {}
    refusal = {
        "type": "object",
        "properties": {
            "code": TEXT, "message": TEXT, "path": TEXT, "remedy": nothing_or(TEXT),
        },
        "required": ["code", "message", "path", "remedy"],
    }  # fmt: skip
    problem = {
        "type": {"type": "string"}, "title": TEXT, "status": {"type": "integer"},
        "detail": TEXT, "instance": TEXT,
        "refusals": {"type": "array", "items": ref("refusal"), "minItems": 1},
    }  # fmt: skip
    reason = {
        "label": TEXT, "values": {"type": "object"}, "kind": nothing_or(TEXT),
        "recorder": nothing_or(KEY), "number": nothing_or(TEXT), "moment": nothing_or(MOMENT),
        "because": {"type": "array", "items": ref("reason")},
    }  # fmt: skip
    call = {
        "method": {"enum": ["GET", "POST", "PATCH", "DELETE"]}, "path": TEXT, "body": anything,
        "version": nothing_or({"type": "integer"}),
    }  # fmt: skip
    answers = {"type": "array", "items": table({"status": {"type": "integer"}, "body": anything})}
    closing = {
        "until": nothing_or(MOMENT), "scope": nothing_or(KEY),
        "user": nothing_or({"type": "string", "maxLength": 200}),
    }  # fmt: skip
    file = {
        "id": KEY, "name": TEXT, "size": {"type": "integer"}, "media": TEXT, "sha256": TEXT,
        "created_at": MOMENT, "removed_at": nothing_or(MOMENT), "user": TEXT,
    }  # fmt: skip
    comment = {
        "id": KEY, "text": TEXT, "created_at": MOMENT, "edited_at": nothing_or(MOMENT),
        "removed_at": nothing_or(MOMENT), "user": TEXT,
    }  # fmt: skip
    words = {"type": "string", "minLength": 1, "maxLength": 8000, "pattern": "\\S"}
    column = table({"name": TEXT, "title": TEXT, "type": TEXT, "role": TEXT}, ["name"])
    things = {"type": "array", "items": {"type": "object"}}
    names = {"type": "array", "items": TEXT}
    return {
        "refusal": refusal,
        "file": table(file, list(file)),
        "comment": table(comment, list(comment)),
        "comment.given": table({"text": words}, ["text"]),
        "closing_date": table(closing, ["until"]),
        "moved": schemas.movement({"register": TEXT}) | {"additionalProperties": True},
        "problem": table(problem, ["title", "status", "detail", "refusals"]),
        "reason": table(reason, list(reason)),
        "call": table(call, ["path"]),
        "answers": table({"answers": answers}, ["answers"]),
        "about_form": table({"name": TEXT, "title": TEXT, "media": names}, ["name"]),
        "about_report": table(
            {"name": TEXT, "title": TEXT, "section": TEXT, "by": names, "measures": names, "at_moment": FLAG}
        ),
        "report": table(
            {"columns": {"type": "array", "items": column}, "rows": things, "totals": things,
             "across": nothing_or({"type": "object"}), "stale": FLAG, "more": FLAG},
            ["columns", "rows"],
        ),
        "report_about": table(
            {"name": TEXT, "title": TEXT, "section": TEXT, "by": names, "measures": names,
             "at_moment": FLAG, "axes": things, "columns": things, "variants": things},
            ["name", "axes", "columns"],
        ),
    }  # fmt: skip
