"""How much is to lie in stock, and how soon a supplier brings."""

from sqlalchemy.orm import Mapped

from ...core import Extension, Lines, Quantity, Texts, field, reference
from ...core.values import ZERO
from ..items import Item
from ..parties import Party
from ..stock import Warehouse

_ = Texts(__package__)


class StockLimit(Lines, of=Item, part="stock_limits", label=_("Stock limits")):
    """The least and the most of an item that is to lie in a warehouse, in its base unit."""

    title = _("Stock limit"), _("Stock limits")

    warehouse: Mapped[Warehouse] = reference(_("Warehouse"))
    minimum: Mapped[Quantity] = field(_("At least"), default=ZERO)
    maximum: Mapped[Quantity | None] = field(
        _("At most"), help=_("Bought up to here when there is too little; empty for the least")
    )


class SupplierTerms(Extension, of=Party):
    """How soon a supplier brings what was ordered."""

    title = _("Terms of a supplier"), _("Terms of suppliers")
    tab = _("Supply")

    lead_days: Mapped[int | None] = field(_("Days until goods come"), shown=False)
