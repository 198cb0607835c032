"""Files beside a record: the panel that lists them, what is done there, and the files themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ..core.app import SIGNED_IN
from ..core.beside import Attachment, Attachments, Content, pieces
from ..core.beside.kinds import PDF
from ..core.errors import Invalid, Refusal, Unknown
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.schema.record import Record
from ..core.texts import Texts
from .editing import Editing
from .formats import Formats
from .undo import Undo, Undone, key_in

_ = Texts(__package__)

SMALL = 3 * 1024 * 1024
"""Pictures up to here are shown in the list; more would be slow on a phone."""
UNITS = ((1024 * 1024, _("MB")), (1024, _("KB")))
SIGNS = {"application/zip": "archive", PDF: "file-text"}
CONFINED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
"""For what is shown by itself: whatever it is, nothing in it is run or fetched."""


@dataclass(frozen=True)
class Shown:
    """A file as it is drawn."""

    file: Attachment
    size: str
    who: str
    address: str

    @property
    def icon(self) -> str:
        """The sign of its kind."""
        sheet = "spreadsheet" in self.file.media
        return "file-spreadsheet" if sheet else SIGNS.get(self.file.media, "file")

    @property
    def thumbnail(self) -> str:
        """The address of the picture itself, where it is one and not too large."""
        small = self.file.is_picture and self.file.size <= SMALL
        return f"{self.address}?show=1" if small else ""

    @property
    def opens(self) -> bool:
        """Whether a browser may show it in a tab of its own."""
        return self.file.is_picture or self.file.media == PDF


def size_of(formats: Formats, size: int) -> str:
    """`1.4 MB`."""
    for unit, word in UNITS:
        if size >= unit:
            tenths = size * 10 // unit
            shown = f"{tenths // 10}{formats.mark}{tenths % 10}" if tenths < 100 else tenths // 10
            return f"{shown} {formats.text(word)}"
    return formats.text(_("{number} bytes", number=size))


def drawn(request: Any, record: Record, **more: Any) -> dict[str, Any]:
    """The panel with the files of a record."""
    files = Attachments(request.work)
    present, gone = files.of(record), files.of(record, removed=True)
    people = files.people([*present, *gone])

    def shown(one: Attachment) -> Shown:
        size, who = (
            size_of(request.formats, one.size),
            people.get(one.user_id) if one.user_id else "",
        )
        return Shown(one, size, who or "", f"/files/{one.id}/{quote(one.name)}")

    return {
        "record": record,
        "address": request.path.rpartition("/panel/")[0] or request.path.rpartition("/files")[0],
        "files": [shown(one) for one in present],
        "gone": [shown(one) for one in gone],
        "may_edit": request.work.access.may(f"{record.kind}.edit"),
        "largest": files.largest,
        "largest_shown": size_of(request.formats, files.largest),
        "refusals": (),
        "told": None,
        **more,
    }


def _record(request: Any) -> Record:
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    return get(request.work, editing.cls.kind, editing.key)


def panel(request: Any) -> dict[str, Any]:
    """The files of a record."""
    return drawn(request, _record(request))


def upload(request: Any) -> Any:
    """Take files: one as it is, under the name in the address, or several as a form sends them."""
    record, files = _record(request), Attachments(request.work)
    old = (
        request.params.get("replaces", "") if request.content_type != "multipart/form-data" else ""
    )
    for one in _contents(request):
        if is_key(old):
            files.replace(UUID(old), one)
        else:
            files.add(record.kind, record.id, one)
    if request.headers.get("HX-Request") == "true":
        return drawn(request, record)
    return HTTPSeeOther(f"{request.path.rpartition('/files')[0]}?beside=files")


def _contents(request: Any) -> Iterator[Content]:
    if request.content_type != "multipart/form-data":
        stream = request.body_file if request.content_length else BytesIO()
        yield Content(request.GET.get("name", ""), stream)
        return
    found = [one for one in request.POST.getall("file") if hasattr(one, "file")]
    if not found:
        raise Invalid(_("Choose a file"), path="file")
    for one in found:
        yield Content(str(one.filename), one.file)


def act(request: Any) -> Any:
    """Rename, remove or bring back; answers the panel."""
    record, post = _record(request), request.POST
    key = key_in(post, "file")
    files = Attachments(request.work)
    _of_record(files, key, record)
    told = None
    try:
        with request.work.session.begin_nested():
            if post.get("do") == "rename":
                files.rename(key, post.get("name", ""))
            elif post.get("do") == "back":
                files.remove(key, back=True)
            else:
                gone = files.remove(key)
                told = _("Removed: {what}", what=gone.name), Undo("file", {"id": str(key)})
    except Refusal as why:
        request.response.status = why.status
        return drawn(request, record, refusals=why.each())
    if request.headers.get("HX-Request") != "true":
        return HTTPSeeOther(f"{request.path.rpartition('/files')[0]}?beside=files")
    return drawn(request, record, told=told)


def _of_record(files: Attachments, key: UUID, record: Record) -> Attachment:
    found = files.get(key)
    if found.record_id != record.id:
        raise Unknown(_("There is nothing at this address"))
    return found


def content(request: Any) -> Response:
    """The file itself: to be kept, or shown where nothing in it can be run."""
    found = Attachments(request.work).get(UUID(request.matchdict["file"]))
    if f'"{found.digest}"' == request.headers.get("If-None-Match"):
        return Response(status=304)
    return sent(request.house, found, show="show" in request.GET)


def sent(house: Any, found: Attachment, *, show: bool = False) -> Response:
    """An answer with the content of a file, sent piece by piece."""
    inside = show and (found.is_picture or found.media == PDF)
    way = "inline" if inside else "attachment"
    plain = found.name.encode("ascii", "replace").decode().replace("?", "_")
    headers: Mapping[str, str] = {
        "Content-Type": found.media if inside else "application/octet-stream",
        "Content-Disposition": f'{way}; filename="{plain.translate(_QUOTES)}"; '
        f"filename*=UTF-8''{quote(found.name, safe='')}",
        "Content-Length": str(found.size),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": CONFINED if found.media == PDF else f"sandbox; {CONFINED}",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{found.digest}"',
    }
    return Response(app_iter=pieces(house, found.digest), headerlist=list(headers.items()))


_QUOTES = str.maketrans({'"': "_", "\\": "_"})


def _bring_back(request: Any, facts: Mapping[str, Any]) -> Undone:
    found = Attachments(request.work).remove(key_in(facts), back=True)
    cls = request.work.schema.records[found.kind]
    group = "documents" if cls.kind in request.work.schema.documents else "catalogs"
    address = f"/{group}/{found.kind}/{found.record_id}?beside=files"
    return Undone(_("It is back: {what}", what=found.name), address)


def includeme(config: Any) -> None:
    """The routes of files."""
    base = "/{group:catalogs|documents}/{kind}/{id:[0-9a-fA-F-]{36}}"
    part = "panel_files.jinja2"
    for name, path, view, method, right in (
        ("panel_files", "panel/files", panel, "GET", "{kind}.read"),
        ("files_upload", "files", upload, "POST", "{kind}.edit"),
        ("files_act", "files/act", act, "POST", "{kind}.edit"),
    ):
        config.add_route(name, f"{base}/{path}")
        config.add_view(view, route_name=name, request_method=method, renderer=part, right=right)
    # The service asks for the right to the record that the file stands beside.
    config.add_route("file", "/files/{file:[0-9a-fA-F-]{36}}/{name}")
    config.add_view(content, route_name="file", request_method="GET", right=SIGNED_IN)
    config.add_undo("file", _bring_back)
