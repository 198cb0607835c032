"""The bell and the page of notices, and what is new, asked by a clock."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tradepost.core import jobs
from tradepost.core.access.models import SignedSession
from tradepost.core.access.users import Users
from tradepost.core.app.works import BY_CLOCK
from tradepost.core.notices import Notices
from tradepost.core.texts import Text

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def desk(office):
    def tell(text, link="", name="boss"):
        with office.house.work() as work:
            user = Users(work).by_name(name)
            Notices(work).tell(Text("", text), users=[user.id], link=link)

    office.tell = tell
    return office


def pulse(desk, **headers):
    return desk.get("/me/pulse", **{BY_CLOCK: "1", **headers})


def rows(page):
    return [one.get_text(" ", strip=True) for one in page.html.select(".tp-notice-text > a")]


def act(desk, status=200, **fields):
    return desk.send("/me/notices", fields, status)


def test_what_is_new_is_told_once_and_then_not_modified(desk):
    assert pulse(desk).json == {"unread": 0, "notices": [], "work": []}
    desk.tell("Tea has come", "/catalogs/toy_good")
    answer = pulse(desk)
    (notice,) = answer.json["notices"]
    assert (answer.json["unread"], notice["text"]) == (1, "Tea has come")
    again = desk.get("/me/pulse", 304, **{"If-None-Match": answer.headers["ETag"]})
    assert again.body == b""
    desk.tell("Coffee too")
    assert pulse(desk, **{"If-None-Match": answer.headers["ETag"]}).json["unread"] == 2


def test_another_persons_notices_are_not_told(desk):
    desk.user("ivan")
    desk.tell("For Ivan", name="ivan")
    assert pulse(desk).json["unread"] == 0


def test_asking_by_a_clock_costs_few_statements_and_keeps_no_session_alive(desk):
    with desk.house.work(reads_only=True) as work:
        before = work.session.query(SignedSession).one().seen_at
    desk.house.clock.moment += timedelta(minutes=5)
    with desk.statements() as sent:
        pulse(desk)
    assert len([one for one in sent if one.startswith("SELECT")]) <= 5
    with desk.house.work(reads_only=True) as work:
        assert work.session.query(SignedSession).one().seen_at == before
    desk.get("/me/notices")  # a person does
    with desk.house.work(reads_only=True) as work:
        assert work.session.query(SignedSession).one().seen_at > before


def test_a_link_to_another_house_is_not_followed(desk):
    desk.tell("Click", "https://evil.example/")
    desk.tell("Click too", "//evil.example/")
    assert [one["link"] for one in pulse(desk).json["notices"]] == ["", ""]
    assert not rows(desk.get("/me/notices"))


def test_a_notice_is_read_and_shown_again(desk):
    desk.tell("Tea", "/catalogs/toy_good")
    page = desk.get("/me/notices")
    key = page.html.select("[name=id]")[0]["value"]
    assert rows(act(desk, do="read", id=key, part="unread")) == []
    assert rows(desk.get("/me/notices?part=all")) == ["Tea"]
    assert rows(act(desk, do="unread", id=key, part="unread")) == ["Tea"]
    act(desk, do="read_all", part="unread")
    assert pulse(desk).json["unread"] == 0


@pytest.mark.parametrize(
    ("pause", "minutes"),
    # The clock of the toy house stands at three in the afternoon in Moscow.
    [("10m", 10), ("1h", 60), ("morning", 18 * 60), ("at", 120)],
)
def test_a_notice_is_put_off_and_comes_again(desk, pause, minutes):
    desk.tell("Tea", "/catalogs/toy_good")
    key = desk.get("/me/notices").html.select("[name=id]")[0]["value"]
    soon = desk.house.clock.moment.astimezone(MOSCOW) + timedelta(hours=2)
    at = soon.strftime("%Y-%m-%dT%H:%M")
    act(desk, do="later", until=pause, at=at, id=key, part="unread")
    assert pulse(desk).json["unread"] == 0
    assert rows(desk.get("/me/notices?part=later")) == ["Tea"]
    desk.house.clock.moment += timedelta(minutes=minutes - 1)
    desk.sign_in("boss")  # his session has ended meanwhile
    assert pulse(desk).json["unread"] == 0
    desk.house.clock.moment += timedelta(minutes=2)
    assert pulse(desk).json["unread"] == 1


@pytest.mark.parametrize("at", ["", "soon", "2020-01-01T00:00", "9999-01-01T00:00"])
def test_a_moment_that_can_not_be_is_refused_and_the_notice_stays(desk, at):
    desk.tell("Tea", "/catalogs/toy_good")
    key = desk.get("/me/notices").html.select("[name=id]")[0]["value"]
    page = act(desk, do="later", until="at", at=at, id=key, part="unread")
    assert page.html.select("[role=alert]")
    assert rows(page) == ["Tea"]


def test_the_bell_lists_the_newest_and_many_come_a_page_at_a_time(desk):
    for n in range(45):
        desk.tell(f"No {n}", "/")
    assert len(rows(desk.part("/me/bell"))) == 8
    page = desk.get("/me/notices")
    assert len(rows(page)) == 40
    more = page.html.select(".tp-more")[0]["hx-get"]
    assert rows(desk.part(more)) == [f"No {n}" for n in reversed(range(5))]


def test_an_evil_notice_is_shown_as_text(desk):
    desk.tell("<script>alert(1)</script>", "/")
    page = desk.get("/me/notices")
    assert rows(page) == ["<script>alert(1)</script>"]
    assert "<script>alert" not in page.text


def test_work_that_was_started_is_shown_with_how_far_it_is(desk):
    with desk.house.work() as work:
        boss = desk.house.policy.access_of(work, Users(work).by_name("boss"))
    with desk.house.work(boss) as work:
        one = jobs.start(work, "core.restore_sequence", title=Text("", "Posting again"))
    desk.house.board[one] = {"progress": 3, "progress_of": 12}
    (told,) = pulse(desk).json["work"]
    assert (told["title"], told["percent"]) == ("Posting again", 25)
    page = desk.get("/me/work")
    bar = page.html.select("progress")[0]
    assert (bar["value"], bar["max"]) == ("3", "12")
    desk.send("/me/work", {"cancel": str(one)}, 303, part=False)
    assert pulse(desk).json["work"] == []
    assert "Cancelled" in desk.get("/me/work").text


def test_nobody_cancels_anothers_work(desk, visitor):
    with desk.house.work() as work:
        boss = desk.house.policy.access_of(work, Users(work).by_name("boss"))
    with desk.house.work(boss) as work:
        one = jobs.start(work, "core.restore_sequence")
    desk.user("ivan")
    visitor.sign_in("ivan")
    visitor.send("/me/work", {"cancel": str(one)}, 303, part=False)
    assert len(pulse(desk).json["work"]) == 1
    assert "no long work" in visitor.get("/me/work").text
