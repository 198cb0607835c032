"""Comments beside a record: written, mended, removed and brought back; who is named is told."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..access.audit import note
from ..access.models import TABLE, User
from ..database.base import Base
from ..database.ids import new_id
from ..errors import Forbidden, Invalid, NotSignedIn, Unknown
from ..notices import Notices
from ..records.read import find
from ..schema.document import Document
from ..schema.record import Record
from ..texts import Text, Texts
from ..work import Work
from .files import names_of
from .places import record_of

_ = Texts("tradepost.core")

LONGEST = 8000
SHOWN = 120  # signs of a comment that a notice repeats
MOST_NAMED = 20
_NAMED = re.compile(r"(?<![\w@.])@([\w][\w.\-]*)")


class Comment(Base):
    """What somebody has said about a record.

    Attributes:
        edited_at: when he last mended it; what stood there before is in the history.
        removed_at, removed_by: since when it is removed; it can be brought back.
    """

    __tablename__ = "core_comment"
    __table_args__ = (Index(None, "record_id", "id"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"))
    text: Mapped[str]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"))


class Comments:
    """The comments of a unit of work: those on records its person may read."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        self.unseeing: list[str] = []
        """Who was named in what was written just now, but may not read the record."""

    def of(self, record: Record, before: UUID | None = None, limit: int = 50) -> list[Comment]:
        """The comments on a record, the latest first, without those that were removed.

        Args:
            record: that the person may read.
            before: the last comment of the page before.
            limit: no more than these.
        """
        here = Comment.record_id == record.id, Comment.removed_at.is_(None)
        asked = select(Comment).where(*here)
        if before is not None:
            asked = asked.where(Comment.id < before)
        return list(self.session.scalars(asked.order_by(Comment.id.desc()).limit(limit)))

    def count(self, record: Record) -> int:
        """How many comments stand beside a record."""
        here = Comment.record_id == record.id, Comment.removed_at.is_(None)
        return self.session.scalar(select(func.count()).where(*here)) or 0

    def people(self, comments: Sequence[Comment]) -> dict[UUID, str]:
        """Who wrote them, by key."""
        return names_of(self.work, {one.user_id for one in comments})

    def write(self, kind: str, key: UUID, text: str) -> Comment:
        """Comment on a record; people named in it (`@anna`) are told.

        To comment one needs no more than to read the record.

        Raises:
            Forbidden, Unknown: where the person may not read it, or it is not there.
            Invalid: for an empty text, or one beyond measure.
        """
        record = record_of(self.work, kind, key, action="read")
        words = _words(text)
        made = Comment(
            id=new_id(), kind=kind, record_id=record.id, user_id=self.work.access.user_id,
            text=words, created_at=self.work.clock.now(),
        )  # fmt: skip
        self.session.add(made)
        note(self.work, "commented", record, comment=words)
        self.session.flush()  # the thread that is shown next is read from the base
        self._tell(record, words, set())
        return made

    def mend(self, key: UUID, text: str) -> Comment:
        """Change one's own comment; what stood there stays in the history.

        Raises:
            Forbidden: for another's.
            Invalid: as `write`.
        """
        found, record = self._own(key)
        words = _words(text)
        if words != found.text:
            before, found.text, found.edited_at = found.text, words, self.work.clock.now()
            note(self.work, "comment_mended", record, was=before, comment=words)
            self.session.flush()  # as in `write`
            self._tell(record, words, set(_named(before)))
        return found

    def remove(self, key: UUID, *, back: bool = False) -> Comment:
        """Remove one's own comment, or bring it back; whoever may delete records, any.

        Raises:
            Forbidden: for another's.
        """
        found, record = self._own(key, others=f"{self._get(key).kind}.delete")
        if back == (found.removed_at is not None):
            now, who = self.work.clock.now(), self.work.access.user_id
            found.removed_at, found.removed_by = (None, None) if back else (now, who)
            action = "comment_back" if back else "comment_removed"
            note(self.work, action, record, comment=found.text)
            self.session.flush()  # as in `write`
        return found

    def may_remove(self, one: Comment) -> bool:
        """Whether the person may remove a comment."""
        mine = one.user_id == self.work.access.user_id
        return mine or self.work.access.may(f"{one.kind}.delete")

    def get(self, key: UUID) -> Comment:
        """A comment on a record the person may read.

        Raises:
            Unknown: where there is none for him.
        """
        found = self._get(key)
        record_of(self.work, found.kind, found.record_id, action="read")
        return found

    def names(self, begun: str, limit: int = 8) -> list[tuple[str, str]]:
        """People whose name begins so, for naming them: sign-in name and full name."""
        start = begun.lower().replace("%", "").replace("_", "")[:60] + "%"
        named = func.lower(User.name).like(start) | func.lower(User.full_name).like(start)
        asked = select(User.name, User.full_name).where(~User.disabled, named)
        found = self.session.execute(asked.order_by(User.name).limit(limit))
        return [(name, full) for name, full in found]

    def _get(self, key: UUID) -> Comment:
        found = self.session.get(Comment, key)
        if found is None:
            raise Unknown(_("There is no such comment"))
        return found

    def _own(self, key: UUID, others: str = "") -> tuple[Comment, Record]:
        found = self._get(key)
        record = record_of(self.work, found.kind, found.record_id, action="read")
        may = bool(others) and self.work.access.may(others)
        if found.user_id != self.work.access.user_id and not may:
            raise Forbidden(_("This comment is another's"))
        return found, record

    def _tell(self, record: Record, words: str, known: set[str]) -> None:
        """Tell people who are named, but not again, and not of what they may not see."""
        wanted = [one for one in _named(words) if one not in known][:MOST_NAMED]
        me = self.work.access
        asked = select(User).where(func.lower(User.name).in_(wanted), ~User.disabled)
        for user in self.session.scalars(asked) if wanted else ():
            if user.id == me.user_id:
                continue
            if not self._sees(user, record):
                self.unseeing.append(user.full_name or user.name)
                continue
            who = names_of(self.work, [me.user_id]).get(me.user_id, me.name) if me.user_id else ""
            text = _(
                "{who} has named you, {what}: {words}",
                who=who or me.name,
                what=_what(record),
                words=words if len(words) <= SHOWN else f"{words[:SHOWN]}…",
            )
            group = "documents" if isinstance(record, Document) else "catalogs"
            link = f"/{group}/{record.kind}/{record.id}?beside=comments"
            Notices(self.work).tell(text, users=[user.id], link=link)

    def _sees(self, user: User, record: Record) -> bool:
        """Whether somebody else may read a record: looked at with his own eyes."""
        try:
            access = self.work.house.policy.access_of(self.work, user)
        except NotSignedIn:
            return False
        if not access.may(f"{record.kind}.read"):
            return False
        if not access.rows:
            return True
        # Rows out of his sight are told by a unit of work of his own: what is kept in this one
        # has passed the filter of whoever writes.
        with self.work.house.work(access, reads_only=True) as his:
            return find(his, type(record), record.id) is not None


def _what(record: Record) -> Text:
    title = record.title[0]
    if isinstance(record, Document):
        return _("{title} {number}", title=title, number=record.number)
    return _("{title} “{name}”", title=title, name=record.presentation)


def _words(text: Any) -> str:
    words = str(text).replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Invalid(_("Write something"), path="text")
    if len(words) > LONGEST:
        raise Invalid(
            _("A comment holds {number} signs at most", number=LONGEST),
            path="text",
            remedy=_("Attach it as a file"),
        )
    return words


def _named(words: str) -> list[str]:
    """The names in a text, without the points that end a sentence, each once."""
    found = (one.rstrip(".-").lower() for one in _NAMED.findall(words))
    return list(dict.fromkeys(one for one in found if one))
