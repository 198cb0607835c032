"""What papers that one of us answers for have in common."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Texts, Work, reference
from ...core.records.filling import changed
from ..organisations import OrganisationDocument
from .models import Manager

_ = Texts(__package__)


class ManagedDocument(OrganisationDocument):
    """A paper with a party that a manager answers for; that of the party where none is named.

    It is kept with the paper: a party that gets another manager takes nothing done before
    with it. Heirs declare `party`.
    """

    __abstract__ = True

    manager: Mapped[Manager | None] = reference(_("Manager"))
    if TYPE_CHECKING:
        manager_id: Mapped[UUID | None]
        party: Any

    def complete(self, work: Work) -> None:
        """Fill in the manager; another party brings its own, unless one is named with it."""
        super().complete(work)
        other = changed(self, "party_id") and not changed(self, "manager_id")
        if (self.manager_id is None or other) and self.party is not None:
            self.manager_id = self.party.manager_id
