"""Who may come in: the security policy and the defence against forged requests."""

from typing import Any

from pyramid.interfaces import ICSRFStoragePolicy, ISecurityPolicy
from pyramid.request import Request
from pyramid.security import Allowed, Denied
from zope.interface import implementer

from ..access.signing import Signed
from . import cookies
from .works import is_api


@implementer(ISecurityPolicy)
class Doorkeeper:
    """Pyramid's view of our sign-in: sessions of browsers, tokens of programs."""

    def identity(self, request: Request) -> Signed | None:
        """Who has signed in."""
        found: Signed | None = request.signed
        return found

    def authenticated_userid(self, request: Request) -> str | None:
        """The key of the user."""
        signed = self.identity(request)
        return None if signed is None else str(signed.user_id)

    def permits(self, request: Request, _context: Any, permission: str) -> Any:
        """Whether a right is granted; our own views ask by `right=` instead."""
        if request.work.access.may(permission):
            return Allowed(permission)
        return Denied(permission)

    def remember(self, request: Request, secret: str, **_more: Any) -> list[tuple[str, str]]:
        """The headers that keep a session in the browser."""
        return cookies.remember(request, secret)

    def forget(self, request: Request, **_more: Any) -> list[tuple[str, str]]:
        """The headers that end it there."""
        return cookies.forget(request)


def includeme(config: Any) -> None:
    """Guard every view against forged requests; programs prove themselves by their token."""
    config.set_security_policy(Doorkeeper())
    config.set_csrf_storage_policy(implementer(ICSRFStoragePolicy)(cookies.Tokens)())
    config.set_default_csrf_options(require_csrf=True, callback=lambda one: not is_api(one))
