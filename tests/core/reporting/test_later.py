"""Questions too long to wait for are worked out in the background, and told as at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from support.toy_stock import day
from tradepost.core import jobs
from tradepost.core.access.access import Access
from tradepost.core.access.users import Users
from tradepost.core.errors import Forbidden
from tradepost.core.reporting import Answers, figures_of, kept, later, parse_params, report_of, run
from tradepost.core.reporting.later import ReportAnswer
from tradepost.core.reporting.running import Running

YEAR = {"from": "2025-01-01", "to": "2026-12-31"}


@pytest.fixture
def shop(shop, monkeypatch):
    """A shop where every question is long."""
    monkeypatch.setattr(later, "LONG", 1)
    shop.move(day(3, month=2), (0, 10, 100), (1, 5, 50))
    shop.move(day(2), (0, -4, 60), (2, 7, 70))
    shop.move(day(9, month=6), (0, 3, 36), (1, -1, 15))
    with shop.house.work() as work:
        user = Users(work).create("ann", roles=["administrator"])
        shop.ann = Access(user.id, "ann", None)
    return shop


def asked(work, given, name="toy_stock_turnover"):
    report = report_of(work.house, name)
    plain = {key: [value] for key, value in given.items()}
    return Answers(work, report, parse_params(work, report, plain), plain)


def started(shop, given=YEAR, access=None):
    with shop.house.work(access or shop.ann) as work:
        return asked(work, given).start("Stock", "/reports/toy_stock_turnover").id


def rows(result):
    return {tuple(row.keys.values()): row.values for row in result.every}


@pytest.mark.parametrize(
    "given",
    [
        {},
        YEAR,
        {**YEAR, "by": "place,thing"},
        {**YEAR, "by": "time.month"},
        {**YEAR, "compare": "previous"},
        {**YEAR, "show": "quantity_in"},
        {**YEAR, "show": "quantity_in", "compare": "previous", "by": "thing"},
    ],
)
def test_the_answer_is_what_it_would_have_been_at_once(shop, given):
    key = started(shop, given)
    jobs.run_due(shop.house)
    with shop.house.work(shop.ann, reads_only=True) as work:
        question = asked(work, given)
        answer = question.latest()
        assert answer.id == key and answer.ready_at is not None
        report, params = question.report, question.params
        at_once = run(work, report, params)
        later_on = run(work, report, params, found=figures_of(answer))
        assert rows(later_on) == rows(at_once) != {}
        assert [one.values for one in later_on.totals] == [one.values for one in at_once.totals]


def test_a_long_time_is_gone_through_by_quarters_and_says_how_far_it_is(shop):
    told = []
    with shop.house.work(reads_only=True) as work:
        given = {**YEAR, "show": "quantity_in"}
        one = asked(work, given)
        found = Running(work, one.report, one.params).gathered(lambda *far: told.append(far))
        assert told == [(done, 8) for done in range(8)]
        assert found == Running(work, one.report, one.params).gathered()


def test_only_long_questions_are_left_to_the_background(shop, monkeypatch):
    with shop.house.work(reads_only=True) as work:
        assert asked(work, YEAR).is_long()
        assert not asked(work, {"from": "2026-03-01", "to": "2026-03-31"}).is_long()
        assert not asked(work, {}, "toy_stock_balance").is_long()
        assert not asked(work, {"from": "2023-01-01", "to": "2023-12-31"}).is_long()
        monkeypatch.setattr(later, "LONG", 1000)
        assert not asked(work, YEAR).is_long()


def test_an_answer_is_for_who_asked_just_this_a_while_ago(shop):
    started(shop)
    jobs.run_due(shop.house)
    with shop.house.work(shop.ann, reads_only=True) as work:
        assert asked(work, YEAR).latest() is not None
        assert asked(work, {**YEAR, "limit": "5"}).latest() is not None
        assert asked(work, {**YEAR, "by": "place"}).latest() is None
    narrowed = replace(shop.ann, rows={"toy_place": frozenset({uuid4()})})
    for other in (replace(shop.ann, user_id=uuid4()), narrowed):
        with shop.house.work(other, reads_only=True) as work:
            assert asked(work, YEAR).latest() is None
    with shop.house.work(shop.ann) as work:
        answer = asked(work, YEAR).latest()
        answer.created_at -= timedelta(hours=1)
    with shop.house.work(shop.ann) as work:
        assert asked(work, YEAR).latest() is None
        later.PRUNE.run(work, {})
        assert work.session.query(ReportAnswer).count() == 0


def test_who_may_not_read_the_report_starts_nothing(shop):
    nobody = Access(shop.ann.user_id, "nobody", frozenset())
    with shop.house.work(nobody) as work, pytest.raises(Forbidden):
        Answers(work, report_of(work.house, "toy_stock_turnover"), Running, {}).is_long()


def test_cancelled_it_leaves_no_answer(shop):
    started(shop)
    with shop.house.work(shop.ann) as work:
        assert jobs.cancel(work, asked(work, YEAR).latest().job_id)
    jobs.run_due(shop.house)
    with shop.house.work(shop.ann, reads_only=True) as work:
        assert asked(work, YEAR).latest().ready_at is None


def test_a_question_that_comes_to_too_much_says_so(shop, monkeypatch):
    monkeypatch.setattr(later, "MOST", 1)
    started(shop)
    jobs.run_due(shop.house)
    with shop.house.work(shop.ann, reads_only=True) as work:
        (row,) = jobs.mine(work)
        assert row.state == jobs.DEAD
        assert "more than 1" in jobs.how_far(shop.house, row).text.into("en")


def test_every_kind_of_value_comes_back_from_the_bytes():
    moment = datetime(2026, 3, 1, tzinfo=UTC).date()
    key = (uuid4(), None, date(2026, 1, 1), "word", 7, True, Decimal("1.10"), moment)
    found = {key: {"amount": Decimal("-0.001"), "word": "as it is"}}
    assert kept.read(kept.written(found, {})) == [found, {}]
