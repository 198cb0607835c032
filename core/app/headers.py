"""What every answer carries, how large a request may be, and how long a retry waits."""

import random
import time
from collections.abc import Callable
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import INGRESS
from pyramid_retry import IBeforeRetry

from ..errors import TooLarge
from ..texts import Texts
from .failures import Failure, problem

_ = Texts(__package__)

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest request taken."""

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
YEAR = 365 * 24 * 3600


class Asked(Request):  # type: ignore[misc]
    """A request whose body stays in memory: it is no larger than we take, and read again on a retry."""

    request_body_tempfile_limit = LARGEST


def headers(handler: Callable[[Request], Response], _registry: Any) -> Callable[..., Response]:
    """The outermost tween: no answer leaves without these."""

    def answer(request: Request) -> Response:
        response = handler(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        # Only static files say themselves how long they keep.
        response.headers.setdefault("Cache-Control", "no-store")
        if request.scheme == "https":
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
        return response

    return answer


class Capped:
    """The application behind a cap on the size of requests: what is beyond is not read at all."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.registry = app.registry

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer one request."""
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) <= LARGEST:
            return self.app(environ, start_response)
        told = TooLarge(_("The request is too large"), largest=LARGEST)
        return problem(Failure(told.status, [told]), "en")(environ, start_response)


def wait_a_little(event: Any) -> None:
    """Let the other one finish before a request is tried again."""
    attempt = int(event.environ.get("retry.attempt", 0)) + 1
    time.sleep(random.uniform(0.005, 0.03) * attempt)  # noqa: S311 -- only spreads them out


def includeme(config: Any) -> None:
    """Put the tween outermost."""
    config.set_request_factory(Asked)
    config.add_tween("tradepost.core.app.headers.headers", under=INGRESS)
    config.add_subscriber(wait_a_little, IBeforeRetry)
