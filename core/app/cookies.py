"""The cookie of a session: what it is called, how it is set, what it proves.

Over TLS it is bound to the host (`__Host-`) and never leaves TLS. The secret in it is kept
nowhere else. Tokens against forged requests follow from it, so they end with the session.
"""

import hmac
import secrets
from hashlib import sha256
from typing import Any

from pyramid.request import Request
from webob.cookies import CookieProfile

NAME = "tradepost"
VISITOR = "tradepost_visitor"
"""Before anybody has signed in, a cookie of chance takes the part of the session's."""


def secret_of(request: Request) -> str:
    """The secret of the session the browser holds, or an empty text."""
    return str(request.cookies.get(_name(request, NAME)) or "")


def remember(request: Request, secret: str) -> list[tuple[str, str]]:
    """The headers that make the browser hold a session."""
    return list(_profile(request, NAME).get_headers(secret))


def forget(request: Request) -> list[tuple[str, str]]:
    """The headers that make the browser forget its session."""
    return list(_profile(request, NAME).get_headers(None, max_age=0))


class Tokens:
    """Tokens against forged requests, as Pyramid asks for them."""

    def get_csrf_token(self, request: Request) -> str:
        """The token of the browser's session; of a visitor where there is none."""
        secret = secret_of(request) or _visitor(request)
        return hmac.new(secret.encode(), b"forged?", sha256).hexdigest()

    def new_csrf_token(self, request: Request) -> str:
        """The token follows from the session: a new one comes with a new session."""
        return self.get_csrf_token(request)

    def check_csrf_token(self, request: Request, token: Any) -> bool:
        """Whether a form or script of ours has sent the request."""
        given = str(token or "").encode("utf-8", "replace")
        return hmac.compare_digest(self.get_csrf_token(request).encode(), given)


def _visitor(request: Request) -> str:
    known = request.cookies.get(_name(request, VISITOR))
    if known:
        return str(known)
    made = secrets.token_urlsafe(24)
    request.cookies[_name(request, VISITOR)] = made

    def send(_request: Request, response: Any) -> None:
        response.headerlist.extend(_profile(request, VISITOR).get_headers(made))

    request.add_response_callback(send)
    return made


def _name(request: Request, name: str) -> str:
    return f"__Host-{name}" if request.scheme == "https" else name


def _profile(request: Request, name: str) -> Any:
    return CookieProfile(
        _name(request, name),
        secure=request.scheme == "https",
        httponly=True,
        samesite=b"Lax",
        path="/",
        serializer=_Words(),
    ).bind(request)


class _Words:
    """Cookies hold plain words, not pickles."""

    def dumps(self, value: str) -> bytes:
        return value.encode("ascii")

    def loads(self, value: bytes) -> str:
        return value.decode("ascii")
