"""What every document of an organisation has in common."""

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import BalanceRegister, Document, Texts, reference
from .choosing import own_organisation
from .models import Organisation

_ = Texts(__package__)


class OrganisationDocument(Document):
    """A document in the name of one of our organisations; numbered within it.

    Left out, the organisation is the only one there is, or the first by code.
    """

    __abstract__ = True
    scoped_by = Organisation.kind

    organisation: Mapped[Organisation] = reference(_("Organisation"))
    if TYPE_CHECKING:
        organisation_id: Mapped[Any]  # nothing until it is filled in

    def number_scope(self) -> UUID:
        """Each organisation numbers its own documents."""
        return cast("UUID", self.organisation_id)

    def may_go_negative(self, register: type[BalanceRegister]) -> bool:
        """Only where the organisation does without the control of stock."""
        return not self.organisation.stock_control

    def complete(self, work: Any) -> None:
        """Fill in the organisation.

        Raises:
            NoOrganisation: where there is none yet.
        """
        super().complete(work)
        if getattr(self, "organisation_id", None) is None:
            self.organisation_id = own_organisation(work)
