"""Lists as files: what a list shows, whole, as CSV or XLSX; long ones are made in the background.

The files that were made for a person are kept here, those of many papers, too (`printing`).
Rows are read and written piece by piece, so a list of a million takes no more memory than a
page. What the background has made is kept in the base for a day, for the one who asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from . import jobs
from .access.models import TABLE
from .database.base import Base
from .database.ids import new_id
from .errors import Invalid, Refusal, Unknown
from .notices import Notices
from .records.columns import Place, Reading, Told, place_of
from .records.listing import count_up_to, stream
from .records.query import Filter, Query
from .records.read import class_of
from .schema.document import Document
from .schema.record import Record
from .sheets import Sheet, write_csv, write_xlsx
from .texts import Text, Texts
from .work import Work

_ = Texts("tradepost.core")

AT_ONCE = 5000
"""Lists up to this length are written while the person waits."""
LONGEST = {"xlsx": 1_000_000, "csv": 5_000_000}
KEPT = timedelta(days=1)
PART = 1 << 20
JOB = "core.export_list"


class Export(Base):
    """A file that is being made, or waits to be fetched by who asked for it."""

    __tablename__ = "core_export"
    __table_args__ = (Index(None, "created_at"), TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID | None]
    wanted: Mapped[dict[str, Any]]
    name: Mapped[str]
    media: Mapped[str]
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class ExportPart(Base):
    """A piece of a file."""

    __tablename__ = "core_export_part"
    __table_args__ = (TABLE,)

    export_id: Mapped[UUID] = mapped_column(
        ForeignKey("core_export.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]


@dataclass(frozen=True)
class ListFile:
    """What is to be written.

    Attributes:
        kind: of catalog or document.
        query: which records, in which order.
        columns: their paths; those that are not for this person are left out.
        media: `csv` or `xlsx`.
        language: of heads, words and separators.
    """

    kind: str
    query: Query
    columns: Sequence[str]
    media: str
    language: str

    def packed(self) -> dict[str, Any]:
        """As plain data."""
        asked = self.query
        return {
            "kind": self.kind, "columns": list(self.columns), "media": self.media,
            "language": self.language, "words": asked.words, "sort": list(asked.sort),
            "filters": [[one.path, one.operator, _plain(one.value)] for one in asked.filters],
            "zone": str(asked.zone),
        }  # fmt: skip

    @classmethod
    def unpacked(cls, told: Mapping[str, Any]) -> "ListFile":
        """What was packed."""
        filters = [Filter(*one) for one in told["filters"]]
        query = Query(told["words"], filters, tuple(told["sort"]), zone=ZoneInfo(told["zone"]))
        return cls(told["kind"], query, told["columns"], told["media"], told["language"])


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | bool | int | list) else str(value)


class Exports:
    """Files of lists for one person."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def is_long(self, wanted: ListFile) -> bool:
        """Whether it is better made in the background.

        Raises:
            Forbidden, Invalid: as the list itself.
        """
        return count_up_to(self.work, wanted.kind, wanted.query, AT_ONCE + 1) > AT_ONCE

    def write(self, wanted: ListFile, into: IO[bytes]) -> None:
        """Write a list into a file.

        Raises:
            Forbidden, Invalid: as the list itself.
        """
        cls = class_of(self.work, wanted.kind)
        found = (place_of(self.work, cls, path) for path in wanted.columns)
        places = [one for one in found if one is not None]
        documents = issubclass(cls, Document)
        columns = [(_shown(one.label, wanted.language), one.field.type) for one in places]
        state = [(_("State").into(wanted.language), "text")] if documents else []
        sheet = Sheet(
            cls.title[1].into(wanted.language), [*columns, *state],
            self._rows(wanted, cls, places, documents=documents),
        )  # fmt: skip
        if wanted.media == "csv":
            write_csv(sheet, into, wanted.language, wanted.query.zone)
        else:
            write_xlsx(sheet, into, wanted.query.zone)

    def order(self, wanted: ListFile) -> Export:
        """Have a file made in the background; a notice tells when it is there.

        Raises:
            Forbidden: without the right to read the list.
            Invalid: where it is longer than such a file holds.
        """
        self.work.access.require(f"{wanted.kind}.read")
        most = LONGEST[wanted.media]
        if count_up_to(self.work, wanted.kind, wanted.query, most + 1) > most:
            raise Invalid(
                _("The file would be longer than {most} rows", most=most),
                remedy=_("Filter the list, or take CSV"),
            )
        cls = class_of(self.work, wanted.kind)
        found = Export(
            id=new_id(), user_id=self.work.access.user_id, wanted=wanted.packed(),
            name=f"{cls.title[1].into(wanted.language)}.{wanted.media}", media=wanted.media,
            created_at=self.work.clock.now(), ready_at=None, reason="",
        )  # fmt: skip
        self.session.add(found)
        self.session.flush()  # its parts will point to it
        jobs.enqueue(self.work, JOB, {"export": str(found.id)})
        return found

    def get(self, key: UUID) -> Export:
        """A file of this person's.

        Raises:
            Unknown: where there is none.
        """
        found = self.session.get(Export, key)
        if found is None or found.user_id != self.work.access.user_id:
            raise Unknown(_("There is no such file; it is kept for a day"))
        self.work.access.require(f"{found.wanted['kind']}.read")
        return found

    def copy(self, export: Export, into: IO[bytes]) -> None:
        """Copy what was made into a file of the caller's."""
        asked = select(ExportPart.content).where(ExportPart.export_id == export.id)
        ordered = asked.order_by(ExportPart.place).execution_options(yield_per=4)
        for piece in self.session.scalars(ordered):
            into.write(piece)

    def _rows(
        self, wanted: ListFile, cls: type[Record], places: Sequence[Place], *, documents: bool
    ) -> Iterator[list[Any]]:
        reading = Reading(self.work, cls, places)
        for piece in stream(self.work, wanted.kind, wanted.query):
            for record, row in zip(piece, reading.rows(piece), strict=True):
                cells = [
                    _cell(place, told, wanted.language)
                    for place, told in zip(places, row, strict=True)
                ]
                yield [*cells, _state(record, wanted.language)] if documents else cells
            self.session.expunge_all()  # no more than a piece is kept


