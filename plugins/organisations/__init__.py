"""Our own organisations, and what their documents have in common."""

from ...core import Plugin, Texts
from .choosing import first_organisation, own_organisation
from .documents import OrganisationDocument
from .models import Organisation

__all__ = [
    "Organisation",
    "OrganisationDocument",
    "first_organisation",
    "own_organisation",
    "plugin",
]

_ = Texts(__package__)


class OrganisationsPlugin(Plugin):
    """In whose name we trade."""

    name, title = "organisations", _("Organisations")
    needs = ("currencies",)
    section = "administration"


plugin = OrganisationsPlugin()
