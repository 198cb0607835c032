"""The unit of work of a request, and who sent it.

It is opened when a view first touches `request.work`, and ends with the request: durable
where the view answered, without a trace where it failed or the request only asks (GET).
"""

import contextlib
from typing import Any, cast

from pyramid.request import Request
from sqlalchemy.exc import SQLAlchemyError

from ..access.access import NOBODY
from ..access.signing import Sessions, Signed
from ..errors import NotSignedIn
from ..house import House
from ..work import Work
from . import cookies

READS = ("GET", "HEAD", "OPTIONS")
API = "/api/"
BY_CLOCK = "X-By-Clock"
"""The header of a question that a clock asks in an open page: it keeps no session alive."""


def is_api(request: Request) -> bool:
    """Whether a program asks, by token, and wants plain data; no cookie counts there."""
    return str(request.environ.get("PATH_INFO", "")).startswith(API)


def house_of(request: Request) -> House:
    """The house behind the application."""
    return cast("House", request.registry.house)


def work_of(request: Request) -> Work:
    """The unit of work of the request, with the rights of whoever sent it."""
    house = house_of(request)
    reads_only = request.method in READS
    session = house.session_for(request.tm, reads_only=reads_only)
    work = Work(house, session, NOBODY, house.clock, request.tm)
    session.info["work"] = work
    if reads_only:
        request.tm.doom()  # what a mere question writes by mistake leaves no trace
    request.add_finished_callback(lambda _request: session.close())
    signed = _signed(request, work)
    request.environ["tradepost.signed"] = signed
    if signed is not None:
        work.access = signed.access
        _touch(request, work, signed)
    return work


def signed_of(request: Request) -> Signed | None:
    """Who has signed in, with his session; None for nobody."""
    if "tradepost.signed" not in request.environ:
        _opened = request.work
    return cast("Signed | None", request.environ["tradepost.signed"])


def who_sent(request: Request) -> Signed | None:
    """Who has sent a request that failed, found out apart where no view had asked yet."""
    known = "tradepost.signed" in request.environ
    if not known and not is_api(request) and cookies.secret_of(request):
        with contextlib.suppress(SQLAlchemyError), house_of(request).work(reads_only=True) as own:
            request.environ["tradepost.signed"] = _signed(request, own)
    return cast("Signed | None", request.environ.get("tradepost.signed"))


def _signed(request: Request, work: Work) -> Signed | None:
    if is_api(request):
        scheme, _space, secret = (request.headers.get("Authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            return None
        return Sessions(work).by_token(secret.strip())
    secret = cookies.secret_of(request)
    if not secret:
        return None
    with contextlib.suppress(NotSignedIn):  # an old cookie is as good as none
        return Sessions(work).resume(secret)
    return None


def _touch(request: Request, work: Work, signed: Signed) -> None:
    """Keep the session of somebody at work alive; a question does so after its answer."""
    key = signed.session_id
    if not signed.idle or key is None or request.headers.get(BY_CLOCK):
        return
    if request.method not in READS:
        Sessions(work).touch(key)
        return

    def later(_request: Request) -> None:
        with contextlib.suppress(SQLAlchemyError), work.house.work() as own:
            Sessions(own).touch(key)

    request.add_finished_callback(later)


def includeme(config: Any) -> None:
    """Give every request its house, unit of work and person."""
    config.add_request_method(house_of, "house", reify=True)
    config.add_request_method(work_of, "work", reify=True)
    config.add_request_method(signed_of, "signed", property=True)
