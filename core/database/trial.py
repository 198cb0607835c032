"""Something tried inside a unit of work and taken back at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


@contextmanager
def taken_back(session: Session) -> Iterator[None]:
    """Whatever is written inside is taken back at the end; what went before stays."""
    with session.begin_nested() as trial:
        yield
        trial.rollback()
