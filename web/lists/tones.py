"""Colours by condition: records that fit a rule bear its colour, and its word with a sign."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ...core.errors import Refusal
from ...core.records.listing import fitting
from ...core.records.query import Filter, read_filter
from ...core.texts import Text, Texts
from ...core.work import Work
from ..tables import State

_ = Texts("tradepost.web")

TONES: Mapping[str, tuple[Text, str]] = {
    "care": (_("Attention"), "alert-triangle"),
    "bad": (_("Bad"), "alert-circle"),
    "good": (_("Good"), "circle-check"),
    "note": (_("Note"), "flag"),
}
"""The tones of rules with what they are called and their signs."""
MOST = 6
LONGEST = 30


@dataclass(frozen=True)
class Rule:
    """Records that fit all conditions bear the tone and the word."""

    filters: Sequence[tuple[str, str]]
    tone: str
    word: str

    @property
    def state(self) -> State:
        """The word with its sign."""
        title, sign = TONES[self.tone]
        return State(Text("", self.word) if self.word else title, sign, self.tone)

    def packed(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "filters": [list(one) for one in self.filters],
            "tone": self.tone,
            "word": self.word,
        }


def rules_of(layout: Mapping[str, Any]) -> list[Rule]:
    """The rules of a layout; what is no rule any more is passed over."""
    kept = layout.get("tones")
    return list(_read(kept))[:MOST] if isinstance(kept, list) else []


def _read(kept: Sequence[Any]) -> Iterator[Rule]:
    for one in kept:
        if isinstance(one, dict) and one.get("tone") in TONES:
            filters = [(str(n), str(v)) for n, v in one.get("filters", ())]
            yield Rule(filters, one["tone"], str(one.get("word", ""))[:LONGEST])


def tones_of(
    work: Work, kind: str, keys: Sequence[UUID], layout: Any, zone: Any
) -> dict[UUID, State]:
    """The word of each record that a rule is for; the first rule that fits counts.

    One select a rule for the whole page; a rule that can not be followed colours nothing.
    """
    found: dict[UUID, State] = {}
    for rule in rules_of(layout) if keys else ():
        left = [one for one in keys if one not in found]
        try:
            filters = [read_filter(name, value) for name, value in rule.filters]
            real: list[Filter] = [one for one in filters if one is not None]
            if left and real:
                found |= dict.fromkeys(fitting(work, kind, left, real, zone), rule.state)
        except Refusal:
            continue
    return found
