"""Papers of many records: chosen in a list, printed at once where they are few, else behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ..core.errors import Invalid, Unknown
from ..core.printing import FormOption, PrintForm, batches, print_many
from ..core.printing.batches import Batch
from ..core.printing.making import MOST_COPIES
from ..core.records.listing import keys_of
from ..core.records.readers import is_key
from ..core.schema.record import Record
from ..core.texts import Texts
from .lists.chosen import read_chosen
from .lists.page import list_address
from .papers import forms_for, usual_form
from .prints import Wanted, answer
from .shell import LANGUAGES as NAMED

_ = Texts(__package__)


@dataclass(frozen=True)
class Choice:
    """The page on which the papers of many records are chosen, ready to be drawn."""

    cls: type[Record]
    count: int
    forms: Mapping[str, PrintForm]
    given: Mapping[str, str]

    languages = NAMED
    most_copies, at_once, most = MOST_COPIES, batches.AT_ONCE, batches.MOST

    @property
    def usual(self) -> str:
        """The form that is chosen to begin with."""
        return usual_form(self.forms)

    @property
    def back(self) -> str:
        """The list they were chosen in."""
        at = self.given.get("at", "")
        return f"{list_address(self.cls)}?{at}" if at else list_address(self.cls)

    @property
    def options(self) -> Sequence[tuple[str, FormOption]]:
        """What may be chosen, once for all forms that ask for it: the first of them, and it."""
        found: dict[str, tuple[str, FormOption]] = {}
        for name, form in self.forms.items():
            for one in form.options:
                found.setdefault(one.name, (name, one))
        return list(found.values())


def choose(request: Any) -> Any:
    """What is printed of the chosen: the page that asks, or what was asked for."""
    cls, post = _class(request), request.POST
    keys = _chosen(request, cls)
    if not post.get("media"):
        return {"choice": Choice(cls, len(keys), forms_for(request.work, cls.kind), post)}
    return _printed(request, _batch(request, keys, post.getall("form"), post["media"]))


def many(request: Any) -> Any:
    """Many records as one paper or several of each, in one file.

    `ids` are keys of records, one a field or all in one with commas; `{form}` are names of
    forms with `+` between them.
    """
    matched = request.matchdict
    forms = matched["form"].split("+") if matched["form"] != "-" else request.POST.getall("form")
    keys = _keys(request.POST.getall("ids"))
    return _printed(request, _batch(request, keys, forms, matched["media"]))


def _class(request: Any) -> type[Record]:
    cls = request.work.schema.records.get(request.matchdict["kind"])
    if cls is None:
        raise Unknown(_("There is no such list"))
    found: type[Record] = cls
    return found


def _chosen(request: Any, cls: type[Record]) -> list[UUID]:
    """The chosen records in the order of their list, one more than can be printed at most."""
    query = read_chosen(request, cls, request.POST).as_query()
    found = keys_of(request.work, cls.kind, query, batches.MOST + 1)
    if not found:
        raise Invalid(_("Choose what is to be printed"), path="ids")
    return list(found)


def _batch(request: Any, keys: Sequence[UUID], forms: Sequence[str], media: str) -> Batch:
    wanted = Wanted.read(request.POST)
    if media not in ("pdf", "docx"):
        raise Invalid(_("Papers are made as PDF or as Word files"), path="media")
    own = {one.name for name in forms for one in _options(request, name)}
    return Batch(
        request.matchdict["kind"], list(dict.fromkeys(keys)), list(dict.fromkeys(forms)), media,
        wanted.language or "", str(request.formats.zone),
        wanted.copies if media == "pdf" else 1,
        {name: value for name, value in wanted.options.items() if name in own},
    )  # fmt: skip


def _options(request: Any, form: str) -> Sequence[FormOption]:
    known = forms_for(request.work, request.matchdict["kind"])
    return known[form].options if form in known else ()


def _printed(request: Any, batch: Batch) -> Any:
    """The papers where they are few, else the page that shows how far they are."""
    batches.require_sound(request.work, batch)
    if batch.count > batches.AT_ONCE:
        return HTTPSeeOther(f"/exports/{batches.order(request.work, batch).id}")
    made = print_many(
        request.work, batch.kind, batch.keys, forms=batch.forms, media=batch.media,
        language=batch.language or None, zone=request.formats.zone, copies=batch.copies,
        options=batch.options,
    )  # fmt: skip
    return answer(made)


def _keys(given: Sequence[str]) -> list[UUID]:
    texts = [one.strip() for field in given for one in field.split(",") if one.strip()]
    for one in texts:
        if not is_key(one):
            raise Invalid(_("“{value}” is not a key of a record", value=one[:60]), path="ids")
    return [UUID(one) for one in texts]


def includeme(config: Any) -> None:
    """The routes of many papers."""
    config.add_route("print_chosen", "/print/{kind}")
    config.add_route("print_many", "/print/{kind}/{form}.{media:pdf|docx}")
    right = "{kind}.read"
    config.add_view(
        choose, route_name="print_chosen", request_method="POST", right=right,
        renderer="print_many.jinja2",
    )  # fmt: skip
    config.add_view(many, route_name="print_many", request_method="POST", right=right)
