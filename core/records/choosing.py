"""What stands beside records while one chooses among them, and what a scanned code stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..schema.record import Lines, Record
from ..texts import Text


@dataclass(frozen=True)
class Choosing:
    """A page of records that a person chooses from.

    Attributes:
        kind: of the records.
        keys: of the records of the page.
        record: the document or card that is being filled in, as far as it is; unsaved.
        line: the class of the rows that are being added to it.
    """

    kind: str
    keys: Sequence[UUID]
    record: Record
    line: type[Lines]


@dataclass(frozen=True)
class ChoiceFact:
    """One column of facts beside choices.

    Attributes:
        title: what it tells.
        type: the type of its values, as of a field (`quantity`, `price`, `text` …).
        values: by the key of the record; those left out stand empty.
    """

    title: Text
    type: str
    values: Mapping[UUID, Any]


@dataclass(frozen=True)
class ScannedRow:
    """What a scanned code stands for in a row.

    Attributes:
        values: of the row's fields, plain data as REST takes it; a row has no other fields.
        quantity: how many are added, in the field `quantity`.
    """

    values: Mapping[str, str]
    quantity: str = "1"
