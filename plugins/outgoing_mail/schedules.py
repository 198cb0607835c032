"""Reports by mail: once, or again and again, always with the rights of whoever asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from sqlalchemy import select, update

from ...core import Refusal, Texts, Work
from ...core.access.models import User
from ...core.errors import Invalid, NotSignedIn, Unknown
from ...core.jobs import Payload, enqueue
from ...core.notices import Notices
from ...core.reporting import Layout, Report, parse_params, report_of, run
from ...core.reporting.files import MEDIA, written_as
from ...core.texts import Text
from .errors import NoAddress
from .letters import Attachment, Mail, address
from .models import Address, Letter, Schedule

_ = Texts(__package__)

RIGHT = "outgoing_mail.send"
REPORT = "outgoing_mail.report"
FORMS: Mapping[str, Text] = {
    "xlsx": _("a spreadsheet"), "pdf": _("PDF"), "csv": _("CSV"), "html": _("in the letter itself"),
}  # fmt: skip
EVERY: Mapping[str, Text] = {
    "day": _("every day"), "workday": _("every working day"), "week": _("every week"),
    "month": _("every month"), "month_end": _("on the last day of a month"),
}  # fmt: skip
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 100
"""So many schedules a person may have."""
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sending:
    """What is sent, to whom, how.

    `users` get it at the addresses they have given.
    """

    report: str
    title: str
    asked: Pairs
    form: str = "xlsx"
    users: tuple[UUID, ...] = ()
    addresses: tuple[str, ...] = ()


def rule_of(every: str, hour: str, weekday: str = "0", day: str = "1") -> str:
    """The RRULE of a choice of the form: every week on Mondays at 8.

    Raises:
        Invalid: for what is no such choice.
    """
    at = f"BYHOUR={_number(hour, 0, 23, 'hour')};BYMINUTE=0;BYSECOND=0"
    rules: Mapping[str, Callable[[], str]] = {
        "day": lambda: "FREQ=DAILY",
        "workday": lambda: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "week": lambda: f"FREQ=WEEKLY;BYDAY={WEEKDAYS[_number(weekday, 0, 6, 'weekday')]}",
        "month": lambda: f"FREQ=MONTHLY;BYMONTHDAY={_number(day, 1, 28, 'day')}",
        "month_end": lambda: "FREQ=MONTHLY;BYMONTHDAY=-1",
    }
    if every not in rules:
        raise Invalid(_("There is no such schedule"), path="every")
    return f"{rules[every]()};{at}"


def _number(text: str, low: int, high: int, path: str) -> int:
    if not (text.isascii() and text.isdigit() and low <= int(text[:3]) <= high):
        raise Invalid(_("It is a number from {low} to {high}", low=low, high=high), path=path)
    return int(text)


def next_at(rule: str, zone: str, after: datetime) -> datetime | None:
    """The next moment of a rule, by the clock of a zone."""
    local = after.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    found: datetime | None = rrulestr(rule, dtstart=start).after(local)
    return None if found is None else found.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Reports:
    """Reports that go out by mail, of a unit of work."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def send_now(self, sending: Sending, zone: str) -> Letter:
        """Send a report once.

        Raises:
            Forbidden: without the right, here or to the report.
            Refusal: for a question that can not be answered, recipients that are none.
        """
        self.work.access.require(RIGHT)
        return _posted(self.work, self.work, self._checked(sending), zone, "")

    def schedule(self, sending: Sending, rule: str, zone: str) -> Schedule:
        """Send a report again and again.

        Raises:
            Forbidden, Refusal: as for `send_now`.
        """
        self.work.access.require(RIGHT)
        Mail(self.work).require_set_up()
        sending = self._checked(sending)
        person = self.work.access.user_id
        if person is None or len(self.mine()) >= MOST:
            raise Invalid(_("No more than {most} schedules", most=MOST))
        _answered(self.work, sending, zone)  # what can not be answered now is not put off
        made = Schedule(user_id=person, report=sending.report, title=sending.title[:200])
        made.asked = {"asked": [list(one) for one in sending.asked]}
        made.recipients = {
            "users": [str(one) for one in sending.users],
            "addresses": list(sending.addresses),
        }
        made.form, made.rule, made.zone = sending.form, rule, zone
        made.created_at = self.work.clock.now()
        made.next_at = next_at(rule, zone, made.created_at)
        self.session.add(made)
        self.session.flush()  # the page that comes next lists it
        return made

    def _checked(self, sending: Sending) -> Sending:
        if sending.form not in FORMS:
            raise Invalid(_("A report is sent as {names}", names=", ".join(FORMS)), path="form")
        if not sending.users and not sending.addresses:
            raise NoAddress(_("Say to whom it is to go"), path="addresses")
        for one in sending.addresses:
            address(one)
        missing = set(sending.users) - self.people().keys()
        if missing:
            raise NoAddress(_("Somebody of these has given no address"), path="users")
        return sending

    def people(self) -> dict[UUID, tuple[str, str]]:
        """Those who have given an address: key → (name, address)."""
        asked = (
            select(User.id, User.full_name, Address.address)
            .join(Address, Address.user_id == User.id)
            .where(~User.disabled)
            .order_by(User.full_name)
        )
        return {row.id: (row.full_name, row.address) for row in self.session.execute(asked)}

    def mine(self, report: str = "") -> list[Schedule]:
        """The person's own schedules, of one report or all."""
        asked = select(Schedule).where(Schedule.user_id == self.work.access.user_id)
        if report:
            asked = asked.where(Schedule.report == report)
        return list(self.session.scalars(asked.order_by(Schedule.created_at, Schedule.id)))

    def _own(self, key: UUID) -> Schedule:
        found = self.session.get(Schedule, key)
        if found is None or found.user_id != self.work.access.user_id:
            raise Unknown(_("There is no such schedule"))
        return found

    def drop(self, key: UUID) -> None:
        """End a schedule of one's own.

        Raises:
            Unknown: where there is none.
        """
        self.session.delete(self._own(key))

    def resume(self, key: UUID) -> None:
        """Let a schedule that was stopped go on."""
        self.work.access.require(RIGHT)
        found = self._own(key)
        found.stopped, found.next_at = "", next_at(found.rule, found.zone, self.work.clock.now())

    def my_address(self) -> str:
        """Where the person wants his mail; empty where he has not said."""
        found = self.session.get(Address, self.work.access.user_id)
        return found.address if found is not None else ""

    def want_at(self, text: str) -> None:
        """Say where one wants one's mail; an empty text ends it.

        Raises:
            NoAddress: for what is no address.
        """
        person = self.work.access.user_id
        if person is None:
            raise NoAddress(_("The system gets no mail"))
        found = self.session.get(Address, person)
        if not text.strip():
            if found is not None:
                self.session.delete(found)
            return
        if found is None:
            found = Address(user_id=person)
            self.session.add(found)
        found.address = address(text)


