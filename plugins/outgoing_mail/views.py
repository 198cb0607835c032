"""Pages of mail: a report is sent or scheduled, letters are looked after, addresses given."""

from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ...core import Refusal, Texts
from ...core.app import SIGNED_IN
from ...core.errors import Invalid
from ...core.reporting import Report, report_of
from ...core.texts import Text
from ...web.administration import SECTION
from ...web.navigation import PAGES, Entry
from ...web.shell import tell
from .letters import MANAGE, Mail
from .models import FAILED, SENDING, SENT, UNKNOWN, WAITING
from .schedules import EVERY, FORMS, RIGHT, Reports, Sending, rule_of

_ = Texts(__package__)

STATES: dict[str, tuple[Text, str, str]] = {
    WAITING: (_("Waiting"), "clock", ""),
    SENDING: (_("Being sent"), "loader", ""),
    SENT: (_("Sent"), "circle-check", "good"),
    FAILED: (_("Not sent"), "circle-x", "bad"),
    UNKNOWN: (_("Nobody knows"), "help", "care"),
}
WEEK = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"))  # fmt: skip


def _report(request: Any) -> Report:
    report = report_of(request.house, request.matchdict["name"])
    request.work.access.require(report.right)
    request.work.access.require(RIGHT)
    return report


def offer(request: Any) -> dict[str, Any]:
    """The form: to whom, as what, how often; and what is sent already."""
    return _form(
        request, _report(request), dict(request.GET), urlencode(list(request.GET.items()))
    )


def _form(
    request: Any, report: Report, said: Any, asked: str, refusal: Refusal | None = None
) -> dict[str, Any]:
    reports = Reports(request.work)
    return {
        "report": report, "asked": asked, "said": said, "refusal": refusal, "forms": FORMS,
        "every": EVERY, "week": WEEK, "people": reports.people(), "me": reports.my_address(),
        "mine": reports.mine(report.name), "chosen": set(said.get("chosen", ())),
        "set_up": Mail(request.work).is_set_up,
    }  # fmt: skip


def send(request: Any) -> Any:
    """Send a report now, or from now on."""
    report, said = _report(request), request.POST
    asked = said.get("asked", "")
    try:
        sending = Sending(
            report.name,
            said.get("title", "").strip()[:100],
            [one for one in parse_qsl(asked) if one[0] not in ("set", "variant", "limit")],
            said.get("form", "xlsx"),
            tuple(_key(one) for one in said.getall("users")),
            tuple(
                one
                for one in said.get("addresses", "").replace(";", ",").replace(",", " ").split()
            ),
        )
        zone = request.registry.web_settings["timezone"]
        told = _("The report is on its way")
        if said.get("every"):
            rule = rule_of(said["every"], said.get("hour", "8"), said.get("weekday", "0"),
                           said.get("day", "1"))  # fmt: skip
            Reports(request.work).schedule(sending, rule, zone)
            told = _("The report is sent from now on")
        else:
            Reports(request.work).send_now(sending, zone)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        kept = {**said, "chosen": said.getall("users")}
        return _form(request, report, kept, asked, why)
    return tell(request, HTTPSeeOther(f"/reports/{report.name}/mail?{asked}"), told)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as why:
        raise Invalid(_("There is no such person"), path="users") from why


def arrange(request: Any) -> Response:
    """End a schedule, or let it go on."""
    report = _report(request)
    reports, key = Reports(request.work), _key(request.POST.get("schedule", ""))
    if request.POST.get("do") == "resume":
        reports.resume(key)
        told = _("The report is sent from now on")
    else:
        reports.drop(key)
        told = _("The report is sent no more")
    return tell(request, HTTPSeeOther(f"/reports/{report.name}/mail"), told)


def mine(request: Any) -> Response:
    """Say where one wants one's mail."""
    Reports(request.work).want_at(request.POST.get("address", ""))
    back = request.POST.get("back", "/me")
    there = back if back.startswith("/") and not back.startswith("//") else "/me"
    return tell(request, HTTPSeeOther(there), _("Your address is kept"))


def outbox(request: Any) -> dict[str, Any]:
    """The letters, the newest first."""
    mail = Mail(request.work)
    return {"letters": mail.listed(), "states": STATES, "set_up": mail.is_set_up}


def again(request: Any) -> Response:
    """Send a letter once more."""
    letter = Mail(request.work).again(_key(request.matchdict["id"]))
    told = _("“{subject}” is sent once more", subject=letter.subject)
    return tell(request, HTTPSeeOther("/mail/outbox"), told)


def includeme(config: Any) -> None:
    """The routes of mail."""
    add, here = config.add_view, "tradepost.plugins.outgoing_mail:templates"
    config.add_route("report_mail", "/reports/{name}/mail")
    config.add_route("report_mail_arrange", "/reports/{name}/mail/arrange")
    config.add_route("mail_mine", "/mail/mine")
    config.add_route("mail_outbox", "/mail/outbox")
    config.add_route("mail_again", "/mail/outbox/{id}/again")
    config.add_page(Entry(_("Outgoing mail"), "/mail/outbox", MANAGE, SECTION, PAGES, "mail"))
    config.add_report_action("mail", _("Send by mail"), "mail", RIGHT)
    form = f"{here}/send.jinja2"
    add(offer, route_name="report_mail", request_method="GET", renderer=form, right=RIGHT)
    add(send, route_name="report_mail", request_method="POST", renderer=form, right=RIGHT)
    add(arrange, route_name="report_mail_arrange", request_method="POST", right=RIGHT)
    add(mine, route_name="mail_mine", request_method="POST", right=SIGNED_IN)
    add(outbox, route_name="mail_outbox", request_method="GET", renderer=f"{here}/outbox.jinja2",
        right=MANAGE)  # fmt: skip
    add(again, route_name="mail_again", request_method="POST", right=MANAGE)
