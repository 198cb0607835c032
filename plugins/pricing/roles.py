"""What prices are to each duty."""

from ...core import Role, Texts

_ = Texts(__package__)

KINDS = ("discount", "discount_setting", "discount_card", "card_kind", "price_group")
SEEN = ("item_discounts.read", "discounts_granted.read", "card_sales.read")
READ = (
    "price_type.read",
    "item_price.read",
    "price_setting.read",
    *(f"{kind}.read" for kind in KINDS),
    *SEEN,
)
ALL = (
    "pricing.below_minimum",
    "price_type.*",
    "item_price.*",
    "price_setting.*",
    *(f"{kind}.*" for kind in (*KINDS, "discount_limit")),
    *SEEN,
)
CARDS = ("discount_card.create", "discount_card.edit")

ROLES = [
    Role("salesperson", _("Salesperson"), (*READ, *CARDS)),
    Role("buyer", _("Buyer"), (*READ, "price_setting.*", "item_price.write")),
    Role("storekeeper", _("Storekeeper"), ("price_type.read",)),
    Role("accountant", _("Accountant"), READ),
    Role("director", _("Director"), ALL),
]
