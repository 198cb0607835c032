"""Print forms: what they are, which ones there are, and how one is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from importlib.resources import files
from typing import Any
from uuid import UUID

from .. import calls
from ..errors import Unknown
from ..house import House
from ..records import read
from ..schema.document import Document
from ..schema.record import Record
from ..texts import Text, Texts
from ..work import Work
from . import confined
from .context import Context, context_of
from .formats import Formats
from .html import CORE, PAGE, to_html
from .pdf import to_pdf
from .templates import own_template

_ = Texts("tradepost.core.printing")

DEFAULT = "document"
MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class PrintForm:
    """A paper a document (or a card) is printed as.

    Attributes:
        name: as in REST; `document` is the form every kind has by itself, which a plugin may
            replace.
        title: what people read on the button.
        kind: of the records it prints.
        right: needed to print it; empty for `<kind>.read`.
        template: HTML, a path inside `package` (`forms/invoice.html`); it may extend
            `core/page.html`, whose blocks are head, fields, tables, sums, signs, foot. Empty
            for the page of the house.
        package: whose templates they are (`__package__`).
        context: `context(work, record, formats)` answers plain data that is added to what
            every form is given (see `context.py`).
        docx: a Word template of the plugin, a path inside `package`; empty for one made from
            what the document has.
        signs: who signs.
    """

    name: str
    title: Text
    kind: str
    right: str = ""
    template: str = PAGE
    package: str = CORE
    context: Callable[[Work, Any, Formats], Context] | None = None
    docx: str = ""
    signs: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Printed:
    """A paper: its bytes, their media type and a name for the file."""

    content: bytes
    media: str
    name: str


def forms_of(house: House, kind: str) -> dict[str, PrintForm]:
    """The forms a kind can be printed as, by name; its own default first."""
    found = {DEFAULT: _default(house, kind)}
    hooks = house.plugins.manager.hook
    found |= {one.name: one for one in calls.print_forms(hooks) if one.kind == kind}
    return found


def _default(house: House, kind: str) -> PrintForm:
    cls = house.schema.records.get(kind)
    if cls is None:
        raise Unknown(_("There is no “{kind}” here", kind=kind[:60]), kind=kind[:60])
    signs = (_("Released by"), _("Received by")) if issubclass(cls, Document) else ()
    return PrintForm(DEFAULT, cls.title[0], kind, signs=signs)


def form_of(house: House, kind: str, name: str) -> PrintForm:
    """The form of a name.

    Raises:
        Unknown: where the kind has no such form.
    """
    found = forms_of(house, kind).get(name)
    if found is None:
        raise Unknown(_("There is no print form “{name}”", name=name[:60]), path="form")
    return found


def print_record(
    work: Work,
    kind: str,
    key: UUID,
    *,
    form: str = DEFAULT,
    media: str = "html",
    language: str | None = None,
    zone: tzinfo = UTC,
) -> Printed:
    """Print a record.

    Args:
        work: the unit of work; rights, row and field rules of its person apply.
        kind, key: of the record.
        form: the name of the form.
        media: `html`, `pdf` or `docx`.
        language: of the paper; the person's without it.
        zone: of the moments on it.

    Raises:
        Forbidden: without the right to the form or the record.
        Unknown: where there is no such record, form or medium.
        NoPdf, BadTemplate: see there.
    """
    if media not in MEDIA:
        raise Unknown(_("There is no print form “{name}”", name=media[:60]), path="form")
    chosen = form_of(work.house, kind, form)
    work.access.require(chosen.right or f"{kind}.read")
    record = read.get(work, kind, key)
    context = form_context(work, chosen, record, Formats(language or work.language, zone))
    content = _MAKERS[media](work, chosen, context)
    return Printed(content, MEDIA[media], file_name(context["heading"], media))


def form_context(work: Work, form: PrintForm, record: Record, formats: Formats) -> Context:
    """Everything a form is given for a record."""
    made = context_of(work, record, formats)
    made["signs"] = [formats.text(one) for one in form.signs]
    made |= {"mark": None, "wide": False}
    made["words"] = {
        "draft": formats.text(_("Not posted")),
        "signature": formats.text(_("signature, name")),
    }
    if form.context is not None:
        made |= form.context(work, record, formats)
    return made


def word_template(work: Work, form: PrintForm, context: Context) -> bytes:
    """The Word template in force for a form: people's own, the plugin's, or one made up."""
    own = own_template(work, form.kind, form.name)
    return own if own is not None else _template_of_house(form, context)


def file_name(heading: str, media: str) -> str:
    """A name for the file of a paper: no sign a file system or a header minds."""
    plain = "".join(
        one if one.isalnum() or one in ".,-_№" else " " if one.isspace() else "_"
        for one in heading
    )
    return f"{' '.join(plain.split())[:120].strip(' .')}.{media}"


def _template_of_house(form: PrintForm, context: Context) -> bytes:
    if form.docx:
        return (files(form.package) / form.docx).read_bytes()
    from .blank import blank  # noqa: PLC0415 -- only a Word file needs it

    return blank(context)


def _html(_work: Work, form: PrintForm, context: Context) -> bytes:
    return to_html(context, form.template, form.package).encode()


def _pdf(_work: Work, form: PrintForm, context: Context) -> bytes:
    return to_pdf(to_html(context, form.template, form.package))


def _docx(work: Work, form: PrintForm, context: Context) -> bytes:
    own = own_template(work, form.kind, form.name)
    if own is not None:  # people's own marks: in a process of its own
        return confined.fill(context, own)
    from .word import to_docx  # noqa: PLC0415 -- only a Word file needs it

    return to_docx(context, _template_of_house(form, context))


_MAKERS = {"html": _html, "pdf": _pdf, "docx": _docx}
