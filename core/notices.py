"""Notices: what the house tells a person, until he has read it or put it off.

A notice to a role goes to everybody who has the role now, each with a copy of his own. It is
kept as a text with its values and shown in the language of whoever reads it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .access.models import TABLE, User, UserRole
from .database.base import Base
from .database.ids import new_id
from .jobs import Ended, Job
from .packed import packed, unpacked
from .texts import Text, Texts
from .work import Work

_ = Texts("tradepost.core")

KEPT = timedelta(days=90)
UNREAD, LATER, ALL = "unread", "later", "all"


class Notice(Base):
    """One thing told to one person.

    Attributes:
        role: through which he was told, empty when he was meant himself.
        link: the page it is about.
        key: notices of one key are not repeated to a person who has not read the first.
        due_at: from when it is shown; putting it off moves it.
    """

    __tablename__ = "core_notice"
    __table_args__ = (Index(None, "user_id", "read_at", "due_at"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("core_user.id"))
    role: Mapped[str]
    told: Mapped[dict[str, Any]]
    link: Mapped[str]
    key: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    @property
    def text(self) -> Text:
        """What is told."""
        return unpacked(self.told)


class Notices:
    """Notices of a unit of work: told by services, read by the person who has signed in."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def tell(
        self,
        text: Text,
        *,
        users: Iterable[UUID] = (),
        role: str = "",
        link: str = "",
        key: str = "",
        due_at: datetime | None = None,
    ) -> int:
        """Tell people something; answers how many were told.

        Args:
            text: what.
            users: whom.
            role: or everybody of a role.
            link: the page it is about.
            key: not again to those who have not read the last notice of this key.
            due_at: the moment it is shown from.
        """
        people = set(users)
        if role:
            people |= self._people_of(role)
        if key and people:
            people -= self._not_read_yet(people, key)
        now = self.work.clock.now()
        same: dict[str, Any] = {"role": role, "told": packed(text), "link": link, "key": key}
        same |= {"created_at": now, "due_at": due_at or now}
        rows = [{"id": new_id(), "user_id": one, **same} for one in sorted(people)]
        if rows:
            self.session.execute(insert(Notice), rows)
        return len(rows)

    def due(self, limit: int = 50) -> list[Notice]:
        """What the person has not read, the newest first."""
        asked = select(Notice).where(*self._unread()).order_by(Notice.due_at.desc(), Notice.id)
        return list(self.session.scalars(asked.limit(limit)))

    def count(self, most: int | None = None) -> int:
        """How many notices the person has not read; no more than `most` are counted."""
        unread = select(Notice.id).where(*self._unread()).limit(most).subquery()
        return self.session.scalar(select(func.count()).select_from(unread)) or 0

    def page(self, part: str = ALL, after: UUID | None = None, limit: int = 50) -> list[Notice]:
        """A page of what the person was told, the latest first.

        Args:
            part: `unread`, `later` (put off) or `all`.
            after: the last notice of the page before.
            limit: no more than these.
        """
        mine, now = Notice.user_id == self.work.access.user_id, self.work.clock.now()
        asked = select(Notice).where(mine)
        if part == UNREAD:
            asked = asked.where(Notice.read_at.is_(None), Notice.due_at <= now)
        elif part == LATER:
            asked = asked.where(Notice.read_at.is_(None), Notice.due_at > now)
        if after is not None:
            asked = asked.where(Notice.id < after)
        return list(self.session.scalars(asked.order_by(Notice.id.desc()).limit(limit)))

    def read(self, ids: Collection[UUID]) -> None:
        """Mark notices of the person as read."""
        self._change(ids, read_at=self.work.clock.now())

    def read_all(self) -> None:
        """Mark everything the person was told as read, but what he has put off."""
        now = self.work.clock.now()
        self.session.execute(update(Notice).where(*self._unread()).values(read_at=now))

    def unread(self, ids: Collection[UUID]) -> None:
        """Show notices of the person again, as if he had not read them."""
        self._change(ids, read_at=None, due_at=self.work.clock.now())

    def put_off(self, ids: Collection[UUID], until: datetime) -> None:
        """Show notices of the person again at a later moment."""
        self._change(ids, due_at=until, read_at=None)

    def _change(self, ids: Collection[UUID], **values: datetime | None) -> None:
        mine = update(Notice).where(Notice.id.in_(ids), Notice.user_id == self.work.access.user_id)
        self.session.execute(mine.values(**values))

    def _unread(self) -> tuple[Any, ...]:
        mine = Notice.user_id == self.work.access.user_id
        return mine, Notice.read_at.is_(None), Notice.due_at <= self.work.clock.now()

    def _people_of(self, role: str) -> set[UUID]:
        asked = select(User.id).join(UserRole, UserRole.user_id == User.id)
        return set(self.session.scalars(asked.where(UserRole.role == role, ~User.disabled)))

    def _not_read_yet(self, people: set[UUID], key: str) -> set[UUID]:
        asked = select(Notice.user_id).where(
            Notice.user_id.in_(people), Notice.key == key, Notice.read_at.is_(None)
        )
        return set(self.session.scalars(asked))


MY_WORK = "/me/work"
"""The page with what a person has started, of whatever front there is."""


def tell_ended(work: Work, ended: Ended) -> None:
    """Tell whoever started a piece of background work how it ended."""
    if not ended.done:
        text = _("{what} has failed: {why}", what=ended.title, why=ended.text or "")
    elif ended.text is not None:
        text = _("{what}: {outcome}", what=ended.title, outcome=ended.text)
    else:
        text = _("{what}: done", what=ended.title)
    Notices(work).tell(text, users=[ended.user_id], link=ended.link or MY_WORK)


def _prune(work: Work, _payload: dict[str, Any]) -> None:
    """Drop notices that were read long ago."""
    work.session.execute(delete(Notice).where(Notice.read_at < work.clock.now() - KEPT))


PRUNE = Job(
    "core.prune_notices", _("Drop old notices"), "core.manage_jobs", _prune, timedelta(days=1)
)
