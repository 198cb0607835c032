"""Letters: made, kept until they are sent, sent by a job, looked after by people."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from ...core import Texts, Work
from ...core.database.ids import HOUSE, new_id
from ...core.errors import Unknown
from ...core.jobs import Payload, enqueue
from ...core.notices import Notices
from .delivering import Outcome, Server, deliver
from .errors import NoAddress, NotSetUp
from .models import FAILED, SENDING, SENT, UNKNOWN, WAITING, Letter

_ = Texts(__package__)

SEND = "outgoing_mail.send"
MANAGE = "outgoing_mail.manage"
ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
MOST_RECIPIENTS = 100
LARGEST = 20_000_000  # bytes of a letter
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>,;\"()]{1,200}\.[^\s@<>,;\"().]{2,60}"
)


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media: str
    data: bytes


def address(text: str) -> str:
    """An address of mail as it is written on the envelope.

    Raises:
        NoAddress: for anything else.
    """
    plain = text.strip()
    if not _ADDRESS.fullmatch(plain):
        raise NoAddress(_("“{text}” is no address of mail", text=plain[:60]), path="addresses")
    name, _at, host = plain.rpartition("@")
    try:
        return f"{name}@{host.encode('idna').decode()}"
    except UnicodeError as why:
        raise NoAddress(_("“{text}” is no address of mail", text=plain[:60])) from why


class Mail:
    """The letters of a unit of work."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    @property
    def settings(self) -> dict[str, Any]:
        """How mail is set up."""
        plugin = self.work.house.plugins.get("outgoing_mail")
        return plugin.configured if plugin is not None else {}

    @property
    def is_set_up(self) -> bool:
        """Whether a server and a sender are named."""
        return bool(self.settings.get("host") and self.settings.get("sender"))

    def require_set_up(self) -> None:
        """Go on only where there is a server.

        Raises:
            NotSetUp: where none is named.
        """
        if not self.is_set_up:
            raise NotSetUp(
                _("Mail is not set up: no server, or no sender"),
                remedy=_("Name host and sender under [settings.outgoing_mail]"),
            )

    def post(
        self,
        recipients: Sequence[str],
        subject: str,
        text: str,
        *,
        html: str = "",
        attachments: Iterable[Attachment] = (),
        key: str = "",
        about: str = "",
    ) -> Letter:
        """Put a letter in the box; it goes out once this unit of work is durable.

        Args:
            recipients: the addresses.
            subject: in one line.
            text: for those who read no HTML.
            html: the same, laid out.
            attachments: files.
            key: letters of one key are one letter, however often they are posted.
            about: the page it is about.

        Raises:
            NotSetUp: where no server is named.
            NoAddress: without recipients, or for what is none.
        """
        self.require_set_up()
        to = list(dict.fromkeys(address(one) for one in recipients))
        if not to or len(to) > MOST_RECIPIENTS:
            raise NoAddress(
                _("A letter goes to between 1 and {most} addresses", most=MOST_RECIPIENTS),
                path="addresses",
            )
        message_id = self._message_id(key)
        known = self.session.scalar(select(Letter).where(Letter.message_id == message_id))
        if known is not None:
            return known
        made = self._made(to, subject, text, html, attachments, message_id)
        body = made.as_bytes(policy=SMTP)
        if len(body) > LARGEST:
            raise NoAddress(_("The letter is too large to be sent"), path="form")
        letter = Letter(message_id=message_id, subject=str(made["Subject"]), body=body)
        letter.recipients, letter.about = {"to": to}, about
        letter.user_id, letter.created_at = self.work.access.user_id, self.work.clock.now()
        self.session.add(letter)
        self.session.flush()  # the job below names the letter
        enqueue(self.work, SEND, {"letter": str(letter.id)}, key=f"mail:{letter.id}")
        return letter

    def _message_id(self, key: str) -> str:
        host = str(self.settings["sender"]).rpartition("@")[2] or "localhost"
        name = uuid5(HOUSE, f"letter:{key}") if key else new_id()
        return f"<{name}@{host}>"

    def _made(  # noqa: PLR0917 -- the parts of a letter
        self,
        to: Sequence[str],
        subject: str,
        text: str,
        html: str,
        attachments: Iterable[Attachment],
        message_id: str,
    ) -> EmailMessage:
        made = EmailMessage(policy=SMTP)
        made["From"] = str(self.settings["sender"])
        made["To"] = ", ".join(to)
        made["Subject"] = " ".join(subject.split())[:200]
        made["Date"] = format_datetime(self.work.clock.now())
        made["Message-ID"] = message_id
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(text, cte="base64")
        if html:
            made.add_alternative(html, subtype="html", cte="base64")
        for one in attachments:
            main, _slash, sub = one.media.partition(";")[0].partition("/")
            made.add_attachment(one.data, maintype=main, subtype=sub, filename=one.name)
        return made

    def listed(self, limit: int = 200) -> list[Letter]:
        """The letters, the newest first.

        Raises:
            Forbidden: without the right to manage mail.
        """
        self.work.access.require(MANAGE)
        asked = select(Letter).order_by(Letter.created_at.desc(), Letter.id.desc()).limit(limit)
        return list(self.session.scalars(asked))

    def again(self, key: UUID) -> Letter:
        """Send a letter that failed, or of which nobody knows, once more; the same letter.

        Raises:
            Unknown: where there is none to send again.
        """
        self.work.access.require(MANAGE)
        letter = self.session.get(Letter, key)
        if letter is None or letter.state not in (FAILED, UNKNOWN):
            raise Unknown(_("There is no letter to send again"))
        letter.state, letter.reason, letter.attempts = WAITING, "", 0
        enqueue(self.work, SEND, {"letter": str(letter.id)}, key=f"mail:{letter.id}")
        return letter


