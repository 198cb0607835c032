"""Sums of money in words, as papers of law want them."""

from decimal import Decimal

from ..values import round_to

JOINED = {"ru": " ", "en": " and"}


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """`Сто двадцать один рубль 50 копеек`: whole units in words, parts in figures.

    Args:
        amount: rounded half up to two decimals.
        currency: ISO 4217; one without words of its own is named by its code.
        language: of the paper.
    """
    from num2words import num2words  # noqa: PLC0415 -- only a paper needs it

    amount = round_to(amount, 2)
    minus, amount = amount < 0, abs(amount)
    try:
        words = num2words(
            amount, lang=language, to="currency", currency=currency, cents=False,
            separator=JOINED.get(language, " "),
        )  # fmt: skip
    except NotImplementedError:
        whole = int(amount)
        words = f"{num2words(whole, lang=language)} {currency} {int((amount - whole) * 100):02d}"
    if minus:
        words = f"{'минус' if language == 'ru' else 'minus'} {words}"
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]
