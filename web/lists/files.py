"""A list as a file: as it is seen, with its filters, columns and order; long ones come later."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import parse_qsl, quote
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import FileIter, Response

from ...core import jobs
from ...core.app import SIGNED_IN
from ...core.exports import Export, Exports, ListFile
from ...core.schema.record import Record
from ...core.sheets import MEDIA
from ...core.texts import Texts
from .asked import Asked
from .chosen import query_at, read_chosen
from .columns import chosen_columns
from .page import list_address

_ = Texts("tradepost.web")

IN_MEMORY = 1 << 20
TYPES = {**MEDIA, "pdf": "application/pdf", "zip": "application/zip"}


def wanted(request: Any, at: str, chosen: Any = None) -> ListFile:
    """What is to be written: the list at an address, or those chosen in it."""
    cls: type[Record] = request.list_class
    asked = Asked(request.work, cls, dict(parse_qsl(at)))
    columns, _places = chosen_columns(request.work, cls, asked.layout)
    query = query_at(request, cls, at)
    if chosen is not None and chosen.query is None:
        query = replace(chosen.as_query(), sort=query.sort, zone=query.zone)
    paths = [one.name for one in columns]
    media = request.matchdict["media"]
    return ListFile(cls.kind, query, paths, media, request.language)


def fetch(request: Any) -> Any:
    """The file of a list; of a long one the page that offers to have it made."""
    one = wanted(request, request.query_string)
    if Exports(request.work).is_long(one):
        return {"title": request.list_class.title[1], "back": request.list_address}
    return _written(request, one)


def fetch_chosen(request: Any) -> Any:
    """The file of the records that were chosen, or the page where it will be."""
    chosen = read_chosen(request, request.list_class, request.POST)
    one = wanted(request, request.POST.get("at", ""), chosen)
    exports = Exports(request.work)
    if exports.is_long(one):
        return HTTPSeeOther(f"/exports/{exports.order(one).id}")
    return _written(request, one)


def _written(request: Any, one: ListFile) -> Response:
    exports = Exports(request.work)
    title = request.list_class.title[1].into(request.language)
    return _sent(partial(exports.write, one), f"{title}.{one.media}", one.media)


def _sent(write: Callable[[Any], object], name: str, media: str) -> Response:
    made = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- the server closes what it has sent
    try:
        write(made)
    except BaseException:
        made.close()
        raise
    length = made.tell()
    made.seek(0)
    response = Response(app_iter=FileIter(made), content_length=length)
    response.headers["Content-Type"] = TYPES[media]
    response.content_disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def show(request: Any) -> dict[str, Any]:
    """The page of a file that is being made."""
    found = Exports(request.work).get(UUID(request.matchdict["key"]))
    is_part = request.headers.get("HX-Request") == "true"
    request.override_renderer = f"lists/export{'_part' if is_part else ''}.jinja2"
    return {"export": found, "back": _list_of(request, found), "job": _job_of(request, found)}


def _job_of(request: Any, found: Export) -> tuple[Any, Any] | None:
    """The piece of work that makes it, and how far it is; None where nobody is told of it."""
    key = found.wanted.get("job", "")
    row = request.work.session.get(jobs.JobRow, UUID(key)) if key else None
    return None if row is None else (row, jobs.how_far(request.house, row))


def act(request: Any) -> Any:
    """Stop making a file, or begin again where it was stopped."""
    found = Exports(request.work).get(UUID(request.matchdict["key"]))
    job = _job_of(request, found)
    if job is not None and request.POST.get("do") == "cancel":
        jobs.cancel(request.work, job[0].id)
    elif job is not None and request.POST.get("do") == "again":
        jobs.retry(request.work, job[0].id)
    return HTTPSeeOther(f"/exports/{found.id}")


def _list_of(request: Any, found: Export) -> str:
    return list_address(request.work.schema.records[found.wanted["kind"]])


def take(request: Any) -> Any:
    """The file itself."""
    exports = Exports(request.work)
    found = exports.get(UUID(request.matchdict["key"]))
    if found.ready_at is None:
        return HTTPSeeOther(f"/exports/{found.id}")
    return _sent(partial(exports.copy, found), found.name, found.media)


def includeme(config: Any) -> None:
    """The routes of files."""
    config.add_route("list_file", "/{group:catalogs|documents}/{kind}/export.{media:csv|xlsx}")
    config.add_view(
        fetch, route_name="list_file", request_method="GET", right="{kind}.read",
        renderer="lists/export_long.jinja2",
    )  # fmt: skip
    config.add_view(
        fetch_chosen, route_name="list_file", request_method="POST", right="{kind}.read"
    )
    key = "{key:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}"
    config.add_route("export", f"/exports/{key}")
    config.add_route("export_file", f"/exports/{key}/file")
    config.add_view(
        show, route_name="export", request_method="GET", renderer="lists/export.jinja2",
        right=SIGNED_IN,
    )  # fmt: skip
    config.add_view(act, route_name="export", request_method="POST", right=SIGNED_IN)
    config.add_view(take, route_name="export_file", request_method="GET", right=SIGNED_IN)
