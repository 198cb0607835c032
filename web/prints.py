"""Papers of records: chosen on a page with a look at each; many at once: see `print_many.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from pyramid.response import Response

from ..core.errors import Invalid, Unknown
from ..core.printing import (
    MEDIA,
    FormOption,
    Printed,
    PrintForm,
    print_record,
)
from ..core.printing.making import MOST_COPIES, language_of
from ..core.records.read import get
from ..core.schema.record import Record
from ..core.texts import LANGUAGES, Text, Texts
from .editing import Editing
from .papers import forms_for, usual_form
from .shell import LANGUAGES as NAMED

_ = Texts(__package__)

ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""What a paper in the browser may do: be looked at, and stand in the frame of a page of ours."""


def print_addresses(request: Any, record: Record) -> list[tuple[Text, str]]:
    """The papers of a record this person may print: title and address of each."""
    address = f"{_home(request, record.kind)}/{record.id}/print"
    return [
        (one.title, f"{address}?form={name}")
        for name, one in forms_for(request.work, record.kind).items()
    ]


def _home(request: Any, kind: str) -> str:
    group = "documents" if kind in request.work.schema.documents else "catalogs"
    return f"/{group}/{kind}"


@dataclass(frozen=True)
class Wanted:
    """How a paper is asked for: in which language, how many times, with which options."""

    language: str | None
    copies: int
    options: Mapping[str, str]

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wanted":
        """From the fields of an address or a form.

        Raises:
            Invalid: for a language or a number that can not be.
        """
        language = given.get("language") or None
        if language is not None and language not in LANGUAGES:
            names = ", ".join(LANGUAGES)
            raise Invalid(_("Languages: {names}", names=names), path="language")
        copies = given.get("copies") or "1"
        if not copies.isdecimal() or not 1 <= int(copies[:4]) <= MOST_COPIES:
            raise Invalid(_("Copies: 1 to {most}", most=MOST_COPIES), path="copies")
        return cls(language, int(copies), dict(given))


@dataclass(frozen=True)
class Preview:
    """The page on which a paper is chosen, ready to be drawn."""

    record: Record
    title: str
    address: str
    forms: Mapping[str, PrintForm]
    form: str
    wanted: Wanted
    language: str

    languages = NAMED
    most_copies = MOST_COPIES

    @property
    def options(self) -> Sequence[tuple[FormOption, str]]:
        """What may be chosen for the form, and what is."""
        chosen = self.forms[self.form].chosen(self.wanted.options)
        return [(one, chosen[one.name]) for one in self.forms[self.form].options]

    def link(self, media: str) -> str:
        """The address of the paper in a medium."""
        values = {name: value for one, value in self.options if (name := one.name) and value}
        values["language"] = self.language
        if media == "pdf" and self.wanted.copies > 1:
            values["copies"] = str(self.wanted.copies)
        return f"{self.address}/{self.form}.{media}?{urlencode(values)}"


def choose(request: Any) -> dict[str, Any]:
    """The page of the papers of a record: which, how, and how it looks."""
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    work, kind = request.work, editing.cls.kind
    record = get(work, kind, editing.key)
    forms = forms_for(work, kind)
    if not forms:
        raise Unknown(
            _("There is nothing to print here: {what}", what=editing.cls.title[1]),
            remedy=_("Print the list of them instead, or the papers they stand in"),
        )
    form = request.GET.get("form", "")
    wanted = Wanted.read(request.GET)
    shown = editing.forms.stored(editing.key)
    preview = Preview(
        record,
        request.formats.text(shown.title),
        f"{_home(request, kind)}/{record.id}/print",
        forms,
        form if form in forms else usual_form(forms),
        wanted,
        wanted.language or language_of(work, record),
    )
    return {
        "preview": preview,
        "form": shown,
        "may_edit": work.access.may("core.edit_print_forms"),
    }


def show(request: Any) -> Response:
    """One paper."""
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    matched, wanted = request.matchdict, Wanted.read(request.GET)
    paper = print_record(
        request.work, editing.cls.kind, editing.key,
        form=matched["form"], media=matched["media"], zone=request.formats.zone,
        language=wanted.language, copies=wanted.copies, options=wanted.options,
    )  # fmt: skip
    return answer(paper)


def answer(paper: Printed) -> Response:
    """A paper as an answer; one in HTML may run nothing and reach nothing."""
    response = Response(body=paper.content)
    response.headers["Content-Type"] = paper.media
    if paper.media == MEDIA["html"]:
        response.headers["Content-Security-Policy"] = ALONE
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response.content_disposition = f"inline; filename*=UTF-8''{quote(paper.name)}"
    return response


def includeme(config: Any) -> None:
    """The routes of papers."""
    media = "|".join(MEDIA)
    key = "{id:[0-9a-fA-F-]{36}}"
    base = f"/{{group:catalogs|documents}}/{{kind}}/{key}/print"
    config.add_route("print_choice", base)
    config.add_route("print", f"{base}/{{form}}.{{media:{media}}}")
    right = "{kind}.read"
    config.add_view(
        choose, route_name="print_choice", request_method="GET", right=right,
        renderer="print.jinja2",
    )  # fmt: skip
    config.add_view(show, route_name="print", request_method="GET", right=right)
    config.add_request_method(print_addresses)
