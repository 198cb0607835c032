"""Which organisation is meant where nobody says."""

from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.database.samples import is_marked
from .errors import NoOrganisation
from .models import Organisation

_ = Texts(__package__)


def first_organisation(work: Work) -> UUID | None:
    """The only organisation, or the first by code of those the person may see; or None.

    Beside a sample company people's own comes first, or what they enter would hang on it.
    """
    asked = select(Organisation.id).where(~Organisation.deleted)
    order = (is_marked(Organisation.id), Organisation.code)
    return work.session.scalar(asked.order_by(*order).limit(1))


def own_organisation(work: Work) -> UUID:
    """As `first_organisation`, where there must be one.

    Raises:
        NoOrganisation: where there is none.
    """
    found = first_organisation(work)
    if found is None:
        raise NoOrganisation(
            _("There is no organisation yet"),
            path="organisation",
            remedy=_("Enter your organisation first"),
        )
    return found