def _cell(place: Place, told: Told, language: str) -> Any:
    if place.slot.points:
        return told.name
    if place.field.type == "choice":
        return _shown(place.field.choices.get(told.value, told.value or ""), language)
    return told.value


def _state(record: Any, language: str) -> str:
    word = _("Marked for deletion") if record.deleted else _("Posted")
    return (word if record.deleted or record.posted else _("Draft")).into(language)


def _shown(text: Text | str, language: str) -> str:
    return text.into(language) if isinstance(text, Text) else str(text)


def _run(work: Work, payload: jobs.Payload) -> None:
    """Make a file: it is read in a unit of work of its own, so that nobody waits for it."""
    if "export" not in payload:
        return
    key = UUID(payload["export"])
    with work.house.work(work.access, reads_only=True) as reading, TemporaryFile() as made:
        found = reading.session.get(Export, key)
        if found is None or found.ready_at is not None:
            return
        try:
            Exports(reading).write(ListFile.unpacked(found.wanted), made)
        except Refusal as why:  # the right is gone meanwhile, or a field of a filter
            work.session.get_one(Export, key).reason = why.message.into(work.language)
            return
        made.seek(0)
        _store(work, key, made)


def put_parts(work: Work, key: UUID, made: IO[bytes]) -> None:
    """Keep what was made, piece by piece."""
    for place, content in enumerate(iter(lambda: made.read(PART), b"")):
        row = {"export_id": key, "place": place, "content": content}
        work.session.execute(insert(ExportPart), [row])


def _store(work: Work, key: UUID, made: IO[bytes]) -> None:
    put_parts(work, key, made)
    found = work.session.get_one(Export, key)
    found.ready_at = work.clock.now()
    if found.user_id is not None:
        told = _("The file “{name}” is ready", name=found.name)
        Notices(work).tell(told, users=[found.user_id], link=f"/exports/{key}")


def _prune(work: Work, _payload: jobs.Payload) -> None:
    """Drop files that are a day old."""
    old = Export.created_at < work.clock.now() - KEPT
    work.session.execute(delete(Export).where(old).execution_options(synchronize_session=False))


EXPORT = jobs.Job(JOB, _("Write a list into a file"), "core.manage_jobs", _run, as_caller=True)
PRUNE = jobs.Job(
    "core.prune_exports", _("Drop files of lists"), "core.manage_jobs", _prune, timedelta(days=1)
)
