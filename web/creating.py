"""Making a record on the way: a small form with what such a record can not do without.

The fields are those the declaration requires, its name, and what it is searched by; the house
fills in the rest. What a plugin objects to (there is such a one already) is told in the form.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pyramid.response import Response
from transaction.interfaces import TransientError

from ..core.errors import Refusal, Unknown, refuse_all
from ..core.records.write import save
from ..core.schema.catalog import Catalog
from ..core.texts import Texts
from .controls import Control
from .drawn import Form
from .forms import Forms
from .posted import read_form

_ = Texts(__package__)

SCOPE = "c"
MOST = 8


class Creating:
    """One request for a small form of a kind of catalog."""

    def __init__(self, request: Any) -> None:
        self.request, self.work = request, request.work
        kind = request.matchdict["kind"]
        cls = self.work.schema.catalogs.get(kind)
        if cls is None:
            raise Unknown(_("There is nothing at this address"))
        self.cls: type[Catalog] = cls
        self.forms = Forms(self.work, request.formats, cls)

    def opened(self) -> Form:
        """The form with what has been typed in the field it is made for."""
        given = {name: text for name, text in self.request.GET.items() if name in self._known}
        return self.forms.new(given, prefilled=True)

    @property
    def _known(self) -> set[str]:
        return {n for n, s in self.forms.shape.slots.items() if not s.field.readonly}

    def done(self) -> Any:
        """Save what was sent.

        Raises:
            Refusal: whatever stands in the way.
        """
        posted = read_form(self.request.POST.items())
        draft = self.forms.drafter(None).draft(posted, trying=False)
        refuse_all(list(draft.faults.values()))
        return save(self.work, self.cls.kind, {**draft.data, "id": posted.key or None})

    def refused(self, told: Sequence[Refusal]) -> Form:
        """The form as it was sent, with what stands in the way."""
        posted = read_form(self.request.POST.items())
        draft = self.forms.drafter(None).draft(posted, trying=False)
        told = [one for one in told if one not in draft.faults.values()]
        return self.forms.tried(draft, None, posted, [*draft.faults.values(), *told])


def controls_of(form: Form) -> list[Control]:
    """The fields of the small form."""
    every = [*form.header, *form.seldom]
    needed = [one for one in every if _is_needed(one)]
    spare = [one for one in every if one not in needed and one.field.shown and _is_usual(one)]
    found = [*needed, *spare[: max(0, MOST - len(needed))]]
    faulty = [one for one in every if one.fault is not None and one not in found]
    return [replace(one, scope=SCOPE) for one in every if one in found or one in faulty]


def _is_needed(one: Control) -> bool:
    declared = one.field
    return not declared.readonly and (declared.required or declared.name in ("name", "code"))


def _is_usual(one: Control) -> bool:
    """Whether people know it at once: what the record is found by, what it is."""
    return not one.field.readonly and (one.field.search or one.field.type == "flag")


def show(request: Any) -> dict[str, Any]:
    """The small form."""
    return _drawn(Creating(request).opened())


def store(request: Any) -> Any:
    """Save the record and answer what it is called; what is refused comes back as it was typed."""
    creating = Creating(request)
    try:
        with request.work.session.begin_nested():
            record = creating.done()
    except TransientError:
        raise  # tried again from the beginning
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return _drawn(creating.refused(why.each()))
    return Response(json_body={"key": str(record.id), "text": record.presentation})


def _drawn(form: Form) -> dict[str, Any]:
    return {"form": form, "controls": controls_of(form)}


def includeme(config: Any) -> None:
    """The routes of small forms."""
    config.add_route("create", "/create/{kind}")
    for method, view in (("GET", show), ("POST", store)):
        config.add_view(
            view, route_name="create", request_method=method, renderer="create.jinja2",
            right="{kind}.create",
        )  # fmt: skip
