"""Standings: how far a record has come, in words that follow from registers and are never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ..texts import Text


@dataclass(frozen=True)
class Standing:
    """How far a record has come in one respect.

    Attributes:
        name: of the respect and how far it is, for programs: `shipped`, `shipped_part`.
        word: what people read.
        icon: its sign, a name out of those the back office has.
        tone: `good`, `care`, `bad` or `note`; empty for none of these.
    """

    name: str
    word: Text
    icon: str
    tone: str = ""


Standings = Mapping[UUID, Sequence[Standing]]
"""What is to be said of records, by key; those of which there is nothing may be left out."""
