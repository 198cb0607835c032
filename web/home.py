"""The start page, the pages of sections, and the field that leads anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from ..core.app import SIGNED_IN
from ..core.errors import Unknown
from ..core.schema.document import DocumentHead
from ..core.texts import Text, Texts
from ..core.work import Work
from .record_templates import found_by
from .tables import DRAFT, MARKED, POSTED, State

_ = Texts(__package__)

RECENT = 12
FOUND = 14


@dataclass(frozen=True)
class Recent:
    """A document lately entered."""

    title: Text
    number: str
    moment: Any
    address: str
    state: State


def recent(work: Work) -> Sequence[Recent]:
    """The documents entered last, of the kinds this person may see; one select."""
    kinds = [kind for kind in work.schema.documents if work.access.may(f"{kind}.read")]
    if not kinds:
        return []
    asked = (
        select(DocumentHead)
        .where(DocumentHead.kind.in_(kinds))
        .order_by(DocumentHead.id.desc())  # keys grow with the time of entering
        .limit(RECENT)
    )
    return [_recent(work, one) for one in work.session.scalars(asked)]


def _recent(work: Work, head: DocumentHead) -> Recent:
    state = MARKED if head.deleted else POSTED if head.posted else DRAFT
    title = work.schema.documents[head.kind].title[0]
    return Recent(title, head.number, head.moment, f"/documents/{head.kind}/{head.id}", state)


def start(request: Any) -> dict[str, Any]:
    """The start page."""
    return {"recent": recent(request.work)}


def section(request: Any) -> dict[str, Any]:
    """Everything in one section."""
    found = request.shell.navigation.section(request.matchdict["name"])
    if found is None:
        raise Unknown(_("There is nothing at this address"))
    return {"section": found}


def find(request: Any) -> dict[str, Any]:
    """The places that fit what has been typed."""
    words = request.params.get("q", "")[:200]
    found = request.shell.navigation.found(words, request.language)
    known = {one.address: one for one in request.shell.navigation.entries}
    made = [
        replace(known[place], title=title, address=address, icon="copy")
        for title, place, address in found_by(request, words)
        if place in known
    ]
    return {"entries": [*found[: FOUND - len(made)], *made], "words": words}


def includeme(config: Any) -> None:
    """The routes of these pages."""
    for name, path, view, template in (
        ("home", "/", start, "home.jinja2"),
        ("section", "/sections/{name}", section, "section.jinja2"),
        ("find", "/find", find, "found.jinja2"),
    ):
        config.add_route(name, path)
        config.add_view(
            view, route_name=name, request_method="GET", renderer=template, right=SIGNED_IN
        )
