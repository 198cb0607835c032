"""The tables of people: users, how they sign in, their roles, what roles grant and restrict."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base
from ..database.ids import new_id

TABLE: dict[str, Any] = {"sqlite_strict": True, "info": {"plugin": "core"}}


class User(Base):
    """A person, or another system, that signs in. Never erased: the audit names it.

    Attributes:
        password_once: the password was made for him: he has to choose his own before all else.
        signed_in_at: when he signed in last, by password.
    """

    __tablename__ = "core_user"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "user"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="ru")
    password: Mapped[str | None] = mapped_column()
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    password_once: Mapped[bool] = mapped_column(default=False)
    signed_in_at: Mapped[datetime | None]


class SignedSession(Base):
    """A browser that is signed in; the secret it holds is kept here only as a digest."""

    __tablename__ = "core_session"
    __table_args__ = (TABLE,)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"), index=True)
    digest: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(default="")


class Token(Base):
    """A key another program signs in with; shown once, kept as a digest."""

    __tablename__ = "core_token"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "token"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    digest: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Attempts(Base):
    """Wrong sign-ins in a row, of one account or from one address."""

    __tablename__ = "core_attempts"
    __table_args__ = (TABLE,)

    subject: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    until: Mapped[datetime | None]


class RoleRow(Base):
    """A role made in this base by an administrator; roles of plugins need no row."""

    __tablename__ = "core_role"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "role"

    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]


class UserRole(Base):
    """A role a user has."""

    __tablename__ = "core_user_role"
    __table_args__ = (Index(None, "role"), TABLE)
    audited: ClassVar[str] = "user_role"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class RoleRight(Base):
    """A right (`*` stands for a word) that a role grants in this base."""

    __tablename__ = "core_role_right"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "role_right"

    role: Mapped[str] = mapped_column(primary_key=True)
    right: Mapped[str] = mapped_column(primary_key=True)


class RowRule(Base):
    """A record of a catalog that a role may see, once the catalog is restricted for it.

    The row with the key NONE says that it is restricted: a list that becomes empty shows
    nothing, it never turns into a list of everything.
    """

    __tablename__ = "core_row_rule"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "row_rule"

    role: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)


class FieldRule(Base):
    """A field of a kind that a role hides."""

    __tablename__ = "core_field_rule"
    __table_args__ = (TABLE,)
    audited: ClassVar[str] = "field_rule"

    role: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
