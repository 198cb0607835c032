"""What stands beside a record: its files and comments."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from uuid import UUID

from ...core.beside import Attachment, Attachments, Comment, Comments, Content, pieces
from ...core.errors import Invalid, Unknown
from ...core.records.read import get, must_find
from ...core.records.readers import is_key
from ...core.records.write import require_version
from ...core.schema.record import Record
from ...core.texts import Texts
from .frame import Answer, Call, Endpoint, known_kind

_ = Texts(__package__)

MOST = 500


def files(call: Call) -> Answer:
    """Answer the files of a record, the latest first."""
    call.only()
    kept = Attachments(call.work)
    found = kept.of(get(call.work, call.kind, call.key))
    people = kept.people(found)
    return Answer({"rows": [_file(one, people) for one in found], "next": None})


def attached(call: Call) -> Answer:
    """Attach the body of the call as a file."""
    name = call.only("name").get("name", "")
    record = _record(call)
    kept = Attachments(call.work)
    made = kept.add(call.kind, record.id, Content(name, cast("BinaryIO", call.body)))
    place = f"/{_folder(call)}/{call.kind}/{record.id}/attachments/{made.id}"
    return Answer(_file(made, kept.people([made])), status=201, location=place)


def content(call: Call) -> Answer:
    """Answer a file itself."""
    call.only()
    found = _found(call)
    return Answer(
        pieces(call.work.house, found.digest), type="application/octet-stream", name=found.name,
        length=found.size,
    )  # fmt: skip


def removed(call: Call) -> Answer:
    """Mark a file as removed; its content is kept."""
    call.only()
    _record(call)
    kept = Attachments(call.work)
    gone = kept.remove(_found(call).id)
    return Answer(_file(gone, kept.people([gone])))


def comments(call: Call) -> Answer:
    """Answer the comments on a record, the latest first."""
    given = call.only("after", "limit")
    limit = _limit(given.get("limit", ""))
    after = given.get("after", "")
    if after and not is_key(after):
        raise Invalid(_("This is no cursor"), path="after")
    kept = Comments(call.work)
    record = get(call.work, call.kind, call.key)
    found = kept.of(record, UUID(after) if after else None, limit + 1)
    people = kept.people(found)
    more = str(found[limit - 1].id) if len(found) > limit else None
    return Answer({"rows": [_comment(one, people) for one in found[:limit]], "next": more})


def commented(call: Call) -> Answer:
    """Comment on a record; people named in it with an @ are told."""
    call.only()
    text = _text(call)
    record = _record(call)
    kept = Comments(call.work)
    made = kept.write(call.kind, record.id, text)
    place = f"/{_folder(call)}/{call.kind}/{record.id}/comments/{made.id}"
    return Answer(_comment(made, kept.people([made])), status=201, location=place)


def mended(call: Call) -> Answer:
    """Change one's own comment."""
    call.only()
    text = _text(call)
    kept = Comments(call.work)
    found = kept.mend(_said(call).id, text)
    return Answer(_comment(found, kept.people([found])))


def taken(call: Call) -> Answer:
    """Remove a comment."""
    call.only()
    kept = Comments(call.work)
    gone = kept.remove(_said(call).id)
    return Answer(_comment(gone, kept.people([gone])))


def _record(call: Call) -> Record:
    """The record in the address, in the version the caller has read."""
    cls = known_kind(call.work.schema.records, call.kind)
    record = must_find(call.work, cls, call.key)
    require_version(record, call.version)
    return record


def _inner(call: Call, name: str) -> UUID:
    text = call.names[name]
    if not is_key(text):
        raise Unknown(_("There is nothing at this address"))
    return UUID(text)


def _found(call: Call) -> Attachment:
    found = Attachments(call.work).get(_inner(call, "file"))
    if found.record_id != call.key:
        raise Unknown(_("There is nothing at this address"))
    return found


def _said(call: Call) -> Comment:
    _record(call)
    found = Comments(call.work).get(_inner(call, "comment"))
    if found.record_id != call.key:
        raise Unknown(_("There is nothing at this address"))
    return found


def _text(call: Call) -> str:
    table = call.table
    unknown = sorted(set(table) - {"text"})
    if unknown:
        raise Invalid(_("There is no field “{name}”", name=unknown[0][:60]), path=unknown[0][:60])
    text = table.get("text")
    if not isinstance(text, str):
        raise Invalid(_("A comment is a text"), path="text")
    return text


def _limit(text: str) -> int:
    if not text:
        return 50
    if not text.isdecimal() or not 1 <= int(text[:6]) <= MOST:
        raise Invalid(_("A limit is a number from 1 to {most}", most=MOST), path="limit")
    return int(text)


def _folder(call: Call) -> str:
    return "documents" if call.kind in call.work.schema.documents else "catalogs"


def _file(one: Attachment, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "size": one.size, "media": one.media,
        "sha256": one.digest, "created_at": one.created_at, "removed_at": one.removed_at,
        "user": people.get(one.user_id, "") if one.user_id else "",
    }  # fmt: skip


def _comment(one: Comment, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": one.id, "text": one.text, "created_at": one.created_at,
        "edited_at": one.edited_at, "removed_at": one.removed_at,
        "user": people.get(one.user_id, "") if one.user_id else "",
    }  # fmt: skip


PAGE = {
    "after": "the cursor `next` of the page before",
    "limit": "how many at most, 1 to 500",
}
NAME = {"name": "of the file, as people know it"}


def endpoints() -> Iterator[Endpoint]:
    """The endpoints that take and give plain data."""
    for folder in ("catalogs", "documents"):
        one = f"/{folder}/{{kind}}/{{id}}"
        for method, path, right, do, about, takes, gives, more in (
            ("GET", f"{one}/attachments", "read", files, "Files", "", "files", {}),
            ("DELETE", f"{one}/attachments/{{file}}", "edit", removed, "Remove a file", "", "file", {}),
            ("GET", f"{one}/comments", "read", comments, "Comments", "", "comments", PAGE),
            ("POST", f"{one}/comments", "read", commented, "Comment", "comment", "comment", {}),
            ("PATCH", f"{one}/comments/{{comment}}", "read", mended, "Mend a comment", "comment", "comment", {}),
            ("DELETE", f"{one}/comments/{{comment}}", "read", taken, "Remove a comment", "", "comment", {}),
        ):  # fmt: skip
            yield Endpoint(
                method, path, f"{{kind}}.{right}", do, about, kinds=folder, takes=takes,
                gives=gives, parameters=more,
            )  # fmt: skip


def contents() -> Iterator[Endpoint]:
    """The endpoints that take and give files; they are called one by one."""
    for folder in ("catalogs", "documents"):
        one = f"/{folder}/{{kind}}/{{id}}/attachments"
        yield Endpoint(
            "POST", one, "{kind}.edit", attached, "Attach a file", kinds=folder, takes="content",
            gives="file", parameters=NAME,
        )  # fmt: skip
        yield Endpoint(
            "GET", f"{one}/{{file}}", "{kind}.read", content, "A file itself", kinds=folder,
            gives="content",
        )  # fmt: skip
