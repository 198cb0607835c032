"""Our own organisations, and what their documents have in common."""

from ...core import Plugin, Record, Refusal, Role, Texts, Work, hookimpl
from ...core.reporting.first_steps import FirstStep
from . import checks, first_steps, roles
from .checks import wrong_numbers
from .choosing import first_organisation, own_organisation
from .documents import OrganisationDocument
from .models import Organisation
from .taxids import fault_of_inn, fault_of_kpp, fault_of_ogrn, tidy

__all__ = [
    "Organisation",
    "OrganisationDocument",
    "fault_of_inn",
    "fault_of_kpp",
    "fault_of_ogrn",
    "first_organisation",
    "own_organisation",
    "plugin",
    "tidy",
    "wrong_numbers",
]

_ = Texts(__package__)


class OrganisationsPlugin(Plugin):
    """In whose name we trade."""

    name, title = "organisations", _("Organisations")
    needs = ("currencies",)
    section = "administration"

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Refuse tax numbers that do not add up."""
        return list(checks.faults(record))

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """The organisation in whose name one trades."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Everybody in trade sees our organisations; the director enters them."""
        return roles.ROLES


plugin = OrganisationsPlugin()