def due(work: Work, _payload: Payload) -> None:
    """Put every report that is due in the queue, each once."""
    now = work.clock.now()
    asked = select(Schedule).where(Schedule.next_at <= now).order_by(Schedule.next_at)
    for one in work.session.scalars(asked.limit(500)).all():
        at = one.next_at
        later = next_at(one.rule, one.zone, now)
        held = update(Schedule).where(Schedule.id == one.id, Schedule.next_at == at)
        work.session.execute(
            held.values(next_at=later, last_at=now).execution_options(synchronize_session=False)
        )
        payload = {"schedule": str(one.id), "at": at.isoformat() if at else ""}
        enqueue(work, REPORT, payload, key=f"report:{one.id}")


def send_due(work: Work, payload: Payload) -> None:
    """Send one report that is due, as the person who asked for it may see it today."""
    one = work.session.get(Schedule, UUID(payload["schedule"]))
    if one is None or one.stopped:
        return
    sending = Sending(
        one.report,
        one.title,
        [(str(name), str(value)) for name, value in one.asked["asked"]],
        one.form,
        tuple(UUID(key) for key in one.recipients["users"]),
        tuple(one.recipients["addresses"]),
    )
    try:
        access = work.house.access_of(one.user_id)
        access = work.house.policy.checked(access)
        access.require(RIGHT)
        with work.house.work(access, reads_only=True) as own:
            _posted(own, work, sending, one.zone, f"{one.id}:{payload['at']}")
    except NotSignedIn:
        _stop(work, one, _("The person who sends it has been shut out"))
    except Refusal as why:
        _stop(work, one, why.message)


def _stop(work: Work, one: Schedule, why: Text) -> None:
    """Stop a schedule, and say so to its owner and to those who look after the house."""
    one.next_at, one.stopped = None, why.into("ru" if _is_russian(work, one) else "en")
    said = _("“{title}” is sent by mail no more: {why}", title=one.title, why=why)
    Notices(work).tell(
        said, users=[one.user_id], role="administrator", link=f"/reports/{one.report}/mail",
        key=f"schedule:{one.id}",
    )  # fmt: skip


def _is_russian(work: Work, one: Schedule) -> bool:
    user = work.session.get(User, one.user_id)
    return user is None or user.language == "ru"


def _answered(work: Work, sending: Sending, zone: str) -> tuple[Report, Layout]:
    report = report_of(work.house, sending.report)
    given: dict[str, list[str]] = {}
    for name, value in sending.asked:
        given.setdefault(name, []).append(value)
    given["limit"] = ["100000"]
    result = run(work, report, parse_params(work, report, given, ZoneInfo(zone)))
    return report, Layout(result, work.language)


def _posted(asker: Work, work: Work, sending: Sending, zone: str, key: str) -> Letter:
    """Answer a report with the rights of one unit of work, and post it in another."""
    report, layout = _answered(asker, sending, zone)
    language = asker.language
    title = sending.title or report.title.into(language)
    day = asker.clock.now().astimezone(ZoneInfo(zone))
    stamp = f"{day:%d.%m.%Y}" if language == "ru" else f"{day:%Y-%m-%d}"
    notes = [stamp]
    body = written_as(sending.form, layout, notes, language, ZoneInfo(zone))
    known = Reports(work).people()
    to = [known[one][1] for one in sending.users if one in known]
    text = _("Report “{title}” as of {day}. {count} rows.", title=title, day=stamp,
             count=len(layout.result.every))  # fmt: skip
    as_page = sending.form == "html"
    name = f"{report.name}-{day:%Y-%m-%d}.{sending.form}"
    return Mail(work).post(
        [*to, *sending.addresses],
        f"{title}, {stamp}",
        text.into(language) + "\n",
        html=body.decode() if as_page else "",
        attachments=() if as_page else [Attachment(name, MEDIA[sending.form], body)],
        key=key,
        about=f"/reports/{report.name}",
    )
