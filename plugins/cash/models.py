"""Where our money is."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import (
    Amount,
    BalanceRegister,
    Catalog,
    Texts,
    Work,
    dimension,
    field,
    reference,
    resource,
)
from ...core.records.filling import left_out
from ..currencies import Currency
from ..organisations import Organisation, own_organisation

_ = Texts(__package__)

PLACE_KINDS = {"desk": _("Cash desk"), "account": _("Bank account")}


class CashPlace(Catalog):
    """A cash desk or a bank account of an organisation, in one currency.

    A desk never holds less than nothing. An account may: the bank decides, and its
    statements come in any order; a `guarded` one pays only what the books have on it.
    """

    title = _("Cash desk or account"), _("Cash desks and accounts")
    about = _(
        "A cash desk or a bank account of ours, in one currency. Money is counted for each "
        "of them apart."
    )

    kind_: Mapped[str] = field(_("Kind"), default="desk", choices=PLACE_KINDS)
    organisation: Mapped[Organisation] = reference(_("Organisation"))
    currency: Mapped[Currency] = reference(_("Currency"))
    guarded: Mapped[bool] = field(
        _("Never below zero"),
        shown=False,
        help=_("Of an account: pays only what the books have on it; a desk always does"),
    )
    account: Mapped[str] = field(_("Account number"), default="", search=True)
    bank: Mapped[str] = field(_("Bank"), default="")
    bic: Mapped[str] = field(_("BIC"), default="", shown=False)
    correspondent: Mapped[str] = field(_("Correspondent account"), default="", shown=False)
    if TYPE_CHECKING:
        organisation_id: Mapped[UUID]
        currency_id: Mapped[UUID | None]

    def complete(self, work: Work) -> None:
        """Fill in the organisation and the currency of its books."""
        super().complete(work)
        if left_out(self.organisation_id):
            self.organisation_id = own_organisation(work)
        if self.currency_id is None:
            owner = work.session.get_one(Organisation, self.organisation_id)
            self.currency_id = owner.currency_id


class Cash(BalanceRegister):
    """How much money lies where; a cash desk never holds less than nothing."""

    title = _("Money")
    apart = ("currency",)

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    place: Mapped[CashPlace] = dimension(_("Place"))
    currency: Mapped[Currency] = dimension(_("Currency"))
    amount: Mapped[Amount] = resource(_("Amount"), never_negative=True)
