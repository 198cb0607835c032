"""Roles as an administrator shapes them: rights, and the rows and fields they leave open."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from ..database.ids import NONE
from ..errors import Conflict, Forbidden, Invalid
from ..schema.record import snake
from ..texts import Text, Texts
from ..work import Work
from .models import FieldRule, RoleRight, RoleRow, RowRule, UserRole
from .policy import ADMINISTRATOR
from .rights import Role

_ = Texts("tradepost.core")

MANAGE = "core.manage_users"


class Roles:
    """The roles of the base: those plugins offer, and those made here."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        self.policy = work.house.policy

    def all(self) -> dict[str, Role]:
        """Every role by name, with the rights that were added here."""
        found = dict(self.policy.roles)
        for row in self.session.scalars(select(RoleRow).order_by(RoleRow.name)):
            found[row.name] = Role(row.name, Text("tradepost", row.title))
        for role, right in self.session.execute(
            select(RoleRight.role, RoleRight.right).order_by(RoleRight.right)
        ):
            known = found[role]
            found[role] = Role(role, known.title, (*known.rights, right))
        return found

    def having(self, right: str) -> list[Role]:
        """The roles that grant a right, the administrator's last: whom to ask for it."""
        found = [one for one in self.all().values() if right in self.policy.granted(one.rights)]
        return sorted(found, key=lambda one: one.name == ADMINISTRATOR)

    def rights_of(self, role: str) -> frozenset[str] | None:
        """Everything a role grants in this base; None grants everything.

        Raises:
            Invalid: where there is no such role.
        """
        if role not in self.policy.roles and self.session.get(RoleRow, role) is None:
            raise Invalid(_("There is no role {role}", role=role), path="role")
        added = select(RoleRight.right).where(RoleRight.role == role)
        return self.policy.of_roles({role}, self.session.scalars(added))

    def create(self, name: str, title: str, rights: Iterable[str] = ()) -> str:
        """Make a role of the base's own; answers the name it is kept under.

        Raises:
            Conflict: where there is one of this name.
        """
        self.work.access.require(MANAGE)
        name = snake(name.strip()).replace(" ", "_")
        if not name or name in self.all():
            raise Conflict(_("There is a role {name} already", name=name), path="name")
        self.session.add(RoleRow(name=name, title=title or name))
        self.session.flush()  # rights are checked against the roles there are
        for right in rights:
            self.grant(name, right)
        return name

    def grant(self, role: str, right: str) -> None:
        """Let a role do more; `*` stands for a word.

        Raises:
            Invalid: where no declared right is meant, or there is no such role.
            Forbidden: for rights the giver has not.
        """
        self._require(role)
        meant = self.policy.granted([right])
        mine = self.work.access.rights
        if not meant:
            raise Invalid(_("There is no right {right}", right=right), path="right")
        if mine is not None and not meant <= mine:
            raise Forbidden(_("You may not do it yourself: {right}", right=right), right=right)
        if self.session.get(RoleRight, (role, right)) is None:
            self.session.add(RoleRight(role=role, right=right))
            self.session.flush()  # later selects of this unit of work read it

    def withdraw(self, role: str, right: str) -> None:
        """Take back a right that was granted here."""
        self._require(role)
        row = self.session.get(RoleRight, (role, right))
        if row is not None:
            self.session.delete(row)
            self.session.flush()  # later selects of this unit of work read it

    def restrict(self, role: str, kind: str, records: Iterable[UUID]) -> None:
        """Show a role these records of a catalog only, and what refers to no others.

        Raises:
            Invalid: for a kind that is no catalog.
        """
        self._require(role)
        if kind not in self.work.schema.catalogs:
            raise Invalid(_("There is no catalog {kind}", kind=kind), path="kind")
        known = self._rows(role, kind)
        wanted = {NONE, *records}
        for record in wanted - set(known):
            self.session.add(RowRule(role=role, kind=kind, record_id=record))
        for record in set(known) - wanted:
            self.session.delete(known[record])
        self.session.flush()  # later selects of this unit of work read it

    def lift(self, role: str, kind: str) -> None:
        """Show a role all records of a catalog again."""
        self._require(role)
        for row in self._rows(role, kind).values():
            self.session.delete(row)
        self.session.flush()  # later selects of this unit of work read it

    def mask(self, role: str, kind: str, fields: Iterable[str]) -> None:
        """Hide these fields of a kind (a record's, or a register's resource) from a role.

        Raises:
            Invalid: for a field the kind has not.
        """
        self._require(role)
        known = self._fields(kind)
        wanted = set(fields)
        if wanted - known:
            names = ", ".join(sorted(wanted - known))
            raise Invalid(_("{kind} has no {names}", kind=kind, names=names), path="fields")
        held = select(FieldRule).where(FieldRule.role == role, FieldRule.kind == kind)
        hidden = {row.field: row for row in self.session.scalars(held)}
        for name in wanted - set(hidden):
            self.session.add(FieldRule(role=role, kind=kind, field=name))
        for name in set(hidden) - wanted:
            self.session.delete(hidden[name])
        self.session.flush()  # later selects of this unit of work read it

    def remove(self, role: str) -> None:
        """Remove a role of the base's own that nobody has.

        Raises:
            Conflict: where somebody has it, or a plugin offers it.
        """
        self._require(role)
        row = self.session.get(RoleRow, role)
        held = self.session.scalar(select(UserRole.user_id).where(UserRole.role == role).limit(1))
        if row is None or held is not None:
            raise Conflict(_("The role {role} is in use", role=role))
        for table in (RoleRight, RowRule, FieldRule):
            for one in self.session.scalars(select(table).where(table.role == role)):
                self.session.delete(one)
        self.session.delete(row)
        self.session.flush()  # later selects of this unit of work read it

    def _require(self, role: str) -> None:
        self.work.access.require(MANAGE)
        if role == ADMINISTRATOR:
            raise Forbidden(_("An administrator may do everything; that is not to be changed"))
        self.rights_of(role)

    def _rows(self, role: str, kind: str) -> dict[UUID, RowRule]:
        held = select(RowRule).where(RowRule.role == role, RowRule.kind == kind)
        return {row.record_id: row for row in self.session.scalars(held)}

    def _fields(self, kind: str) -> set[str]:
        schema = self.work.schema
        if kind in schema.registers:
            return {one.name for one in schema.registers[kind].resources}
        known = schema.records.get(kind) or schema.lines.get(kind)
        return set(schema.fields(known)) if known else set()
