"""The course of orders, the same for selling and buying: carried out, returned, closed.

Also the papers that go with goods either way.
"""

from ...core import Plugin, Role, Texts, hookimpl
from .chain import following, source_faults, take_over, take_prices
from .cycle import Cycle, Words
from .due import DueOrder, due_orders
from .in_books import as_booked
from .models import ClosingReason
from .notes import TORG12, note_form, torg12_form
from .paying import Payment, course_of, payments
from .returns import returned
from .sides import Sides, day_of, heading_of, listed_fields
from .standing import Course, CourseWords, courses
from .torg12 import said, torg12, vat_rate

_ = Texts(__package__)


class OrdersPlugin(Plugin):
    """Holds what papers that follow one another have in common, and why orders are closed."""

    name, title, section = "orders", _("Course of orders"), "sales"
    needs = ("currencies", "items", "parties", "settlements", "stock")

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Who names reasons, and who adds to them."""
        return [
            Role("salesperson", _("Salesperson"), ("closing_reason.read",)),
            Role("buyer", _("Buyer"), ("closing_reason.read",)),
            Role("accountant", _("Accountant"), ("closing_reason.read",)),
            Role("director", _("Director"), ("closing_reason.*",)),
        ]


plugin = OrdersPlugin()

__all__ = [
    "TORG12",
    "ClosingReason",
    "Course",
    "CourseWords",
    "Cycle",
    "DueOrder",
    "OrdersPlugin",
    "Payment",
    "Sides",
    "Words",
    "as_booked",
    "course_of",
    "courses",
    "day_of",
    "due_orders",
    "following",
    "heading_of",
    "listed_fields",
    "note_form",
    "payments",
    "plugin",
    "returned",
    "said",
    "source_faults",
    "take_over",
    "take_prices",
    "torg12",
    "torg12_form",
    "vat_rate",
]
