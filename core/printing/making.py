"""How papers are made: one record as one form, or many at once."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from importlib.resources import files
from io import BytesIO
from typing import Any
from uuid import UUID

from ..errors import Invalid, Unknown
from ..records import read
from ..records.shape import shape_of
from ..schema.document import Document
from ..schema.record import Record
from ..texts import LANGUAGES, Texts
from ..work import Work
from . import confined
from .checking import HTML, WORD
from .context import Context, context_of
from .formats import Formats
from .forms import DEFAULT, MEDIA, Printed, PrintForm, form_of
from .html import task_of, to_html
from .pdf import all_to_pdf
from .pictures import pictures_of
from .templates import About, own_template

_ = Texts("tradepost.core.printing")

MOST = 200
"""So many papers are printed in one go."""
MOST_COPIES = 20
ZIP = "application/zip"


@dataclass
class Paper:
    """One record as one form, ready to be drawn."""

    work: Work
    form: PrintForm
    record: Record
    formats: Formats
    given: Mapping[str, str] = field(default_factory=dict)
    """What was chosen of the options of the form."""
    draft: dict[str, bytes] = field(default_factory=dict)
    """A template to be tried in place of the one in force, by medium."""

    def __post_init__(self) -> None:
        self.context = form_context(self.work, self.form, self.record, self.formats, self.given)

    @property
    def about(self) -> About:
        """What chooses people's own template for it."""
        return About(_names(self.record), self.formats.language, day_of(self.record, self.formats))

    def own(self, media: str) -> bytes | None:
        """People's own template for it, or None."""
        if media in self.draft:
            return self.draft[media]
        return own_template(self.work, self.form.kind, self.form.name, media, self.about)

    def html(self) -> tuple[str, bool]:
        """The page, and whether a template of people's own has made it.

        Raises:
            BadTemplate: where that can not be filled in.
        """
        own = self.own(HTML)
        if own is None:
            return to_html(self.context, self.form.template, self.form.package), False
        task = task_of([self.context], own.decode(), self.form.package, self.formats.language)
        return confined.lay_out(task)[0], True

    def word(self) -> bytes:
        """The Word file.

        Raises:
            BadTemplate: where people's own template can not be filled in.
        """
        own = self.own(WORD)
        if own is not None:  # people's own marks: in a process of its own
            return confined.fill(self.context, own)
        from .word import to_docx  # noqa: PLC0415 -- only a Word file needs it

        return to_docx(self.context, template_of_house(self.form, self.context))


def print_record(
    work: Work,
    kind: str,
    key: UUID,
    *,
    form: str = DEFAULT,
    media: str = "html",
    language: str | None = None,
    zone: tzinfo = UTC,
    copies: int = 1,
    options: Mapping[str, str] | None = None,
) -> Printed:
    """Print a record.

    Args:
        work: the unit of work; rights, row and field rules of its person apply.
        kind, key: of the record.
        form: the name of the form.
        media: `html`, `pdf` or `docx`.
        language: of the paper; what the record says, else the person's, without it.
        zone: of the moments on it.
        copies: how many times over; of a PDF.
        options: what was chosen of the options of the form.

    Raises:
        Forbidden: without the right to the form or the record.
        Unknown: where there is no such record, form or medium.
        NoPdf, BadTemplate: see there.
    """
    if media not in MEDIA:
        raise Unknown(_("There is no print form “{name}”", name=media[:60]), path="form")
    paper = paper_of(work, kind, key, form, language=language, zone=zone, options=options or {})
    name = file_name(paper.context["heading"], media)
    if media == "docx":
        return Printed(paper.word(), MEDIA[media], name)
    if media == "pdf":
        return Printed(_drawn([paper.html()], copies), MEDIA[media], name)
    return Printed(paper.html()[0].encode(), MEDIA[media], name)


def print_many(
    work: Work,
    kind: str,
    keys: Sequence[UUID],
    *,
    forms: Sequence[str] = (DEFAULT,),
    media: str = "pdf",
    language: str | None = None,
    zone: tzinfo = UTC,
    copies: int = 1,
    options: Mapping[str, str] | None = None,
    first: int = 1,
) -> Printed:
    """Print many records, each as every one of some forms: one PDF, or an archive of Word files.

    The order of the records is kept; the papers of one record stand together. `first` is the
    number of the first file in an archive that goes on from another.

    Raises:
        Invalid: for no records, or more papers than are printed in one go.
        Forbidden, Unknown, NoPdf, BadTemplate: as `print_record`.
    """
    if media not in ("pdf", "docx"):
        raise Unknown(_("There is no print form “{name}”", name=media[:60]), path="form")
    _require_few(len(keys) * len(forms) * copies)
    papers = (
        paper_of(work, kind, key, form, language=language, zone=zone, options=options or {})
        for key in dict.fromkeys(keys)
        for form in dict.fromkeys(forms)
    )
    name = name_of_many(work, kind, len(keys), language)
    if media == "pdf":
        drawn = [paper.html() for paper in papers]
        return Printed(_drawn(drawn, copies), MEDIA["pdf"], file_name(name, "pdf"))
    return Printed(_packed(papers, first), ZIP, file_name(name, "zip"))


