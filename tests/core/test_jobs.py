"""Background work: what a shop expects of jobs when workers die, hurry or overlap."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from support.toy_stock import ToyStockPlugin, ToyThing, make_toy_base
from tradepost.core import hookimpl, new_id
from tradepost.core.access.users import Users
from tradepost.core.clock import FixedClock
from tradepost.core.errors import Conflict, Forbidden
from tradepost.core.house import House
from tradepost.core.jobs import (
    Job,
    JobRow,
    UnknownJob,
    Worker,
    cancel,
    enqueue,
    how_far,
    mine,
    next_run,
    outcome,
    progress,
    retry,
    run_due,
    start,
)
from tradepost.core.notices import Notices
from tradepost.core.settings import Settings
from tradepost.core.texts import Texts

_ = Texts("tradepost.core")
MINUTE = timedelta(minutes=1)


class Stop(BaseException):
    """Stands for a worker that is killed: nobody catches it."""


class Doing:
    """The jobs of the test, and what they did."""

    def __init__(self):
        self.runs = []
        self.fail = None
        self.during = None
        self.schedule = None

    def thing(self, work, payload):
        self.runs.append(payload)
        work.session.add(
            ToyThing(code=str(new_id()), name=payload.get("n", ""), changed_at=work.clock.now())
        )
        if self.during:
            work.session.flush()
            self.during(work)
        if self.fail:
            raise self.fail

    def steps(self, work, payload):
        self.thing(work, payload)
        progress(work, payload["n"] + 1, 3)
        return {"n": payload["n"] + 1} if payload["n"] < 2 else None

    def who(self, work, payload):
        self.runs.append(work.access.name)


@pytest.fixture
def doing():
    return Doing()


@pytest.fixture
def house(bases, doing):
    class Jobs(ToyStockPlugin):
        @hookimpl
        def list_jobs(self):
            read = "toy_thing.read"
            return [
                Job("toy.thing", _("Thing"), "toy_thing.create", doing.thing, attempts=3),
                Job("toy.steps", _("Steps"), read, doing.steps),
                Job("toy.who", _("Who"), read, doing.who, as_caller=True),
                Job("toy.often", _("Often"), read, doing.thing, schedule=doing.schedule),
            ]

    clock = FixedClock(datetime(2026, 3, 31, 12, tzinfo=UTC))
    url = bases.like("toy_stock", make_toy_base)
    made = House(Settings(), url, clock=clock, extra=[Jobs()])
    yield made
    made.close()


def put(house, name="toy.thing", payload=None, **options):
    with house.work() as work:
        return enqueue(work, name, payload, **options)


def row(house, one):
    with house.work(reads_only=True) as work:
        return work.session.get(JobRow, one)


def things(house):
    with house.work(reads_only=True) as work:
        return work.session.scalar(select(func.count()).select_from(ToyThing))


def run(house):
    """Everything due but the house's own work."""
    return Worker(house).once()


def test_a_job_runs_once_and_is_done(house, doing):
    one = put(house, payload={"n": "tea"})
    assert run(house) == 1
    assert run(house) == 0
    assert doing.runs == [{"n": "tea"}]
    assert row(house, one).state == "done"
    assert things(house) == 1


def test_a_job_of_a_transaction_that_fails_never_runs(house, doing):
    with pytest.raises(ZeroDivisionError), house.work() as work:
        enqueue(work, "toy.thing", {})
        raise ZeroDivisionError
    assert run(house) == 0


def test_a_job_waits_for_its_moment(house, doing):
    put(house, not_before=house.clock.moment + 5 * MINUTE)
    assert run(house) == 0
    house.clock.moment += 5 * MINUTE
    assert run(house) == 1


def test_work_nobody_knows_is_a_defect(house):
    with pytest.raises(UnknownJob):
        put(house, "toy.nothing")


