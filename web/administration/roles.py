"""Roles: what each of them grants, as a table of kinds and actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.policy import ACTIONS, ADMINISTRATOR
from ...core.access.rights import Right, Role
from ...core.access.roles import Roles
from ...core.errors import Refusal, Unknown
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import tell

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"
LIST = "/administration/roles"


@dataclass(frozen=True)
class Tick:
    """A right in the table: granted by the role as it was offered, or added here."""

    name: str
    on: bool
    fixed: bool


@dataclass(frozen=True)
class Kind:
    """A row of the table: a kind and what may be done with it."""

    title: Text | str
    ticks: Mapping[str, Tick]


@dataclass
class Card:
    """A role as it is drawn."""

    role: Role
    kinds: Sequence[Kind]
    others: Sequence[tuple[Right, Tick]]
    is_offered: bool
    everything: bool
    refusal: Refusal | None = None

    @property
    def actions(self) -> Mapping[str, Text]:
        """The columns of the table."""
        return ACTIONS


def show_all(request: Any) -> dict[str, Any]:
    """The list of roles."""
    roles = Roles(request.work)
    known = request.house.policy.roles
    rows = []
    for role in roles.all().values():
        rights = roles.rights_of(role.name)
        rows.append((role, None if rights is None else len(rights), role.name in known))
    return {"rows": rows, "refusal": None, "name": "", "title": ""}


def create(request: Any) -> Any:
    """Make a role of the base's own."""
    name, title = request.POST.get("name", ""), request.POST.get("title", "")
    try:
        made = Roles(request.work).create(name, title)
    except Refusal as why:
        request.response.status = why.status
        request.tm.doom()
        return {**show_all(request), "refusal": why, "name": name, "title": title}
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
    granted = roles.rights_of(name)
    every = name == ADMINISTRATOR

    def tick(right: str) -> Tick:
        on = granted is None or right in granted
        return Tick(right, on, fixed=every or right in fixed)

    titles = _kinds(work)
    kinds = [
        Kind(title, {a: tick(f"{kind}.{a}") for a in ACTIONS if f"{kind}.{a}" in policy.rights})
        for kind, title in titles.items()
    ]
    others = [
        (right, tick(right.name))
        for right in policy.rights.values()
        if right.name.partition(".")[0] not in titles
        or right.name.partition(".")[2] not in ACTIONS
    ]
    return Card(role, kinds, others, offered is not None, every)


def _kinds(work: Work) -> dict[str, Text | str]:
    schema = work.schema
    found: dict[str, Text | str] = {k: one.title[1] for k, one in schema.documents.items()}
    found |= {k: one.title[1] for k, one in schema.catalogs.items()}
    return found | {k: one.title for k, one in schema.registers.items()}


def show(request: Any) -> dict[str, Any]:
    """The card of a role."""
    return {"card": card_of(request.work, request.matchdict["name"])}


def store(request: Any) -> Any:
    """Grant what was ticked, withdraw what no longer is."""
    name = request.matchdict["name"]
    try:
        with request.work.session.begin_nested():
            _settle(request.work, name, set(request.POST.getall("right")))
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        card = card_of(request.work, name)
        card.refusal = why
        return {"card": card}
    return tell(request, HTTPSeeOther(f"{LIST}/{name}"), _("The rights of the role are saved"))


def _settle(work: Work, name: str, wanted: set[str]) -> None:
    card, roles = card_of(work, name), Roles(work)
    ticks = [one for kind in card.kinds for one in kind.ticks.values()]
    ticks += [one for _right, one in card.others]
    added = [right for right in card.role.rights if "*" in right and not card.is_offered]
    for tick in ticks:
        if tick.fixed or tick.on == (tick.name in wanted):
            continue
        if tick.on:
            roles.withdraw(name, tick.name)
        else:
            roles.grant(name, tick.name)
    _spell_out(work, name, added, wanted)


def _spell_out(work: Work, name: str, patterns: Sequence[str], wanted: set[str]) -> None:
    """A pattern (`shipment.*`) of which not all is wanted any more becomes the rights it meant."""
    roles, policy = Roles(work), work.house.policy
    for pattern in patterns:
        meant = policy.granted([pattern])
        if not meant <= wanted:
            roles.withdraw(name, pattern)
            for right in sorted(meant & wanted):
                roles.grant(name, right)


def includeme(config: Any) -> None:
    """The routes of roles."""
    config.add_route("roles", LIST)
    config.add_route("role", f"{LIST}/{{name}}")
    view = config.add_view
    pages = (
        ("roles", "GET", show_all, "roles"),
        ("roles", "POST", create, "roles"),
        ("role", "GET", show, "role"),
        ("role", "POST", store, "role"),
    )
    for route, method, do, template in pages:
        renderer = f"administration/{template}.jinja2"
        view(do, route_name=route, request_method=method, right=RIGHT, renderer=renderer)
