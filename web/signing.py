"""Signing in and out, the person's own language and password."""

from typing import Any
from urllib.parse import urlsplit

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import forget, remember

from ..core.access.signing import Sessions, sign_in
from ..core.access.users import Users
from ..core.app import PUBLIC, SIGNED_IN
from ..core.app.cookies import secret_of
from ..core.app.failures import LANGUAGE
from ..core.errors import Refusal
from ..core.texts import LANGUAGES, Texts
from .shell import tell

_ = Texts(__package__)

YEAR = 365 * 24 * 3600


def page(request: Any) -> dict[str, Any]:
    """The page to sign in."""
    return {"back": _within(request.params.get("back", "/")), "name": "", "refusal": None}


def enter(request: Any) -> Any:
    """Check name and password; a wrong one leaves the page as it is, with the reason."""
    name, back = request.POST.get("name", ""), _within(request.POST.get("back", "/"))
    address, old = request.client_addr or "", secret_of(request)
    password = request.POST.get("password", "")
    try:
        secret = sign_in(request.house, name, password, address=address, old=old)
    except Refusal as why:
        request.response.status = why.status if why.status != 401 else 422
        return {"back": back, "name": name, "refusal": why}
    return HTTPSeeOther(back, headers=remember(request, secret))


def leave(request: Any) -> Any:
    """Sign out."""
    Sessions(request.work).end(secret_of(request))
    return HTTPSeeOther("/sign-in", headers=forget(request))


def speak(request: Any) -> Any:
    """Go on in another language."""
    language = request.POST.get("language", "")
    answer = HTTPSeeOther(_within(request.POST.get("back", "/")))
    if language in LANGUAGES:
        answer.set_cookie(LANGUAGE, language, path="/", max_age=YEAR, samesite="Lax")
        if request.signed is not None:
            users = Users(request.work)
            users.speak(users.get(request.signed.user_id), language)
    return answer


def me(request: Any) -> dict[str, Any]:
    """The person's own page."""
    return {"refusal": None, "once": request.signed.password_once}


def change_password(request: Any) -> Any:
    """Change one's own password; every session ends, and this browser signs in anew."""
    users = Users(request.work)
    try:
        user = users.get(request.signed.user_id)
        users.change_password(user, request.POST.get("old", ""), request.POST.get("new", ""))
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"refusal": why, "once": request.signed.password_once}
    answer = HTTPSeeOther("/sign-in", headers=forget(request))
    return tell(request, answer, _("The password is changed: sign in with the new one"))


def _within(address: str) -> str:
    """An address of this house: nobody is sent elsewhere by a forged link."""
    parts = urlsplit(address)
    inside = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if inside and not address.startswith(("//", "/\\")) else "/"


def includeme(config: Any) -> None:
    """The routes of this page."""
    add, view = config.add_route, config.add_view
    add("sign_in", "/sign-in")
    add("sign_out", "/sign-out")
    add("language", "/me/language")
    add("me", "/me")
    login, mine = "sign_in.jinja2", "me.jinja2"
    view(page, route_name="sign_in", request_method="GET", renderer=login, right=PUBLIC)
    view(enter, route_name="sign_in", request_method="POST", renderer=login, right=PUBLIC)
    view(leave, route_name="sign_out", request_method="POST", right=PUBLIC)
    view(speak, route_name="language", request_method="POST", right=PUBLIC)
    view(me, route_name="me", request_method="GET", renderer=mine, right=SIGNED_IN)
    view(change_password, route_name="me", request_method="POST", renderer=mine, right=SIGNED_IN)
