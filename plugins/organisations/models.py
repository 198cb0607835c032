"""Our own organisations: whose trade it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Catalog, Text, Texts, field, reference
from ..currencies import Currency, base_currency
from .taxids import tidy

_ = Texts(__package__)

COST_METHODS = {
    "fifo": _("First in, first out"),
    "average": _("Moving average"),
}


class Organisation(Catalog):
    """A legal person in whose name we trade; every document belongs to one.

    Money of its books is kept in `currency`. With `stock_control` posting never lets its
    stock fall below zero.
    """

    title = _("Organisation"), _("Organisations")
    about = _(
        "In whose name we trade. Its currency is that of the books, its cost method says "
        "how goods are costed; papers have numbers of their own for each organisation."
    )
    pictures: ClassVar[Mapping[str, Text]] = {
        "logo": _("Logo"),
        "stamp": _("Stamp"),
        "director_signature": _("Signature of the director"),
        "accountant_signature": _("Signature of the chief accountant"),
    }
    """What papers may show of it."""

    full_name: Mapped[str] = field(_("Full name"), default="", search=True, shown=False)
    country: Mapped[str] = field(
        _("Country"),
        default="RU",
        shown=False,
        help=_("Two letters of ISO 3166; the numbers below are checked for RU alone"),
    )
    tax_id: Mapped[str] = field(_("Tax id (INN)"), default="", search=True, index=True)
    kpp: Mapped[str] = field(_("KPP"), default="", help=_("Code of the reason for registration"))
    ogrn: Mapped[str] = field(_("OGRN"), default="", shown=False)
    okpo: Mapped[str] = field(
        _("OKPO"), default="", shown=False, help=_("Code of the statistics office, for papers")
    )
    currency: Mapped[Currency] = reference(_("Currency of its books"))
    if TYPE_CHECKING:
        currency_id: Mapped[UUID]
    cost_method: Mapped[str] = field(_("Cost method"), default="fifo", choices=COST_METHODS)
    stock_control: Mapped[bool] = field(
        _("Stock never below zero"),
        default=True,
        help=_("Posting refuses to ship what is not there"),
    )
    pays_vat: Mapped[bool] = field(
        _("Pays VAT"), default=True, help=_("Without it, what we sell bears no VAT")
    )
    address: Mapped[str] = field(_("Registered address"), default="", shown=False, long=True)
    phone: Mapped[str] = field(_("Phone"), default="", shown=False)
    email: Mapped[str] = field(_("E-mail"), default="", shown=False)
    director: Mapped[str] = field(_("Director"), default="", shown=False)
    chief_accountant: Mapped[str] = field(_("Chief accountant"), default="", shown=False)

    def complete(self, work: Any) -> None:
        """Its books are kept in the base currency unless said otherwise; numbers are tidied."""
        if getattr(self, "currency_id", None) is None:
            self.currency_id = base_currency(work)
        self.tax_id, self.kpp, self.ogrn = tidy(self.tax_id), tidy(self.kpp), tidy(self.ogrn)
