"""What organisations are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

READ = ("organisation.read",)

ROLES = [
    Role("salesperson", _("Salesperson"), READ),
    Role("buyer", _("Buyer"), READ),
    Role("storekeeper", _("Storekeeper"), READ),
    Role("accountant", _("Accountant"), ("organisation.read", "organisation.edit")),
    Role("director", _("Director"), ("organisation.*",)),
]
