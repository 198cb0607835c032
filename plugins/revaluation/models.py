"""Debts and money in foreign currencies: what they are, and what the books say they are worth."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from ...core import Amount, BalanceRegister, Texts, TurnoverRegister, dimension, resource
from ..cash import CashPlace
from ..currencies import Currency
from ..organisations import Organisation
from ..parties import Contract, Party

_ = Texts(__package__)


class CurrencySettlements(BalanceRegister):
    """Debts in another currency than that of the books, beside what they are worth there.

    `amount` is that of Settlements; `books_amount` is worth what papers said at their rates,
    brought to a newer rate by payments and revaluations.
    """

    title = _("Settlements in currencies")
    drops_zero = True
    sequence = ("contract", "deal")
    lock_order = 50

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Party"))
    contract: Mapped[Contract] = dimension(_("Contract"))
    deal: Mapped[UUID | None] = dimension(_("Deal"), to="document")
    currency: Mapped[Currency] = dimension(_("Currency"))
    amount: Mapped[Amount] = resource(_("Debt"))
    books_amount: Mapped[Amount] = resource(_("In the currency of the books"))


class CurrencyCash(BalanceRegister):
    """Money in another currency than that of the books, beside what it is worth there."""

    title = _("Money in currencies")
    drops_zero = True
    sequence = ("place",)
    lock_order = 51

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    place: Mapped[CashPlace] = dimension(_("Place"))
    currency: Mapped[Currency] = dimension(_("Currency"))
    amount: Mapped[Amount] = resource(_("Amount"))
    books_amount: Mapped[Amount] = resource(_("In the currency of the books"))


class DebtDifferences(TurnoverRegister):
    """What changes of rates have brought on debts (above zero) or cost, in the books.

    `realised` arose when a debt was paid, `revalued` when what was still owed was brought to
    the rate of a day.
    """

    title = _("Exchange differences of settlements")

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    party: Mapped[Party] = dimension(_("Party"))
    contract: Mapped[Contract] = dimension(_("Contract"))
    currency: Mapped[Currency] = dimension(_("Currency"))
    realised: Mapped[Amount] = resource(_("Realised"))
    revalued: Mapped[Amount] = resource(_("By revaluation"))


class MoneyDifferences(TurnoverRegister):
    """The same of money: `realised` when it was spent, `revalued` while it lay."""

    title = _("Exchange differences of money")

    organisation: Mapped[Organisation] = dimension(_("Organisation"))
    place: Mapped[CashPlace] = dimension(_("Place"))
    currency: Mapped[Currency] = dimension(_("Currency"))
    realised: Mapped[Amount] = resource(_("Realised"))
    revalued: Mapped[Amount] = resource(_("By revaluation"))