def test_a_job_whose_worker_was_killed_runs_again_after_its_lease(house, doing):
    one = put(house, payload={"n": "tea"})
    doing.fail = Stop()
    with pytest.raises(Stop):
        run_due(house)
    assert row(house, one).state == "running"
    assert things(house) == 0
    doing.fail = None
    assert run(house) == 0  # the dead worker may still be at it, for all we know
    house.clock.moment += 11 * MINUTE
    assert run(house) == 1
    assert row(house, one).state == "done"
    assert things(house) == 1


def test_a_job_that_kills_its_workers_is_given_up(house, doing):
    one = put(house)
    doing.fail = Stop()
    for _turn in range(3):
        with pytest.raises(Stop):
            run_due(house)
        house.clock.moment += 11 * MINUTE
    assert run(house) == 1
    assert row(house, one).state == "dead"
    assert len(doing.runs) == 3


def test_a_slow_worker_that_was_overtaken_leaves_no_trace(house, doing):
    one = put(house)

    def overtaken(work):
        doing.during = None
        row = work.session.get(JobRow, one)
        row.lease = new_id()  # as if another worker had taken it after the lease
        work.session.flush()

    doing.during = overtaken
    run_due(house, 1)
    assert things(house) == 0
    assert row(house, one).state == "running"  # as the overtaker would have it
    house.clock.moment += 11 * MINUTE
    run(house)
    assert things(house) == 1


def test_failures_are_tried_again_with_growing_pauses_and_then_put_aside(house, doing):
    one = put(house)
    doing.fail = ValueError("no paper")
    pauses = []
    while row(house, one).state != "dead":
        assert run(house) == 1
        found = row(house, one)
        if found.due_at:
            pauses.append((found.due_at - house.clock.moment).total_seconds())
            house.clock.moment = found.due_at
    assert pauses == [10, 20]
    assert row(house, one).reason == "ValueError: no paper"
    assert things(house) == 0
    house.clock.moment += timedelta(days=1)
    assert not doing.runs[3:]
    doing.fail = None
    with house.work() as work:
        assert retry(work, one)
    run(house)
    assert row(house, one).state == "done"


def test_waiting_jobs_of_one_key_run_as_one_with_the_last_payload(house, doing):
    for n in "abc":
        put(house, payload={"n": n}, key="same")
    put(house, payload={"n": "d"}, key="other")
    put(house, payload={"n": "later"}, key="same", not_before=house.clock.moment + MINUTE)
    assert run(house) == 2
    assert doing.runs == [{"n": "c"}, {"n": "d"}]
    house.clock.moment += MINUTE
    assert run(house) == 1
    assert doing.runs[2:] == [{"n": "later"}]


def test_what_is_asked_for_while_its_key_runs_is_run_after_it(house, doing):
    one = put(house, payload={"n": "first"}, key="same")
    doing.fail = Stop()
    with pytest.raises(Stop):
        run_due(house)
    doing.fail = None
    put(house, payload={"n": "second"}, key="same")
    assert run(house) == 0  # not two at a time
    house.clock.moment += 11 * MINUTE
    assert run(house) == 2
    assert [p["n"] for p in doing.runs] == ["first", "first", "second"]
    assert row(house, one).state == "done"


def test_long_work_goes_in_steps_and_everybody_sees_how_far_it_is(house, doing):
    one = put(house, "toy.steps", {"n": 0})
    seen = []
    for _step in range(3):
        assert run_due(house, 1) == 1
        found = row(house, one)
        seen.append((found.state, found.progress, found.progress_of))
    assert seen == [("running", 1, 3), ("running", 2, 3), ("done", 3, 3)]
    assert things(house) == 3


def test_a_cancelled_job_does_not_go_on(house, doing):
    one = put(house, "toy.steps", {"n": 0})
    run_due(house, 1)
    with house.work() as work:
        assert cancel(work, one)
    assert run(house) == 0
    assert row(house, one).state == "cancelled"


