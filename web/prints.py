"""Papers of a record: which there are, and each of them in the browser, as PDF or in Word."""

from typing import Any
from urllib.parse import quote

from pyramid.response import Response

from ..core.printing import DEFAULT, MEDIA, forms_of, print_record
from ..core.schema.record import Record
from ..core.texts import Text
from .editing import Editing


def print_addresses(request: Any, record: Record) -> list[tuple[Text, str]]:
    """The papers of a record this person may print: title and address of each."""
    group = request.matchdict.get("group", "documents")
    address = f"/{group}/{record.kind}/{record.id}/print"
    may = request.work.access.may
    return [
        (one.title, f"{address}/{name}.html")
        for name, one in forms_of(request.house, record.kind).items()
        if may(one.right or f"{record.kind}.read") and (name != DEFAULT or group == "documents")
    ]


def show(request: Any) -> Response:
    """One paper."""
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    matched = request.matchdict
    paper = print_record(
        request.work, editing.cls.kind, editing.key,
        form=matched["form"], media=matched["media"], zone=request.formats.zone,
    )  # fmt: skip
    response = Response(body=paper.content)
    response.headers["Content-Type"] = paper.media
    if matched["media"] != "html":
        response.content_disposition = _named(paper.name)
    return response


def _named(name: str) -> str:
    return f"inline; filename*=UTF-8''{quote(name)}"


def includeme(config: Any) -> None:
    """The route of papers."""
    media = "|".join(MEDIA)
    key = "{id:[0-9a-fA-F-]{36}}"
    config.add_route(
        "print", f"/{{group:catalogs|documents}}/{{kind}}/{key}/print/{{form}}.{{media:{media}}}"
    )
    config.add_view(show, route_name="print", request_method="GET", right="{kind}.read")
    config.add_request_method(print_addresses)
