"""Catalogs and documents: listed, read, created, changed, marked, posted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from ...core import calls
from ...core.errors import Invalid
from ...core.posting import readings, service
from ...core.posting.explain import Reason
from ...core.posting.ledger import Ledger
from ...core.records.derived import derived_of, derived_values
from ...core.records.listing import page
from ...core.records.query import read_query
from ...core.records.read import get, must_find
from ...core.records.wire import to_wire, to_wires
from ...core.records.write import create, mark_deleted, require_version, save
from ...core.schema.document import Document
from ...core.schema.record import Record
from ...core.texts import Texts
from .frame import Answer, Call, Endpoint, known_kind, of_record
from .rows import plain_reason, plain_row, plain_values

_ = Texts(__package__)


def listed(call: Call) -> Answer:
    """Answer one page of a list; rows come without their tabular parts unless asked for."""
    query = read_query(call.parameters, others=("with",))
    query = replace(query, zone=call.work.house.zone)
    parts = _parts(call)
    found = page(call.work, call.kind, query)
    rows = to_wires(call.work, found.records, parts=parts)
    _tell_derived(call, rows)
    return Answer({"rows": rows, "next": found.next})


def _tell_derived(call: Call, rows: list[dict[str, Any]]) -> None:
    """Put what follows from registers beside the records' own fields: one select for all."""
    cls = call.work.schema.records[call.kind]
    keys = [UUID(row["id"]) for row in rows]
    known = derived_values(call.work, cls, list(derived_of(call.work, cls)), keys)
    for key, row in zip(keys, rows, strict=True):
        row.update(known.get(key, {}))


def _parts(call: Call) -> tuple[str, ...]:
    wanted = dict(call.parameters).get("with", "")
    names = tuple(one for one in wanted.split(",") if one)
    cls = call.work.schema.records[call.kind]
    known = [name for name, one in call.work.schema.fields(cls).items() if one.type == "lines"]
    for name in names:
        if name not in known:
            raise Invalid(
                _("There is no tabular part “{name}”", name=name[:60]),
                path="with",
                remedy=_("Parts: {names}", names=", ".join(known) or "-"),
            )
    return names


def read(call: Call) -> Answer:
    """Answer one record."""
    call.only()
    record = get(call.work, call.kind, call.key)
    told = to_wire(call.work, record)
    _tell_derived(call, [told])
    return of_record(record, told)


def created(call: Call) -> Answer:
    """Create a record; one that has the key already is answered as it is."""
    posting = _posts(call)
    record, is_new = create(call.work, call.kind, call.table)
    if posting:
        service.post(call.work, _document(record))
    status = 201 if is_new else 200
    place = f"{_folder(record)}/{record.kind}/{record.id}"
    return of_record(record, to_wire(call.work, record), status=status, location=place)


def changed(call: Call) -> Answer:
    """Change the given fields; with `post=true` a document is posted with the change."""
    posting = _posts(call)
    record = save(
        call.work, call.kind, call.table, id=call.key, version=call.version, reposting=posting
    )
    if posting:
        service.post(call.work, _document(record))
    return of_record(record, to_wire(call.work, record))


def marked(call: Call) -> Answer:
    """Mark a record for deletion; it is not erased, and `{"deleted": false}` takes it back."""
    call.only()
    record = _found(call)
    mark_deleted(call.work, record)
    return of_record(record, to_wire(call.work, record))


def posted(call: Call) -> Answer:
    """Post a document; one that is posted is posted again, which changes nothing twice."""
    call.only()
    document = _document(_found(call))
    service.post(call.work, document)
    return of_record(document, to_wire(call.work, document))


def unposted(call: Call) -> Answer:
    """Take the movements of a document back."""
    call.only()
    document = _document(_found(call))
    service.unpost(call.work, document)
    return of_record(document, to_wire(call.work, document))


def moved(call: Call) -> Answer:
    """Answer what a document has written into the registers that the caller may read."""
    call.only()
    document = get(call.work, call.kind, call.key)
    return Answer({"rows": list(_movements(call, document)), "next": None})


