"""What parties and contracts are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

READ = ("party.read", "party_group.read", "contract.read", "manager.read")
WRITE = ("party.create", "party.edit", "contract.create", "contract.edit")
ALL = ("party.*", "party_group.*", "contract.*", "manager.*")

ROLES = [
    Role("salesperson", _("Salesperson"), (*READ, *WRITE)),
    Role("buyer", _("Buyer"), (*READ, *WRITE)),
    Role("storekeeper", _("Storekeeper"), READ),
    Role("accountant", _("Accountant"), ALL),
    Role("director", _("Director"), ALL),
]
