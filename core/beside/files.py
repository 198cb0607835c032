"""Files beside a record: attached, renamed, replaced, removed and brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..access.audit import note
from ..access.models import TABLE, User
from ..database.base import Base
from ..database.ids import new_id
from ..errors import Conflict, Unknown
from ..schema.record import Record
from ..settings import CORE
from ..texts import Texts
from ..work import Work
from .kinds import PICTURES, clean_name, media_of
from .places import record_of
from .store import FilePiece, Incoming

_ = Texts("tradepost.core")

LARGEST_FILE = 31 * 1024 * 1024
"""Whatever the settings say: a request holds no more, with what stands around the file."""


class Attachment(Base):
    """A file beside a record.

    Attributes:
        digest: of its content.
        media: what it is, told by its content.
        replaces_id: the one it took the place of.
        removed_at, removed_by: since when it is removed; it can be brought back.
    """

    __tablename__ = "core_attachment"
    __table_args__ = (Index(None, "record_id", "id"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    record_id: Mapped[UUID]
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(ForeignKey("core_file.digest"), index=True)
    size: Mapped[int]
    media: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"))
    created_at: Mapped[datetime]
    replaces_id: Mapped[UUID | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None] = mapped_column(ForeignKey("core_user.id"))

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it."""
        return self.media in PICTURES


@dataclass(frozen=True)
class Content:
    """What comes in: a name as the person knows it, and a stream that is read once."""

    name: str
    stream: BinaryIO


class Attachments:
    """The files of a unit of work: those of records its person may read."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        limits = work.house.settings.of("core", CORE)
        self.largest = min(limits["attachment_megabytes"] * 1024 * 1024, LARGEST_FILE)
        self.most: int = limits["attachments_most"]

    def of(self, record: Record, *, removed: bool = False) -> list[Attachment]:
        """The files beside a record, the latest first.

        Args:
            record: that the person may read.
            removed: those that were removed or replaced instead.
        """
        gone = Attachment.removed_at.is_not(None)
        asked = select(Attachment).where(Attachment.record_id == record.id, gone == removed)
        newest = asked.order_by(Attachment.id.desc()).limit(self.most * 2)
        return list(self.session.scalars(newest))

    def count(self, record: Record) -> int:
        """How many files stand beside a record."""
        here = Attachment.record_id == record.id, Attachment.removed_at.is_(None)
        return self.session.scalar(select(func.count()).where(*here)) or 0

    def people(self, files: Sequence[Attachment]) -> dict[UUID, str]:
        """Who attached or removed them, by key."""
        wanted = {one.user_id for one in files} | {one.removed_by for one in files}
        return names_of(self.work, wanted)

    def add(self, kind: str, key: UUID, content: Content) -> Attachment:
        """Attach a file to a record.

        Raises:
            Forbidden, Unknown: where the person may not change the record, or it is not there.
            TooLarge: for a file beyond the limit; no more of it is read.
            Unsupported: for programs.
            Invalid: for an empty file, or one that is not what its name says.
            Conflict: where too many stand there.
        """
        record = record_of(self.work, kind, key, action="edit")
        if self.count(record) >= self.most:
            raise Conflict(
                _("{what} has {number} files already", what=record.presentation, number=self.most),
                remedy=_("Remove those that are no longer needed"),
            )
        made = self._made(record, content)
        self._note("attached", record, file=made.name, size=made.size, digest=made.digest)
        return made

    def replace(self, key: UUID, content: Content) -> Attachment:
        """Put a newer file in the place of one; the old one is kept among the removed.

        Raises:
            As `add`.
        """
        old, record = self._held(key)
        made = self._made(record, content)
        made.replaces_id = old.id
        old.removed_at, old.removed_by = self.work.clock.now(), self.work.access.user_id
        self._note("file_replaced", record, file=made.name, size=made.size, digest=made.digest)
        self.session.flush()  # the list that is shown next is read from the base
        return made

    def rename(self, key: UUID, name: str) -> Attachment:
        """Give a file another name.

        Raises:
            Unsupported, Invalid: for a name that its content does not allow.
        """
        found, record = self._held(key)
        cleaned = clean_name(name)
        before, found.name = found.name, cleaned
        found.media = media_of(cleaned, self._head(found))
        self._note("file_renamed", record, was=before, file=cleaned)
        self.session.flush()  # as in `replace`
        return found

    def remove(self, key: UUID, *, back: bool = False) -> Attachment:
        """Mark a file as removed, or bring it back; its content is kept.

        Raises:
            Forbidden, Unknown: as `add`.
        """
        found, record = self._held(key)
        if back == (found.removed_at is not None):
            now, who = self.work.clock.now(), self.work.access.user_id
            found.removed_at, found.removed_by = (None, None) if back else (now, who)
            self._note("file_back" if back else "file_removed", record, file=found.name)
            self.session.flush()  # as in `replace`
        return found

    def get(self, key: UUID) -> Attachment:
        """A file whose record the person may read.

        Raises:
            Unknown: where there is none for him.
        """
        found = self.session.get(Attachment, key)
        if found is None:
            raise Unknown(_("There is no such file"))
        record_of(self.work, found.kind, found.record_id, action="read")
        return found

    def _held(self, key: UUID) -> tuple[Attachment, Record]:
        asked = select(Attachment).where(Attachment.id == key).with_for_update()
        found = self.session.scalar(asked)
        if found is None:
            raise Unknown(_("There is no such file"))
        return found, record_of(self.work, found.kind, found.record_id, action="edit")

    def _made(self, record: Record, content: Content) -> Attachment:
        name = clean_name(content.name)
        with Incoming(content.stream, self.largest) as coming:
            media = media_of(name, coming.head)
            coming.put(self.work)
        made = Attachment(
            id=new_id(), kind=record.kind, record_id=record.id, name=name, digest=coming.digest,
            size=coming.size, media=media, user_id=self.work.access.user_id,
            created_at=self.work.clock.now(),
        )  # fmt: skip
        self.session.add(made)
        self.session.flush()  # as in `replace`
        return made

    def _head(self, found: Attachment) -> bytes:
        first = FilePiece.digest == found.digest, FilePiece.place == 0
        return (self.session.scalar(select(FilePiece.content).where(*first)) or b"")[:4096]

    def _note(self, action: str, record: Record, **facts: Any) -> None:
        note(self.work, action, record, **facts)


def names_of(work: Work, keys: Any) -> dict[UUID, str]:
    """What people are called, by key; their full name where they have one."""
    wanted = [one for one in keys if one is not None]
    if not wanted:
        return {}
    asked = select(User.id, User.name, User.full_name).where(User.id.in_(wanted))
    return {key: full or name for key, name, full in work.session.execute(asked)}
