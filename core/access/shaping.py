"""Shaping roles: copied, compared, and what rules of rows and fields would hide, tried before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ..database.ids import NONE
from ..errors import Unknown
from ..schema.register import Register
from ..texts import Text, Texts
from ..work import Work
from .access import Access
from .models import FieldRule, RowRule, User, UserRole
from .policy import ADMINISTRATOR
from .roles import MANAGE, Roles
from .rows import Rules
from .users import Users

_ = Texts("tradepost.core")

COUNTED = 1_000
"""So many records are counted; beyond that it is enough to say that there are more."""


@dataclass(frozen=True)
class Comparison:
    """Two roles side by side: the rights only one of them grants, and those of both."""

    first: frozenset[str]
    second: frozenset[str]
    both: frozenset[str]


@dataclass(frozen=True)
class Seen:
    """How many records of a kind a person sees now, and would see."""

    kind: str
    title: Text
    now: int
    then: int


class Shaping:
    """The roles of a base, worked on by whoever manages people."""

    def __init__(self, work: Work) -> None:
        work.access.require(MANAGE)
        self.work = work
        self.session = work.session
        self.roles = Roles(work)

    def copy(self, role: str, name: str, title: str) -> str:
        """A role of the base's own that grants and hides the same as another one.

        Raises:
            Unknown: where there is no such role.
            Forbidden: where it would grant what the giver has not.
        """
        known = self.roles.all().get(role)
        if known is None or role == ADMINISTRATOR:
            raise Unknown(_("There is no role {role}", role=role))
        made = self.roles.create(name, title, sorted(self._meant(known.rights)))
        for kind, records in self.restricted(role).items():
            self.roles.restrict(made, kind, records)
        for kind, fields in self.masked(role).items():
            self.roles.mask(made, kind, fields)
        return made

    def _meant(self, patterns: Collection[str]) -> Collection[str]:
        """Patterns that mean something here; a plugin that is off grants nothing."""
        granted = self.work.house.policy.granted
        return [one for one in patterns if granted([one])]

    def compare(self, first: str, second: str) -> Comparison:
        """What one of two roles grants and the other does not."""
        known = self.work.house.policy.known
        one, other = (self.roles.rights_of(name) for name in (first, second))
        one, other = (known if found is None else found for found in (one, other))
        return Comparison(one - other, other - one, one & other)

    def restricted(self, role: str) -> dict[str, list[UUID]]:
        """The catalogs a role sees in part, with the records it sees."""
        found: dict[str, list[UUID]] = {}
        asked = select(RowRule).where(RowRule.role == role).order_by(RowRule.kind)
        for one in self.session.scalars(asked):
            listed = found.setdefault(one.kind, [])
            listed += [one.record_id] if one.record_id != NONE else []
        return found

    def masked(self, role: str) -> dict[str, list[str]]:
        """The fields a role does not see, by kind."""
        found: dict[str, list[str]] = {}
        asked = select(FieldRule).where(FieldRule.role == role)
        for one in self.session.scalars(asked.order_by(FieldRule.kind, FieldRule.field)):
            found.setdefault(one.kind, []).append(one.field)
        return found

    def following(self, kind: str) -> list[Any]:
        """The other kinds and registers of which something is hidden with records of a catalog."""
        rules = Rules(self.work.schema, {kind: frozenset({NONE})})
        hidden: list[Any] = [
            cls for cls in self.work.schema.records.values()
            if cls.kind != kind and rules.of(cls) is not None
        ]  # fmt: skip
        registers = [one for one in self.work.schema.registers.values() if rules.hiding(one)]
        return [*hidden, *registers]

    def people(self, role: str = "") -> list[User]:
        """Those who may sign in; of one role, or all."""
        asked = select(User).where(~User.disabled).order_by(User.name)
        if role:
            mine = select(UserRole.user_id).where(UserRole.role == role)
            asked = asked.where(User.id.in_(mine))
        return list(self.session.scalars(asked))

    def preview(self, user: User, role: str, kind: str, records: Collection[UUID]) -> list[Seen]:
        """How many records a person would see if a role were to see only some of a catalog.

        Each kind that follows is counted up to `COUNTED`.
        """
        policy = self.work.house.policy
        access = policy.access_of(self.work, user)
        then = replace(access, rows=self._rows_with(user, role, kind, records))
        kinds = [self.work.schema.records[kind]]
        kinds += [one for one in self.following(kind) if not issubclass(one, Register)]
        readable = [cls for cls in kinds if access.may(f"{cls.kind}.read")]
        before, after = (self._counts(one, readable) for one in (access, then))
        return [
            Seen(cls.kind, cls.title[1], before[cls.kind], after[cls.kind]) for cls in readable
        ]

    def _rows_with(
        self, user: User, role: str, kind: str, records: Collection[UUID]
    ) -> Mapping[str, frozenset[UUID]]:
        """The restrictions of a person's roles, with one role's list of a catalog put in."""
        lists: dict[str, dict[str, set[UUID]]] = {}
        for name in Users(self.work).roles_of(user) | {role}:
            for one, keys in self.restricted(name).items():
                lists.setdefault(one, {})[name] = set(keys)
        lists.setdefault(kind, {})[role] = set(records)
        return {
            one: frozenset(set.intersection(*of_roles.values())) for one, of_roles in lists.items()
        }

    def _counts(self, access: Access, kinds: Sequence[Any]) -> dict[str, int]:
        with self.work.house.work(access, reads_only=True) as apart:
            return {
                cls.kind: apart.session.scalar(
                    select(func.count()).select_from(
                        select(cls.id).where(~cls.deleted).limit(COUNTED + 1).subquery()
                    )
                ) or 0
                for cls in kinds
            }  # fmt: skip

    def also_shown(self, kind: str, fields: Collection[str]) -> Iterator[tuple[str, str]]:
        """Where a field of the same name stays in sight: (kind, field)."""
        for other, names in self.maskable().items():
            for name in sorted(set(fields) & set(names)) if other != kind else ():
                yield other, name

    def maskable(self) -> dict[str, dict[str, Text | str]]:
        """The fields that can be hidden, with their labels, by kind."""
        schema = self.work.schema
        found: dict[str, dict[str, Text | str]] = {}
        for kind, cls in (*schema.records.items(), *schema.lines.items()):
            fields = schema.fields(cls)
            found[kind] = {n: one.label for n, one in fields.items() if one.type != "lines"}
        for kind, register in schema.registers.items():
            found[kind] = {one.name: one.label for one in register.resources}
        return {kind: fields for kind, fields in found.items() if fields}
