"""Background work a person has started: how far it is, what came of it, and stopping it."""

from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ..core import jobs
from ..core.app import SIGNED_IN
from ..core.notices import MY_WORK
from ..core.records.readers import is_key
from ..core.texts import Texts
from .administration.jobs import STATES
from .shell import tell

_ = Texts(__package__)


def show(request: Any) -> dict[str, Any]:
    """What he has started, the newest first."""
    found = jobs.mine(request.work)
    rows = [
        (row, row.named(request.house.jobs), STATES[row.state], jobs.how_far(request.house, row))
        for row in found
    ]
    if request.headers.get("HX-Request") == "true":
        request.override_renderer = "my_work_part.jinja2"
    return {"rows": rows, "live": any(row.live for row in found)}


def act(request: Any) -> Any:
    """Cancel, or try again."""
    post, work = request.POST, request.work
    cancelled, again = post.get("cancel", ""), post.get("retry", "")
    told = _("It has ended already")
    if is_key(cancelled) and jobs.cancel(work, UUID(cancelled)):
        told = _("Cancelled")
    elif is_key(again) and jobs.retry(work, UUID(again)):
        told = _("It is in the queue")
    return tell(request, HTTPSeeOther(MY_WORK), told)


def includeme(config: Any) -> None:
    """The routes of the page."""
    config.add_route("my_work", MY_WORK)
    page = {"right": SIGNED_IN, "renderer": "my_work.jinja2"}
    config.add_view(show, route_name="my_work", request_method="GET", **page)
    config.add_view(act, route_name="my_work", request_method="POST", **page)
