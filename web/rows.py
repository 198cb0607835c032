"""Rows of a form as compact data: how scripts send them, and how they are sent back.

    {"lines": {"columns": ["item", "quantity"],
               "rows": [["<key>", [["Tea", "<key of tea>"], "3"]]]}}

A cell is a text, or `[text, key, mark, fault]`: the key of a reference (null for anything
else), a mark `~` for what the house has filled in or `?` for what it will fill in when it
saves, and what is wrong with it. A long document is worked out a few rows at a time; `_rest`
then tells how many the others are, and what their columns come to.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..core.errors import Malformed
from ..core.records.readers import is_key
from ..core.texts import Texts
from ..core.values import ZERO
from .formats import Formats

if TYPE_CHECKING:
    from .controls import Stand

_ = Texts(__package__)

FILLED, PENDING = "~", "?"
_SUM = re.compile(r"-?\d{1,20}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True)
class Rest:
    """The rows of a part that were not sent: how many, and what their columns come to."""

    count: int = 0
    sums: Mapping[str, Decimal] = field(default_factory=dict)

    def of(self, name: str) -> Decimal:
        """What a column comes to in them."""
        return self.sums.get(name, ZERO)


@dataclass(frozen=True)
class Cell:
    """One cell as it was sent."""

    text: str
    key: str | None = None
    filled: bool = False


@dataclass(frozen=True)
class Base:
    """What stood in a form before this person changed it.

    Attributes:
        texts: what was in a field before it was typed over, by path.
        rows: the keys of the rows there were, part by part.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


SentRow = tuple[str, str, Mapping[str, Cell]]
"""Part, key and cells by column."""


def read_rows(text: str) -> Iterator[SentRow]:
    """The rows in a text, part by part, in their order.

    Raises:
        Malformed: for anything that is no such text; no row is ever dropped silently.
    """
    for part, sent in _table(text).items():
        columns, rows = _of(sent, "columns", list), _of(sent, "rows", list)
        for row in rows:
            if not isinstance(row, list) or len(row) < 2 or not isinstance(row[1], list):
                raise _unreadable()
            key = row[0]
            if not isinstance(key, str) or not is_key(key) or len(row[1]) > len(columns):
                raise _unreadable()
            cells = {str(name): _cell(one) for name, one in zip(columns, row[1], strict=False)}
            yield part, key.lower(), cells


def read_rest(text: str) -> dict[str, Rest]:
    """What is told of the rows that were not sent, part by part.

    Raises:
        Malformed: for anything that is no such text.
    """
    found = {}
    for part, told in _table(text).items():
        count, sums = _of(told, "count", int), _of(told, "sums", dict)
        if not all(isinstance(one, str) and _SUM.fullmatch(one) for one in sums.values()):
            raise _unreadable()
        found[part] = Rest(count, {str(name): Decimal(one) for name, one in sums.items()})
    return found


def read_base(text: str) -> Base:
    """What stood in a form before.

    Raises:
        Malformed: for anything that is no such text.
    """
    told = _table(text)
    texts, rows = _of(told, "texts", dict), _of(told, "rows", dict)
    known = all(isinstance(one, str) for one in texts.values())
    if not known or not all(isinstance(one, list) for one in rows.values()):
        raise _unreadable()
    return Base(texts, {part: [str(key) for key in keys] for part, keys in rows.items()})


def _table(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(found, dict):
        raise _unreadable()
    return found


def _of(sent: Any, name: str, kind: type) -> Any:
    found = sent.get(name) if isinstance(sent, dict) else None
    if not isinstance(found, kind) or isinstance(found, bool):
        raise _unreadable()
    return found


def _cell(sent: Any) -> Cell:
    if isinstance(sent, str):
        return Cell(_whole(sent))
    if not isinstance(sent, list) or not sent or not isinstance(sent[0], str):
        raise _unreadable()
    key = sent[1] if len(sent) > 1 else None
    if key is not None and not isinstance(key, str):
        raise _unreadable()
    return Cell(_whole(sent[0]), key, len(sent) > 2 and sent[2] in (FILLED, PENDING))


def _whole(text: str) -> str:
    """A text without halves of characters, which JSON can write and nothing can show."""
    return (
        text
        if text.isascii()
        else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _unreadable() -> Malformed:
    return Malformed(
        _("The rows of the form can not be read"),
        remedy=_("Load the page again; what you have typed is kept beside it"),
    )


def write_rows(
    formats: Formats, columns: Sequence[str], rows: Iterable[tuple[str, Iterable["Stand"]]]
) -> str:
    """Rows as text for a script: columns in their order, cells as they stand."""
    data = {
        "columns": list(columns),
        "rows": [[key, [_plain(formats, one) for one in stands]] for key, stands in rows],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _plain(formats: Formats, one: "Stand") -> Any:
    mark = PENDING if one.pending else FILLED if one.filled else ""
    key = one.key if one.points else None
    if one.fault is not None:
        return [one.text, key, mark, formats.text(one.fault.message)]
    if mark:
        return [one.text, key, mark]
    return one.text if key is None else [one.text, key]
