"""Handing a letter to a server: accepted, refused, to be tried again, or nobody knows.

The moment that counts is the last byte of the letter. Whatever fails before it has sent
nothing. Where the server falls silent after it, the letter may be on its way: the outcome is
unknown, and only a person may send it again.
"""

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from .models import FAILED, SENT, UNKNOWN, WAITING

TIMEOUT = 30  # seconds of silence


@dataclass(frozen=True)
class Server:
    """How to reach the server of mail; `security` is none, starttls or tls."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: its new state, and in the server's words why."""

    state: str
    reason: str = ""


class _Answered(Exception):
    """The server said no; `code` says whether for good."""

    def __init__(self, code: int, words: bytes | str) -> None:
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        super().__init__(f"{code} {said}")
        self.code = code


def deliver(server: Server, sender: str, recipients: Sequence[str], body: bytes) -> Outcome:
    """Hand a letter to the server; never raises for what a network may do."""
    link: smtplib.SMTP | None = None
    try:
        link = _linked(server)
        refused = _enveloped(link, sender, recipients)
        _require(link.docmd("DATA"), 354)
    except _Answered as why:
        return Outcome(FAILED if why.code >= 500 else WAITING, str(why)[:500])
    except smtplib.SMTPResponseException as why:
        words = str(_Answered(why.smtp_code, why.smtp_error))
        return Outcome(FAILED if why.smtp_code >= 500 else WAITING, words[:500])
    except (OSError, smtplib.SMTPException) as why:
        return Outcome(WAITING, f"{type(why).__name__}: {why}"[:500])
    else:
        return _handed_over(link, body, refused)
    finally:
        if link is not None:
            link.close()


def _linked(server: Server) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    link: smtplib.SMTP
    if server.security == "tls":
        link = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=secure)
    else:
        link = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        link.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            link.starttls(context=secure)
            link.ehlo()
        if server.user:
            link.login(server.user, server.password)
    except BaseException:
        link.close()
        raise
    return link


def _enveloped(link: smtplib.SMTP, sender: str, recipients: Sequence[str]) -> list[str]:
    """Sender and recipients told; answers those the server does not want."""
    _require(link.mail(sender), 250)
    refused, last = [], (250, b"")
    for one in recipients:
        code, words = link.rcpt(one)
        if code not in (250, 251):
            refused.append(f"{one}: {code} {words.decode('utf-8', 'replace')}")
            last = (code, words)
    if len(refused) == len(recipients):
        raise _Answered(*last)
    return refused


def _handed_over(link: smtplib.SMTP, body: bytes, refused: Sequence[str]) -> Outcome:
    try:
        link.send(re.sub(rb"(?m)^\.", b"..", body).rstrip(b"\r\n") + b"\r\n.\r\n")
        code, words = link.getreply()
    except (OSError, smtplib.SMTPException) as why:
        return Outcome(UNKNOWN, f"{type(why).__name__}: {why}"[:500])
    if code != 250:
        said = str(_Answered(code, words))[:500]
        return Outcome(FAILED if code >= 500 else WAITING, said)
    return Outcome(SENT, "; ".join(refused)[:500])


def _require(answer: tuple[int, bytes], wanted: int) -> None:
    code, words = answer
    if code != wanted:
        raise _Answered(code, words)