def name_of_many(work: Work, kind: str, count: int, language: str | None) -> str:
    """What a file of so many papers of a kind is called, without its ending."""
    title = work.schema.records[kind].title[1 if count > 1 else 0]
    return Formats(language or work.language).text(title)


def _require_few(count: int) -> None:
    if not count:
        raise Invalid(_("Choose what is to be printed"), path="ids")
    if count > MOST:
        raise Invalid(
            _("At most {most} papers are printed in one go, not {count}", most=MOST, count=count),
            path="ids", remedy=_("Choose fewer, and print the others after them"),
        )  # fmt: skip


def paper_of(
    work: Work,
    kind: str,
    key: UUID,
    form: str = DEFAULT,
    *,
    language: str | None = None,
    zone: tzinfo = UTC,
    options: Mapping[str, str] | None = None,
) -> Paper:
    """A record as one of its forms.

    Raises:
        Forbidden, Unknown: as `print_record`.
    """
    work.access.require(form_of(work.house, kind, form).right or f"{kind}.read")
    record = read.get(work, kind, key)
    formats = Formats(language or language_of(work, record), zone)
    chosen = form_of(work.house, kind, form, day_of(record, formats))
    return Paper(work, chosen, record, formats, options or {})


def language_of(work: Work, record: Record) -> str:
    """The language of its papers: what the record says, else the person's."""
    said = record.paper_language
    return said if said in LANGUAGES else work.language


def day_of(record: Record, formats: Formats) -> date:
    """The day by which forms and templates are chosen."""
    moment = record.moment if isinstance(record, Document) else record.changed_at
    return moment.astimezone(formats.zone).date()


def _names(record: Record) -> frozenset[UUID]:
    found = {
        getattr(record, one.column)
        for one in record.fields.values()
        if one.type in ("reference", "document")
    }
    return frozenset({*found - {None}, record.id})


def _drawn(pages: Sequence[tuple[str, bool]], copies: int) -> bytes:
    """One PDF; in a process of its own where people's templates have a part in it."""
    copies = min(max(copies, 1), MOST_COPIES)
    texts = [page for page, _own in pages]
    if any(own for _page, own in pages):
        return confined.draw(texts, copies)
    return all_to_pdf(texts, copies)


def _packed(papers: Iterable[Paper], first: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _named(papers, first):
            packed.writestr(name, content)
    return made.getvalue()


def _named(papers: Iterable[Paper], first: int) -> Iterator[tuple[str, bytes]]:
    for place, paper in enumerate(papers, first):
        yield f"{place:03d} {file_name(paper.context['heading'], 'docx')}", paper.word()


def form_context(
    work: Work,
    form: PrintForm,
    record: Record,
    formats: Formats,
    given: Mapping[str, str] | None = None,
) -> Context:
    """Everything a form is given for a record.

    Raises:
        Masked: where a plugin's form shows what is hidden from the person.
        Invalid: for options that can not be chosen.
    """
    made = context_of(work, record, formats)
    made["signs"] = [formats.text(one) for one in form.signs]
    made |= {"mark": None, "wide": False, "pictures": pictures_of(work, record)}
    made["words"] = {
        "draft": formats.text(_("Not posted")),
        "signature": formats.text(_("signature, name")),
    }
    if form.context is not None:
        _require_seen(work, form, record)
        more = (form.chosen(given or {}),) if form.options else ()
        made |= form.context(work, record, formats, *more)
    return made


def _require_seen(work: Work, form: PrintForm, record: Record) -> None:
    """A plugin's form is printed only for who may see all it shows.

    Raises:
        Masked: naming what is hidden from the person.
    """
    shape = shape_of(work.schema, type(record))
    for cls, prefix in ((shape.cls, ""), *((c, f"{n}.") for n, c in shape.parts.items())):
        for name in sorted(work.access.hidden(cls.kind)):
            if form.shows is None or f"{prefix}{name}" in form.shows:
                work.access.require_seen(cls.kind, name)


def word_template(work: Work, form: PrintForm, record: Record, formats: Formats) -> bytes:
    """The Word template in force for a form: people's own, the plugin's, or one made up."""
    paper = Paper(work, form, record, formats)
    own = paper.own(WORD)
    return own if own is not None else template_of_house(form, paper.context)


def template_of_house(form: PrintForm, context: Any) -> bytes:
    """The plugin's Word template, or one made up from what the document has."""
    if form.docx:
        return (files(form.package) / form.docx).read_bytes()
    from .blank import blank  # noqa: PLC0415 -- only a Word file needs it

    return blank(context)


def file_name(heading: str, media: str) -> str:
    """A name for the file of a paper: no sign a file system or a header minds."""
    plain = "".join(
        one if one.isalnum() or one in ".,-_№" else " " if one.isspace() else "_"
        for one in heading
    )
    return f"{' '.join(plain.split())[:120].strip(' .')}.{media}"
