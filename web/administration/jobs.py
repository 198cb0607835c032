"""Background work: what runs, what waits, what has failed, what can be started by hand."""

from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core import jobs
from ...core.errors import Unknown
from ...core.texts import Texts
from ..shell import tell
from ..tables import State

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


def show(request: Any) -> dict[str, Any]:
    """The queue, and the work that can be started."""
    known = request.house.jobs
    rows = [
        (row, known[row.name].title if row.name in known else row.name, STATES[row.state])
        for row in jobs.listed(request.work)
    ]
    may = request.work.access.may
    startable = [one for one in known.values() if may(one.right)]
    is_part = request.headers.get("HX-Request") == "true"
    request.override_renderer = f"administration/jobs{'_part' if is_part else ''}.jinja2"
    return {"rows": rows, "startable": startable}


def act(request: Any) -> Any:
    """Start, cancel or try again."""
    post, work = request.POST, request.work
    if post.get("start"):
        if post["start"] not in request.house.jobs:
            raise Unknown(_("There is nothing at this address"))
        jobs.start(work, post["start"])
        told = _("It is in the queue")
    elif post.get("cancel"):
        jobs.cancel(work, UUID(post["cancel"]))
        told = _("Cancelled")
    else:
        jobs.retry(work, UUID(post.get("retry", "")))
        told = _("It is in the queue")
    return tell(request, HTTPSeeOther(LIST), told)


def includeme(config: Any) -> None:
    """The routes of the page."""
    config.add_route("jobs", LIST)
    page = {"right": RIGHT, "renderer": "administration/jobs.jinja2"}
    config.add_view(show, route_name="jobs", request_method="GET", **page)
    config.add_view(act, route_name="jobs", request_method="POST", **page)
