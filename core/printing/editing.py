"""What the editor of templates works with: forms, sources, samples, trials."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from importlib.resources import files
from uuid import UUID

from ..errors import Invalid
from ..records.listing import page
from ..records.query import Filter, Query
from ..schema.document import Document
from ..schema.record import Record
from ..texts import Text, Texts
from ..work import Work
from .checking import HTML, WORD, require_sound
from .forms import DEFAULT, PrintForm, form_of, forms_of
from .making import Paper, paper_of, template_of_house
from .templates import (
    ALL,
    RIGHT,
    PrintVersion,
    Scope,
    count_own,
    in_force,
    keep_template,
    versions,
)

_ = Texts("tradepost.core.printing")

SAMPLES = 30


@dataclass(frozen=True)
class Listed:
    """A form in the list of the editor: of what it is, how many versions people have made."""

    title: Text
    form: PrintForm
    versions: int


def all_forms(work: Work) -> Iterator[Listed]:
    """Every form of every kind, documents first."""
    counted = count_own(work)
    schema = work.schema
    for kinds in (schema.documents, schema.catalogs):
        for kind, cls in sorted(
            kinds.items(), key=lambda one: one[1].title[0].into(work.language)
        ):
            for name, form in forms_of(work.house, kind).items():
                plain = name == DEFAULT and not issubclass(cls, Document)
                if not plain or (kind, name) in counted:
                    yield Listed(cls.title[0], form, counted.get((kind, name), 0))


def source_of_house(form: PrintForm) -> str:
    """The HTML template a form is delivered with."""
    package, name = form.package, form.template
    if name.startswith("core/"):
        package, name = "tradepost.core.printing", f"templates/{name.removeprefix('core/')}"
    return (files(package) / name).read_text("utf-8")


def last_own(work: Work, form: PrintForm, media: str, scope: Scope = ALL) -> PrintVersion | None:
    """The version of a template in force for just these papers, or None."""
    for one in in_force(versions(work, form.kind, form.name, media)):
        if one.scope == scope:
            return one if one.content else None
    return None


def samples(work: Work, kind: str) -> Sequence[Record]:
    """The latest records of a kind that the person may see, to try a template on."""
    if not work.access.may(f"{kind}.read"):
        return ()
    cls = work.schema.records[kind]
    sort = ("-moment",) if issubclass(cls, Document) else ()
    return page(work, kind, Query(sort=sort, limit=SAMPLES)).records


def sample_paper(
    work: Work,
    kind: str,
    form: str,
    *,
    key: UUID | None = None,
    language: str | None = None,
    zone: tzinfo = UTC,
) -> Paper | None:
    """A form on a record, the latest where none is named; None where there is none.

    Raises:
        Forbidden, Unknown: as `print_record`.
    """
    if key is None:
        found = samples(work, kind)
        if not found:
            return None
        key = found[0].id
    return paper_of(work, kind, key, form, language=language, zone=zone)


def try_html(paper: Paper, source: str) -> str:
    """A paper laid out by a template that is not kept yet.

    Raises:
        BadTemplate: where it can not be filled in, with the line.
        Invalid: where it is no template.
    """
    paper.work.access.require(RIGHT)
    content = source.encode()
    require_sound(content, HTML)
    paper.draft = {HTML: content}
    return paper.html()[0]


def try_word(paper: Paper, content: bytes) -> bytes:
    """A Word file filled in by a template that is not kept yet.

    Raises:
        BadTemplate, Invalid: as `try_html`.
    """
    paper.work.access.require(RIGHT)
    require_sound(content, WORD)
    paper.draft = {WORD: content}
    return paper.word()


def keep_tried(
    work: Work,
    form: PrintForm,
    content: bytes,
    *,
    media: str,
    scope: Scope = ALL,
    note: str = "",
    sample: UUID | None = None,
) -> PrintVersion:
    """Keep a template that fills in: it is tried on a record first, where there is one.

    Raises:
        Forbidden: without the right `core.edit_print_forms`.
        BadTemplate: where it can not be filled in, with the line where that is known.
        Invalid: where it is no template.
    """
    work.access.require(RIGHT)
    require_sound(content, media)
    paper = sample_paper(work, form.kind, form.name, key=sample)
    if paper is not None:
        try_html(paper, content.decode()) if media == HTML else try_word(paper, content)
    return keep_template(work, form.kind, form.name, content, media=media, scope=scope, note=note)


def word_to_begin(paper: Paper) -> bytes:
    """The Word template to change: people's own in force, else the house's."""
    own = paper.own(WORD)
    return own if own is not None else template_of_house(paper.form, paper.context)


def known_form(work: Work, kind: str, name: str) -> PrintForm:
    """A form for the editor.

    Raises:
        Unknown: where there is none.
        Forbidden: without the right `core.edit_print_forms`.
    """
    work.access.require(RIGHT)
    return form_of(work.house, kind, name)


def record_of(work: Work, kind: str, code: str) -> Record:
    """The record of a catalog that a template is for, by its code or whole name.

    Raises:
        Invalid: where there is none.
    """
    cls = work.schema.catalogs.get(kind)
    if cls is not None and work.access.may(f"{kind}.read"):
        for field in ("code", "name"):
            query = Query(filters=(Filter(field, "eq", code),), limit=1)
            found = page(work, kind, query).records
            if found:
                record: Record = found[0]
                return record
    raise Invalid(_("There is no record with the code “{code}”", code=code[:60]), path="for")
