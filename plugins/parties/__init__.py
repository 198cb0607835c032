"""Customers and suppliers: who they are, how to reach them, what was agreed with them."""

from ...core import Panel, Plugin, Record, Refusal, Role, Texts, Work, hookimpl
from ...core.reporting.first_steps import FirstStep
from . import checks, first_steps, panels, roles, services
from .documents import ManagedDocument
from .models import Contract, Manager, Party, PartyAccount, PartyContact, PartyGroup
from .rates import contract_rate, rate_under
from .services import by_tax_id, contract_for, require_fit, usual_kind

__all__ = [
    "Contract",
    "ManagedDocument",
    "Manager",
    "Party",
    "PartyAccount",
    "PartyContact",
    "PartyGroup",
    "by_tax_id",
    "contract_for",
    "contract_rate",
    "plugin",
    "rate_under",
    "require_fit",
    "usual_kind",
]

_ = Texts(__package__)


class PartiesPlugin(Plugin):
    """Parties, their contacts and contracts."""

    name, title = "parties", _("Customers and suppliers")
    needs = ("currencies", "organisations")
    section = "crm"

    @hookimpl
    def on_filling(self, work: Work, record: Record) -> None:
        """Tidy numbers, promise a main contract; a contract takes our side and currency."""
        services.fill(work, record)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Refuse tax numbers that do not add up, addresses that are none."""
        return list(checks.faults(record))

    @hookimpl
    def on_saved(self, work: Work, record: Record) -> None:
        """Make the main contract of a new party."""
        services.make_main_contract(work, record)

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show a party's contracts, and what looks wrong about it."""
        return panels.of_party(work, record)

    @hookimpl
    def list_first_steps(self) -> list[FirstStep]:
        """Somebody to sell to."""
        return first_steps.first_steps()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Sellers and buyers enter parties; the store sees them."""
        return roles.ROLES


plugin = PartiesPlugin()
