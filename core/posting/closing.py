"""Closing dates: up to which moment a scope (an organisation) takes no more changes.

Everyone has the date of the whole base and that of the document's scope, whichever is later.
A person may have a date of his own for either, which then counts for him in place of
everyone's: an earlier one lets him finish a month that is closed to the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Mapped, mapped_column

from ..access.audit import Event, note, trail
from ..access.models import User
from ..database.base import Base
from ..database.bulk import decoder, encoder, run
from ..database.ids import NONE
from ..errors import Invalid
from ..records.presentations import presentations
from ..schema.document import Document
from ..texts import Texts
from ..work import Work
from .errors import ClosedPeriod

_ = Texts("tradepost.core")

RIGHT = "core.close_period"
KIND, CLOSED, OPENED = "closing_date", "closed", "opened"


class ClosingDate(Base):
    """The last closed moment of a scope; NONE for the whole base, a user for his own limit."""

    __tablename__ = "core_closing_date"
    __table_args__ = ({"sqlite_strict": True, "info": {"plugin": "core"}},)
    scope: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    until: Mapped[datetime]


def close(work: Work, until: datetime, *, scope: UUID = NONE, user_id: UUID = NONE) -> None:
    """Close everything up to and including `until`; an earlier moment opens again.

    Args:
        work: the unit of work.
        until: the last closed moment.
        scope: what it holds for; the whole base without it.
        user_id: who has this date instead of everyone's; everyone without it.

    Raises:
        Forbidden: without the right `core.close_period`.
        Invalid: for a user or scope there is not.
    """
    work.access.require(RIGHT)
    if user_id != NONE and work.session.get(User, user_id) is None:
        raise Invalid(_("There is no such user"), path="user")
    if scope != NONE and scope not in scopes(work):
        raise Invalid(_("Nothing that is closed apart has this key"), path="scope")
    known = work.session.get(ClosingDate, (scope, user_id))
    before = None if known is None else known.until
    if known is None:
        work.session.add(ClosingDate(scope=scope, user_id=user_id, until=until))
    else:
        known.until = until
    _note(
        work, CLOSED if before is None or before < until else OPENED, scope, user_id, until, before
    )
    work.session.flush()  # later statements of this unit of work read it by plain SQL


def lift(work: Work, *, scope: UUID = NONE, user_id: UUID = NONE) -> None:
    """Take a closing date away; where there is none, nothing happens.

    Raises:
        Forbidden: without the right `core.close_period`.
    """
    work.access.require(RIGHT)
    known = work.session.get(ClosingDate, (scope, user_id))
    if known is not None:
        work.session.delete(known)
        _note(work, OPENED, scope, user_id, None, known.until)
        work.session.flush()  # later statements of this unit of work read it by plain SQL


def _note(  # noqa: PLR0917 -- what one entry tells
    work: Work,
    action: str,
    scope: UUID,
    user_id: UUID,
    until: datetime | None,
    before: datetime | None,
) -> None:
    user = None if user_id == NONE else work.session.get(User, user_id)
    note(
        work, action, kind=KIND, scope=None if scope == NONE else scope,
        user=None if user is None else user.name, until=until, before=before,
    )  # fmt: skip


def closed_until(work: Work, scope: UUID) -> datetime | None:
    """The last closed moment for a scope and the person who asks: the latest that applies."""
    user = work.access.user_id or NONE
    # Asked at each posting, hence in plain SQL: SQLAlchemy would take longer than the base.
    connection = work.session.connection()
    columns = cast("Table", ClosingDate.__table__).c
    key = encoder(columns.scope, connection.dialect)
    found = run(
        connection,
        f"SELECT scope, user_id, until FROM {ClosingDate.__tablename__} "  # noqa: S608 -- a table of our own
        "WHERE scope IN (?, ?) AND user_id IN (?, ?)",
        (key(NONE), key(scope), key(NONE), key(user)),
    )
    if not found:
        return None
    read = decoder(columns.until, connection.dialect)
    everyone = _raw(key(NONE))
    dates: dict[Any, datetime] = {}
    for of, _whose, until in sorted(found, key=lambda row: _raw(row[1]) != everyone):
        dates[_raw(of)] = read(until)  # a date of one's own comes last, so it holds
    return max(dates.values())


def _raw(key: Any) -> str:
    """A key as drivers give it, comparable with one as they take it."""
    return key.hex() if isinstance(key, bytes | memoryview) else str(key)


def scopes(work: Work) -> dict[UUID, str]:
    """What can be closed apart (organisations), as far as the person sees it: key → name."""
    kinds = {cls.scoped_by for cls in work.schema.documents.values()} - {""}
    found: dict[UUID, str] = {}
    for kind in sorted(kinds & set(work.schema.catalogs)):
        cls: Any = work.schema.catalogs[kind]
        keys = work.session.scalars(select(cls.id)).all()
        found |= presentations(work, [(cls, key) for key in keys])
    return found


@dataclass(frozen=True)
class Closed:
    """A closing date as it is listed; without a scope of all, without a user for everyone."""

    until: datetime
    scope: UUID | None
    user_id: UUID | None
    scope_name: str
    user: str


def listed(work: Work) -> Sequence[Closed]:
    """The closing dates there are: of all first, then scope by scope; everyone's before one's own.

    Raises:
        Forbidden: without the right `core.close_period`.
    """
    work.access.require(RIGHT)
    seen = scopes(work)
    users = _names(work, select(User.id, User.name))
    rows = work.session.scalars(select(ClosingDate))
    found = [
        Closed(
            one.until,
            None if one.scope == NONE else one.scope,
            None if one.user_id == NONE else one.user_id,
            seen.get(one.scope, ""),
            users.get(one.user_id, ""),
        )
        for one in rows
        if one.scope == NONE or one.scope in seen
    ]
    return sorted(found, key=lambda one: (one.scope_name, one.user))


def people(work: Work) -> dict[UUID, str]:
    """Who may have a date of his own: key → name.

    Raises:
        Forbidden: without the right `core.close_period`.
    """
    work.access.require(RIGHT)
    asked = select(User.id, User.name).where(~User.disabled).order_by(User.name)
    return _names(work, asked)


def _names(work: Work, asked: Any) -> dict[UUID, str]:
    return {row[0]: row[1] for row in work.session.execute(asked)}


def past(work: Work) -> list[Event]:
    """Who closed and opened what, the newest first.

    Raises:
        Forbidden: without the right `core.close_period`.
    """
    work.access.require(RIGHT)
    seen = {None, *map(str, scopes(work))}
    return [one for one in trail(work, KIND) if one.after.get("scope") in seen]


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
                until=work.day_of(until),
            ),
            path="moment",
            remedy=_("Choose a later date, or ask for the period to be opened"),
            until=until.isoformat(),
            record=str(document.id),
        )
