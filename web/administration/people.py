"""Users: who there is, what they may do, their passwords."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.models import User
from ...core.access.rights import Role
from ...core.access.roles import Roles
from ...core.access.users import Users
from ...core.errors import Refusal
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import LANGUAGES, tell
from ..tables import State

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"
LIST = "/administration/users"
ACTIVE = State(_("Works here"), "circle-check", "good")
DISABLED = State(_("Shut out"), "ban", "bad")


def state_of(user: User) -> State:
    """Whether a user may sign in."""
    return DISABLED if user.disabled else ACTIVE


@dataclass
class Card:
    """A user's card as it is drawn."""

    user: User | None
    name: str = ""
    full_name: str = ""
    language: str = "ru"
    roles: set[str] = field(default_factory=set)
    offered: dict[str, Role] = field(default_factory=dict)
    refusal: Refusal | None = None

    @property
    def state(self) -> State | None:
        """Of a user there is."""
        return None if self.user is None else state_of(self.user)


def show_all(request: Any) -> dict[str, Any]:
    """The list of users."""
    titles = Roles(request.work).all()
    rows = [
        (user, [titles[one].title for one in roles if one in titles], state_of(user))
        for user, roles in Users(request.work).all()
    ]
    return {"rows": rows}


def show(request: Any) -> dict[str, Any]:
    """The card of a user, or of a new one."""
    work: Work = request.work
    offered = Roles(work).all()
    key = request.matchdict.get("id")
    if key is None:
        return _drawn(Card(None, offered=offered))
    user = Users(work).get(UUID(key))
    roles = Users(work).roles_of(user)
    return _drawn(Card(user, user.name, user.full_name, user.language, roles, offered))


def store(request: Any) -> Any:
    """Do what the pressed button says; a refusal leaves the card as it was filled in."""
    work: Work = request.work
    action = request.POST.get("do", "save")
    try:
        with work.session.begin_nested():
            user, told = _ACTIONS[action](work, request)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return _drawn(_as_sent(request, why))
    answer = HTTPSeeOther(f"{LIST}/{user.id}")
    return tell(request, answer, Text(told.domain, told.message, values={"name": user.name}))


def _drawn(card: Card) -> dict[str, Any]:
    return {"card": card, "languages": LANGUAGES}


def _as_sent(request: Any, why: Refusal) -> Card:
    post, work = request.POST, request.work
    key = request.matchdict.get("id")
    user = Users(work).get(UUID(key)) if key else None
    name = post.get("name", "") if user is None else user.name
    chosen = set(post.getall("role"))
    offered = Roles(work).all()
    language = post.get("language", "ru")
    return Card(user, name, post.get("full_name", ""), language, chosen, offered, why)


def _save(work: Work, request: Any) -> tuple[User, Text]:
    users, post = Users(work), request.POST
    wanted = set(post.getall("role"))
    key = request.matchdict.get("id")
    if key is None:
        user = users.create(
            post.get("name", ""), password=post.get("password") or None, roles=sorted(wanted),
            full_name=post.get("full_name", ""), language=post.get("language", "ru"),
        )  # fmt: skip
        return user, _("{name} may sign in now")
    user = users.get(UUID(key))
    held = users.roles_of(user)
    users.rename(user, post.get("full_name", ""))
    users.speak(user, post.get("language", user.language))
    for role in sorted(wanted - held):
        users.give(user, role)
    for role in sorted(held - wanted):
        users.take(user, role)
    return user, _("Saved: {name}")


def _password(work: Work, request: Any) -> tuple[User, Text]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).set_password(user, request.POST.get("password", ""))
    return user, _("{name} has a new password and is signed out everywhere")


def _disable(work: Work, request: Any) -> tuple[User, Text]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).disable(user)
    return user, _("{name} is shut out")


def _enable(work: Work, request: Any) -> tuple[User, Text]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).enable(user)
    return user, _("{name} may sign in again")


_ACTIONS: dict[str, Callable[[Work, Any], tuple[User, Text]]] = {
    "save": _save,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
}


def includeme(config: Any) -> None:
    """The routes of users."""
    config.add_route("users", LIST)
    config.add_route("user_new", f"{LIST}/new")
    config.add_route("user", f"{LIST}/{{id:[0-9a-fA-F-]{{36}}}}")
    view, card = config.add_view, "administration/user.jinja2"
    view(
        show_all, route_name="users", request_method="GET", right=RIGHT,
        renderer="administration/users.jinja2",
    )  # fmt: skip
    for route in ("user_new", "user"):
        view(show, route_name=route, request_method="GET", right=RIGHT, renderer=card)
        view(store, route_name=route, request_method="POST", right=RIGHT, renderer=card)
