"""What one person may do, asked at every door of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ..errors import Forbidden
from ..texts import Texts

_ = Texts("tradepost.core")


class Masked(Forbidden):
    """What is asked for is told by a field that the person may not see."""

    code = "masked"


class UndeclaredRight(LookupError):
    """A right is asked for that no plugin declares."""


@dataclass(frozen=True)
class Access:
    """The rights of a person (or of the system) during one unit of work.

    Attributes:
        user_id: whose rights they are; None for the system itself.
        name: the sign-in name, for the audit.
        rights: granted rights; None grants everything (system, administrator).
        rows: for a kind of catalog, the only records that may be seen; grants never widen it.
        masked: for a kind, the fields that may not be seen.
        language: the person reads.
        known: the rights that are declared; a unit of work fills it in.
    """

    user_id: UUID | None
    name: str
    rights: frozenset[str] | None = frozenset()
    rows: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    masked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    language: str = "ru"
    known: frozenset[str] | None = None

    def may(self, right: str) -> bool:
        """Whether the right is granted.

        Raises:
            UndeclaredRight: where nobody declared it: a defect of whoever asks.
        """
        if self.known is not None and right not in self.known:
            raise UndeclaredRight(right)
        return self.rights is None or right in self.rights

    def require(self, right: str) -> None:
        """Go on only with the right.

        Raises:
            Forbidden: without it.
        """
        if not self.may(right):
            raise Forbidden(
                _("You have no right to this: {right}", right=right),
                remedy=_("Ask an administrator for a role with this right"),
                right=right,
            )

    def hidden(self, kind: str) -> frozenset[str]:
        """The fields of a kind that may not be seen."""
        return self.masked.get(kind, frozenset())

    def require_seen(self, kind: str, field: str) -> None:
        """Go on only if a field may be seen; for what is worked out of it.

        Raises:
            Masked: where it is hidden.
        """
        if field in self.hidden(kind):
            raise Masked(
                _("You may not see this: {field}", field=f"{kind}.{field}"),
                remedy=_("Ask an administrator for a role with this right"),
                right=f"{kind}.{field}",
            )

    def only(self, kind: str) -> frozenset[UUID] | None:
        """The records of a catalog that may be seen; None where all may."""
        return self.rows.get(kind)


SYSTEM = Access(None, "system", rights=None)
"""The house itself: commands, jobs, installation."""

NOBODY = Access(None, "")
"""Whoever has not signed in."""
