"""Guessing what a column holds by its title, in either language of the house."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from ..schema.record import search_key
from ..texts import LANGUAGES, Text
from .targets import GROUP, Target

LIKE_ENOUGH = 0.82
SHORTEST = 4


def guess(
    titles: Sequence[str], targets: Mapping[str, Target], known: Mapping[str, str] | None = None
) -> dict[int, str]:
    """A path for each column that something is likely meant by.

    Args:
        titles: of the columns.
        targets: what there is, by path.
        known: what titles were matched with before, by `title_key`.
    """
    found: dict[int, str] = {}
    scored = []
    for place, title in enumerate(titles):
        path = (known or {}).get(title_key(title))
        if path in targets and path not in found.values():
            found[place] = str(path)
    for place, title in enumerate(titles):
        if place in found or not title_key(title):
            continue
        for path, one in targets.items():
            score = _likeness(title_key(title), path, one)
            if score >= LIKE_ENOUGH and path != GROUP:
                scored.append((-score, bool(one.part), place, path))
    for _score, _part, place, path in sorted(scored):
        if place not in found and path not in found.values():
            found[place] = path
    return found


def title_key(title: str) -> str:
    """A title as it is compared: words alone."""
    return " ".join("".join(c if c.isalnum() else " " for c in search_key(title)).split())


def _likeness(title: str, path: str, one: Target) -> float:
    return max((_alike(title, word) for word in _words(path, one)), default=0.0)


def _words(path: str, one: Target) -> set[str]:
    name = path.rpartition(".")[2]
    labels = {_in(one.label, language) for language in LANGUAGES}
    labels |= {f"{_in(one.above, language)} {_in(one.label, language)}" for language in LANGUAGES}
    return {title_key(text) for text in (path, name, *labels, *one.field.also)} - {""}


def _in(label: Text | str, language: str) -> str:
    return label.into(language) if isinstance(label, Text) else label


def _alike(title: str, word: str) -> float:
    if title == word:
        return 1.0
    if min(len(title), len(word)) < SHORTEST:
        return 0.0
    inside = f" {word} " in f" {title} " or f" {title} " in f" {word} "
    if inside:
        return 0.85 + 0.1 * min(len(title), len(word)) / max(len(title), len(word))
    return SequenceMatcher(None, title, word).ratio()
