"""Forms of words: what stays the same when a word bends, and words typed in the wrong layout."""

from functools import lru_cache
from typing import Any

import snowballstemmer

LEAST = 3
"""Letters a root has at least: a shorter one would be found in anything."""

VOWELS = frozenset("аеиоуыэюя")
AFTER_VOWEL, AFTER_CONSONANT = "йяюеи", "аеиоуыьюя"
"""Letters that endings begin with."""
CHANGING = (
    ("день", "дня", "дню", "днем", "дне", "дни", "дней", "дням", "днями", "днях"),
    ("заем", "займ"),
    ("займ", "займа", "займу", "займом", "займе", "займы", "займов", "займам", "заем"),
    ("имя", "имен"),
    ("имени", "именем", "имена", "имен", "именам", "именами", "именах", "имя"),
    ("лен", "льна", "льну", "льном", "льне"),
    ("шов", "шва", "шву", "швом", "шве", "швы", "швов", "швам", "швами", "швах"),
)
"""Short words whose letters change inside: typed as one form they are looked for in all."""

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_OTHER = str.maketrans(LATIN + CYRILLIC, CYRILLIC + LATIN)


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=10_000)
def root(word: str) -> str:
    """The beginning of a word that its other forms share: `отгрузку` → `отгрузк`.

    The word has to be a search key: small letters, without ё. What is no word (a number, a
    code) stays as it is.
    """
    found = _stem(word)
    return found if len(found) >= LEAST else word


@lru_cache(maxsize=10_000)
def roots(word: str) -> tuple[str, ...]:
    """The beginnings one of which each form of a word has; of most words it is one, the root.

    A Russian word may be so short that its forms share two letters only (`чай`, `чая`, `чаем`):
    too few to look for, so each stands with the letters its endings begin with. A few words
    lose or change a letter inside (`день`, `дня`).
    """
    for forms in CHANGING:
        if word in forms:
            return forms
    found = _stem(word)
    if not _is_short(word, found):
        return (root(word),)
    endings = AFTER_VOWEL if found[-1] in VOWELS else AFTER_CONSONANT
    return tuple(found + one for one in endings)


def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    language = "russian" if _is_russian(word) else "english"
    return word[: _shared(word, str(_stemmer(language).stemWord(word)))]


def _is_russian(word: str) -> bool:
    return any("а" <= one <= "я" for one in word)


def _is_short(word: str, stem: str) -> bool:
    """Whether it is a whole Russian word with a root of two letters and an ending: no `инн`."""
    if not (len(word) >= LEAST > len(stem) > 1 and _is_russian(word)):
        return False
    return word[len(stem)] in (AFTER_VOWEL if stem[-1] in VOWELS else AFTER_CONSONANT)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (mine, its) in enumerate(pairs) if mine != its), min(len(one), len(other))
    )


def same_word(typed: str, word: str) -> bool:
    """Whether a word in a title is what was typed, whole or begun, in whatever form.

    Vowels that come and go are passed over at the end of long words: `остаток`, `остатки`.
    """
    if word.startswith((typed, *roots(typed))):
        return True
    mine = root(typed)
    if len(word) < LEAST:  # `яда`, `яд`: the word is its own root
        return _is_short(typed, _stem(typed)) and _stem(typed) == word
    return len(mine) > 4 and _shared(mine, root(word)) >= len(mine) - 2


def other_layout(text: str) -> str:
    """The text as the same keys give it in the other layout, Russian or English."""
    return text.translate(_OTHER)
