"""Templates of records: what a new one is filled in with, kept by a person for himself or others.

A template is an arrangement of screens like a saved view (`core/arrangements.py`). What stands in it
is looked at when it is used: a value that no longer exists, or is not for this person, is
passed over with a word.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther
from sqlalchemy import select

from ..core.access.roles import Roles
from ..core.arrangements import SHARE, Arrangement, Arrangements
from ..core.errors import Invalid, Refusal, Unknown
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.records.shape import Shape, shape_of
from ..core.records.wire import to_wire
from ..core.schema.document import DocumentHead
from ..core.schema.fields import Field
from ..core.texts import Text, Texts
from ..core.work import Work
from .drawn import Form
from .formats import Formats
from .forms import Forms
from .lists import class_in
from .shell import tell

_ = Texts(__package__)

KIND = "template"
TRIES = 4
LONGEST_TITLE = 100
OWNERS: Mapping[str, Text] = {"mine": _("Mine"), "role": _("A role's"), "all": _("Everybody's")}

Data = dict[str, Any]


class Using:
    """A template being used: its values, and the labels of those that were passed over."""

    def __init__(self, work: Work, formats: Formats, cls: Any) -> None:
        self.work = work
        self.forms = Forms(work, formats, cls)
        self.shape = self.forms.shape
        self.passed: dict[str, None] = {}

    def form(self, content: Mapping[str, Any]) -> Form:
        """A new form with what the template holds and there still is."""
        known = self._known(content)
        data = self._taken(self.shape, content, known)
        for _try in range(TRIES):
            try:
                return self.forms.new(data, prefilled=True)
            except Refusal as why:
                taken = [self._without(data, one.path) for one in why.each()]  # each of them
                if not any(taken):
                    raise
        return self.forms.new({}, prefilled=False)

    def _taken(self, shape: Shape, given: Mapping[str, Any], known: set[str]) -> Data:
        hidden = self.work.access.hidden(shape.cls.kind)
        data: Data = {}
        for name, value in given.items():
            if name in shape.parts and isinstance(value, list):
                line = shape_of(self.work.schema, shape.parts[name])
                rows = [self._taken(line, one, known) for one in value if isinstance(one, dict)]
                data[name] = [one for one in rows if one]
            elif name not in shape.slots or name in hidden or shape.slots[name].field.readonly:
                self.passed[name] = None
            elif _points(shape.slots[name].field) and str(value) not in known:
                self.passed[self._label(shape.slots[name].field)] = None
            else:
                data[name] = value
        return data

    def _known(self, content: Mapping[str, Any]) -> set[str]:
        """The records it points to that are there, in sight and not marked: a select a kind."""
        wanted: dict[Any, set[UUID]] = {}
        for field, value in self._pointers(self.shape, content):
            if isinstance(value, str) and is_key(value):
                for target in self._classes(field):
                    wanted.setdefault(target, set()).add(UUID(value))
        found: set[str] = set()
        for target, keys in wanted.items():
            there = select(target.id).where(target.id.in_(keys), ~target.deleted)
            found |= {str(one) for one in self.work.session.scalars(there)}
        return found

    def _pointers(self, shape: Shape, given: Mapping[str, Any]) -> Iterator[tuple[Field, Any]]:
        for name, value in given.items():
            if name in shape.parts and isinstance(value, list):
                line = shape_of(self.work.schema, shape.parts[name])
                for row in value:
                    yield from self._pointers(line, row if isinstance(row, dict) else {})
            elif name in shape.slots and _points(shape.slots[name].field):
                yield shape.slots[name].field, value

    def _classes(self, field: Field) -> list[Any]:
        records = self.work.schema.records
        if field.type == "document":
            among = field.target if isinstance(field.target, tuple) else ()
            return [records[one] for one in among if one in records] or [DocumentHead]
        target = records.get(field.target) if isinstance(field.target, str) else field.target
        return [target] if target is not None else []

    def _without(self, data: Data, path: str) -> bool:
        """Take out what was refused; answers whether there was anything to take out."""
        name, _dot, rest = path.partition(".")
        if name not in data:
            return False
        place, _dot, inner = rest.partition(".")
        rows = data[name]
        if rest and isinstance(rows, list) and place.isdecimal() and int(place) < len(rows):
            field = shape_of(self.work.schema, self.shape.parts[name]).slots.get(inner)
            self.passed[self._label(field.field) if field else inner] = None
            return rows[int(place)].pop(inner, None) is not None
        self.passed[
            self._label(self.shape.slots[name].field) if name in self.shape.slots else name
        ] = None
        del data[name]
        return True

    def _label(self, field: Field) -> str:
        label = field.label
        return label.into(self.work.language) if isinstance(label, Text) else label


def _points(field: Field) -> bool:
    return field.type in ("reference", "document")


def started(request: Any, cls: Any, key: UUID) -> Form:
    """A new form from a template; what was passed over is told on the page.

    Raises:
        Unknown: where the person sees no such template of this kind.
    """
    found = _template(request, key, cls.kind)
    using = Using(request.work, request.formats, cls)
    form = using.form(found.content)
    if using.passed:
        names = ", ".join(using.passed)
        told = _("What is no longer there was passed over: {names}", names=names)
        request.shell.told = ((request.formats.text(told), None),)
    return form


def _template(request: Any, key: UUID, kind: str) -> Arrangement:
    found = Arrangements(request.work).get(key)
    if found.kind != KIND or found.subject != kind:
        raise Unknown(_("There is no such template"))
    return found


def of_kind(request: Any, kind: str) -> list[Arrangement]:
    """The templates of a kind that the person sees, his own first."""
    if not request.work.access.may(f"{kind}.create"):
        return []
    return Arrangements(request.work).seen(KIND, kind)


def offered(request: Any) -> Iterator[tuple[Text, str]]:
    """New records from templates, for the field that leads anywhere: title and address."""
    for one in Arrangements(request.work).seen(KIND):
        cls = request.work.schema.records.get(one.subject)
        if cls is not None and request.work.access.may(f"{one.subject}.create"):
            title = _("{what}: new from “{title}”", what=cls.title[0], title=one.title)
            yield title, f"{_address(request, one.subject)}/new?template={one.id}"


def _address(request: Any, kind: str) -> str:
    group = "documents" if kind in request.work.schema.documents else "catalogs"
    return f"/{group}/{kind}"


def ask(request: Any) -> dict[str, Any]:
    """The questions before a record is kept as a template."""
    record = get(request.work, request.matchdict["kind"], UUID(request.matchdict["id"]))
    address = f"{_address(request, record.kind)}/{record.id}/template"
    return {"address": address, "owners": owners(request), "title": record.presentation}


def keep(request: Any) -> Any:
    """Keep a record as a template."""
    work, kind = request.work, request.matchdict["kind"]
    cls = class_in(work, request.matchdict["group"], kind)
    record = get(work, kind, UUID(request.matchdict["id"]))
    title = " ".join(request.POST.get("title", "").split())[:LONGEST_TITLE]
    if not title:
        raise Invalid(_("Give the template a name"), path="title")
    forms = Forms(work, request.formats, cls)
    data = _lean(forms.copyable(to_wire(work, record)))
    whose = request.POST.get("whose", "")
    if whose not in dict(owners(request)):
        raise Invalid(_("Say whose the template is to be"), path="whose")
    role = whose.removeprefix("role:") if whose.startswith("role:") else ""
    Arrangements(work).keep(KIND, kind, data, title=title, role=role, for_all=whose == "all")
    address = f"{_address(request, kind)}/{record.id}"
    is_part = request.headers.get("HX-Request") == "true"
    answer = HTTPNoContent(headers={"HX-Redirect": address}) if is_part else HTTPSeeOther(address)
    return tell(request, answer, _("The template is kept: {title}", title=title))


def _lean(data: Data) -> Data:
    """Without what is empty anyway: there is more room for rows."""
    return {
        name: [_lean(row) for row in value] if isinstance(value, list) else value
        for name, value in data.items()
        if value not in (None, "", False, [], {})
    }


def show(request: Any) -> dict[str, Any]:
    """The templates of a kind: used, renamed, removed."""
    cls = class_in(request.work, request.matchdict["group"], request.matchdict["kind"])
    may_share = request.work.access.may(SHARE)
    rows = [
        (one, OWNERS[one.whose], one.whose == "mine" or may_share)
        for one in of_kind(request, cls.kind)
    ]
    return {"cls": cls, "address": _address(request, cls.kind), "rows": rows}


def change(request: Any) -> Any:
    """Rename or remove a template."""
    kind, post = request.matchdict["kind"], request.POST
    class_in(request.work, request.matchdict["group"], kind)
    text = post.get("id", "")
    if not is_key(text):
        raise Unknown(_("There is no such template"))
    found, kept = _template(request, UUID(text), kind), Arrangements(request.work)
    title = " ".join(post.get("title", "").split())[:LONGEST_TITLE]
    told = _("The template is removed: {title}", title=found.title)
    if post.get("do") == "rename" and title and title != found.title:
        told = _("The template is kept: {title}", title=title)
        kept.keep(
            KIND, kind, found.content, title=title, role=found.role,
            for_all=found.whose == "all",
        )  # fmt: skip
    if post.get("do") != "rename" or title != found.title:
        kept.drop(found.id)
    return tell(request, HTTPSeeOther(f"{_address(request, kind)}/templates"), told)


def owners(request: Any) -> list[tuple[str, Text | str]]:
    """Whose a template may be: values and words of a choice."""
    choices: list[tuple[str, Text | str]] = [("", _("Only mine"))]
    if request.work.access.may(SHARE):
        choices.append(("all", _("Everybody's")))
        roles = Roles(request.work).all()
        choices += [(f"role:{one.name}", one.title) for one in roles.values()]
    return choices


def includeme(config: Any) -> None:
    """The routes of templates, and what lists and forms ask for."""
    base = "/{group:catalogs|documents}/{kind}"
    config.add_route("templates", f"{base}/templates")
    config.add_route("template_keep", f"{base}/{{id:[0-9a-fA-F-]{{36}}}}/template")
    page = {"renderer": "templates.jinja2", "right": "{kind}.create"}
    config.add_view(show, route_name="templates", request_method="GET", **page)
    config.add_view(change, route_name="templates", request_method="POST", **page)
    one = {"renderer": "template_keep.jinja2", "right": "{kind}.read"}
    config.add_view(ask, route_name="template_keep", request_method="GET", **one)
    config.add_view(keep, route_name="template_keep", request_method="POST", **one)
    config.add_request_method(of_kind, "record_templates")
