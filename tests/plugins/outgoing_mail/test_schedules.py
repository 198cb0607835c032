"""Reports by schedule: as their sender may see them on that day, or not at all."""

import email
from datetime import UTC, datetime
from email.policy import default
from io import BytesIO

import pytest
from openpyxl import load_workbook

from support.smtp_twin import later
from tradepost.core.access.roles import Roles
from tradepost.core.access.users import Users
from tradepost.core.errors import Forbidden, Invalid, Refusal
from tradepost.core.notices import Notices
from tradepost.plugins.outgoing_mail import Schedule
from tradepost.plugins.outgoing_mail.errors import NoAddress
from tradepost.plugins.outgoing_mail.schedules import Reports, Sending, next_at, rule_of

ZONE = "Europe/Moscow"
RIGHTS = ("outgoing_mail.send", "sales.read", "item.read")


@pytest.fixture
def anna(house):
    with house.work() as work:
        Roles(work).create("sender", "Sender", RIGHTS)
        user = Users(work).create("anna", roles=["sender"], full_name="Anna", language="en")
        boss = Users(work).create("boss", roles=["administrator"], language="en")
        house.boss = boss.id
        return user.id


def sales(**more):
    asked = [("by", "item"), ("period", "last_month")]
    return Sending("sales_analysis", "Sales", asked, addresses=("boss@example.org",), **more)


def as_user(house, key):
    return house.work(house.access_of(key))


def schedule(house, who, sending=None, rule="FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0"):
    house.work_off()  # the worker is up
    with as_user(house, who) as work:
        return Reports(work).schedule(sending or sales(), rule, ZONE).id


def stopped(house, key):
    with house.work(reads_only=True) as work:
        one = work.session.get(Schedule, key)
        return one.stopped, one.next_at


@pytest.mark.parametrize(
    ("choice", "after", "expected"),
    [
        (("day", "8"), "2026-03-31T12:00", "2026-04-01T05:00"),
        (("day", "16"), "2026-03-31T12:00", "2026-03-31T13:00"),
        (("workday", "8"), "2026-04-03T12:00", "2026-04-06T05:00"),
        (("week", "8", "0"), "2026-03-31T12:00", "2026-04-06T05:00"),
        (("month", "8", "0", "15"), "2026-03-31T12:00", "2026-04-15T05:00"),
        (("month_end", "0"), "2026-03-31T12:00", "2026-04-29T21:00"),
    ],
)
def test_the_next_time_is_by_the_clock_of_the_zone(choice, after, expected):
    at = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = next_at(rule_of(*choice), ZONE, at)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("choice", [("hour", "8"), ("day", "24"), ("day", "x"), ("week", "8", "7"),
                                    ("month", "8", "0", "31"), ("day", "٣")])  # fmt: skip
def test_what_is_no_schedule_is_refused(choice):
    with pytest.raises(Invalid):
        rule_of(*choice)


@pytest.mark.parametrize("form", ["xlsx", "pdf", "csv", "html"])
def test_a_report_is_sent_at_once_in_any_form(house, post, anna, form):
    with as_user(house, anna) as work:
        Reports(work).send_now(sales(form=form), ZONE)
    house.work_off()
    made = email.message_from_bytes(post.letters[0][2], policy=default)
    assert made["Subject"] == "Sales, 2026-03-31"
    files = list(made.iter_attachments())
    if form == "html":
        assert "<table" in made.get_body(("html",)).get_content()
    else:
        assert files[0].get_filename() == f"sales_analysis-2026-03-31.{form}"
    if form == "xlsx":
        sheet = load_workbook(BytesIO(files[0].get_content())).active
        assert sheet.cell(1, 1).value == "Analysis of sales"


def test_it_is_sent_each_time_it_is_due_and_once_each(house, post, anna):
    schedule(house, anna)
    house.work_off()
    assert post.letters == []
    for day in range(1, 4):
        later(house, days=1)
        house.work_off()
        house.work_off()
        assert len(post.letters) == day


def test_it_goes_to_people_at_the_addresses_they_have_given(house, post, anna):
    with as_user(house, house.boss) as work:
        Reports(work).want_at("boss@example.net")
    with as_user(house, anna) as work:
        sending = Sending("sales_analysis", "", [], users=(house.boss,))
        Reports(work).send_now(sending, ZONE)
        with pytest.raises(NoAddress):
            Reports(work).send_now(Sending("sales_analysis", "", [], users=(anna,)), ZONE)
        with pytest.raises(NoAddress):
            Reports(work).send_now(Sending("sales_analysis", "", []), ZONE)
    house.work_off()
    assert post.letters[0][1] == ["boss@example.net"]


def test_whoever_is_shut_out_sends_nothing_any_more_and_that_is_told(house, post, anna):
    key = schedule(house, anna)
    with house.work() as work:
        Users(work).disable(Users(work).get(anna))
    later(house, days=1)
    house.work_off()
    assert post.letters == []
    why, next_time = stopped(house, key)
    assert "shut out" in why
    assert next_time is None
    with as_user(house, house.boss) as work:
        assert "sent by mail no more" in str(Notices(work).due()[0].text)


def test_so_it_is_with_whoever_may_not_see_the_report_any_more(house, post, anna):
    key = schedule(house, anna)
    with house.work() as work:
        Users(work).take(Users(work).get(anna), "sender")
        Roles(work).create("less", "Less", ("outgoing_mail.send",))
        Users(work).give(Users(work).get(anna), "less")
    later(house, days=1)
    house.work_off()
    assert post.letters == []
    assert stopped(house, key)[1] is None


def test_what_can_not_be_answered_is_not_put_off(house, anna):
    bad = Sending("sales_analysis", "", [("by", "weather")], addresses=("a@example.org",))
    with as_user(house, anna) as work:
        with pytest.raises(Refusal):
            Reports(work).schedule(bad, rule_of("day", "8"), ZONE)
        with pytest.raises(Forbidden):
            other = Sending("cash_statement", "", [], addresses=("a@example.org",))
            Reports(work).schedule(other, rule_of("day", "8"), ZONE)
        assert Reports(work).mine() == []


def test_schedules_are_ended_and_go_on_by_their_owner_alone(house, anna):
    key = schedule(house, anna)
    with as_user(house, house.boss) as work, pytest.raises(Refusal):
        Reports(work).drop(key)
    with as_user(house, anna) as work:
        work.session.get(Schedule, key).stopped = "x"
        Reports(work).resume(key)
        assert Reports(work).mine()[0].stopped == ""
        Reports(work).drop(key)
    with as_user(house, anna) as work:
        assert Reports(work).mine() == []