def _movements(call: Call, document: Record) -> Iterator[dict[str, Any]]:
    work = call.work
    ledger = Ledger(work.session.connection(), work.schema.registers.values())
    for kind in ledger.touched(document.id):
        if work.access.may(f"{kind}.read"):
            register = work.schema.registers[kind]
            for row in readings.movements(work, register, recorder=document.id, limit=100_000):
                yield {"register": kind, **plain_row(register, row)}


def explained(call: Call) -> Answer:
    """Answer why the numbers in the rows of a document are what they are, or in one of them."""
    asked = call.only("line").get("line")
    document = _document(get(call.work, call.kind, call.key))
    found: dict[UUID, list[Reason]] = {}
    for key, reason in calls.reasons(call.work.hooks, call.work, document):
        found.setdefault(key, []).append(reason)
    rows = [
        Reason(str(place), {}, found[line.id], line.id, "line")
        for place, line in enumerate(getattr(document, "lines", ()))
        if line.id in found and asked in (None, str(line.id), str(place))
    ]
    if asked is not None and not rows:
        raise Invalid(_("No row {line} has anything to explain", line=asked[:60]), path="line")
    head = f"{document.kind} {document.number}".strip()
    root = Reason(head, {}, rows, document.id, document.kind, document.number, document.moment)
    return Answer(plain_reason(root, plain_values))


def _found(call: Call) -> Record:
    """The record in the address, held until the end, in the version the caller has read."""
    cls = known_kind(call.work.schema.records, call.kind)
    record = must_find(call.work, cls, call.key, lock=True)
    require_version(record, call.version)
    return record


def _document(record: Record) -> Document:
    if not isinstance(record, Document):
        raise Invalid(_("Only documents are posted"), path="post")
    return record


def _posts(call: Call) -> bool:
    given = call.only("post").get("post", "false")
    if given not in ("true", "false"):
        raise Invalid(_("“{value}” is neither true nor false", value=given[:60]), path="post")
    return given == "true"


def _folder(record: Record) -> str:
    return "/documents" if isinstance(record, Document) else "/catalogs"


LIST = {
    "q": "words that all have to be found",
    "sort": "names of fields with commas between, - in front for falling order",
    "after": "the cursor `next` of the page before",
    "limit": "how many at most, 1 to 500",
    "with": "names of tabular parts to be answered, with commas between",
}
POST = {"post": "true posts the document in the same transaction"}


def _endpoints(folder: str, more: dict[str, str]) -> Iterator[Endpoint]:
    many, one = f"/{folder}/{{kind}}", f"/{folder}/{{kind}}/{{id}}"

    def endpoint(method: str, path: str, right: str, do: Any, about: str, **what: Any) -> Endpoint:
        return Endpoint(method, path, f"{{kind}}.{right}", do, about, kinds=folder, **what)

    yield endpoint("GET", many, "read", listed, "List", gives="page", parameters=LIST)
    yield endpoint(
        "POST", many, "create", created, "Create", takes="new", gives="record", parameters=more
    )
    yield endpoint("GET", one, "read", read, "Read", gives="record")
    yield endpoint(
        "PATCH", one, "edit", changed, "Change", takes="part", gives="record", parameters=more
    )
    yield endpoint("DELETE", one, "delete", marked, "Mark for deletion", gives="record")


def endpoints() -> Iterator[Endpoint]:
    """The endpoints of catalogs and documents."""
    yield from _endpoints("catalogs", {})
    yield from _endpoints("documents", POST)
    one = "/documents/{kind}/{id}"
    for method, path, right, do, about, gives in (
        ("POST", f"{one}/post", "post", posted, "Post", "record"),
        ("POST", f"{one}/unpost", "unpost", unposted, "Unpost", "record"),
        ("GET", f"{one}/movements", "read", moved, "Movements", "moved"),
    ):
        yield Endpoint(
            method, path, f"{{kind}}.{right}", do, about, kinds="documents", gives=gives
        )
    yield Endpoint(
        "GET", f"{one}/explain", "{kind}.read", explained, "Why the numbers of its rows are so",
        kinds="documents", gives="reason",
        parameters={"line": "key or place (from 0) of one row; all without it"},
    )  # fmt: skip
