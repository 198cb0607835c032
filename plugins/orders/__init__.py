"""The course of orders, the same for selling and buying: carried out, returned, closed.

Also the papers that go with goods either way.
"""

from ...core import Plugin, Texts
from .chain import source_faults, take_over, take_prices
from .cycle import Cycle, Words
from .due import DueOrder, due_orders
from .notes import TORG12, note_form, torg12_form
from .paying import Payment, course_of, payments
from .returns import returned
from .sides import Sides, day_of, heading_of, listed_fields
from .standing import Course, CourseWords, courses
from .torg12 import torg12, vat_rate

_ = Texts(__package__)


class OrdersPlugin(Plugin):
    """Holds what papers that follow one another have in common; keeps no records of its own."""

    name, title = "orders", _("Course of orders")
    needs = ("currencies", "items", "parties", "settlements", "stock")


plugin = OrdersPlugin()

__all__ = [
    "TORG12",
    "Course",
    "CourseWords",
    "Cycle",
    "DueOrder",
    "OrdersPlugin",
    "Payment",
    "Sides",
    "Words",
    "course_of",
    "courses",
    "day_of",
    "due_orders",
    "heading_of",
    "listed_fields",
    "note_form",
    "payments",
    "plugin",
    "returned",
    "source_faults",
    "take_over",
    "take_prices",
    "torg12",
    "torg12_form",
    "vat_rate",
]
