"""Closing dates: up to which moment a scope (an organisation) takes no more changes."""

from datetime import datetime
from typing import ClassVar, cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base
from ..database.bulk import decoder, encoder, run
from ..database.ids import NONE
from ..schema.document import Document
from ..texts import Texts
from ..work import Work
from .errors import ClosedPeriod

_ = Texts("tradepost.core")


class ClosingDate(Base):
    """The last closed moment of a scope; NONE for the whole base, a user for his own limit."""

    __tablename__ = "core_closing_date"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)
    audited: ClassVar[str] = "closing_date"

    scope: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    until: Mapped[datetime]


def close(work: Work, until: datetime, *, scope: UUID = NONE, user_id: UUID = NONE) -> None:
    """Close everything up to and including `until`; an earlier moment opens again.

    Raises:
        Forbidden: without the right `core.close_period`.
    """
    work.access.require("core.close_period")
    known = work.session.get(ClosingDate, (scope, user_id))
    if known is None:
        work.session.add(ClosingDate(scope=scope, user_id=user_id, until=until))
    else:
        known.until = until
    work.session.flush()  # later statements of this unit of work read it by plain SQL


def closed_until(work: Work, scope: UUID) -> datetime | None:
    """The last closed moment for a scope and the person who asks: the latest that applies."""
    user = work.access.user_id or NONE
    # Asked at each posting, hence in plain SQL: SQLAlchemy would take longer than the base.
    connection = work.session.connection()
    columns = cast("Table", ClosingDate.__table__).c
    key = encoder(columns.scope, connection.dialect)
    found = run(
        connection,
        f"SELECT until FROM {ClosingDate.__tablename__} "  # noqa: S608 -- a table of our own
        "WHERE scope IN (?, ?) AND user_id IN (?, ?)",
        (key(NONE), key(scope), key(NONE), key(user)),
    )
    read = decoder(columns.until, connection.dialect)
    return max((read(row[0]) for row in found), default=None)


def require_open(work: Work, document: Document, *moments: datetime) -> None:
    """Go on only if the document's moments lie after the closing date.

    Raises:
        ClosedPeriod: naming the document and the boundary.
    """
    until = closed_until(work, document.number_scope())
    if until is not None and min(moments) <= until:
        raise ClosedPeriod(
            _(
                "{title} {number}: the period is closed up to {until}",
                title=document.title[0],
                number=document.number or "",
                until=until,
            ),
            path="moment",
            remedy=_("Choose a later date, or ask for the period to be opened"),
            until=until.isoformat(),
            record=str(document.id),
        )
