"""Which records are sample data: marked while the demo company is made, whoever makes it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from .base import Base

AT_ONCE = 5_000


class SampleMark(Base):
    """That a record belongs to the sample data of the base."""

    __tablename__ = "core_sample_mark"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]


def mark_samples(connection: Connection, records: Iterable[tuple[str, UUID]]) -> None:
    """Mark records, (kind, key) each, that have no mark yet."""
    rows = [{"record_id": key, "kind": kind} for kind, key in records]
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(SampleMark), rows[start : start + AT_ONCE])


def marked_samples(session: Session) -> Mapping[str, set[UUID]]:
    """The marked records, by kind; some may be gone."""
    found: dict[str, set[UUID]] = {}
    for kind, key in session.execute(select(SampleMark.kind, SampleMark.record_id)):
        found.setdefault(kind, set()).add(key)
    return found


def forget_samples(session: Session) -> None:
    """Take all marks off."""
    session.execute(delete(SampleMark).execution_options(synchronize_session=False))
