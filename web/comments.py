"""Comments beside a record: the thread, writing in it, and naming people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ..core.app import SIGNED_IN
from ..core.beside import Comment, Comments
from ..core.errors import Refusal, Unknown
from ..core.records.read import get
from ..core.records.readers import is_key
from ..core.schema.record import Record
from ..core.texts import Texts
from .editing import Editing
from .undo import Undo, Undone, key_in

_ = Texts(__package__)

LENGTH = 30
_PARTS = re.compile(r"(https?://[^\s<>\"'«»]+[^\s<>\"'«».,;:!?)\]])|((?<![\w@.])@[\w][\w.\-]*)")


@dataclass(frozen=True)
class Shown:
    """A comment as it is drawn."""

    comment: Comment
    who: str
    mine: bool
    may_remove: bool

    def parts(self) -> Iterator[tuple[str, str]]:
        """Its text in parts: `text`, `link`, `name`."""
        text, at = self.comment.text, 0
        for found in _PARTS.finditer(text):
            if found.start() > at:
                yield "text", text[at : found.start()]
            yield ("link" if found[1] else "name"), found[0]
            at = found.end()
        if at < len(text):
            yield "text", text[at:]


def drawn(request: Any, record: Record, **more: Any) -> dict[str, Any]:
    """The thread of a record, a page of it, the latest first."""
    comments = Comments(request.work)
    before = request.GET.get("before", "")
    found = comments.of(record, UUID(before) if is_key(before) else None, LENGTH + 1)
    people, me = comments.people(found), request.work.access.user_id
    shown = [
        Shown(
            one,
            people.get(one.user_id, "") if one.user_id else request.formats.text(_("The house")),
            one.user_id == me,
            comments.may_remove(one),
        )
        for one in found[:LENGTH]
    ]
    path = request.path.rpartition("/panel/")[0] or request.path.rpartition("/comments")[0]
    more_at = f"{path}/panel/comments?before={found[LENGTH - 1].id}" if len(found) > LENGTH else ""
    return {
        "record": record, "address": path, "comments": shown, "more": more_at, "refusals": (),
        "told": None, "typed": "", "unseeing": (), "count": comments.count(record), **more,
    }  # fmt: skip


def _record(request: Any) -> Record:
    editing = Editing(request)
    assert editing.key is not None  # noqa: S101 -- the route has it
    return get(request.work, editing.cls.kind, editing.key)


def panel(request: Any) -> dict[str, Any]:
    """The thread; where it goes on, only what follows."""
    if request.GET.get("before"):
        request.override_renderer = "comments_rows.jinja2"
    return drawn(request, _record(request))


def act(request: Any) -> Any:
    """Write, mend or remove; answers the thread, with what was typed where it is refused."""
    record, comments, post = _record(request), Comments(request.work), request.POST
    told, typed = None, post.get("text", "")
    try:
        with request.work.session.begin_nested():
            told = _done(comments, record, post)
    except Refusal as why:
        request.response.status = why.status
        return drawn(request, record, refusals=why.each(), typed=typed)
    if request.headers.get("HX-Request") != "true":
        return HTTPSeeOther(f"{request.path.rpartition('/comments')[0]}?beside=comments")
    return drawn(request, record, told=told, unseeing=comments.unseeing)


def _done(comments: Comments, record: Record, post: Any) -> Any:
    if not post.get("comment"):
        comments.write(record.kind, record.id, post.get("text", ""))
        return None
    key = key_in(post, "comment")
    if comments.get(key).record_id != record.id:
        raise Unknown(_("There is nothing at this address"))
    if post.get("do") == "remove":
        comments.remove(key)
        return _("The comment is removed"), Undo("comment", {"id": str(key)})
    comments.mend(key, post.get("text", ""))
    return None


def people(request: Any) -> dict[str, Any]:
    """People whose name begins with what was typed behind an @."""
    found = Comments(request.work).names(request.GET.get("q", "")[:60])
    return {"people": [{"name": name, "full": full} for name, full in found]}


def _bring_back(request: Any, facts: Mapping[str, Any]) -> Undone:
    found = Comments(request.work).remove(key_in(facts), back=True)
    group = "documents" if found.kind in request.work.schema.documents else "catalogs"
    address = f"/{group}/{found.kind}/{found.record_id}?beside=comments"
    return Undone(_("The comment is back"), address)


def includeme(config: Any) -> None:
    """The routes of comments."""
    base = "/{group:catalogs|documents}/{kind}/{id:[0-9a-fA-F-]{36}}"
    part = {"renderer": "panel_comments.jinja2", "right": "{kind}.read"}
    config.add_route("panel_comments", f"{base}/panel/comments")
    config.add_route("comments", f"{base}/comments")
    config.add_view(panel, route_name="panel_comments", request_method="GET", **part)
    config.add_view(act, route_name="comments", request_method="POST", **part)
    config.add_route("people", "/me/people")
    config.add_view(
        people, route_name="people", request_method="GET", renderer="json", right=SIGNED_IN
    )
    config.add_undo("comment", _bring_back)
