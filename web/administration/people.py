"""Users: who there is, what they may do, their passwords."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.keys import Keys
from ...core.access.models import SignedSession, Token, User
from ...core.access.passwords import one_time_password
from ...core.access.rights import Role
from ...core.access.roles import Roles
from ...core.access.users import Users
from ...core.errors import Invalid, Refusal, Unknown
from ...core.records.readers import read_key
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import LANGUAGES, tell
from ..tables import State
from ..typing_in import read_day
from .given import one_line

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"
LIST = "/administration/users"
ACTIVE = State(_("Works here"), "circle-check", "good")
DISABLED = State(_("Shut out"), "ban", "bad")


@dataclass(frozen=True)
class Secret:
    """A password or a token that is shown once."""

    text: str
    is_token: bool = False


Told = Text | Secret


def state_of(user: User) -> State:
    """Whether a user may sign in."""
    return DISABLED if user.disabled else ACTIVE


@dataclass(frozen=True)
class Row:
    """A user in the list."""

    user: User
    roles: Sequence[Text | str]
    state: State
    seen: datetime | None


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
    sessions: Sequence[SignedSession] = ()
    tokens: Sequence[Token] = ()

    @property
    def state(self) -> State | None:
        """Of a user there is."""
        return None if self.user is None else state_of(self.user)


def show_all(request: Any) -> dict[str, Any]:
    """The list of users."""
    work = request.work
    titles, seen = Roles(work).all(), Keys(work).seen()
    rows = [
        Row(
            user,
            [titles[one].title for one in roles if one in titles],
            state_of(user),
            seen.get(user.id),
        )
        for user, roles in Users(work).all()
    ]
    out = sum(1 for one in rows if one.user.disabled)
    return {"rows": rows, "out": out}


def show(request: Any) -> dict[str, Any]:
    """The card of a user, or of a new one."""
    work: Work = request.work
    offered = Roles(work).all()
    key = request.matchdict.get("id")
    if key is None:
        return _drawn(Card(None, offered=offered))
    user = Users(work).get(UUID(key))
    return _drawn(card_of(work, user, offered))


def card_of(work: Work, user: User, offered: dict[str, Role]) -> Card:
    """The card of a user there is."""
    roles, keys = Users(work).roles_of(user), Keys(work)
    return Card(
        user, user.name, user.full_name, user.language, roles, offered,
        sessions=keys.sessions(user), tokens=keys.tokens(user),
    )  # fmt: skip


def store(request: Any) -> Any:
    """Do what the pressed button says; a refusal leaves the card as it was filled in."""
    work: Work = request.work
    do = _ACTIONS.get(request.POST.get("do", "save"))
    if do is None:
        raise Unknown(_("There is nothing at this address"))
    try:
        with work.session.begin_nested():
            user, told = do(work, request)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return _drawn(_as_sent(request, why))
    if isinstance(told, Secret):
        request.override_renderer = "administration/user_secret.jinja2"
        return {"user": user, "secret": told}
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
    if user is not None and post.get("do", "save") != "save":
        card = card_of(work, user, offered)
        card.refusal = why
        return card
    language = post.get("language", "ru")
    return Card(user, name, one_line(post.get("full_name")), language, chosen, offered, why)


def _save(work: Work, request: Any) -> tuple[User, Told]:
    users, post = Users(work), request.POST
    wanted = set(post.getall("role"))
    key = request.matchdict.get("id")
    if key is None:
        return _new(users, post, sorted(wanted))
    user = users.get(UUID(key))
    held = users.roles_of(user)
    users.rename(user, one_line(post.get("full_name")))
    users.speak(user, post.get("language", user.language))
    for role in sorted(wanted - held):
        users.give(user, role)
    for role in sorted(held - wanted):
        users.take(user, role)
    return user, _("Saved: {name}")


def _new(users: Users, post: Any, roles: list[str]) -> tuple[User, Told]:
    """A new user: with a password made for him, one that was typed, or none at all."""
    way, typed = post.get("way", ""), post.get("password") or None
    made = one_time_password() if way == "once" or (not way and typed is None) else None
    user = users.create(
        one_line(post.get("name")), password=None if way == "none" else made or typed, roles=roles,
        full_name=one_line(post.get("full_name")), language=post.get("language", "ru"),
        once=made is not None,
    )  # fmt: skip
    if made is not None:
        return user, Secret(made)
    return user, _("{name} may sign in now")


def _password(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    typed = request.POST.get("password", "")
    if typed:
        Users(work).set_password(user, typed)
        return user, _("{name} has a new password and is signed out everywhere")
    made = one_time_password()
    Users(work).set_password(user, made, once=True)
    return user, Secret(made)


def _token(work: Work, request: Any) -> tuple[User, Told]:
    """A token for a program, shown once."""
    user = Users(work).get(UUID(request.matchdict["id"]))
    today = work.clock.now().astimezone(request.formats.zone).date()
    day = read_day(request.POST.get("until", ""), today)
    until = None
    if day is not None:
        until = datetime.combine(day, time(23, 59, 59), request.formats.zone).astimezone(UTC)
        if day < today:
            raise Invalid(_("The day is over already"), path="until")
    title = one_line(request.POST.get("title"), 200)
    return user, Secret(Users(work).create_token(user, title, expires_at=until), is_token=True)


def _end_session(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Keys(work).end_session(user, read_key(request.POST.get("key", "")))
    return user, _("{name} is signed out there")


def _end_all(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).end_sessions(user)
    return user, _("{name} is signed out everywhere")


def _revoke(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Keys(work).revoke(user, read_key(request.POST.get("key", "")))
    return user, _("The token of {name} is revoked")


def _disable(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).disable(user)
    return user, _("{name} is shut out")


def _enable(work: Work, request: Any) -> tuple[User, Told]:
    user = Users(work).get(UUID(request.matchdict["id"]))
    Users(work).enable(user)
    return user, _("{name} may sign in again")


_ACTIONS: dict[str, Callable[[Work, Any], tuple[User, Told]]] = {
    "save": _save,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
    "token": _token,
    "end": _end_session,
    "end_all": _end_all,
    "revoke": _revoke,
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
