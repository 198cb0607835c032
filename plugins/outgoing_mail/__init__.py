"""Mail that goes out: letters that wait for a server, reports sent once or by schedule.

A letter is kept with its bytes and its Message-ID before anything is sent. What is sure to
have failed is tried again; where the server fell silent at the end, nobody knows, and only a
person sends such a letter again. `Mail(work).post(…)` is for every plugin that writes letters.
"""

from datetime import timedelta
from typing import Any

from pyramid.config import Configurator

from ...core import Plugin, Right, Role, Texts, hookimpl
from ...core.jobs import Job
from ...core.settings import Setting
from ...core.texts import Text
from . import letters, schedules
from .errors import NotSetUp
from .letters import Attachment, Mail
from .models import Letter, Schedule

_ = Texts(__package__)

SECURITY = ("starttls", "tls", "none")


class OutgoingMailPlugin(Plugin):
    """Sends letters and reports by mail."""

    name = "outgoing_mail"
    title = _("Outgoing mail")
    section = "administration"
    settings = (
        Setting("host", str, "", _("Server that takes our mail; empty sends nothing")),
        Setting("port", int, 587, _("Its port")),
        Setting("security", str, "starttls", _("How it is spoken to: starttls, tls or none")),
        Setting("user", str, "", _("Name to sign in with; empty for none")),
        Setting("password", str, "", _("Password; or in TRADEPOST_MAIL_PASSWORD")),
        Setting("sender", str, "", _("Address our letters come from")),
    )

    def configure(self, values: dict[str, Any]) -> None:
        """Take the settings.

        Raises:
            NotSetUp: for a way to speak to the server that there is not.
        """
        if values["security"] not in SECURITY:
            raise NotSetUp(
                _("Mail knows no security “{name}”", name=values["security"]),
                remedy=Text("", ", ".join(SECURITY)),
            )
        super().configure(values)

    @hookimpl
    def add_views(self, config: Configurator) -> None:
        """Reports by mail, the box of letters, the address of a person."""
        config.include(f"{__package__}.views")

    @hookimpl
    def list_jobs(self) -> list[Job]:
        """Letters are sent, reports that are due are written."""
        return [
            Job(letters.SEND, _("Send a letter"), letters.MANAGE, letters.send),
            Job("outgoing_mail.due", _("Look which reports are due"), letters.MANAGE,
                schedules.due, timedelta(minutes=5)),
            Job(schedules.REPORT, _("Send a report that is due"), letters.MANAGE,
                schedules.send_due),
        ]  # fmt: skip

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may send reports, and look after the letters of all."""
        return [
            Right(schedules.RIGHT, _("Send reports by mail")),
            Right(letters.MANAGE, _("Look after outgoing mail")),
        ]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """Reports are sent by those who keep the books and lead the trade."""
        return [
            Role("accountant", _("Accountant"), (schedules.RIGHT,)),
            Role("director", _("Director"), (schedules.RIGHT,)),
        ]


plugin = OutgoingMailPlugin()

__all__ = ["Attachment", "Letter", "Mail", "OutgoingMailPlugin", "Schedule", "plugin"]
