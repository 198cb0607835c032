"""Arrangements: how people have set up their screens.

A saved view of a list, the widgets of a desktop, a variant of a report: each is a few values
under a kind ("view") and a subject ("customer_order"). One without a title is how the screen
opens; those with titles are chosen by name. It is a person's own, a role's, or everybody's,
and a person sees his own first. What the values mean is known to whoever keeps them: a value
that no longer fits (a column that is gone) is passed over there, never an error.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from .access.models import TABLE, UserRole
from .database.base import Base
from .database.ids import new_id
from .errors import Forbidden, Invalid, Unknown
from .texts import Texts
from .work import Work

_ = Texts("tradepost.core")

SHARE = "core.share_arrangements"
MOST = 500
"""So many a person may keep."""
LONGEST = 64_000
"""So many characters of values one may hold."""


class Arrangement(Base):
    """One way a screen is set up.

    Attributes:
        kind: what is arranged: "view", "desktop", "variant".
        subject: of which screen, by the name of its kind, report or page.
        title: by which it is chosen; empty for the way the screen opens.
        user_id: whose own it is; None for one of a role or of everybody.
        role: whose it is, where it is a role's.
        content: the values, as JSON.
    """

    __tablename__ = "core_arrangement"
    __table_args__ = (Index(None, "kind", "subject"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    subject: Mapped[str]
    title: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"), index=True)
    role: Mapped[str]
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]

    @property
    def whose(self) -> str:
        """In a word: `mine`, `role` or `all`."""
        return "mine" if self.user_id else "role" if self.role else "all"


class Arrangements:
    """The arrangements of a unit of work: those its person sees, and may change."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def seen(self, kind: str, subject: str | None = None) -> list[Arrangement]:
        """His own, those of his roles, those of everybody, each by title; of one subject or all."""
        asked = select(Arrangement).where(Arrangement.kind == kind, self._in_sight())
        if subject is not None:
            asked = asked.where(Arrangement.subject == subject)
        return sorted(self.session.scalars(asked), key=_nearest)

    def opening(self, kind: str, subject: str) -> Mapping[str, Any]:
        """The values a screen opens with; empty where nobody has set it up."""
        found = [one for one in self.seen(kind, subject) if not one.title]
        return found[0].content if found else {}

    def own(self, *kinds: str) -> dict[str, Mapping[str, Any]]:
        """One's own values of some kinds that are kept once a person, in one select."""
        asked = select(Arrangement).where(
            Arrangement.kind.in_(kinds),
            Arrangement.user_id == self.work.access.user_id,
            Arrangement.title == "",
        )
        return {one.kind: one.content for one in self.session.scalars(asked)}

    def get(self, key: UUID) -> Arrangement:
        """One that the person sees.

        Raises:
            Unknown: where there is none, or it is another's.
        """
        asked = select(Arrangement).where(Arrangement.id == key, self._in_sight())
        found = self.session.scalar(asked)
        if found is None:
            raise Unknown(_("There is no such arrangement"))
        return found

    def keep(
        self,
        kind: str,
        subject: str,
        content: Mapping[str, Any],
        *,
        title: str = "",
        role: str = "",
        for_all: bool = False,
    ) -> Arrangement:
        """Keep values, over those of the same kind, subject, title and owner.

        Args:
            kind: what is arranged.
            subject: of which screen.
            content: the values; plain JSON.
            title: by which it is chosen; empty for the way the screen opens.
            role: keep it for everybody of a role; needs the right to share.
            for_all: keep it for everybody; needs the right to share.

        Raises:
            Forbidden: without the right to share, or for what is nobody's.
            Invalid: for values beyond measure, and where too many are kept already.
        """
        mine = not role and not for_all
        if not mine:
            self.work.access.require(SHARE)
        elif self.work.access.user_id is None:
            raise Forbidden(_("The system keeps no screens of its own"))
        if len(json.dumps(content, ensure_ascii=False)) > LONGEST:
            raise Invalid(_("This is too much to keep"), path="content")
        owner = self.work.access.user_id if mine else None
        found = self._same(kind, subject, title.strip(), owner, role)
        if found is None:
            self._require_room(owner)
            found = Arrangement(
                kind=kind, subject=subject, title=title.strip(), user_id=owner, role=role
            )
            self.session.add(found)
        found.content = dict(content)
        found.changed_at = self.work.clock.now()
        self.session.flush()  # the next look at the screen is to find it
        return found

    def rename(self, key: UUID, title: str) -> Arrangement:
        """Give one another title; it stays what it is to everybody who has chosen it.

        Raises:
            Unknown: where the person sees no such one.
            Forbidden: for a shared one, without the right to share.
        """
        found = self.get(key)
        if found.user_id is None:
            self.work.access.require(SHARE)
        found.title, found.changed_at = title.strip(), self.work.clock.now()
        self.session.flush()  # the next look at the screen is to find it
        return found

    def drop(self, key: UUID) -> None:
        """Forget one.

        Raises:
            Unknown: where the person sees no such one.
            Forbidden: for a shared one, without the right to share.
        """
        found = self.get(key)
        if found.user_id is None:
            self.work.access.require(SHARE)
        self.session.delete(found)
        self.session.flush()  # the next look at the screen is not to find it

    def shared(self, kind: str, subject: str, role: str = "") -> Arrangement | None:
        """How a screen opens for a role, or for everybody; for whoever sets it up for them.

        Raises:
            Forbidden: without the right to share.
        """
        self.work.access.require(SHARE)
        return self._same(kind, subject, "", None, role)

    def forget(self, kind: str, subject: str, *, role: str = "", for_all: bool = False) -> None:
        """Let a screen open as if it had never been set up: one's own, a role's, everybody's.

        Raises:
            Forbidden: for a shared one, without the right to share.
        """
        if role or for_all:
            found = self.shared(kind, subject, role)
        else:
            found = self._same(kind, subject, "", self.work.access.user_id, "")
        if found is not None:
            self.session.delete(found)
            self.session.flush()  # the next look at the screen is not to find it

    def _in_sight(self) -> Any:
        person = self.work.access.user_id
        roles = select(UserRole.role).where(UserRole.user_id == person)
        shared = Arrangement.user_id.is_(None)
        return or_(
            Arrangement.user_id == person,
            shared & (Arrangement.role == ""),
            shared & Arrangement.role.in_(roles),
        )

    def _same(
        self, kind: str, subject: str, title: str, owner: UUID | None, role: str
    ) -> Arrangement | None:
        asked = select(Arrangement).where(
            Arrangement.kind == kind,
            Arrangement.subject == subject,
            Arrangement.title == title,
            Arrangement.user_id.is_(None) if owner is None else Arrangement.user_id == owner,
            Arrangement.role == role,
        )
        return self.session.scalar(asked)

    def _require_room(self, owner: UUID | None) -> None:
        if owner is None:
            return
        asked = select(func.count()).where(Arrangement.user_id == owner)
        if (self.session.scalar(asked) or 0) >= MOST:
            raise Invalid(
                _("You keep {number} arrangements already", number=MOST),
                remedy=_("Remove those you no longer use"),
            )


def _nearest(one: Arrangement) -> tuple[int, str]:
    return ("mine", "role", "all").index(one.whose), one.title.casefold()
