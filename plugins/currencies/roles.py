"""What currencies and rates are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

READ = ("currency.read", "currency_rate.read")

ROLES = [
    Role("salesperson", _("Salesperson"), READ),
    Role("buyer", _("Buyer"), READ),
    Role("storekeeper", _("Storekeeper"), READ),
    Role("accountant", _("Accountant"), ("currency.*", "currency_rate.*")),
    Role("director", _("Director"), READ),
]
