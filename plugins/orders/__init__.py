"""The course of orders, the same for selling and buying: carried out, returned, closed.

Also the papers that go with goods either way.
"""

from typing import TYPE_CHECKING

from ...core import Plugin, Role, Texts, hookimpl
from .balances import CarriedOut, carry_out, close_out, left_of, order_panel, rows_left
from .chain import beyond_faults, following, source_faults, take_over, take_prices
from .cycle import Cycle, Words
from .due import DueOrder, due_orders
from .errors import MoreThanOrdered, NothingLeft, OtherSource
from .in_books import as_booked
from .models import ClosingReason
from .notes import TORG12, note_form, torg12_form
from .paying import Payment, course_of, payments
from .report import order_report
from .returns import returned
from .sides import Sides, day_of, heading_of, listed_fields
from .standing import Course, CourseWords, Runs, courses, standings
from .states import course_fields, paid_field, posted_only
from .torg12 import said, torg12, vat_rate

if TYPE_CHECKING:
    from pyramid.config import Configurator

_ = Texts(__package__)


class OrdersPlugin(Plugin):
    """Holds what papers that follow one another have in common, and why orders are closed."""

    name, title, section = "orders", _("Course of orders"), "sales"
    needs = ("currencies", "items", "parties", "settlements", "stock")

    @hookimpl
    def add_views(self, config: "Configurator") -> None:
        """The boards of orders."""
        config.include(f"{__package__}.views")

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
    "CarriedOut",
    "ClosingReason",
    "Course",
    "CourseWords",
    "Cycle",
    "DueOrder",
    "MoreThanOrdered",
    "NothingLeft",
    "OrdersPlugin",
    "OtherSource",
    "Payment",
    "Runs",
    "Sides",
    "Words",
    "as_booked",
    "beyond_faults",
    "carry_out",
    "close_out",
    "course_fields",
    "course_of",
    "courses",
    "day_of",
    "due_orders",
    "following",
    "heading_of",
    "left_of",
    "listed_fields",
    "note_form",
    "order_panel",
    "order_report",
    "paid_field",
    "payments",
    "plugin",
    "posted_only",
    "returned",
    "rows_left",
    "said",
    "source_faults",
    "standings",
    "take_over",
    "take_prices",
    "torg12",
    "torg12_form",
    "vat_rate",
]
