"""Closing dates: up to which day nobody, or nobody but some, may change the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core import periods
from ...core.access.audit import Event
from ...core.database.ids import NONE
from ...core.errors import Invalid, Refusal
from ...core.posting import closing
from ...core.records.readers import read_key, read_moment
from ...core.texts import Text, Texts
from ...core.work import Work
from ..chronicle import ACTIONS
from ..shell import tell
from ..tables import State
from ..typing_in import read_day

_ = Texts("tradepost.web")

ADDRESS = "/administration/closing"


@dataclass(frozen=True)
class Past:
    """A line of the history as it is drawn."""

    event: Event
    state: State
    scope: str
    until: datetime | None


def show(request: Any, refusal: Refusal | None = None) -> dict[str, Any]:
    """The dates there are, the form for a new one, and who closed and opened what."""
    work: Work = request.work
    scopes = closing.scopes(work)
    return {
        "rows": closing.listed(work),
        "scopes": scopes,
        "people": closing.people(work),
        "past": _past(work, {str(key): name for key, name in scopes.items()}),
        "given": request.POST,
        "refusal": refusal,
    }


def _past(work: Work, names: dict[str, str]) -> Sequence[Past]:
    return [
        Past(one, ACTIONS[one.action], names.get(one.after.get("scope") or "", ""), _until(one))
        for one in closing.past(work)
    ]


def _until(event: Event) -> datetime | None:
    text = event.after.get("until")
    return None if text is None else read_moment(text)


def store(request: Any) -> Any:
    """Close up to the end of a day, or take a date away."""
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
    scope, user = _key(post.get("scope", "")), _key(post.get("user", ""))
    if post.get("do") == "open":
        closing.lift(work, scope=scope, user_id=user)
        return _("The closing date is taken away")
    until = _end_of(request, post.get("until", ""))
    closing.close(work, until, scope=scope, user_id=user)
    return _("Closed up to {day}", day=request.formats.day(work.day_of(until)))


def _key(text: str) -> UUID:
    return read_key(text) if text else NONE


def _end_of(request: Any, text: str) -> datetime:
    """The last moment of a day of the company's calendar."""
    try:
        day = read_day(text, request.work.today)
    except Invalid as fault:
        fault.path = "until"
        raise
    if day is None:
        raise Invalid(_("Say up to which day it is to be closed"), path="until")
    return periods.end(day, request.work.house.zone)


def includeme(config: Any) -> None:
    """The route of the page."""
    config.add_route("closing", ADDRESS)
    page = {"right": closing.RIGHT, "renderer": "administration/closing.jinja2"}
    config.add_view(show, route_name="closing", request_method="GET", **page)
    config.add_view(store, route_name="closing", request_method="POST", **page)