def test_a_job_runs_with_the_rights_of_its_caller(house, doing):
    with house.work() as work:
        user = Users(work).create("anna", roles=["administrator"])
        access = house.policy.access_of(work, user)
    with house.work(access) as work:
        start(work, "toy.who")
        start(work, "toy.thing", {})
    run(house)
    assert "anna" in doing.runs


def test_starting_a_job_by_hand_takes_its_right(house):
    with house.work() as work:
        access = house.policy.access_of(work, Users(work).create("ivan"))
    with pytest.raises(Forbidden), house.work(access) as work:
        start(work, "toy.thing")


def test_schedules():
    at = datetime(2026, 3, 31, 12, 30, 15, tzinfo=UTC)
    assert next_run(timedelta(minutes=15), at) == datetime(2026, 3, 31, 12, 45, tzinfo=UTC)
    assert next_run(timedelta(days=1), at) == datetime(2026, 4, 1, tzinfo=UTC)
    daily = "FREQ=DAILY;BYHOUR=3;BYMINUTE=30;BYSECOND=0"
    assert next_run(daily, at) == datetime(2026, 4, 1, 3, 30, tzinfo=UTC)
    last = "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=20;BYMINUTE=0;BYSECOND=0"
    assert next_run(last, at) == datetime(2026, 3, 31, 20, tzinfo=UTC)
    assert next_run("FREQ=DAILY;COUNT=2", at) is None


def test_a_scheduled_job_runs_when_due_once_however_many_workers(house, doing):
    doing.schedule = timedelta(hours=1)

    def runs():
        run(house)
        return len(doing.runs)

    assert [runs() for _worker in range(3)] == [0, 0, 0]
    house.clock.moment += timedelta(minutes=59)
    assert runs() == 0
    house.clock.moment += MINUTE
    assert [runs(), runs()] == [1, 1]
    house.clock.moment += timedelta(hours=5)  # nobody was there for five hours
    assert [runs(), runs()] == [2, 2]


