"""Print forms: the templates people have changed, an editor with a look beside it, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from markupsafe import escape
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ...core.errors import Invalid, Refusal, Unknown
from ...core.printing import MEDIA, Printed, PrintForm
from ...core.printing import editing as editor
from ...core.printing.checking import HTML, WORD
from ...core.printing.confined import BadTemplate
from ...core.printing.fields import FormField, fields_of
from ...core.printing.making import Paper
from ...core.printing.templates import (
    PrintVersion,
    Scope,
    drop_template,
    go_back,
    version,
    versions,
)
from ...core.records.presentations import presentations
from ...core.records.readers import is_key
from ...core.schema.catalog import Catalog
from ...core.schema.record import Record
from ...core.texts import LANGUAGES, Text, Texts
from ...core.work import Work
from ..prints import answer
from ..shell import LANGUAGES as NAMED
from ..shell import tell
from ..typing_in import read_day

_ = Texts("tradepost.web")

RIGHT = "core.edit_print_forms"
LIST = "/administration/print"
TABS = ((HTML, _("Paper (HTML, PDF)")), (WORD, Text("", "Word")), ("versions", _("Versions")))


@dataclass
class Desk:
    """The editor of one form, ready to be drawn.

    Attributes:
        tab: `html`, `docx` or `versions`.
        scope: which papers the template is for.
        source: the HTML in the editor.
        sample: the record the template is tried on.
    """

    work: Work
    form: PrintForm
    tab: str
    scope: Scope
    for_text: str
    sample: Record | None
    samples: Sequence[Record]
    paper: Paper | None
    note: str = ""
    source: str = ""
    refusal: Refusal | None = None

    tabs = TABS
    languages = NAMED

    @property
    def title(self) -> Text:
        """Of the kind the form is for."""
        return self.work.schema.records[self.form.kind].title[0]

    @property
    def address(self) -> str:
        """Of the editor."""
        return f"{LIST}/{self.form.kind}/{self.form.name}"

    @property
    def line(self) -> int:
        """The line of the fault that is told."""
        return self.refusal.line if isinstance(self.refusal, BadTemplate) else 0

    @property
    def own(self) -> PrintVersion | None:
        """The template in force for just these papers."""
        return editor.last_own(self.work, self.form, self.tab, self.scope)

    @property
    def versions(self) -> list[PrintVersion]:
        """What was changed, the latest first."""
        return versions(self.work, self.form.kind, self.form.name)

    @property
    def named(self) -> dict[UUID, str]:
        """What the records are called that templates are for."""
        wanted = [(one.for_kind, one.for_id) for one in self.versions if one.for_id]
        return presentations(self.work, wanted)

    @property
    def fields(self) -> list[FormField]:
        """What the template may use."""
        return fields_of(self.work, self.form, self.paper.context) if self.paper else []

    @property
    def kept_for(self) -> list[tuple[str, Text]]:
        """Catalogs whose records the papers name: templates may be for one of them."""
        found = {}
        for one in self.work.schema.fields(self.work.schema.records[self.form.kind]).values():
            if one.type == "reference" and _is_catalog(one.target):
                found[one.target.kind] = one.target.title[0]
        return list(found.items())

    def link(self, **more: str) -> str:
        """The address of the editor with what is chosen, and something else."""
        given = {
            "tab": self.tab,
            "sample": str(self.sample.id) if self.sample is not None else "",
            "language": self.scope.language,
            "valid_from": self.scope.valid_from.isoformat() if self.scope.valid_from else "",
            "for_kind": self.scope.for_kind,
            "for": self.for_text,
        }
        values = {name: value for name, value in {**given, **more}.items() if value}
        return f"{self.address}?{urlencode(values)}"


def show_all(request: Any) -> dict[str, Any]:
    """The forms there are."""
    return {"rows": list(editor.all_forms(request.work))}


def desk_of(request: Any) -> Desk:
    """The editor as it is asked for.

    Raises:
        Unknown: where there is no such form or record.
        Invalid: for a scope that can not be.
    """
    work, given = request.work, request.params
    form = editor.known_form(work, request.matchdict["kind"], request.matchdict["form"])
    found = list(editor.samples(work, form.kind))
    key = given.get("sample", "")
    sample = next((one for one in found if str(one.id) == key), found[0] if found else None)
    scope, for_text = _scope(work, given, request)
    paper = None
    wanted = UUID(key) if is_key(key) else sample.id if sample is not None else None
    if wanted is not None:
        paper = editor.sample_paper(
            work, form.kind, form.name, key=wanted,
            language=scope.language or None, zone=request.formats.zone,
        )  # fmt: skip
        sample = paper.record if paper else sample
    tab = given.get("tab", HTML)
    made = Desk(
        work, form, tab if tab in dict(TABS) else HTML, scope, for_text, sample, found, paper
    )
    own = made.own if made.tab == HTML else None
    made.source = own.content.decode() if own else editor.source_of_house(form)
    return made


def _is_catalog(target: Any) -> bool:
    return isinstance(target, type) and issubclass(target, Catalog)


def _scope(work: Work, given: Any, request: Any) -> tuple[Scope, str]:
    language = given.get("language", "")
    if language and language not in LANGUAGES:
        raise Invalid(_("Languages: {names}", names=", ".join(LANGUAGES)), path="language")
    today = work.clock.now().astimezone(request.formats.zone).date()
    day: date | None = read_day(given.get("valid_from", ""), today)
    kind, code = given.get("for_kind", ""), given.get("for", "").strip()
    if not code:
        return Scope("", None, language, day), ""
    found = editor.record_of(work, kind, code)
    return Scope(kind, found.id, language, day), code


def show(request: Any) -> dict[str, Any]:
    """The editor of a form."""
    desk = desk_of(request)
    chosen = request.GET.get("version", "")
    if is_key(chosen):
        found = version(request.work, UUID(chosen))
        if found.media == HTML and found.content:
            desk.source = found.content.decode()
    return {"desk": desk}


def store(request: Any) -> Any:
    """Keep a template, go back to an older one or to that of the house."""
    desk = desk_of(request)
    desk.source = request.POST.get("source", desk.source)
    desk.note = request.POST.get("note", "")
    try:
        with request.work.session.begin_nested():
            told = _done(request, desk)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        desk.refusal = why
        return {"desk": desk}
    return tell(request, HTTPSeeOther(desk.link()), told)


def _done(request: Any, desk: Desk) -> Text:
    work, form, post = request.work, desk.form, request.POST
    if post.get("do") == "house":
        drop_template(work, form.kind, form.name, media=desk.tab, scope=desk.scope)
        return _("The template of the house is used again")
    if post.get("do") == "back":
        if not is_key(post.get("version", "")):
            raise Unknown(_("There is nothing at this address"))
        made = go_back(work, UUID(post["version"]))
        return _("Version {number} is used now", number=made.number)
    content = _sent(post) if desk.tab == WORD else _plain(desk.source)
    made = editor.keep_tried(
        work, form, content, media=desk.tab, scope=desk.scope, note=desk.note,
        sample=desk.sample.id if desk.sample is not None else None,
    )  # fmt: skip
    return _("The template is kept as version {number}", number=made.number)


def _plain(source: str) -> bytes:
    return source.replace("\r\n", "\n").encode()


def _sent(post: Any) -> bytes:
    sent = post.get("file")
    if not hasattr(sent, "file"):
        raise Invalid(_("Choose a file"), path="file")
    content: bytes = sent.file.read()
    return content


def preview(request: Any) -> Response:
    """The paper as the template in the editor makes it, or what is wrong with that."""
    request.tm.doom()
    desk = desk_of(request)
    if desk.paper is None:
        return _told(request, [(_("There is no record yet to show the form on"), 0)])
    source = _plain(request.POST.get("source", "")).decode()
    try:
        page = editor.try_html(desk.paper, source)
    except Refusal as why:
        line = why.line if isinstance(why, BadTemplate) else 0
        return _told(request, [(one.message, line) for one in why.each()])
    return answer(Printed(page.encode(), MEDIA["html"], "preview.html"))


def _told(request: Any, faults: Sequence[tuple[Text, int]]) -> Response:
    """A small page of faults, in the frame where the paper would be."""
    rows = "".join(
        f'<p data-line="{line}">{escape(request.formats.text(said))}</p>' for said, line in faults
    )
    page = (
        f'<!doctype html><html lang="{request.language}"><head><meta charset="utf-8">'
        f"<title>{escape(request.formats.text(_('The template')))}</title><style>"
        "body{font:15px/1.5 sans-serif;margin:24px;color:#8f1d1d;background:#fff}</style>"
        f'</head><body><main role="alert">{rows}</main></body></html>'
    )
    return answer(Printed(page.encode(), MEDIA["html"], "fault.html"))


def download(request: Any) -> Response:
    """The template to change: people's own, or the house's; or a sample filled in by it."""
    desk = desk_of(request)
    media, name = request.matchdict["media"], request.matchdict["what"]
    if media == HTML:
        paper = Printed(desk.source.encode(), "text/plain; charset=utf-8", f"{name}.html")
    elif desk.paper is None:
        raise Unknown(_("There is no record yet to show the form on"))
    else:
        is_sample = name == "sample"
        made = desk.paper.word() if is_sample else editor.word_to_begin(desk.paper)
        paper = Printed(made, MEDIA[WORD], f"{desk.form.kind}-{desk.form.name}-{name}.docx")
    response = answer(paper)
    response.content_disposition = f'attachment; filename="{paper.name}"'
    return response


def includeme(config: Any) -> None:
    """The routes of print forms."""
    base = f"{LIST}/{{kind:[a-z_0-9]+}}/{{form:[a-z_0-9]+}}"
    for name, path in (
        ("print_forms", LIST),
        ("print_form", base),
        ("print_form_preview", f"{base}/preview"),
        ("print_form_file", f"{base}/{{what:template|sample}}.{{media:html|docx}}"),
    ):
        config.add_route(name, path)
    view = config.add_view
    pages = (
        ("print_forms", "GET", show_all, "administration/print_forms.jinja2"),
        ("print_form", "GET", show, "administration/print_form.jinja2"),
        ("print_form", "POST", store, "administration/print_form.jinja2"),
    )
    for route, method, do, template in pages:
        view(do, route_name=route, request_method=method, right=RIGHT, renderer=template)
    view(preview, route_name="print_form_preview", request_method="POST", right=RIGHT)
    view(download, route_name="print_form_file", request_method="GET", right=RIGHT)
