"""Rules of rows and fields of a role, in sentences: written with pickers, tried on a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.models import User
from ...core.access.policy import ADMINISTRATOR
from ...core.access.rights import Role
from ...core.access.roles import Roles
from ...core.access.shaping import COUNTED, Seen, Shaping
from ...core.errors import Invalid, Refusal, Unknown
from ...core.records.presentations import presentations
from ...core.records.readers import is_key
from ...core.schema.document import Document
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import tell
from .matrix import title_of_kind

_ = Texts("tradepost.web")

RIGHT = "core.manage_users"


@dataclass(frozen=True)
class RowSentence:
    """`Salespeople see only warehouses: North, South`, and what follows it."""

    kind: str
    title: Text | str
    names: Sequence[tuple[UUID, str]]
    follows: Sequence[Text | str]
    counts: Text


@dataclass(frozen=True)
class FieldSentence:
    """`Of items hidden are: purchase price, cost`, and where a field of the name is still seen."""

    kind: str
    title: Text | str
    labels: Sequence[Text | str]
    also: Sequence[tuple[Text | str, Text | str]]


@dataclass
class Editing:
    """What is being written just now: a catalog with the chosen records, or a kind's fields."""

    rows: str = ""
    chosen: Sequence[tuple[UUID, str]] = ()
    fields: str = ""
    ticked: frozenset[str] = frozenset()
    user: str = ""
    seen: Sequence[Seen] = ()


@dataclass
class Page:
    """The rules of one role as they are drawn."""

    role: Role
    rows: Sequence[RowSentence]
    fields: Sequence[FieldSentence]
    catalogs: Mapping[str, Text | str]
    maskable: Mapping[str, Text | str]
    labels: Mapping[str, Text | str]
    people: Sequence[User]
    editing: Editing = field(default_factory=Editing)
    refusal: Refusal | None = None
    most: int = COUNTED

    def shown(self, count: int) -> str:
        """A count, or that there are more than are counted."""
        return f"{self.most}+" if count > self.most else str(count)


def page_of(work: Work, name: str, editing: Editing, refusal: Refusal | None = None) -> Page:
    """The rules of a role.

    Raises:
        Unknown: where there is no such role, or it has no rules.
    """
    role = Roles(work).all().get(name)
    if role is None or name == ADMINISTRATOR:
        raise Unknown(_("There is nothing at this address"))
    shaping = Shaping(work)
    maskable = shaping.maskable()
    catalogs = {kind: cls.title[1] for kind, cls in work.schema.catalogs.items()}
    return Page(
        role,
        _row_sentences(work, shaping, name),
        _field_sentences(work, shaping, name, maskable),
        _sorted(work, catalogs),
        _sorted(work, {kind: title_of_kind(work, kind) for kind in maskable}),
        maskable.get(editing.fields, {}),
        shaping.people(),
        editing,
        refusal,
    )


def _sorted(work: Work, titles: Mapping[str, Text | str]) -> dict[str, Text | str]:
    def shown(row: tuple[str, Text | str]) -> str:
        return row[1].into(work.language) if isinstance(row[1], Text) else row[1]

    return dict(sorted(titles.items(), key=shown))


def _row_sentences(work: Work, shaping: Shaping, name: str) -> list[RowSentence]:
    found = []
    for kind, keys in shaping.restricted(name).items():
        following = shaping.following(kind)
        found.append(
            RowSentence(
                kind, title_of_kind(work, kind), _named(work, kind, keys),
                [title_of_kind(work, one.kind) for one in following], _counts(following),
            )
        )  # fmt: skip
    return found


def _counts(following: Sequence[Any]) -> Text:
    """How many kinds of documents, catalogs and registers follow a rule."""
    records = [one for one in following if issubclass(one, Record)]
    documents = sum(1 for one in records if issubclass(one, Document))
    return _(
        "{documents}, {catalogs} and {registers} follow it",
        documents=_.n("{count} kind of documents", "{count} kinds of documents", documents),
        catalogs=_.n("{count} catalog", "{count} catalogs", len(records) - documents),
        registers=_.n("{count} register", "{count} registers", len(following) - len(records)),
    )


