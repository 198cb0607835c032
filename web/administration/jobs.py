"""Background work: what runs, what waits, what has failed, when what is due; started, stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core import jobs
from ...core.access.users import names_of
from ...core.errors import Unknown
from ...core.jobs import HowFar, JobRow
from ...core.records.readers import is_key
from ...core.texts import Text, Texts
from ..shell import tell
from ..tables import State
from .given import one_line

_ = Texts("tradepost.web")

RIGHT = "core.manage_jobs"
LIST = "/administration/jobs"
STATES = {
    jobs.WAITING: State(_("Waits"), "clock"),
    jobs.RUNNING: State(_("Runs"), "player-play", "good"),
    jobs.DONE: State(_("Done"), "check"),
    jobs.DEAD: State(_("Failed"), "alert-triangle", "bad"),
    jobs.CANCELLED: State(_("Cancelled"), "ban"),
}
VIEWS: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "": (_("All"), tuple(STATES)),
    "live": (_("Runs and waits"), (jobs.RUNNING, jobs.WAITING)),
    "dead": (_("Failed"), (jobs.DEAD,)),
    "done": (_("History"), (jobs.DONE, jobs.CANCELLED)),
}


@dataclass(frozen=True)
class Line:
    """A piece of work as it is drawn; its payload is nobody's business here."""

    row: JobRow
    title: Text | str
    state: State
    far: HowFar
    user: str


@dataclass(frozen=True)
class Due:
    """Work with a schedule: when it runs next."""

    name: str
    title: Text
    next: datetime | None


def show(request: Any) -> dict[str, Any]:
    """The queue, the schedule, and the work that can be started."""
    work, known = request.work, request.house.jobs
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ""
    name = one_line(request.GET.get("name"))
    rows = jobs.listed(work, states=VIEWS[view][1], name=name)
    users = names_of(work, {one.user_id for one in rows})
    lines = [
        Line(
            row, row.named(known), STATES[row.state], jobs.how_far(work.house, row),
            users.get(row.user_id, ""),
        )
        for row in rows
    ]  # fmt: skip
    may = work.access.may
    is_part = request.headers.get("HX-Request") == "true"
    request.override_renderer = f"administration/jobs{'_part' if is_part else ''}.jinja2"
    return {
        "lines": lines, "view": view, "name": name, "views": VIEWS, "jobs": known,
        "startable": [one for one in known.values() if may(one.right) and not one.as_caller],
        "due": _schedule(request),
        "address": f"{LIST}?view={view}&name={name}",
    }  # fmt: skip


def _schedule(request: Any) -> Sequence[Due]:
    now = request.work.clock.now()
    found = [
        Due(one.name, one.title, jobs.next_run(one.schedule, now))
        for one in request.house.jobs.values()
        if one.schedule
    ]
    return sorted(found, key=lambda one: (one.next is None, one.next, one.name))


def act(request: Any) -> Any:
    """Start, cancel or try again."""
    post, work = request.POST, request.work
    if post.get("start"):
        if post["start"] not in request.house.jobs:
            raise Unknown(_("There is nothing at this address"))
        jobs.start(work, post["start"], link=LIST)
        told = _("It is in the queue")
    elif post.get("cancel"):
        done = jobs.cancel(work, _key(post["cancel"]))
        told = _("Cancelled") if done else _("It has ended already")
    else:
        done = jobs.retry(work, _key(post.get("retry", "")))
        told = _("It is in the queue") if done else _("It does not stand still")
    return tell(request, HTTPSeeOther(LIST), told)


def _key(text: str) -> UUID:
    if not is_key(text):
        raise Unknown(_("There is nothing at this address"))
    return UUID(text)


def includeme(config: Any) -> None:
    """The routes of the page."""
    config.add_route("jobs", LIST)
    page = {"right": RIGHT, "renderer": "administration/jobs.jinja2"}
    config.add_view(show, route_name="jobs", request_method="GET", **page)
    config.add_view(act, route_name="jobs", request_method="POST", **page)
