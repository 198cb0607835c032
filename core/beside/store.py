"""Contents of files, kept in the base in pieces under their own digest.

In the base, so that a backup has them, a restore brings them, and every web process and
worker sees them; in pieces, so that nobody ever holds a whole file in memory; under their
digest, so that the same file attached a hundred times is kept once, and a changed byte shows
(ADR 0017).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ..access.models import TABLE
from ..database.base import Base
from ..errors import Invalid, TooLarge
from ..jobs import Job
from ..texts import Texts
from ..work import Work

if TYPE_CHECKING:
    from ..house import House

_ = Texts("tradepost.core")

PIECE = 256 * 1024
HELD = 1024 * 1024
"""So much of a file that comes in is held in memory; the rest waits on disk."""
KEPT = timedelta(days=7)


class StoredFile(Base):
    """The content of a file, by its SHA-256."""

    __tablename__ = "core_file"
    __table_args__ = (TABLE,)

    digest: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    created_at: Mapped[datetime]


class FilePiece(Base):
    """One piece of a content; pieces are counted from 0."""

    __tablename__ = "core_file_piece"
    __table_args__ = (TABLE,)

    digest: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]


class Incoming:
    """A file that is coming in: read once, measured and hashed, then put into the base.

    Use it in a `with`: what waits on disk is let go at its end.

    Args:
        source: where it comes from.
        largest: so many bytes are taken.

    Raises:
        TooLarge: as soon as it is longer; what was read so far is dropped.
        Invalid: where it is empty.
    """

    def __init__(self, source: BinaryIO, largest: int) -> None:
        self.spool = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 -- closed at the end of the `with`
        self.size, summed, self.head = 0, sha256(), b""
        while part := source.read(PIECE):
            self.size += len(part)
            if self.size > largest:
                self.spool.close()
                raise too_large(largest)
            self.head = self.head or part[:4096]
            summed.update(part)
            self.spool.write(part)
        if not self.size:
            self.spool.close()
            raise Invalid(_("The file is empty"), path="file")
        self.digest = summed.hexdigest()

    def put(self, work: Work) -> None:
        """Keep the content, unless it is kept already."""
        on = postgresql if work.session.get_bind().dialect.name == "postgresql" else sqlite
        row = {"digest": self.digest, "size": self.size, "created_at": work.clock.now()}
        fresh = on.insert(StoredFile).values(row).on_conflict_do_nothing()
        if work.session.execute(fresh.returning(StoredFile.digest)).first() is None:
            return
        self.spool.seek(0)
        place = 0
        while part := self.spool.read(PIECE):
            piece = {"digest": self.digest, "place": place, "content": part}
            work.session.execute(insert(FilePiece), [piece])
            place += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.spool.close()


def too_large(largest: int) -> TooLarge:
    """The refusal of a file beyond measure."""
    return TooLarge(
        _("The file is larger than {megabytes} MB", megabytes=largest // 1024 // 1024),
        remedy=_("Make it smaller, or keep it elsewhere and put a link into a comment"),
        largest=largest,
    )


def pieces(house: "House", digest: str) -> Iterator[bytes]:
    """The content of a file, piece by piece, each read in a short unit of work of its own.

    An answer is sent when the unit of work of its request has ended, and a slow line must not
    hold one open.
    """
    place = 0
    while True:
        with house.work(reads_only=True) as work:
            asked = select(FilePiece.content)
            found = work.session.scalar(
                asked.where(FilePiece.digest == digest, FilePiece.place == place)
            )
        if found is None:
            return
        yield found
        place += 1


def broken(work: Work) -> Iterator[str]:
    """Contents that are not what their digest says, and files whose content is gone."""
    for digest, size in work.session.execute(select(StoredFile.digest, StoredFile.size)).all():
        found, length = sha256(), 0
        for part in _read(work, digest):
            found.update(part)
            length += len(part)
        if length != size or found.hexdigest() != digest:
            yield f"core_file: {digest}: the content is not what was put there"


def _read(work: Work, digest: str) -> Iterable[bytes]:
    asked = select(FilePiece.content).where(FilePiece.digest == digest).order_by(FilePiece.place)
    return work.session.scalars(asked.execution_options(yield_per=4))


def _prune(work: Work, _payload: dict[str, Any]) -> None:
    """Drop contents that belong to nothing: files for an import that has been done."""
    from .files import Attachment  # noqa: PLC0415 -- its table points here

    used = exists().where(Attachment.digest == StoredFile.digest)
    old = StoredFile.created_at < work.clock.now() - KEPT
    gone = list(work.session.scalars(select(StoredFile.digest).where(old, ~used).limit(500)))
    for table in (FilePiece, StoredFile):
        work.session.execute(delete(table).where(table.digest.in_(gone)))


def size_of_all(work: Work) -> int:
    """Bytes of all contents."""
    return work.session.scalar(select(func.sum(StoredFile.size))) or 0


PRUNE = Job(
    "core.prune_files", _("Drop files that belong to nothing"), "core.manage_jobs", _prune,
    timedelta(days=1),
)  # fmt: skip
