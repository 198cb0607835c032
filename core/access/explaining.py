"""Why a person may do something: which of his roles grants it, which hides what from him."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from ..texts import Text
from ..work import Work
from .access import Access
from .models import FieldRule, RowRule
from .policy import ADMINISTRATOR
from .rights import Role
from .roles import MANAGE, Roles


@dataclass(frozen=True)
class Limit:
    """What a role keeps out of sight: records of a catalog, or fields of a kind."""

    role: Role
    kind: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """What a person may do, and why.

    Attributes:
        granted: the roles that grant each right.
        limits: what is kept out of his sight all the same.
        everything: the role that grants all there is, if he has it.
    """

    granted: Mapping[str, Sequence[Role]]
    limits: Sequence[Limit]
    everything: Role | None = None


def explain(work: Work, names: Collection[str]) -> Explanation:
    """Why whoever has these roles may do what he may.

    Raises:
        Forbidden: without the right to manage people.
    """
    work.access.require(MANAGE)
    roles = Roles(work)
    known = roles.all()
    granted: dict[str, list[Role]] = {}
    for name in sorted(set(names) & set(known)):
        for right in work.house.policy.granted(known[name].rights):
            granted.setdefault(right, []).append(known[name])
    everything = known[ADMINISTRATOR] if ADMINISTRATOR in names else None
    return Explanation(granted, list(_limits(work, known, names)), everything)


def _limits(work: Work, known: Mapping[str, Role], names: Collection[str]) -> Sequence[Limit]:
    rows = select(RowRule.role, RowRule.kind).where(RowRule.role.in_(names)).distinct()
    found = [Limit(known[role], kind) for role, kind in work.session.execute(rows)]
    asked = select(FieldRule).where(FieldRule.role.in_(names))
    masked: dict[tuple[str, str], list[str]] = {}
    for one in work.session.scalars(asked.order_by(FieldRule.kind, FieldRule.field)):
        masked.setdefault((one.role, one.kind), []).append(one.field)
    found += [Limit(known[r], kind, tuple(fields)) for (r, kind), fields in masked.items()]
    return found


def seen_as(work: Work, names: Collection[str], title: Text | str) -> Work:
    """The unit of work as whoever has these roles would have it: to show his menu, no more.

    Raises:
        Forbidden: without the right to manage people.
    """
    work.access.require(MANAGE)
    known = Roles(work).all()
    more = [right for name in names if name in known for right in known[name].rights]
    rights = work.house.policy.of_roles(set(names), more)
    access = Access(None, str(title), rights=rights, language=work.language)
    return replace(work, access=access)
