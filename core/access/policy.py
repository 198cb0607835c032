"""Which rights there are, which roles grant them, and so what one person may do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, literal, select, union_all

from ..database import types
from ..database.ids import NONE
from ..errors import NotSignedIn
from ..schema.registry import Schema
from ..texts import Text, Texts
from ..work import Work
from . import rights as names
from .access import Access
from .models import FieldRule, RoleRight, RowRule, User, UserRole
from .rights import Right, Role

_ = Texts("tradepost.core")

ADMINISTRATOR = "administrator"

CORE = (
    Right("core.manage_users", _("Manage users and roles")),
    Right("core.read_audit", _("Read the audit")),
    Right("core.edit_print_forms", _("Change print forms")),
    Right("core.manage_jobs", _("Manage background work")),
    Right("core.see_plugins", _("See the plugins and their state")),
    Right("core.close_period", _("Close and open periods")),
    Right("core.rebuild_totals", _("Rebuild totals")),
    Right("core.share_arrangements", _("Set up screens for others")),
    Right("core.import_files", _("Import tables from files")),
    Right("core.switch_plugins", _("Switch plugins and change their settings")),
)
ACTIONS: Mapping[str, Text] = {
    "read": _("see"),
    "create": _("create"),
    "edit": _("change"),
    "delete": _("mark for deletion"),
    "post": _("post"),
    "unpost": _("unpost"),
    "write": _("enter"),
}


class Policy:
    """The rights and roles of one house; it is the same for everybody, and never changes."""

    def __init__(self, schema: Schema, rights: Iterable[Right], roles: Iterable[Role]) -> None:
        declared = (*CORE, *_of_kinds(schema), *rights)
        self.rights: Mapping[str, Right] = {one.name: one for one in declared}
        self.known = frozenset(self.rights)
        self.roles: dict[str, Role] = {
            ADMINISTRATOR: Role(ADMINISTRATOR, _("Administrator"), ("*",)),
        }
        for role in roles:
            known = self.roles.get(role.name, role)
            both = tuple(dict.fromkeys((*known.rights, *role.rights)))
            self.roles[role.name] = replace(known, rights=both)

    def checked(self, access: Access) -> Access:
        """The same access, to which asking for a right nobody declared is a defect."""
        return access if access.known is not None else replace(access, known=self.known)

    def granted(self, patterns: Iterable[str]) -> frozenset[str]:
        """The declared rights that patterns stand for: `shipment.*`, `*.read`, `*`."""
        found: set[str] = set()
        for pattern in set(patterns):
            if "*" not in pattern:
                found |= self.known & {pattern}
                continue
            who, _dot, what = pattern.partition(".")
            for name in self.known:
                kind, _dot, action = name.partition(".")
                if who in ("*", kind) and what in ("", "*", action):
                    found.add(name)
        return frozenset(found)

    def of_roles(self, roles: Collection[str], more: Iterable[str] = ()) -> frozenset[str] | None:
        """What roles grant together; None grants everything."""
        if ADMINISTRATOR in roles:
            return None
        offered = (self.roles[name].rights for name in roles if name in self.roles)
        return self.granted([*more, *(right for rights in offered for right in rights)])

    def access_of(self, work: Work, user: User) -> Access:
        """What a person may do now: read anew for each unit of work, in one select.

        Grants of all roles unite; restrictions of rows and fields always intersect, so that
        one more role never shows what another hides.

        Raises:
            NotSignedIn: where the user has been disabled.
        """
        if user.disabled:
            raise NotSignedIn(_("Sign in to go on"))
        roles: set[str] = set()
        more: list[str] = []
        rows: dict[str, dict[str, set[UUID]]] = {}
        masked: dict[str, set[str]] = {}
        for what, role, name, detail, record in work.session.execute(_facts_of(user.id)):
            if what == "role":
                roles.add(role)
            elif what == "right":
                more.append(name)
            elif what == "row":
                rows.setdefault(name, {}).setdefault(role, set()).add(record)
            else:
                masked.setdefault(name, set()).add(detail)
        return Access(
            user.id,
            user.name,
            rights=self.of_roles(roles, more),
            rows={kind: _shared(lists.values()) for kind, lists in rows.items()},
            masked={kind: frozenset(fields) for kind, fields in masked.items()},
            language=user.language,
            known=self.known,
        )


def _shared(lists: Iterable[set[UUID]]) -> frozenset[UUID]:
    return frozenset(set.intersection(*lists) - {NONE})


def _facts_of(user_id: UUID) -> CompoundSelect[Any]:
    mine = select(UserRole.role).where(UserRole.user_id == user_id)
    empty, no_key = literal(""), literal(NONE, types.Key())
    return union_all(
        select(literal("role"), UserRole.role, empty, empty, no_key).where(
            UserRole.user_id == user_id
        ),
        select(literal("right"), RoleRight.role, RoleRight.right, empty, no_key).where(
            RoleRight.role.in_(mine)
        ),
        select(literal("row"), RowRule.role, RowRule.kind, empty, RowRule.record_id).where(
            RowRule.role.in_(mine)
        ),
        select(literal("field"), FieldRule.role, FieldRule.kind, FieldRule.field, no_key).where(
            FieldRule.role.in_(mine)
        ),
    )


def _of_kinds(schema: Schema) -> Iterable[Right]:
    """The rights every kind has by itself."""
    for kind, catalog in schema.catalogs.items():
        yield from _rights(kind, catalog.title[1], names.CATALOG)
    for kind, document in schema.documents.items():
        yield from _rights(kind, document.title[1], names.DOCUMENT)
    for kind, register in schema.registers.items():
        actions = names.FACT if kind in schema.facts else names.REGISTER
        yield from _rights(kind, register.title, actions)


def _rights(kind: str, title: Text, actions: Iterable[str]) -> Iterable[Right]:
    for action in actions:
        yield Right(f"{kind}.{action}", _("{what}: {action}", what=title, action=ACTIONS[action]))
