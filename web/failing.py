"""Pages of requests that failed: what, why, what to do, and where to go from here."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response

from ..core.access.signing import PasswordOnce
from ..core.app import Failure
from ..core.texts import Text, Texts
from .lacking import lack_of

_ = Texts(__package__)

TITLES: dict[int, Text] = {
    400: _("This can not be read"),
    403: _("No right to this"),
    404: _("There is nothing here"),
    409: _("Not now"),
    422: _("This can not be done"),
    429: _("Too often"),
    500: _("Something went wrong on our side"),
    503: _("Too busy just now"),
}
SIGNS = {403: "lock", 404: "map-pin", 409: "clock", 500: "tool"}


def draw(request: Any, failure: Failure) -> Any:
    """The page of a failed request; who is not signed in is asked to sign in first."""
    if failure.status == HTTPStatus.UNAUTHORIZED:
        return _to_sign_in(request)
    if request.headers.get("HX-Request") == "true":
        return _piece(request, failure)
    if any(one.code == PasswordOnce.code for one in failure.refusals):
        return HTTPSeeOther("/me")
    signed = request.environ.get("tradepost.signed") is not None
    values = {
        "failure": failure,
        "title": TITLES.get(failure.status, _("This can not be done")),
        "sign": SIGNS.get(failure.status, "alert-triangle"),
        "signed": signed,
        "lack": lack_of(request.work, failure) if signed else None,
    }
    name = "failure.jinja2" if signed else "failure_alone.jinja2"
    return _drawn(request, name, values, failure.status)


def _to_sign_in(request: Any) -> Any:
    back = request.path_qs if request.method == "GET" else "/"
    if request.headers.get("HX-Request") == "true":
        answer = request.response
        answer.status = HTTPStatus.UNAUTHORIZED
        return answer
    return HTTPSeeOther("/sign-in" + (f"?back={quote(back)}" if back != "/" else ""))


def _piece(request: Any, failure: Failure) -> Any:
    """What a part of a page shows where its request was refused."""
    return _drawn(request, "failure_piece.jinja2", {"failure": failure}, failure.status)


def _drawn(request: Any, name: str, values: dict[str, Any], status: int) -> Any:
    response = render_to_response(name, values, request=request)
    response.status = status
    return response


def includeme(config: Any) -> None:
    """Draw the failures of the whole application."""
    config.set_failure_page(draw)
