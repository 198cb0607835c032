"""Creating one document on the basis of another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect

from ..schema.document import Document
from ..work import Work


@dataclass(frozen=True)
class Filling:
    """How a document of kind `target` is filled from one of kind `source`.

    `fill(work, source)` answers plain data as REST takes it; nothing is saved by it.
    """

    source: str
    target: str
    fill: Callable[[Work, Any], dict[str, Any]]


def based_on(document: Document) -> dict[str, Any]:
    """The data every filled document begins with: the link to its source."""
    return {"based_on": str(document.id)}


def left_out(value: object) -> bool:
    """Whether nothing was entered yet, in a field that a saved record always has.

    To be asked while a record is filled in: its type says what it holds once it is saved.
    """
    return value is None


def changed(record: Any, *names: str) -> bool:
    """Whether stored values were changed since the record was read; no for a new record."""
    state: Any = inspect(record)
    return state.key is not None and any(state.attrs[name].history.has_changes() for name in names)
