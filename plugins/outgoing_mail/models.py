"""Letters on their way, what is sent by schedule, and where people want their mail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...core.database.base import Base
from ...core.database.ids import new_id

TABLE: dict[str, Any] = {"sqlite_strict": True, "info": {"plugin": "outgoing_mail"}}

WAITING, SENDING, SENT, FAILED, UNKNOWN = "waiting", "sending", "sent", "failed", "unknown"


class Letter(Base):
    """A letter with its bytes as they go out; its Message-ID is fixed before it is first sent.

    Attributes:
        state: waiting, sending, sent, failed, or unknown where the server fell silent after it
            had the letter: such a one is sent again only by a person.
        recipients: the addresses, under `to`.
        about: the page it is about.
    """

    __tablename__ = "outgoing_mail_letter"
    __table_args__ = (Index(None, "state", "created_at"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    recipients: Mapped[dict[str, Any]]
    body: Mapped[bytes]
    state: Mapped[str] = mapped_column(default=WAITING)
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"))
    about: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Schedule(Base):
    """A report that is sent again and again, with the rights of whoever asked for it.

    Attributes:
        asked: the question, as pairs under `asked`.
        recipients: keys of people under `users`, addresses under `addresses`.
        form: xlsx, pdf, csv or html.
        rule: an RRULE in the zone.
        next_at: when it is due; None once it was stopped.
        stopped: why it was.
    """

    __tablename__ = "outgoing_mail_schedule"
    __table_args__ = (Index(None, "next_at"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"), index=True)
    report: Mapped[str]
    title: Mapped[str]
    asked: Mapped[dict[str, Any]]
    recipients: Mapped[dict[str, Any]]
    form: Mapped[str]
    rule: Mapped[str]
    zone: Mapped[str]
    next_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    stopped: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Address(Base):
    """Where a person wants his mail."""

    __tablename__ = "outgoing_mail_address"
    __table_args__ = (TABLE,)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"), primary_key=True)
    address: Mapped[str]
