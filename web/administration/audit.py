"""The audit: what happened, sifted, page by page, as a file; and that its chain is whole."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ...core import jobs, upkeep
from ...core.access.journal import DENIALS, Asked, journal_page
from ...core.errors import Invalid
from ...core.periods import TICK
from ...core.records.readers import is_key, read_key
from ...core.reporting.files import to_csv
from ...core.reporting.sheets import Sheet
from ...core.texts import Text, Texts
from ...core.work import Work
from ..chronicle import ACTIONS, KINDS, Chronicle, Told
from ..shell import tell
from ..typing_in import read_day
from .given import one_line

_ = Texts("tradepost.web")

RIGHT = "core.read_audit"
ADDRESS = "/administration/audit"
DENIED = "denials"
NAMES = ("user", "action", "kind", "record", "since", "until", "after")
MOST = 5_000
"""So many entries are written into one file."""


def show(request: Any) -> dict[str, Any]:
    """The journal, a page at a time."""
    given = {name: text for name in NAMES if (text := one_line(request.GET.get(name)))}
    refusal, told, following, looked = None, [], "", None
    try:
        page = journal_page(request.work, _asked(request, given))
        told = Chronicle(request.work, request.formats).tell(page.events)
        following, looked = page.next, page.looked
    except Invalid as why:
        refusal = why
    return {
        "events": told, "given": given, "actions": ACTIONS, "denied": DENIED,
        "kinds": _kinds(request.work), "refusal": refusal, "looked": looked,
        "older": _address(given, after=following) if following else "",
        "export": _address(given, path=f"{ADDRESS}.csv", after=""), "chain": _chain(request.work),
    }  # fmt: skip


def _kinds(work: Work) -> dict[str, Text | str]:
    records = {kind: cls.title[1] for kind, cls in work.schema.records.items()}
    return {**records, **KINDS}


def _address(given: Mapping[str, str], path: str = ADDRESS, **more: str) -> str:
    asked = {name: text for name, text in {**given, **more}.items() if text}
    return f"{path}?{urlencode(asked)}" if asked else path


def _asked(request: Any, given: Mapping[str, str]) -> Asked:
    action = given.get("action", "")
    record = given.get("record", "")
    if record and not is_key(record):
        raise Invalid(_("There is no such record"), path="record")
    return Asked(
        user=given.get("user", ""),
        actions=DENIALS if action == DENIED else (action,) if action else (),
        kind=given.get("kind", ""),
        record_id=read_key(record) if record else None,
        since=_moment(request, given.get("since", ""), last=False),
        until=_moment(request, given.get("until", ""), last=True),
        after=given.get("after", ""),
    )


def _moment(request: Any, text: str, *, last: bool) -> datetime | None:
    zone = request.formats.zone
    day = read_day(text, request.work.clock.now().astimezone(zone).date())
    if day is None:
        return None
    start = datetime.combine(day, time(), zone)
    return start + timedelta(days=1) - TICK if last else start


def _chain(work: Work) -> dict[str, Any]:
    """What is known of the chain: how it was found last, and a check under way."""
    found = upkeep.told(work, upkeep.AUDIT_CHECKED)
    live = [one for one in jobs.mine(work, live=True) if one.name == upkeep.AUDIT]
    far = jobs.how_far(work.house, live[0]) if live else None
    return {"last": found, "job": live[0] if live else None, "far": far}


def chain(request: Any) -> dict[str, Any]:
    """The state of the chain alone, while it is being checked."""
    found = _chain(request.work)
    if found["job"] is None and request.GET.get("was"):
        request.response.headers["HX-Refresh"] = "true"
    return {"chain": found}


def check(request: Any) -> Any:
    """Have the chain checked in the background."""
    jobs.start(request.work, upkeep.AUDIT, link=ADDRESS)
    return tell(request, HTTPSeeOther(ADDRESS), _("The chain is being checked"))


def export(request: Any) -> Response:
    """The journal as a file: as much as is sifted, up to `MOST` entries."""
    given = {name: text for name in NAMES if (text := one_line(request.GET.get(name)))}
    asked, rows = _asked(request, given), []
    chronicle = Chronicle(request.work, request.formats)
    page = journal_page(request.work, asked, limit=MOST)
    rows = [_row(request, one) for one in chronicle.tell(page.events)]
    say = request.formats.text
    titles = (_("When"), _("User"), _("What was done"), _("With what"), _("Record"), _("Changes"))
    sheet = Sheet(say(_("Audit")), [(say(title), "text") for title in titles], rows)
    response = Response(body=to_csv(sheet, request.language, request.formats.zone))
    response.content_type = "text/csv"
    response.charset = "utf-8"
    response.content_disposition = "attachment; filename=audit.csv"
    return response


def _row(request: Any, told: Told) -> list[str]:
    say = request.formats.text
    parts = [f"{say(one.label)}: {one.before} → {one.after}" for one in told.changes]
    parts += [f"{say(label)}: {say(text)}" for label, text in told.rows]
    event = told.event
    moment = request.formats.moment(event.moment)
    shown = [moment, event.user, say(told.state.word), say(told.title), event.presentation]
    return [*shown, "; ".join(parts)]


def includeme(config: Any) -> None:
    """The routes of the audit."""
    config.add_route("audit", ADDRESS)
    config.add_route("audit_chain", f"{ADDRESS}/chain")
    config.add_route("audit_file", f"{ADDRESS}.csv")
    page = {"right": RIGHT, "renderer": "administration/audit.jinja2"}
    config.add_view(show, route_name="audit", request_method="GET", **page)
    config.add_view(check, route_name="audit", request_method="POST", **page)
    config.add_view(
        chain, route_name="audit_chain", request_method="GET", right=RIGHT,
        renderer="administration/audit_chain.jinja2",
    )  # fmt: skip
    config.add_view(export, route_name="audit_file", request_method="GET", right=RIGHT)
