"""Roles: what each of them grants, as a table of kinds and actions; copied, compared."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.policy import ACTIONS, ADMINISTRATOR
from ...core.access.rights import Role
from ...core.access.roles import Roles
from ...core.access.shaping import Shaping
from ...core.errors import Refusal, Unknown
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import tell
from .given import one_line
from .matrix import Group, Kind, groups_of

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"
LIST = "/administration/roles"


@dataclass(frozen=True)
class Tick:
    """A right in the table: granted by the role as it was offered, or added here."""

    name: str
    on: bool
    fixed: bool


@dataclass
class Card:
    """A role as it is drawn."""

    role: Role
    groups: Sequence[Group]
    granted: frozenset[str] | None
    fixed: frozenset[str]
    is_offered: bool
    everything: bool
    holders: int
    refusal: Refusal | None = None

    @property
    def actions(self) -> dict[str, Text]:
        """The columns of the table."""
        return dict(ACTIONS)

    def tick(self, right: str) -> Tick:
        """A right in the table."""
        on = self.granted is None or right in self.granted
        return Tick(right, on, fixed=self.everything or right in self.fixed)

    def ticks(self, kind: Kind) -> dict[str, Tick]:
        """The rights of a kind by action."""
        return {action: self.tick(right) for action, right in kind.rights.items()}

    def each(self) -> Iterator[Tick]:
        """Every right in the table."""
        for group in self.groups:
            for kind in group.kinds:
                yield from self.ticks(kind).values()
            yield from (self.tick(one.name) for one in group.others)

    @property
    def count(self) -> int:
        """How many rights are granted."""
        return sum(1 for one in self.each() if one.on)


def show_all(request: Any) -> dict[str, Any]:
    """The list of roles."""
    roles = Roles(request.work)
    known = request.house.policy.roles
    rows = []
    for role in roles.all().values():
        rights = None if role.name == ADMINISTRATOR else request.house.policy.granted(role.rights)
        rows.append((role, None if rights is None else len(rights), role.name in known))
    return {"rows": rows, "refusal": None, "name": "", "title": "", "like": ""}


def create(request: Any) -> Any:
    """Make a role of the base's own: an empty one, or like another."""
    post = request.POST
    name, title, like = (one_line(post.get(one)) for one in ("name", "title", "like"))
    try:
        with request.work.session.begin_nested():
            if like:
                made = Shaping(request.work).copy(like, name, title)
            else:
                made = Roles(request.work).create(name, title)
    except Refusal as why:
        request.response.status = why.status
        request.tm.doom()
        return {**show_all(request), "refusal": why, "name": name, "title": title, "like": like}
    return tell(
        request, HTTPSeeOther(f"{LIST}/{made}"), _("Role made: {name}", name=title or made)
    )


def card_of(work: Work, name: str) -> Card:
    """A role with everything it could grant.

    Raises:
        Unknown: where there is no such role.
    """
    roles = Roles(work)
    role = roles.all().get(name)
    if role is None:
        raise Unknown(_("There is nothing at this address"))
    policy = work.house.policy
    offered = policy.roles.get(name)
    fixed = policy.granted(offered.rights) if offered else frozenset()
    holders = len(Shaping(work).people(name))
    return Card(
        role, groups_of(work), roles.rights_of(name), fixed, offered is not None,
        name == ADMINISTRATOR, holders,
    )  # fmt: skip


def show(request: Any) -> dict[str, Any]:
    """The card of a role."""
    return {"card": card_of(request.work, request.matchdict["name"])}


def store(request: Any) -> Any:
    """Grant what was ticked, withdraw what no longer is; or remove the role."""
    name = request.matchdict["name"]
    gone = request.POST.get("do") == "remove"
    try:
        with request.work.session.begin_nested():
            if gone:
                Roles(request.work).remove(name)
            else:
                _settle(request.work, name, set(request.POST.getall("right")))
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        card = card_of(request.work, name)
        card.refusal = why
        return {"card": card}
    if gone:
        return tell(request, HTTPSeeOther(LIST), _("The role is removed"))
    return tell(request, HTTPSeeOther(f"{LIST}/{name}"), _("The rights of the role are saved"))


def _settle(work: Work, name: str, wanted: Collection[str]) -> None:
    card, roles = card_of(work, name), Roles(work)
    added = [right for right in card.role.rights if "*" in right and not card.is_offered]
    for tick in card.each():
        if tick.fixed or tick.on == (tick.name in wanted):
            continue
        if tick.on:
            roles.withdraw(name, tick.name)
        else:
            roles.grant(name, tick.name)
    _spell_out(work, name, added, set(wanted))


def _spell_out(work: Work, name: str, patterns: Sequence[str], wanted: set[str]) -> None:
    """A pattern (`shipment.*`) of which not all is wanted any more becomes the rights it meant."""
    roles, policy = Roles(work), work.house.policy
    for pattern in patterns:
        meant = policy.granted([pattern])
        if not meant <= wanted:
            roles.withdraw(name, pattern)
            for right in sorted(meant & wanted):
                roles.grant(name, right)


def compare(request: Any) -> dict[str, Any]:
    """Two roles side by side: only what differs, section by section."""
    work, asked = request.work, request.GET
    known = Roles(work).all()
    names = list(known)
    first = asked.get("first") or names[0]
    second = asked.get("second") or names[min(1, len(names) - 1)]
    if first not in known or second not in known:
        raise Unknown(_("There is nothing at this address"))
    found = Shaping(work).compare(first, second)
    rights = work.house.policy.rights
    groups = []
    for group in groups_of(work):
        names_of = [right for kind in group.kinds for right in kind.rights.values()]
        names_of += [one.name for one in group.others]
        rows = [
            (rights[one].title, one in found.first, one in found.second)
            for one in names_of if one in found.first | found.second
        ]  # fmt: skip
        if rows:
            groups.append((group.title, rows))
    return {
        "roles": known, "first": known[first], "second": known[second], "groups": groups,
        "found": found,
    }  # fmt: skip


def includeme(config: Any) -> None:
    """The routes of roles."""
    config.add_route("roles", LIST)
    config.add_route("roles_compared", f"{LIST}/compare")
    config.add_route("role", f"{LIST}/{{name}}")
    view = config.add_view
    pages = (
        ("roles", "GET", show_all, "roles"),
        ("roles", "POST", create, "roles"),
        ("roles_compared", "GET", compare, "roles_compared"),
        ("role", "GET", show, "role"),
        ("role", "POST", store, "role"),
    )
    for route, method, do, template in pages:
        renderer = f"administration/{template}.jinja2"
        view(do, route_name=route, request_method=method, right=RIGHT, renderer=renderer)
