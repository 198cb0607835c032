"""What a balance in a foreign currency is carried at: pure arithmetic.

What adds to a balance is carried at the rate of its own day. What takes from it takes a part of
what the balance is carried at, whatever the rate is by then; the difference is realised. A
balance that a revaluation has brought to a newer rate is carried at that one, so nothing is
booked twice. Where nothing is left in the currency, nothing is left in the books.
"""

from dataclasses import dataclass
from decimal import Decimal

from ...core.values import ZERO, round_to

BOOKS_DIGITS = 2


@dataclass(frozen=True)
class Carried:
    """A balance: in its currency, and what the books carry it at. Both have one sign."""

    amount: Decimal = ZERO
    books: Decimal = ZERO

    def moved(self, amount: Decimal, books: Decimal) -> tuple["Carried", Decimal]:
        """What it is after a movement, and the difference that realises.

        Args:
            amount: signed, in the currency.
            books: what the movement is worth by the rate of its day, of the same sign.

        Returns:
            the balance after it; what was gained (above zero) or lost.
        """
        plain = Carried(self.amount + amount, self.books + books)
        if not self.amount or not amount or (self.amount > 0) == (amount > 0):
            return plain, ZERO
        after = Carried(plain.amount, self._left(amount, books))
        return after, after.books - plain.books

    def added(self, amount: Decimal, books: Decimal) -> tuple["Carried", Decimal]:
        """As `moved`, where each movement says for good what it is worth: nothing is realised.

        Only what rounding leaves, or what can not be (a debt that the books hold for a credit),
        is put right.
        """
        plain = Carried(self.amount + amount, self.books + books)
        if plain.amount and plain.amount * plain.books >= 0:
            return plain, ZERO
        return self.moved(amount, books)

    def _left(self, amount: Decimal, books: Decimal) -> Decimal:
        """What the books carry after a movement against the balance."""
        after = self.amount + amount
        if not after:
            return ZERO
        if (after > 0) == (self.amount > 0):  # a part was taken
            return self.books - round_to(self.books * -amount / self.amount, BOOKS_DIGITS)
        return round_to(books * after / amount, BOOKS_DIGITS)  # all, and more

    def at_rate(self, rate: Decimal) -> tuple["Carried", Decimal]:
        """What it is at another rate, and the difference that makes."""
        worth = round_to(self.amount * rate, BOOKS_DIGITS)
        return Carried(self.amount, worth), worth - self.books
