"""References kept in step: the stored key and the record it points to never disagree.

A reference is two attributes: `party_id`, which is stored, and `party`, which is loaded.
Setting either sets the other at once, so services may use whichever they have at hand,
before anything is written.
"""

from typing import Any

from sqlalchemy import event, inspect

from .fields import Field


def keep_in_step(cls: Any, reference: Field) -> None:
    """Watch both attributes of a reference of a mapped class."""
    name, column = reference.name, reference.column

    def key_set(owner: Any, value: Any, before: Any, _event: Any) -> None:
        if value != before:
            _forget(owner, name)

    def record_set(owner: Any, value: Any, _before: Any, _event: Any) -> None:
        key = None if value is None else value.id
        if getattr(owner, column) != key:
            setattr(owner, column, key)

    event.listen(getattr(cls, column), "set", key_set)
    event.listen(getattr(cls, name), "set", record_set)


def _forget(owner: Any, name: str) -> None:
    """Drop what was loaded for another key; it is loaded again when it is asked for."""
    state = inspect(owner)
    state.dict.pop(name, None)
    state.committed_state.pop(name, None)
