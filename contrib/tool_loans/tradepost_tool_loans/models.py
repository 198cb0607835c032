"""Two documents and one register."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from tradepost.core import (
    BalanceRegister,
    Document,
    Lines,
    Movement,
    Quantity,
    Texts,
    dimension,
    field,
    lines_of,
    reference,
    resource,
)
from tradepost.core.values import ONE
from tradepost.plugins.items import Item
from tradepost.plugins.parties import Party

_ = Texts(__package__)


class ToolLoanLine(Lines):
    """A tool and how many of it."""

    item: Mapped[Item] = reference(_("Tool"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=ONE)


class ToolLoan(Document):
    """Tools lent to a customer until a day."""

    title = _("Tool loan"), _("Tool loans")

    party: Mapped[Party] = reference(_("Customer"))
    due_on: Mapped[date] = field(_("Due on"))
    lines: Mapped[list[ToolLoanLine]] = lines_of(_("Tools"))

    def movements(self) -> Iterator[Movement]:
        """The customer holds more."""
        for line in self.lines:
            key = {"item": line.item_id, "party": self.party_id}
            yield ToolsLent.plus(**key, quantity=line.quantity)


class ToolReturnLine(Lines):
    """A tool that came back."""

    item: Mapped[Item] = reference(_("Tool"))
    quantity: Mapped[Quantity] = field(_("Quantity"), default=ONE)


class ToolReturn(Document):
    """Tools a customer brought back."""

    title = _("Tool return"), _("Tool returns")

    party: Mapped[Party] = reference(_("Customer"))
    lines: Mapped[list[ToolReturnLine]] = lines_of(_("Tools"))

    def movements(self) -> Iterator[Movement]:
        """The customer holds less; more than he has can not come back."""
        for line in self.lines:
            key = {"item": line.item_id, "party": self.party_id}
            yield ToolsLent.minus(**key, quantity=line.quantity)


class ToolsLent(BalanceRegister):
    """Which of our tools a customer holds."""

    title = _("Tools lent")

    item: Mapped[Item] = dimension(_("Tool"))
    party: Mapped[Party] = dimension(_("Customer"))
    quantity: Mapped[Quantity] = resource(_("Quantity"), never_negative=True)
