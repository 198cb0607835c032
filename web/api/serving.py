"""The endpoints served: HTTP on one side, calls and answers on the other."""

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.request import Request
from pyramid.response import Response

from ...core.app import PUBLIC, SIGNED_IN
from ...core.app.plain import dumps, read_json
from ...core.errors import Malformed, Unsupported
from ...core.records.derived import all_derived
from ...core.texts import Texts
from . import openapi
from .frame import ROOT, Answer, Call, Endpoint
from .table import Table

_ = Texts(__package__)

_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,15})"?')


def serve(config: Any) -> None:
    """Add a route and views for each address; plugins add theirs by `config.add_endpoints`."""
    table = config.registry.api = Table()
    config.add_directive("add_endpoints", add_endpoints)
    _add_all(config, table.endpoints)
    document = Endpoint("GET", "/openapi.json", SIGNED_IN, _nothing, "This document")
    _add(config, document.path, {"GET": _document}, [document])


def add_endpoints(config: Any, endpoints: Iterable[Endpoint]) -> None:
    """Serve endpoints of a plugin, alone and in `POST /bulk`, and put them into the document."""
    added = list(endpoints)
    config.registry.api.add(added)
    _add_all(config, added)


def _add_all(config: Any, endpoints: Sequence[Endpoint]) -> None:
    paths: dict[str, list[Endpoint]] = {}
    for one in endpoints:
        paths.setdefault(one.path, []).append(one)
    for path, several in paths.items():
        _add(config, path, {one.method: _view(one) for one in several}, several)


def _add(config: Any, path: str, views: dict[str, Any], endpoints: list[Endpoint]) -> None:
    name = f"api:{path}"
    config.add_route(name, ROOT + path)
    for one in endpoints:
        config.add_view(
            views[one.method], route_name=name, request_method=one.method, right=one.right
        )
    allowed = sorted(views)
    config.add_view(_no_such_method(allowed), route_name=name, right=PUBLIC)


def _no_such_method(allowed: list[str]) -> Callable[[Request], Response]:
    def refuse(_request: Request) -> Response:
        raise HTTPMethodNotAllowed(headers={"Allow": ", ".join(allowed)})

    return refuse


def _view(endpoint: Endpoint) -> Callable[[Request], Response]:
    def view(request: Request) -> Response:
        return _response(request, endpoint.answer(_call(request, endpoint.takes)))

    return view


def _call(request: Request, takes: str) -> Call:
    try:
        parameters = list(request.GET.items())
    except UnicodeDecodeError as why:
        raise Malformed(_("The address can not be read")) from why
    body: Any = None
    if takes == "content":
        body = request.body_file if request.content_length else BytesIO()
    elif takes:
        if request.content_type not in ("application/json", ""):
            raise Unsupported(
                _("{kind} is not read here", kind=request.content_type[:60]),
                remedy=_("Send JSON, and say so: Content-Type: application/json"),
            )
        body = read_json(request)
    return Call(request.work, dict(request.matchdict), parameters, body, _version(request))


def _version(request: Request) -> int | None:
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        return None
    found = _VERSION.fullmatch(given.strip())
    if not found:
        raise Malformed(_('If-Match names a version, like "3"'))
    return int(found[1])


def _response(request: Request, answer: Answer) -> Response:
    if answer.type != "application/json":
        if answer.length is None:
            file = Response(body=answer.body)
        else:
            file = Response(app_iter=answer.body, content_length=answer.length)
        file.headers["Content-Type"] = answer.type
        file.content_disposition = f"attachment; filename*=UTF-8''{quote(answer.name, safe='')}"
        return file
    response = Response(status=answer.status, content_type="application/json", charset="UTF-8")
    if answer.version is not None:
        response.etag = str(answer.version)
        if request.method == "GET" and response.etag in request.if_none_match:
            response.status = 304
            del response.headers["Content-Type"]
            return response
    if answer.location:
        response.headers["Location"] = ROOT + answer.location
    response.text = dumps(answer.body)
    return response


def _nothing(_call: Call) -> Answer:
    return Answer()


def _document(request: Request) -> Response:
    registry = request.registry
    if not hasattr(registry, "openapi"):
        derived = all_derived(request.house.plugins.manager.hook)
        made = openapi.document(request.house.schema, registry.api.endpoints, derived)
        registry.openapi = dumps(made).encode()
    return Response(body=registry.openapi, content_type="application/json")