def _field_sentences(
    work: Work, shaping: Shaping, name: str, maskable: Mapping[str, Mapping[str, Text | str]]
) -> list[FieldSentence]:
    masked = shaping.masked(name)
    found = []
    for kind, fields in masked.items():
        labels = [maskable.get(kind, {}).get(one, one) for one in fields]
        also = [
            (title_of_kind(work, other), maskable[other][one])
            for other, one in shaping.also_shown(kind, fields)
            if one not in masked.get(other, ())
        ]
        found.append(FieldSentence(kind, title_of_kind(work, kind), labels, also))
    return found


def _named(work: Work, kind: str, keys: Sequence[UUID]) -> list[tuple[UUID, str]]:
    names = presentations(work, [(kind, key) for key in keys])
    return [(key, names.get(key, str(key))) for key in keys]


def show(request: Any) -> dict[str, Any]:
    """The rules, and the form for one of them where it is asked for."""
    work, asked = request.work, request.GET
    name = request.matchdict["name"]
    editing = Editing(rows=asked.get("rows", ""), fields=asked.get("fields", ""))
    shaping = Shaping(work)
    if editing.rows in work.schema.catalogs:
        keys = shaping.restricted(name).get(editing.rows, [])
        editing.chosen = _named(work, editing.rows, keys)
    else:
        editing.rows = ""
    if editing.fields in shaping.maskable():
        editing.ticked = frozenset(shaping.masked(name).get(editing.fields, ()))
    else:
        editing.fields = ""
    return {"page": page_of(work, name, editing)}


def store(request: Any) -> Any:
    """Keep or lift a rule; or only show what a person would see by it."""
    work, name = request.work, request.matchdict["name"]
    post = request.POST
    do, kind = post.get("do", ""), post.get("kind", "")
    keys = [UUID(one) for one in dict.fromkeys(post.getall("record")) if is_key(one)]
    try:
        with work.session.begin_nested():
            if do == "preview":
                return _previewed(request, name, kind, keys)
            told = _changed(request, name, kind, keys)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"page": page_of(work, name, Editing(), why)}
    return tell(request, HTTPSeeOther(f"/administration/roles/{name}/rules"), told)


def _changed(request: Any, name: str, kind: str, keys: Sequence[UUID]) -> Text:
    roles, do = Roles(request.work), request.POST.get("do", "")
    if do == "restrict":
        roles.restrict(name, kind, keys)
    elif do == "lift":
        roles.lift(name, kind)
    elif do == "mask":
        roles.mask(name, kind, request.POST.getall("field"))
    else:
        raise Unknown(_("There is nothing at this address"))
    return _("The rule holds from the next page each person opens")


def _previewed(request: Any, name: str, kind: str, keys: Sequence[UUID]) -> dict[str, Any]:
    work = request.work
    given = request.POST.get("user", "")
    if kind not in work.schema.catalogs:
        raise Invalid(_("There is nothing at this address"))
    shaping = Shaping(work)
    user = next((one for one in shaping.people() if str(one.id) == given), None)
    if user is None:
        raise Invalid(_("Choose whose view is to be shown"), path="user")
    editing = Editing(rows=kind, chosen=_named(work, kind, keys), user=given)
    editing.seen = shaping.preview(user, name, kind, keys)
    return {"page": page_of(work, name, editing)}


def includeme(config: Any) -> None:
    """The route of the rules."""
    config.add_route("role_rules", "/administration/roles/{name}/rules")
    page = {"right": RIGHT, "renderer": "administration/rules.jinja2"}
    config.add_view(show, route_name="role_rules", request_method="GET", **page)
    config.add_view(store, route_name="role_rules", request_method="POST", **page)
