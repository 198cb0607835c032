"""Rights and roles as declarations; what a person has is worked out in `access.py`.

Every catalog, document and register has rights of its own, named after its kind:
`item.read`, `item.create`, `item.edit`, `item.delete`, `shipment.post`, `shipment.unpost`,
`stock_on_hand.read`, `item_price.write`. Plugins declare what goes beyond.
"""

from dataclasses import dataclass, field

from ..texts import Text

CATALOG = ("read", "create", "edit", "delete")
DOCUMENT = (*CATALOG, "post", "unpost")
REGISTER = ("read",)
FACT = ("read", "write")


@dataclass(frozen=True)
class Right:
    """Something a person may be allowed to do: `sales.below_minimum`."""

    name: str
    title: Text


@dataclass(frozen=True)
class Role:
    """Rights that go with a duty; `*` stands for a word: `shipment.*`, `*.read`."""

    name: str
    title: Text
    rights: tuple[str, ...] = field(default=())
