"""The course of orders, the same for selling and buying: carried out, returned, closed."""

from ...core import Plugin, Texts
from .chain import source_faults, take_over, take_prices
from .cycle import Cycle, Words
from .due import DueOrder, due_orders
from .returns import returned

_ = Texts(__package__)


class OrdersPlugin(Plugin):
    """Holds what papers that follow one another have in common; keeps no records of its own."""

    name, title = "orders", _("Course of orders")
    needs = ("items", "stock")


plugin = OrdersPlugin()

__all__ = [
    "Cycle",
    "DueOrder",
    "OrdersPlugin",
    "Words",
    "due_orders",
    "plugin",
    "returned",
    "source_faults",
    "take_over",
    "take_prices",
]
