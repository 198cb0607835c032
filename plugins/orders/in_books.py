"""Papers of contracts in conventional units as the law asks for them: in the currency of the books.

A tax invoice is made out in roubles where that is what will be paid (Постановление № 1137,
Приложение 1, п. 1 «м»); each row is the sum that was booked.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ...core.values import round_to

BOOKED = ("amount", "vat_amount", "discount_amount")


class RowInBooks:
    """A row whose sums are those of the books; everything else is as it was."""

    def __init__(self, line: Any, turn: Callable[[Decimal], Decimal], rate: Decimal) -> None:
        self._line = line
        for name in BOOKED:
            setattr(self, name, turn(getattr(line, name)))
        self.price = round_to(line.price * rate, 2)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


class PaperInBooks:
    """A paper whose sums are those of the books; everything else is as it was."""

    def __init__(self, paper: Any) -> None:
        turn = paper.into_books()
        self._paper = paper
        self.lines = [RowInBooks(line, turn, paper.books_rate) for line in paper.lines]
        self.amount = sum((line.amount for line in self.lines), Decimal(0))
        self.vat_amount = sum((line.vat_amount for line in self.lines), Decimal(0))
        self.currency = paper.organisation.currency
        self.currency_id = paper.organisation.currency_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self._paper, name)


def as_booked(paper: Any) -> Any:
    """The paper itself, or in the currency of the books where its contract is in units."""
    contract = getattr(paper, "contract", None)
    foreign = paper.currency_id != paper.organisation.currency_id
    in_units = contract is not None and contract.in_units
    return PaperInBooks(paper) if in_units and foreign else paper
