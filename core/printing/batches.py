"""Many papers at once, made in the background: drawn in portions, joined into one file.

Each portion is a step of its own, so progress is seen, others may save meanwhile, and what was
drawn before a crash is not drawn again. The file is kept for a day, as that of a list is.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select

from .. import jobs
from ..database.ids import new_id
from ..errors import Invalid
from ..exports import Export, ExportPart, put_parts
from ..records.read import class_of
from ..texts import Texts
from ..work import Work
from .forms import form_of
from .making import MOST_COPIES, file_name, name_of_many, print_many

_ = Texts("tradepost.core.printing")

JOB = "core.print_papers"
AT_ONCE = 10
"""So many papers are made while the person waits: about a second or two."""
MOST = 2000
"""So many papers one file holds."""
PORTION = 10
"""So many papers are drawn in one step."""


@dataclass(frozen=True)
class Batch:
    """What is to be printed.

    Attributes:
        kind, keys: the records, in the order of the papers.
        forms: each record is printed as every one of them, its papers together.
        media: `pdf` for one PDF, `docx` for an archive of Word files.
        language: of the papers; empty for what each record says.
        zone: of the moments on them.
        copies: of each paper; of a PDF.
        options: what was chosen of the options of the forms.
    """

    kind: str
    keys: Sequence[UUID]
    forms: Sequence[str]
    media: str = "pdf"
    language: str = ""
    zone: str = "UTC"
    copies: int = 1
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many papers they are."""
        return len(self.keys) * len(self.forms) * self.copies

    @property
    def ending(self) -> str:
        """Of the name of its file."""
        return "pdf" if self.media == "pdf" else "zip"

    def packed(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "keys": [str(one) for one in self.keys], "forms": [*self.forms]}

    @classmethod
    def unpacked(cls, told: Mapping[str, Any]) -> "Batch":
        """What was packed."""
        mine = {name: told[name] for name in cls.__dataclass_fields__}
        return cls(**{**mine, "keys": [UUID(one) for one in told["keys"]]})


def order(work: Work, batch: Batch) -> Export:
    """Have papers made in the background, for the person who asks: he is told when they are.

    Raises:
        Forbidden, Unknown: without the right to a form or the records, or where there is none.
        Invalid: for nothing, or more than one file holds.
    """
    require_sound(work, batch)
    name = name_of_many(work, batch.kind, len(batch.keys), batch.language or None)
    made = Export(
        id=new_id(), user_id=work.access.user_id, wanted=batch.packed(),
        name=file_name(name, batch.ending), media=batch.ending,
        created_at=work.clock.now(), ready_at=None, reason="",
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()  # its parts will point to it
    job = jobs.start(
        work, JOB, {"export": str(made.id)}, link=f"/exports/{made.id}", right=f"{batch.kind}.read",
        title=_("Print: {name}", name=name),
    )  # fmt: skip
    made.wanted = {**batch.packed(), "job": str(job)}
    return made


def require_sound(work: Work, batch: Batch) -> None:
    """Refuse at once what could not be printed later.

    Raises:
        Forbidden, Unknown, Invalid: as `order`.
    """
    work.access.require(f"{class_of(work, batch.kind).kind}.read")
    for name in batch.forms:
        form = form_of(work.house, batch.kind, name)
        work.access.require(form.right or f"{batch.kind}.read")
        form.chosen(batch.options)
    if not 1 <= batch.copies <= MOST_COPIES:
        raise Invalid(_("Copies: 1 to {most}", most=MOST_COPIES), path="copies")
    if not batch.count:
        raise Invalid(_("Choose what is to be printed"), path="ids")
    if batch.count > MOST:
        raise Invalid(
            _("One file holds {most} papers, not {count}", most=MOST, count=batch.count),
            path="ids", remedy=_("Choose fewer, and print the others after them"),
        )  # fmt: skip


def _run(work: Work, payload: jobs.Payload) -> jobs.Payload | None:
    """Draw the next portion, or join what was drawn. It is read apart: nobody waits for it."""
    if "export" not in payload:
        return None
    key, done = UUID(payload["export"]), int(payload.get("done", 0))
    with work.house.work(work.access, reads_only=True) as reading:
        found = reading.session.get(Export, key)
        if found is None or found.ready_at is not None:
            return None
        batch = Batch.unpacked(found.wanted)
        each = max(1, PORTION // (len(batch.forms) * batch.copies))
        portion = batch.keys[done : done + each]
        content = _drawn(reading, batch, portion, done) if portion else b""
    if not portion:
        _join(work, key, batch)
        return None
    place = {"export_id": key, "place": done, "content": content}
    work.session.execute(insert(ExportPart), [place])
    done += len(portion)
    jobs.progress(work, done, len(batch.keys), _("Papers are being made"))
    return {**payload, "done": done}


def _drawn(work: Work, batch: Batch, keys: Sequence[UUID], before: int) -> bytes:
    return print_many(
        work, batch.kind, keys, forms=batch.forms, media=batch.media, copies=batch.copies,
        language=batch.language or None, zone=ZoneInfo(batch.zone), options=batch.options,
        first=before * len(batch.forms) + 1,
    ).content  # fmt: skip


def _join(work: Work, key: UUID, batch: Batch) -> None:
    """One file in the place of its portions."""
    with TemporaryFile() as made:
        with work.house.work(work.access, reads_only=True) as reading:
            pieces = _pieces(reading, key)
            (_join_pdf if batch.media == "pdf" else _join_zip)(pieces, made)
        made.seek(0)
        gone = delete(ExportPart).where(ExportPart.export_id == key)
        work.session.execute(gone.execution_options(synchronize_session=False))
        put_parts(work, key, made)
    work.session.get_one(Export, key).ready_at = work.clock.now()
    jobs.progress(work, len(batch.keys), len(batch.keys))
    text = _.n("{count} paper is ready", "{count} papers are ready", batch.count)
    jobs.outcome(work, text)


def _pieces(work: Work, key: UUID) -> Iterator[bytes]:
    asked = select(ExportPart.content).where(ExportPart.export_id == key)
    ordered = asked.order_by(ExportPart.place).execution_options(yield_per=4)
    return iter(work.session.scalars(ordered))


def _join_pdf(pieces: Iterator[bytes], into: IO[bytes]) -> None:
    from pypdf import PdfWriter  # noqa: PLC0415 -- an extra, as what draws PDF is

    whole = PdfWriter()
    for one in pieces:
        whole.append(BytesIO(one), import_outline=False)
    whole.write(into)


def _join_zip(pieces: Iterator[bytes], into: IO[bytes]) -> None:
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as whole:
        for one in pieces:
            with zipfile.ZipFile(BytesIO(one)) as piece:
                for name in piece.namelist():
                    whole.writestr(name, piece.read(name))


PAPERS = jobs.Job(
    JOB, _("Print many papers"), "core.manage_jobs", _run, as_caller=True, attempts=3,
    lease=timedelta(minutes=15),
)  # fmt: skip
