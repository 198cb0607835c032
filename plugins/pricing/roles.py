"""What prices are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

READ = ("price_type.read", "item_price.read", "price_setting.read")
ALL = ("price_type.*", "item_price.*", "price_setting.*")

ROLES = [
    Role("salesperson", _("Salesperson"), READ),
    Role("buyer", _("Buyer"), (*READ, "price_setting.*", "item_price.write")),
    Role("storekeeper", _("Storekeeper"), ("price_type.read",)),
    Role("accountant", _("Accountant"), READ),
    Role("director", _("Director"), ALL),
]