@dataclass(frozen=True)
class _Taken:
    key: UUID
    recipients: Sequence[str]
    body: bytes


def send(work: Work, payload: Payload) -> None:
    """Send one letter; what is about to be done is on record before it is done.

    The job opens units of work of its own around the sending: its own would still be open
    while the server is spoken to, and would forget that it had begun if it were cut short.
    """
    key = UUID(payload["letter"])
    house = work.house
    taken = house.attempt(lambda own: _take(own, key))
    if taken is None:
        return
    outcome = deliver(server_of(Mail(work).settings), Mail(work).settings["sender"],
                      taken.recipients, taken.body)  # fmt: skip
    house.attempt(lambda own: _settle(own, key, outcome))


def server_of(settings: dict[str, Any]) -> Server:
    """The server that the settings name; the password may stand in the environment."""
    password = settings["password"] or os.environ.get("TRADEPOST_MAIL_PASSWORD", "")
    return Server(
        settings["host"], settings["port"], settings["security"], settings["user"], password
    )


def _take(work: Work, key: UUID) -> _Taken | None:
    """Mark a letter as being sent; one that is so already was cut short: nobody knows of it."""
    letter = work.session.scalar(select(Letter).where(Letter.id == key).with_for_update())
    if letter is None or letter.state not in (WAITING, SENDING):
        return None
    if letter.state == SENDING:
        _unknown(work, letter, "the sender was cut short")
        return None
    letter.state = SENDING
    letter.attempts += 1
    return _Taken(letter.id, letter.recipients["to"], letter.body)


def _settle(work: Work, key: UUID, outcome: Outcome) -> None:
    letter = work.session.scalar(select(Letter).where(Letter.id == key))
    if letter is None or letter.state != SENDING:
        return
    if outcome.state == UNKNOWN:
        _unknown(work, letter, outcome.reason)
        return
    state = outcome.state
    if state == WAITING and letter.attempts >= ATTEMPTS:
        state = FAILED
    now = work.clock.now()
    letter.state, letter.reason = state, outcome.reason
    letter.sent_at = now if state == SENT else None
    if state == WAITING:
        pause = FIRST_PAUSE * 2 ** (letter.attempts - 1)
        enqueue(work, SEND, {"letter": str(key)}, key=f"mail:{key}", not_before=now + pause)
    elif state == FAILED:
        _tell(work, letter, outcome.reason)


def _unknown(work: Work, letter: Letter, reason: str) -> None:
    letter.state, letter.reason = UNKNOWN, reason
    _tell(work, letter, reason)


def _tell(work: Work, letter: Letter, reason: str) -> None:
    """Let whoever sent it know, and those who look after mail."""
    said = _("The letter “{subject}” was not sent: {why}", subject=letter.subject, why=reason)
    if letter.state == UNKNOWN:
        said = _("Nobody knows whether “{subject}” was sent: {why}", subject=letter.subject,
                 why=reason)  # fmt: skip
    people = [letter.user_id] if letter.user_id else []
    Notices(work).tell(said, users=people, role="administrator", link="/mail/outbox",
                       key=f"mail:{letter.id}")  # fmt: skip
