"""Opening, working out and saving of a record's form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNoContent, HTTPSeeOther
from transaction.interfaces import TransientError

from ..core.beside import counts
from ..core.errors import Refusal, StaleVersion, Unknown, refuse_all
from ..core.posting import service
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.records.write import mark_deleted, require_version, save
from ..core.schema.document import Document
from ..core.schema.record import Record
from ..core.texts import Text, Texts
from ..core.work import Work
from .conflict import changed_since
from .drafts import Draft
from .drawn import Form
from .forms import Forms
from .lists import class_in
from .posted import Posted, read_form
from .record_templates import started
from .shell import tell
from .undo import Undo, of_record

_ = Texts(__package__)

TOLD: Mapping[str, Text] = {
    "save": _("Saved: {what}"),
    "save_close": _("Saved: {what}"),
    "post": _("Posted: {what}"),
    "post_close": _("Posted: {what}"),
    "unpost": _("Posting undone: {what}"),
    "mark": _("Marked for deletion: {what}"),
    "unmark": _("The deletion mark is off: {what}"),
}
UNDOES: Mapping[str, tuple[str, str]] = {
    "post": ("unpost", "unpost"),
    "post_close": ("unpost", "unpost"),
    "unpost": ("post", "post"),
    "mark": ("unmark", "delete"),
    "unmark": ("mark", "delete"),
}
"""What takes back what a button does, and the right it needs."""
POSTING = ("post", "post_close")
CLOSING = ("post_close", "save_close")


class Editing:
    """One request for the form of one record."""

    def __init__(self, request: Any) -> None:
        self.request = request
        self.work: Work = request.work
        self.cls = class_in(self.work, request.matchdict["group"], request.matchdict["kind"])
        self.forms = Forms(self.work, request.formats, self.cls)
        key = request.matchdict.get("id", "")
        if key and not is_key(key):
            raise Unknown(_("There is nothing at this address"))
        self.key = UUID(key) if key else None
        self.was_posted = False

    @property
    def posted(self) -> Posted:
        """What the form has sent."""
        return read_form(self.request.POST.items())

    def opened(self) -> Form:
        """The form as it is opened."""
        if self.key is not None:
            return self.forms.stored(self.key)
        copied, source = self.given("copy"), self.given("based_on")
        if copied is not None:
            return self.forms.copied(copied)
        if source is not None:
            return self.forms.based(source)
        known = self.forms.shape.slots
        data = {name: text for name, text in self.request.GET.items() if name in known}
        return self.forms.new(data, prefilled=bool(data))

    def given(self, name: str) -> UUID | None:
        """A key in the address."""
        text = self.request.GET.get(name, "")
        return UUID(text) if is_key(text) else None

    def done(self, posted: Posted) -> Record:
        """Do what the pressed button says, or leave no trace.

        Raises:
            Refusal: whatever stands in the way.
        """
        acts: Mapping[str, Callable[[Posted], Record]] = {
            "unpost": self._unpost,
            "mark": self._mark,
            "unmark": self._mark,
        }
        return acts.get(posted.action, self._save)(posted)

    def _save(self, posted: Posted) -> Record:
        draft = self.draft(posted)
        refuse_all(list(draft.faults.values()))
        data = dict(draft.data)
        wants_posting = posted.action in POSTING
        if self.key is None:
            record = save(self.work, self.cls.kind, {**data, "id": posted.key or None})
        else:
            was = get(self.work, self.cls.kind, self.key)
            self.was_posted = isinstance(was, Document) and was.posted
            wants_posting = wants_posting or self.was_posted
            record = save(
                self.work, self.cls.kind, data, id=self.key, version=posted.version,
                reposting=wants_posting,
            )  # fmt: skip
        if wants_posting and isinstance(record, Document):
            service.post(self.work, record)
        return record

    def draft(self, posted: Posted) -> Draft:
        """The sent form as data."""
        stored = self.forms.stored(self.key) if self.key else None
        return self.forms.drafter(stored).draft(posted, trying=False)

    def _unpost(self, posted: Posted) -> Record:
        record = self._present(posted)
        if isinstance(record, Document):
            service.unpost(self.work, record)
        return record

    def _mark(self, posted: Posted) -> Record:
        record = self._present(posted)
        mark_deleted(self.work, record, deleted=posted.action == "mark")
        return record

    def _present(self, posted: Posted) -> Record:
        assert self.key is not None  # noqa: S101 -- the buttons stand on stored records alone
        record = get(self.work, self.cls.kind, self.key, lock=True)
        require_version(record, posted.version)
        return record

    def refused(self, posted: Posted, told: Sequence[Refusal]) -> Form:
        """The form as it was sent, with what stands in the way."""
        stored = self.forms.stored(self.key) if self.key else None
        draft = self.forms.drafter(stored).draft(posted, trying=False)
        # What could not be read is told once, where it stands.
        told = [one for one in told if one not in draft.faults.values()]
        unread = list(draft.faults.values())
        form = self.forms.tried(draft, stored, posted, [*unread, *told])
        if stored is not None and any(isinstance(one, StaleVersion) for one in told):
            form.conflict = self.forms.conflict(stored, posted)
        return form


def show(request: Any) -> dict[str, Any]:
    """The form of a record, or of a new one."""
    editing = Editing(request)
    template = editing.given("template") if editing.key is None else None
    form = started(request, editing.cls, template) if template else editing.opened()
    return _drawn(request, form)


def recalculate(request: Any) -> dict[str, Any]:
    """The form with what follows from what has been typed; nothing is kept."""
    editing = Editing(request)
    request.tm.doom()
    return _drawn(request, editing.forms.worked_out(editing.posted, editing.key))


def store(request: Any) -> Any:
    """Save, post, unpost or mark; what is refused comes back as it was typed."""
    editing = Editing(request)
    posted = editing.posted
    try:
        with request.work.session.begin_nested():
            record = editing.done(posted)
    except TransientError:
        raise  # tried again from the beginning
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return _drawn(request, editing.refused(posted, why.each()))
    return _onward(request, editing, posted, record)


def meanwhile(request: Any) -> dict[str, Any]:
    """Whether somebody else has saved the record since this person opened it; a cheap look."""
    editing = Editing(request)
    text = request.GET.get("version", "")
    version = int(text[:9]) if text.isdecimal() else 0
    told = changed_since(request.work, request.formats, editing.cls, editing.key, version)
    return {"changed": told or None}


def _onward(request: Any, editing: Editing, posted: Posted, record: Record) -> Any:
    """Where one goes once it is done: to the list, or to the record itself."""
    form = editing.forms.stored(record.id)
    address = form.list_address if posted.action in CLOSING else form.address
    is_part = request.headers.get("HX-Request") == "true"
    answer = HTTPNoContent(headers={"HX-Redirect": address}) if is_part else HTTPSeeOther(address)
    return tell(request, answer, _told(posted, form), _undo(request, editing, posted, record))


def _undo(request: Any, editing: Editing, posted: Posted, record: Record) -> Undo | None:
    """How to take back what was done; what posting a posted document again did can not be."""
    if posted.action not in UNDOES or editing.was_posted:
        return None
    name, right = UNDOES[posted.action]
    return of_record(name, record) if request.work.access.may(f"{record.kind}.{right}") else None


def _told(posted: Posted, form: Form) -> Text:
    text = TOLD.get(posted.action, TOLD["save"])
    return Text(text.domain, text.message, values={"what": form.title})


def _drawn(request: Any, form: Form) -> dict[str, Any]:
    is_part = request.headers.get("HX-Request") == "true"
    request.override_renderer = "form_part.jinja2" if is_part else "form.jinja2"
    return {
        "form": form,
        "beside": _beside(request, form),
        "prints": request.print_addresses(form.record) if not form.is_new else [],
    }


def _beside(request: Any, form: Form) -> list[tuple[str, str, Text, str, str, int]]:
    """Files and comments: panel, sign, word, key, how the key is shown, how many there are."""
    if form.is_new:
        return []
    files, comments = counts(request.work, form.record)
    return [
        ("files", "paperclip", _("Files"), "Control+Shift+F7", "Ctrl Shift F7", files),
        ("comments", "message", _("Comments"), "Control+m", "Ctrl M", comments),
    ]


def includeme(config: Any) -> None:
    """The routes of forms."""
    base = "/{group:catalogs|documents}/{kind}"
    key = "{id:[0-9a-fA-F-]{36}}"
    routes = (
        ("form_new", f"{base}/new", "{kind}.create"),
        ("form", f"{base}/{key}", "{kind}.read"),
    )
    for name, path, right in routes:
        config.add_route(name, path)
        config.add_route(f"{name}_recalculate", f"{path}/recalculate")
        page = {"renderer": "form.jinja2", "right": right}
        config.add_view(show, route_name=name, request_method="GET", **page)
        config.add_view(store, route_name=name, request_method="POST", **page)
        config.add_view(
            recalculate, route_name=f"{name}_recalculate", request_method="POST", **page
        )
    config.add_route("form_version", f"{base}/{key}/version")
    config.add_view(
        meanwhile, route_name="form_version", request_method="GET", renderer="json",
        right="{kind}.read",
    )  # fmt: skip
