"""Numbers and codes: one counter a series, counted up inside the unit of work.

The counter row is locked by the increment itself, so two writers never get one number and
a unit of work that ends in nothing leaves no gap.
"""

from uuid import UUID

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..database.base import Base
from ..database.ids import NONE


class Counter(Base):
    """The last number given in one series."""

    __tablename__ = "core_counter"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)

    series: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prefix: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


def next_number(
    session: Session,
    series: str,
    *,
    scope: UUID = NONE,
    year: int = 0,
    prefix: str = "",
    step: int = 1,
) -> int:
    """Take the next number of a series.

    Args:
        series: the kind of document or catalog.
        scope: whose series (the organisation), none for one of the whole base.
        year: series that start anew each year.
        prefix: of the node (branch, till) that numbers.
        step: how far to go; more than one to leave numbers behind that are taken.
    """
    insert = (
        postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    )
    table = Counter.__table__
    first: Insert = (
        insert(Counter)
        .values(series=series, scope=scope, year=year, prefix=prefix, last=step)
        .on_conflict_do_update(
            index_elements=["series", "scope", "year", "prefix"],
            set_={"last": table.c.last + step},
        )
        .returning(table.c.last)
    )
    return int(session.execute(first).scalar_one())
