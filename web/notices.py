"""What the house tells people: the bell, the page of all notices, and what is new, asked by a clock.

Open pages ask what is new every few seconds instead of holding a connection open: a held one
would take a thread of the server, and there are eight of them for everybody. The question is
three small selects, the answer mostly “nothing new” (304); one page of a browser asks for all
of them, seldom while nobody looks, and it keeps no session alive (ADR 0018).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPNotModified, HTTPSeeOther
from pyramid.response import Response

from ..core import jobs
from ..core.app import SIGNED_IN, plain
from ..core.errors import Invalid
from ..core.notices import ALL, LATER, UNREAD, Notice, Notices
from ..core.records.readers import is_key
from ..core.texts import Texts

_ = Texts(__package__)

MOST = 99
"""So many are counted; beyond, there are simply many."""
AT_HAND = 8
LENGTH = 40
MORNING = time(9)
PARTS = ((UNREAD, _("Not read")), (LATER, _("Put off")), (ALL, _("All")))
PAUSES = (
    ("10m", _("In 10 minutes")),
    ("1h", _("In an hour")),
    ("morning", _("Tomorrow morning")),
)


@dataclass(frozen=True)
class Told:
    """A notice as it is drawn."""

    notice: Notice
    text: str
    state: str

    @property
    def link(self) -> str:
        """The page it is about; only one of this house is followed."""
        link = self.notice.link
        return link if link.startswith("/") and not link.startswith(("//", "/\\")) else ""


def _told(request: Any, found: Sequence[Notice]) -> list[Told]:
    now, language = request.work.clock.now(), request.language
    return [
        Told(one, one.text.into(language), "read" if one.read_at else _state(one, now))
        for one in found
    ]


def _state(one: Notice, now: datetime) -> str:
    return LATER if one.due_at > now else UNREAD


def pulse(request: Any) -> Response:
    """What is new: unread notices, and how far the person's own work is."""
    notices = Notices(request.work)
    told = _told(request, notices.due(AT_HAND))
    facts = {
        "unread": notices.count(MOST + 1),
        "notices": [
            {"key": f"{one.notice.id}.{one.notice.due_at:%s}", "text": one.text, "link": one.link}
            for one in told
        ],
        "work": [_work(request, row) for row in jobs.mine(request.work, live=True, limit=AT_HAND)],
    }
    body = plain.dumps(facts).encode()
    tag = sha256(body).hexdigest()[:16]
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return HTTPNotModified(headers={"ETag": f'"{tag}"'})
    return Response(body=body, content_type="application/json", charset="", etag=tag)


def _work(request: Any, row: jobs.JobRow) -> dict[str, Any]:
    far = jobs.how_far(request.house, row)
    title = row.named(request.house.jobs)
    shown = {"id": row.id, "title": request.formats.text(title), "percent": far.percent}
    return {**shown, "done": request.formats.number(far.done) if far.done else ""}


def bell(request: Any) -> dict[str, Any]:
    """The newest unread notices, for the list under the bell."""
    notices = Notices(request.work)
    found = notices.page(UNREAD, limit=AT_HAND)
    return _drawn(request, "bell", _told(request, found))


def show(request: Any) -> dict[str, Any]:
    """The page of all notices, or the rows that follow."""
    part = request.GET.get("part", UNREAD)
    part = part if part in dict(PARTS) else UNREAD
    after = request.GET.get("after", "")
    key = UUID(after) if is_key(after) else None
    found = Notices(request.work).page(part, key, LENGTH + 1)
    if request.headers.get("HX-Request") == "true":
        request.override_renderer = "notices_rows.jinja2" if key else "notices_part.jinja2"
    values = _drawn(request, part, _told(request, found[:LENGTH]))
    more = f"/me/notices?part={part}&after={found[LENGTH - 1].id}" if len(found) > LENGTH else ""
    return {**values, "more": more}


def _drawn(_request: Any, part: str, told: list[Told]) -> dict[str, Any]:
    return {"told": told, "part": part, "parts": PARTS, "pauses": PAUSES, "refusal": None}


def act(request: Any) -> Any:
    """Read, read all, show again or put off; answers the list it was done in."""
    post, notices = request.POST, Notices(request.work)
    keys = [UUID(one) for one in post.getall("id") if is_key(one)]
    do, refusal = post.get("do", ""), None
    try:
        if do == "read_all":
            notices.read_all()
        elif do == "later":
            notices.put_off(keys, _until(request, post.get("until", ""), post.get("at", "")))
        elif do == "unread":
            notices.unread(keys)
        else:
            notices.read(keys)
    except Invalid as why:
        refusal = why
    part = post.get("part", UNREAD)
    if request.headers.get("HX-Request") != "true":
        return HTTPSeeOther(f"/me/notices?part={part if part in dict(PARTS) else UNREAD}")
    if part == "bell":
        request.override_renderer = "bell.jinja2"
        return {**bell(request), "refusal": refusal}
    request.override_renderer = "notices_part.jinja2"
    found = notices.page(part if part in dict(PARTS) else UNREAD, limit=LENGTH)
    return {**_drawn(request, part, _told(request, found)), "more": "", "refusal": refusal}


def _until(request: Any, pause: str, at: str) -> datetime:
    """The moment a notice is put off to.

    Raises:
        Invalid: where it can not be read, or has gone by.
    """
    now, zone = request.work.clock.now(), request.formats.zone
    if pause == "10m":
        return now + timedelta(minutes=10)  # type: ignore[no-any-return]
    if pause == "morning":
        day = now.astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(day, MORNING, zone)
    if pause != "at":
        return now + timedelta(hours=1)  # type: ignore[no-any-return]
    try:
        moment = datetime.fromisoformat(at[:40]).replace(tzinfo=zone)
    except ValueError as why:
        raise Invalid(_("Say a day and a time"), path="at") from why
    if moment <= now or moment.year > now.year + 5:
        raise Invalid(_("Choose a moment that is still to come"), path="at")
    return moment


def includeme(config: Any) -> None:
    """The routes of notices."""
    for name, path in (("pulse", "/me/pulse"), ("bell", "/me/bell"), ("notices", "/me/notices")):
        config.add_route(name, path)
    view = config.add_view
    view(pulse, route_name="pulse", request_method="GET", right=SIGNED_IN)
    view(bell, route_name="bell", request_method="GET", right=SIGNED_IN, renderer="bell.jinja2")
    page = {"right": SIGNED_IN, "renderer": "notices.jinja2"}
    view(show, route_name="notices", request_method="GET", **page)
    view(act, route_name="notices", request_method="POST", **page)
