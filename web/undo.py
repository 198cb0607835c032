"""Taking back what was just done: the word that tells of it carries a button.

Whoever tells of something says how it is undone, by a name and a few facts:

    tell(request, answer, _("Removed: {name}", name=name), Undo("comment", {"id": key}))

and whoever knows how has said so at the start:

    config.add_undo("comment", take_back)    # take_back(request, facts) -> Undone

The button sends a form that is guarded against forgery as every other; taking back asks for
the same rights and versions as doing it by hand, so the facts need no seal of their own.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ..core.app import SIGNED_IN
from ..core.errors import Unknown
from ..core.posting import service
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.records.write import mark_deleted, require_version
from ..core.schema.document import Document
from ..core.schema.record import Record
from ..core.texts import Text, Texts

_ = Texts(__package__)

UNDO = "tp_undo"
LONGEST = 1000  # signs of facts: a cookie holds no more than a few thousand


@dataclass(frozen=True)
class Undo:
    """How something is taken back: a name that a room has given, and what it was done to."""

    name: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def kept(self) -> str:
        """As text, for a cookie or a form."""
        return quote(json.dumps([self.name, self.facts]))


@dataclass(frozen=True)
class Undone:
    """What is told once something was taken back, and the page to go on with."""

    text: Text
    address: str


TakeBack = Callable[[Any, Mapping[str, Any]], Undone]


def read_undo(text: str) -> Undo | None:
    """What was kept; None for what nobody of us has written."""
    try:
        name, facts = json.loads(unquote(text[:LONGEST]))
        plain = all(isinstance(one, str | int) for one in facts.values())
    except (ValueError, TypeError, AttributeError):
        return None
    return Undo(name, facts) if isinstance(name, str) and plain else None


def kept_undo(request: Any) -> Undo | None:
    """How to take back what the page before has told of."""
    return read_undo(request.cookies.get(UNDO, ""))


def take_back(request: Any) -> Any:
    """Take something back, and tell so."""
    from .shell import tell  # noqa: PLC0415 -- the frame shows the button, so it knows us

    wanted = read_undo(request.POST.get("undo", ""))
    known: Mapping[str, TakeBack] = request.registry.web_undos
    if wanted is None or wanted.name not in known:
        raise Unknown(_("This can no longer be taken back"))
    done = known[wanted.name](request, wanted.facts)
    return tell(request, HTTPSeeOther(done.address), done.text)


def key_in(facts: Mapping[str, Any], name: str = "id") -> UUID:
    """A key among the facts.

    Raises:
        Unknown: where there is none.
    """
    text = str(facts.get(name, ""))
    if not is_key(text):
        raise Unknown(_("This can no longer be taken back"))
    return UUID(text)


def of_record(name: str, record: Record) -> Undo:
    """How something done to a record is taken back, if nobody changes it meanwhile."""
    return Undo(name, {"kind": record.kind, "id": str(record.id), "version": record.version})


def address_of(record: Record) -> str:
    """The page of a record."""
    group = "documents" if isinstance(record, Document) else "catalogs"
    return f"/{group}/{record.kind}/{record.id}"


def _record(request: Any, facts: Mapping[str, Any]) -> Record:
    kind = str(facts.get("kind", ""))
    if kind not in request.work.schema.records:
        raise Unknown(_("This can no longer be taken back"))
    record = get(request.work, kind, key_in(facts), lock=True)
    version = facts.get("version")
    require_version(record, version if isinstance(version, int) else -1)
    return record


def _marking(*, deleted: bool) -> TakeBack:
    told = _("Marked for deletion: {what}") if deleted else _("The deletion mark is off: {what}")

    def do(request: Any, facts: Mapping[str, Any]) -> Undone:
        record = _record(request, facts)
        mark_deleted(request.work, record, deleted=deleted)
        what = {"what": record.presentation}
        return Undone(Text(told.domain, told.message, values=what), address_of(record))

    return do


def _posting(*, posted: bool) -> TakeBack:
    told = _("Posted: {what}") if posted else _("Posting undone: {what}")

    def do(request: Any, facts: Mapping[str, Any]) -> Undone:
        record = _record(request, facts)
        if isinstance(record, Document):
            (service.post if posted else service.unpost)(request.work, record)
        what = {"what": record.presentation}
        return Undone(Text(told.domain, told.message, values=what), address_of(record))

    return do


def add_undo(config: Any, name: str, do: TakeBack) -> None:
    """Say how something is taken back."""
    config.registry.web_undos[name] = do


def includeme(config: Any) -> None:
    """The route, and what the forms of records can take back."""
    config.registry.web_undos = {}
    config.add_directive("add_undo", add_undo)
    config.add_route("undo", "/undo")
    config.add_view(take_back, route_name="undo", request_method="POST", right=SIGNED_IN)
    undos = config.registry.web_undos
    undos["mark"], undos["unmark"] = _marking(deleted=True), _marking(deleted=False)
    undos["post"], undos["unpost"] = _posting(posted=True), _posting(posted=False)