def test_several_workers_at_once_run_each_job_once(house, doing):
    for n in range(30):
        put(house, payload={"n": str(n)})
    failures = []

    def work():
        try:
            run_due(house, 100)
        except Exception as why:
            failures.append(why)

    workers = [threading.Thread(target=work) for _n in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert not failures
    assert sorted(int(p["n"]) for p in doing.runs) == list(range(30))
    assert things(house) == 30


def test_a_worker_goes_on_until_it_is_stopped(house, doing):
    stop, ran = threading.Event(), threading.Event()
    doing.during = lambda _work: ran.set()
    thread = threading.Thread(target=Worker(house, pause=0.01).run, args=(stop,))
    thread.start()
    put(house)
    assert ran.wait(20)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert things(house) == 1


def test_what_ended_long_ago_is_dropped(house, doing):
    one = put(house)
    run(house)
    house.clock.moment += timedelta(days=6)
    run(house)
    assert row(house, one)
    for _day in range(3):
        house.clock.moment += timedelta(days=1)
        run(house)
    assert row(house, one) is None


class Person:
    """Somebody who starts work and waits for it."""

    def __init__(self, house, name):
        self.house = house
        with house.work() as work:
            user = Users(work).create(name, roles=["administrator"])
            self.id = user.id
            self.access = house.policy.access_of(work, user)

    def start(self, name="toy.thing", payload=None, **options):
        with self.house.work(self.access) as work:
            return start(work, name, payload, **options)

    def mine(self, **options):
        with self.house.work(self.access, reads_only=True) as work:
            return mine(work, **options)

    def told(self):
        with self.house.work(self.access) as work:
            return [(str(one.text), one.link) for one in Notices(work).due()]


def test_whoever_starts_work_sees_it_and_is_told_when_it_is_done(house, doing):
    anna, ivan = Person(house, "anna"), Person(house, "ivan")
    one = anna.start(payload={"n": "tea"}, title=_("Users"), link="/catalogs/item")
    put(house)  # the house's own work is nobody's to wait for
    assert [row.id for row in anna.mine(live=True)] == [one]
    assert ivan.mine() == []
    assert anna.told() == []
    run(house)
    assert anna.told() == [("Users: done", "/catalogs/item")]
    assert (anna.mine(live=True), [row.id for row in anna.mine()]) == ([], [one])


def test_what_has_come_of_it_is_told_with_the_page_it_stands_on(house, doing):
    doing.during = lambda work: outcome(work, _("Users"), "/reports/stock")
    anna = Person(house, "anna")
    anna.start(payload={"n": "tea"})
    run(house)
    assert anna.told() == [("Thing: Users", "/reports/stock")]


def test_a_refusal_ends_work_that_somebody_waits_for_and_is_told_as_it_is(house, doing):
    doing.fail = Conflict(_("Roles"))
    anna = Person(house, "anna")
    one = anna.start(payload={"n": "tea"})
    assert run(house) == 1
    assert row(house, one).state == "dead"
    assert anna.told() == [("Thing has failed: Roles", "/me/work")]
    assert things(house) == 0


def test_a_defect_is_told_once_it_is_given_up_without_its_insides(house, doing):
    doing.fail = ValueError("secret")
    anna = Person(house, "anna")
    one = anna.start(payload={"n": "tea"})
    while row(house, one).state != "dead":
        assert anna.told() == []
        run(house)
        house.clock.moment += timedelta(hours=1)
    ((text, _link),) = anna.told()
    assert text == "Thing has failed: Something went wrong on our side"


def test_one_may_cancel_and_retry_his_own_work_and_nobody_elses(house, doing):
    anna = Person(house, "anna")
    one = anna.start(payload={"n": "tea"})
    with house.work() as work:
        olga = house.policy.access_of(work, Users(work).create("olga"))
    with house.work(olga) as work:
        assert not cancel(work, one)
        work.session.get_one(JobRow, one).user_id = olga.user_id
    with house.work(olga) as work:
        assert cancel(work, one)
        assert not cancel(work, one)
    assert run(house) == 0
    with house.work(olga) as work:
        assert retry(work, one)
    assert run(house) == 1


def test_work_of_two_people_is_not_made_one(house, doing):
    anna, ivan = Person(house, "anna"), Person(house, "ivan")
    first, again, his = anna.start(), anna.start(), ivan.start()
    assert run(house) == 2  # what anna asked for twice is done once
    assert {row(house, one) and row(house, one).state for one in (first, again)} == {"done", None}
    assert row(house, his).state == "done"


def test_how_far_a_running_step_is_can_be_seen_before_it_ends(house, doing):
    seen = []

    def during(work):
        progress(work, 1, 4, _("Users"))
        with house.work(reads_only=True) as other:
            found = how_far(house, other.session.get(JobRow, one))
            seen.append((found.done, found.total, found.percent, str(found.text)))

    doing.during = during
    one = Person(house, "anna").start(payload={"n": "tea"})
    run(house)
    assert seen == [(1, 4, 25, "Users")]
    assert not house.board


def test_a_long_step_learns_that_it_was_cancelled(house, doing):
    if house.engine.dialect.name == "sqlite":
        return  # there nobody can write while a step does
    after = []

    def during(work):
        progress(work, 1, 4)
        house.clock.moment += MINUTE
        progress(work, 2, 4)
        with house.work(reads_only=True) as other:
            found = other.session.get(JobRow, one)
            after.append((found.progress, found.due_at - house.clock.moment))
        with house.work() as other:
            assert cancel(other, one)
        house.clock.moment += MINUTE
        progress(work, 3, 4)
        after.append("went on")

    doing.during = during
    one = put(house)
    run(house)
    assert after == [(2, timedelta(minutes=10))]
    assert row(house, one).state == "cancelled"
    assert things(house) == 0


def test_saying_how_far_one_is_outside_a_job_does_nothing(house):
    with house.work() as work:
        progress(work, 1, 2)
        outcome(work, _("Users"))
    assert not house.board
