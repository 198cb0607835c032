"""Pictures on papers: logo, stamp, signatures of the records of catalogs that have some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core.errors import Invalid, Refusal, Unknown
from ...core.printing.marks import Mark
from ...core.printing.pictures import drop_picture, keep_picture, known_pictures, shown_pictures
from ...core.records.listing import page
from ...core.records.query import Query
from ...core.records.read import get
from ...core.records.readers import is_key
from ...core.schema.record import Record
from ...core.texts import Text, Texts
from ...core.work import Work
from ..shell import tell

_ = Texts("tradepost.web")

RIGHT = "core.edit_print_forms"
ADDRESS = "/administration/pictures"
MOST = 100


@dataclass(frozen=True)
class Shelf:
    """The pictures of one record."""

    title: Text
    record: Record
    names: Mapping[str, Text]
    shown: Mapping[str, Mark]


def shelves(work: Work) -> Sequence[Shelf]:
    """The records that may have pictures, each with its own; one select a kind for these."""
    found = []
    for kind, cls in work.schema.catalogs.items():
        names = known_pictures(cls)
        if names and work.access.may(f"{kind}.read"):
            records = page(work, kind, Query(limit=MOST)).records
            pictures = shown_pictures(work, [one.id for one in records])
            found += [Shelf(cls.title[0], one, names, pictures.get(one.id, {})) for one in records]
    return found


def show(request: Any, refusal: Refusal | None = None) -> dict[str, Any]:
    """What there is."""
    return {"shelves": shelves(request.work), "refusal": refusal}


def store(request: Any) -> Any:
    """Put a picture in, or take it away."""
    try:
        with request.work.session.begin_nested():
            told = _done(request)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return show(request, why)
    return tell(request, HTTPSeeOther(ADDRESS), told)


def _done(request: Any) -> Text:
    work, post = request.work, request.POST
    kind, key = post.get("kind", ""), post.get("record", "")
    if kind not in work.schema.catalogs or not is_key(key):
        raise Unknown(_("There is nothing at this address"))
    record = get(work, kind, UUID(key))
    if post.get("do") == "drop":
        drop_picture(work, record, post.get("picture", ""))
        return _("The picture is taken away")
    sent = post.get("file")
    if not hasattr(sent, "file"):
        raise Invalid(_("Choose a file"), path="file")
    keep_picture(work, record, post.get("picture", ""), sent.file.read())
    return _("The picture is kept")


def includeme(config: Any) -> None:
    """The routes of pictures."""
    config.add_route("print_pictures", ADDRESS)
    same = {"right": RIGHT, "renderer": "administration/print_pictures.jinja2"}
    config.add_view(show, route_name="print_pictures", request_method="GET", **same)
    config.add_view(store, route_name="print_pictures", request_method="POST", **same)
