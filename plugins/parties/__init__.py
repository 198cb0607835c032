"""Customers and suppliers: who they are, how to reach them, what was agreed with them."""

from ...core import Plugin, Texts
from .models import Contract, Party, PartyAccount, PartyContact, PartyGroup

__all__ = ["Contract", "Party", "PartyAccount", "PartyContact", "PartyGroup", "plugin"]

_ = Texts(__package__)


class PartiesPlugin(Plugin):
    """Parties, their contacts and contracts."""

    name, title = "parties", _("Customers and suppliers")
    needs = ("currencies", "organisations")
    section = "crm"


plugin = PartiesPlugin()
