"""What somebody lacks who is kept out: the right in words, who has it, whom to ask for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import false, select

from ..core.access.models import User, UserRole
from ..core.access.policy import ADMINISTRATOR
from ..core.access.roles import Roles
from ..core.app import Failure
from ..core.texts import Text
from ..core.work import Work

MOST = 5
"""So many roles and people are named: a hint, no directory."""


@dataclass(frozen=True)
class Lack:
    """A right that is missing.

    Attributes:
        name: of the right, as an administrator finds it.
        title: what it lets one do, in words.
        roles: the titles of roles that bring it.
        people: who can give such a role.
    """

    name: str
    title: Text
    roles: Sequence[Text]
    people: Sequence[str]


def lack_of(work: Work, failure: Failure) -> Lack | None:
    """What was missing where a request was forbidden; None where it was no right."""
    wanted = [str(one.facts.get("right", "")) for one in failure.refusals]
    known = work.house.policy.rights
    right = next((known[name] for name in wanted if name in known), None)
    if right is None:
        return None
    return Lack(right.name, right.title, [*_roles(work, right.name)][:MOST], _administrators(work))


def _roles(work: Work, right: str) -> Iterator[Text]:
    granted = work.house.policy.granted
    for name, role in Roles(work).all().items():
        if name != ADMINISTRATOR and right in granted(role.rights):
            yield role.title


def _administrators(work: Work) -> Sequence[str]:
    found = (
        select(User)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == ADMINISTRATOR, User.disabled == false())
        .order_by(User.name)
        .limit(MOST)
    )
    return [one.full_name or one.name for one in work.session.scalars(found)]
