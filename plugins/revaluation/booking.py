"""Papers booked in both currencies: what each movement is worth, and what it realises."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import BalanceRegister, Movement, Work
from ...core.posting.posting import Posting
from ...core.values import ZERO, round_to
from ..cash import Cash, MoneyDocument
from ..organisations import Organisation
from ..parties import Contract, contract_rate
from ..settlements import Settlements, rate_between
from .carrying import BOOKS_DIGITS, Carried
from .models import CurrencyCash, CurrencySettlements, DebtDifferences, MoneyDifferences

Key = tuple[UUID | None, ...]

DEBT = ("organisation", "party", "contract", "deal", "currency")
MONEY = ("organisation", "place", "currency")


def movements(posting: Posting) -> list[Movement]:
    """What a paper adds to debts and money in foreign currencies, and the differences.

    Raises:
        NoRate: where a currency has none on the day.
    """
    return [
        *_booked(posting, CurrencySettlements, _foreign(posting, Settlements), DEBT),
        *_booked(posting, CurrencyCash, _foreign(posting, Cash), MONEY),
    ]


def _foreign(posting: Posting, register: type[BalanceRegister]) -> list[Movement]:
    """Movements in another currency than that of the organisation's books."""
    found = posting.of(register)
    if not found:
        return []
    ours = {one["organisation"] for one in found}
    books = {key: _books_of(posting.work, key) for key in ours}
    return [one for one in found if one["currency"] != books[one["organisation"]]]


def _books_of(work: Work, organisation: UUID) -> UUID:
    return work.session.get_one(Organisation, organisation).currency_id


def _booked(
    posting: Posting,
    register: type[BalanceRegister],
    moved: Sequence[Movement],
    names: tuple[str, ...],
) -> Iterator[Movement]:
    if not moved:
        return
    state = carried_before(posting, register, names, [_key(one, names) for one in moved])
    for one in moved:
        key = _key(one, names)
        worth = _worth(posting, one)
        named = dict(zip(names, key, strict=True))
        before = state.get(key, Carried())
        settled = _settled_for_good(posting.work, named)
        move = before.added if settled else before.moved
        state[key], gained = move(one["amount"], worth)
        yield _moved(register, one.direction, named, one["amount"], worth)
        if gained:
            yield adjusted(register, named, gained)
            yield difference(named, realised=gained)


def _settled_for_good(work: Work, named: dict[str, Any]) -> bool:
    """Whether what is owed was said in the currency of the books once and for all."""
    if "contract" not in named:
        return False
    contract = work.session.get_one(Contract, named["contract"])
    return contract.in_units and contract.rate_day == "shipment"


def carried_before(
    posting: Posting,
    register: type[BalanceRegister],
    names: tuple[str, ...],
    keys: Sequence[Key],
) -> dict[Key, Carried]:
    """The balances as the paper finds them; nobody else moves them meanwhile."""
    rows = posting.balances(register, names, keys, hold_missing=True)
    return {
        tuple(row[name] for name in names): Carried(row["amount"], row["books_amount"])
        for row in rows
    }


def _key(one: Movement, names: tuple[str, ...]) -> Key:
    return tuple(one[name] for name in names)


def _worth(posting: Posting, one: Movement) -> Decimal:
    """What a movement is worth in the currency of the books."""
    document: Any = posting.document
    amount: Decimal = one["amount"]
    rate: Decimal | None
    if one.register is Settlements:
        settled = getattr(document, "settled_amount", ZERO)
        if settled:  # the paper knows, to the kopeck of its rows
            return round_to(amount * document.in_books() / settled, BOOKS_DIGITS)
        contract = posting.work.session.get_one(Contract, one["contract"])
        rate = contract_rate(posting.work, contract, document.moment)
    else:
        rate = document.rate if isinstance(document, MoneyDocument) else None
        if isinstance(document, MoneyDocument) and document.contract_id is not None:
            return round_to(amount * document.books_rate, BOOKS_DIGITS)
    ours = _books_of(posting.work, one["organisation"])
    each = rate_between(posting.work, one["currency"], ours, document.moment, rate)
    return round_to(amount * each, BOOKS_DIGITS)


def _moved(
    register: type[BalanceRegister],
    direction: int,
    named: dict[str, Any],
    amount: Decimal,
    books: Decimal,
) -> Movement:
    if direction > 0:
        return register.plus(**named, amount=amount, books_amount=books)
    return register.minus(**named, amount=-amount, books_amount=-books)


def adjusted(register: type[BalanceRegister], named: dict[str, Any], gained: Decimal) -> Movement:
    """The books alone are brought to another figure."""
    return _moved(register, 1 if gained > 0 else -1, named, ZERO, gained)


def difference(
    named: dict[str, Any], *, realised: Decimal = ZERO, revalued: Decimal = ZERO
) -> Movement:
    """What was gained or lost by it."""
    register = MoneyDifferences if "place" in named else DebtDifferences
    whose = {name: key for name, key in named.items() if name != "deal"}
    return register.add(**whose, realised=realised, revalued=revalued)
