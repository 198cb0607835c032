"""What a person may do and why, and the menu as his roles show it; nobody becomes anybody else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core.access.explaining import Explanation, Limit, explain, seen_as
from ...core.access.policy import ACTIONS
from ...core.access.rights import Role
from ...core.access.roles import Roles
from ...core.access.users import Users
from ...core.errors import Unknown
from ...core.texts import Text, Texts
from ...core.work import Work
from ..navigation import Navigation
from .matrix import Group, groups_of, title_of_kind

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"


@dataclass(frozen=True)
class Line:
    """What may be done with one kind, and by which roles."""

    title: Text | str
    actions: Sequence[tuple[Text | str, Sequence[Role]]]


@dataclass(frozen=True)
class Told:
    """A group of lines under the title of their section."""

    title: Text | str
    lines: Sequence[Line]


def show(request: Any) -> dict[str, Any]:
    """What a user may do, right by right, with the roles that grant it."""
    work = request.work
    user = Users(work).get(UUID(request.matchdict["id"]))
    names = Users(work).roles_of(user)
    explained = explain(work, names)
    return {
        "user": user,
        "explained": explained,
        "groups": list(_told(work, explained)),
        "limits": [(one, title_of_kind(work, one.kind), _labels(work, one)) for one in explained.limits],
        "menu_of": _menu(request, names, user.name),
    }  # fmt: skip


def _told(work: Work, explained: Explanation) -> Iterator[Told]:
    if explained.everything is not None:
        return
    for group in groups_of(work):
        lines = list(_lines(group, explained.granted))
        if lines:
            yield Told(group.title, lines)


def _lines(group: Group, granted: Mapping[str, Sequence[Role]]) -> Iterator[Line]:
    for kind in group.kinds:
        actions = [
            (ACTIONS[action], granted[right]) for action, right in kind.rights.items() if right in granted
        ]  # fmt: skip
        if actions:
            yield Line(kind.title, actions)
    for right in group.others:
        if right.name in granted:
            yield Line(right.title, [("", granted[right.name])])


def _labels(work: Work, limit: Limit) -> Sequence[Text | str]:
    schema = work.schema
    if limit.kind in schema.registers:
        known = {one.name: one.label for one in schema.registers[limit.kind].resources}
    else:
        cls: Any = schema.records.get(limit.kind) or schema.lines.get(limit.kind)
        known = {n: one.label for n, one in schema.fields(cls).items()} if cls else {}
    return [known.get(name, name) for name in limit.fields]


def _menu(request: Any, names: Any, title: str) -> Navigation:
    return Navigation(seen_as(request.work, names, title), request.registry.web_entries)


def show_as(request: Any) -> dict[str, Any]:
    """The menu as whoever has one role alone sees it."""
    name = request.matchdict["name"]
    role = Roles(request.work).all().get(name)
    if role is None:
        raise Unknown(_("There is nothing at this address"))
    return {"role": role, "menu_of": _menu(request, {name}, name)}


def includeme(config: Any) -> None:
    """The routes of these pages; they only tell."""
    config.add_route("user_rights", "/administration/users/{id:[0-9a-fA-F-]{36}}/rights")
    config.add_route("role_menu", "/administration/roles/{name}/menu")
    config.add_view(
        show, route_name="user_rights", request_method="GET", right=RIGHT,
        renderer="administration/user_rights.jinja2",
    )  # fmt: skip
    config.add_view(
        show_as, route_name="role_menu", request_method="GET", right=RIGHT,
        renderer="administration/role_menu.jinja2",
    )  # fmt: skip
