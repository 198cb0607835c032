"""What items are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

READ = ("item.read", "item_group.read", "unit.read", "variant.read")
ALL = ("item.*", "item_group.*", "unit.*", "variant.*")

ROLES = [
    Role("salesperson", _("Salesperson"), READ),
    Role("buyer", _("Buyer"), ALL),
    Role("storekeeper", _("Storekeeper"), READ),
    Role("accountant", _("Accountant"), READ),
    Role("director", _("Director"), ALL),
]
