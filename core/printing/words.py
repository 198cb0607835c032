"""Sums of money, quantities and masses in words, as papers of law want them."""

from decimal import Decimal

from ..errors import Invalid
from ..texts import Texts
from ..values import round_to
from .currency_words import ENGLISH, RUSSIAN

_ = Texts("tradepost.core.printing")

MOST = Decimal(10**15)
"""What is larger is said in figures alone."""
PARTS = {1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных")}
ENGLISH_PARTS = {1: "tenth", 2: "hundredth", 3: "thousandth"}


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """`Сто двадцать один рубль 50 копеек`: whole units in words, parts in figures.

    Args:
        amount: rounded half up to two decimals.
        currency: ISO 4217; one without words of its own is named by its code.
        language: of the paper.

    Raises:
        Invalid: for less than nothing, and beyond a thousand milliards.
    """
    amount = _sayable(round_to(amount, 2))
    whole, part = int(amount), int(amount % 1 * 100)
    if language == "ru":
        units, parts = RUSSIAN.get(currency, ((), ()))
        said = f"{whole_in_words(whole, 'ru', units[0] if units else 'm')} "
        said += form_of(whole, units[1:]) if units else currency
        said += f" {part:02d} {form_of(part, parts[1:])}" if parts else _bare(part, units)
    else:
        units, parts = ENGLISH.get(currency, ((), ()))
        said = f"{whole_in_words(whole, 'en')} {_english(whole, units) if units else currency}"
        said += f" and {part:02d} {_english(part, parts)}" if parts else _bare(part, units)
    return capital(said)


def number_in_words(value: Decimal, language: str, gender: str = "m") -> str:
    """`двадцать одна целая пять десятых`: a quantity, to the thousandth.

    Raises:
        Invalid: as `in_words`.
    """
    value = _sayable(round_to(value, 3))
    whole, digits = int(value), f"{value % 1:.3f}"[2:].rstrip("0")
    if not digits:
        return whole_in_words(whole, language, gender)
    part, size = int(digits), len(digits)
    if language != "ru":
        many = "" if part == 1 else "s"
        return f"{whole_in_words(whole, 'en')} and {whole_in_words(part, 'en')} {ENGLISH_PARTS[size]}{many}"
    unit = "целая" if _is_one(whole) else "целых"
    of = PARTS[size][0 if _is_one(part) else 1]
    return f"{whole_in_words(whole, 'ru', 'f')} {unit} {whole_in_words(part, 'ru', 'f')} {of}"


def mass_in_words(kilograms: Decimal, language: str) -> str:
    """`Двадцать один килограмм 500 граммов`."""
    kilograms = _sayable(round_to(kilograms, 3))
    whole, grams = int(kilograms), int(kilograms % 1 * 1000)
    if language == "ru":
        unit = form_of(whole, ("килограмм", "килограмма", "килограммов"))
        small = form_of(grams, ("грамм", "грамма", "граммов"))
    else:
        unit = _english(whole, ("kilogram", "kilograms"))
        small = _english(grams, ("gram", "grams"))
    said = f"{whole_in_words(whole, language)} {unit}"
    return capital(f"{said} {grams} {small}" if grams else said)


def whole_in_words(value: int, language: str, gender: str = "m") -> str:
    """A whole number; in Russian of a gender: `две`, `два`."""
    from num2words import num2words  # noqa: PLC0415 -- only a paper needs it

    if language != "ru":
        return str(num2words(value, lang="en"))
    thousands, rest = value // 1000 * 1000, value % 1000
    said = [num2words(thousands, lang="ru")] if thousands else []
    # The gender is that of the last number alone: `две гривны`, but `два миллиона гривен`.
    said += [num2words(rest, lang="ru", gender=gender)] if rest or not thousands else []
    return " ".join(said)


def form_of(count: int, forms: tuple[str, ...]) -> str:
    """Which of the Russian forms for 1, 2 and 5 a count takes."""
    tens, ones = count % 100, count % 10
    if ones == 0 or ones > 4 or 10 < tens < 20:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]


def capital(text: str) -> str:
    """The text as a sentence begins."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _sayable(value: Decimal) -> Decimal:
    if not 0 <= value < MOST:
        raise Invalid(
            _("{value} is not written in words: less than nothing, or too much", value=value)
        )
    return value


def _is_one(count: int) -> bool:
    return count % 10 == 1 and count % 100 != 11


def _english(count: int, forms: tuple[str, ...]) -> str:
    return forms[0 if count == 1 else 1]


def _bare(part: int, units: tuple[str, ...]) -> str:
    """The parts of a currency that has no word for them: nothing, unless there are some."""
    return "" if units and not part else f" {part:02d}"
