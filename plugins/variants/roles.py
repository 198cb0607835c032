"""What properties are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

KINDS = ("property", "property_value", "property_set")
READ = tuple(f"{kind}.read" for kind in KINDS)
ALL = tuple(f"{kind}.*" for kind in KINDS)

ROLES = [
    Role("salesperson", _("Salesperson"), READ),
    Role("buyer", _("Buyer"), ALL),
    Role("storekeeper", _("Storekeeper"), READ),
    Role("accountant", _("Accountant"), READ),
    Role("director", _("Director"), ALL),
]
