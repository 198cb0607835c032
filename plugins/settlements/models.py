"""Who owes whom how much."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, BalanceRegister, Texts, dimension, resource
from ..currencies import Currency
from ..organisations import Organisation
from ..parties import Contract, Party

_ = Texts(__package__)


class Settlements(BalanceRegister):
    """What parties owe us (above zero) and we owe them (below), in the contract's currency.

    `deal` is the order or invoice the debt belongs to, empty where the contract is settled
    as a whole.
    """

    title = _("Settlements")
    drops_zero = True
    apart = ("currency",)

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Party"))
    contract: Mapped[Contract] = dimension(_("Contract"))
    deal: Mapped[UUID | None] = dimension(_("Deal"), to="document")
    currency: Mapped[Currency] = dimension(_("Currency"))
    amount: Mapped[Amount] = resource(_("Debt"))
