"""What a person or program is told when a request fails.

Refusals are told as they are. Everything else is a defect: it goes to the log under an
identifier, and only the identifier is told. Programs get `application/problem+json` (RFC
9457); pages are drawn by the front that has called `config.set_failure_page`.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import structlog
from markupsafe import escape
from pyramid.exceptions import BadCSRFToken, URLDecodeError
from pyramid.httpexceptions import HTTPException
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import mark_error_retryable
from sqlalchemy.exc import SQLAlchemyError

from ..access.audit import note_apart
from ..access.signing import Signed
from ..database.engine import asks_again
from ..errors import Conflict, Forbidden, Malformed, Refusal, Unknown
from ..texts import FALLBACK, LANGUAGES, Text, Texts
from . import plain
from .works import house_of, is_api, who_sent

_ = Texts(__package__)

LANGUAGE = "tp_language"
"""The cookie with the language chosen before signing in."""

log = structlog.get_logger("tradepost.app")


@dataclass(frozen=True)
class Failure:
    """A failed request, as it is told.

    Attributes:
        status: of HTTP.
        refusals: what to tell, in order.
        defect: the identifier in the log, empty for refusals.
        headers: to be sent along (`Allow`, `Retry-After`).
    """

    status: int
    refusals: Sequence[Refusal]
    defect: str = ""
    headers: Sequence[tuple[str, str]] = ()

    @property
    def phrase(self) -> str:
        """What the status is called in English."""
        return HTTPStatus(self.status).phrase


class Defect(Refusal):
    """Stands for an error of the program, of which a person learns no more than this."""

    code = "defect"
    status = 500


def failed(why: Exception, request: Request) -> Response:
    """Answer a request that has failed."""
    if asks_again(why):
        mark_error_retryable(why)
    _remember(why, request)
    failure = _failure(why, request)
    if is_api(request):
        return problem(failure, language_of(request))
    page: Callable[[Request, Failure], Response] = request.registry.failure_page
    with _work_apart(request):
        response = page(request, failure)
    response.headerlist.extend(failure.headers)
    return response


def _remember(why: Exception, request: Request) -> None:
    """Put a denial into the audit, once the transaction of the request itself has ended."""
    signed: Signed | None = request.environ.get("tradepost.signed")
    if not isinstance(why, Forbidden) or signed is None:
        return
    facts = {"what": str(why.facts.get("right") or why.code), "path": request.path}

    def later(_request: Request) -> None:
        with contextlib.suppress(SQLAlchemyError):
            note_apart(house_of(request), signed.access, "denied", **facts)

    request.add_finished_callback(later)


def _failure(why: Exception, request: Request) -> Failure:
    if isinstance(why, Refusal):
        more = [("WWW-Authenticate", "Bearer")] if why.status == 401 and is_api(request) else []
        seconds = why.facts.get("seconds")
        if why.status == 429 and seconds:
            more.append(("Retry-After", str(seconds)))
        return Failure(why.status, why.each(), headers=more)
    if isinstance(why, BadCSRFToken):
        told: Refusal = Forbidden(
            _("This page is out of date"), remedy=_("Open it again and repeat what you did")
        )
        return Failure(403, [told])
    if isinstance(why, HTTPException):
        return _http(why)
    if isinstance(why, URLDecodeError):
        return Failure(400, [Malformed(_("The address can not be read"))])
    if asks_again(why):
        busy = Conflict(_("Others are changing the same just now"), remedy=_("Try again"))
        return Failure(409, [busy])
    return _defect(why, request)


def _http(why: HTTPException) -> Failure:
    status = int(why.status_code)
    kept = [(n, v) for n, v in why.headerlist if n in ("Allow", "Location", "Retry-After")]
    if status == HTTPStatus.NOT_FOUND:
        return Failure(404, [Unknown(_("There is nothing at this address"))], headers=kept)
    told = Refusal(Text(FALLBACK, HTTPStatus(status).phrase))
    told.code = HTTPStatus(status).name.lower()
    return Failure(status, [told], headers=kept)


def _defect(why: Exception, request: Request) -> Failure:
    identifier = uuid4().hex[:12]
    log.error(
        "request failed",
        defect=identifier,
        method=request.method,
        path=request.environ.get("PATH_INFO"),
        exc_info=why,
    )
    told = Defect(
        _("Something went wrong on our side"),
        remedy=_("Tell whoever looks after this house the number {number}", number=identifier),
    )
    return Failure(500, [told], defect=identifier)


def problem(failure: Failure, language: str) -> Response:
    """A failure as RFC 9457 has it."""
    told = [told_plainly(one, language) for one in failure.refusals]
    body = {
        "type": "about:blank",
        "title": failure.phrase,
        "status": failure.status,
        "detail": told[0]["message"],
        "refusals": told,
    }
    if failure.defect:
        body["instance"] = f"urn:defect:{failure.defect}"
    response = Response(
        body=plain.dumps(body).encode(),
        status=failure.status,
        content_type="application/problem+json",
        charset="",
    )
    response.headerlist.extend(failure.headers)
    return response


def told_plainly(refusal: Refusal, language: str) -> dict[str, Any]:
    """One refusal as plain data: code, message, path, remedy and the facts it names."""
    remedy = refusal.remedy
    facts = {name: value for name, value in refusal.facts.items() if value is not None}
    return {
        **facts,
        "code": refusal.code,
        "message": _said(refusal.message, language),
        "path": refusal.path,
        "remedy": None if remedy is None else _said(remedy, language),
    }


def _said(text: Text | str, language: str) -> str:
    return text.into(language) if isinstance(text, Text) else str(text)


def language_of(request: Request) -> str:
    """The language of the person, of the browser where nobody has signed in."""
    signed: Signed | None = request.environ.get("tradepost.signed")
    if signed is not None:
        return signed.access.language
    chosen = request.cookies.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    return str(request.accept_language.lookup(LANGUAGES, default="en"))


@contextlib.contextmanager
def _work_apart(request: Request) -> Iterator[None]:
    """A unit of work of its own to draw the page with: the request's has ended."""
    signed = who_sent(request)
    if signed is None:
        yield
        return
    with house_of(request).work(signed.access, reads_only=True) as work:
        request.work = work
        yield


def plain_page(request: Request, failure: Failure) -> Response:
    """The page of a house without a front."""
    language = language_of(request)
    rows = "".join(f"<p>{escape(_said(one.message, language))}</p>" for one in failure.refusals)
    head = f"<!doctype html><html lang={language}><title>{failure.phrase}</title>"
    return Response(f"{head}<h1>{failure.phrase}</h1>{rows}", status=failure.status)


def set_failure_page(config: Any, draw: Callable[[Request, Failure], Response]) -> None:
    """Say who draws the pages of failed requests: `draw(request, failure)`."""
    config.registry.failure_page = draw


def includeme(config: Any) -> None:
    """Answer whatever fails."""
    config.registry.failure_page = plain_page
    config.add_directive("set_failure_page", set_failure_page)
    config.add_request_method(language_of, "language", property=True)
    config.add_exception_view(failed, context=Exception)
    config.add_exception_view(failed, context=HTTPException)
