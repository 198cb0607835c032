"""Forms of words: what stays the same when a word bends, and words typed in the wrong layout."""

from functools import lru_cache
from typing import Any

import snowballstemmer

LEAST = 3
"""Letters a root has at least: a shorter one would be found in anything."""

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
    if not word.isalpha():
        return word
    language = "russian" if any("а" <= one <= "я" for one in word) else "english"
    found = word[: _shared(word, str(_stemmer(language).stemWord(word)))]
    return found if len(found) >= LEAST else word


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
    mine = root(typed)
    if word.startswith((typed, mine)):
        return True
    return len(mine) > 4 and _shared(mine, root(word)) >= len(mine) - 2


def other_layout(text: str) -> str:
    """The text as the same keys give it in the other layout, Russian or English."""
    return text.translate(_OTHER)
