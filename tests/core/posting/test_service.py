"""Posting: what a shop expects of a document that is posted, changed and taken back."""

from decimal import Decimal

import pytest
from sqlalchemy import event, select, text

from support.toy_stock import (
    ToyCost,
    ToyMove,
    ToyMoveLine,
    ToyPrice,
    ToySales,
    ToyStock,
    day,
)
from tradepost.core import jobs
from tradepost.core.errors import Refusal
from tradepost.core.posting import readings, service, totals, verify
from tradepost.core.posting.closing import close
from tradepost.core.posting.errors import ClosedPeriod, NotPosted, Shortage

D = Decimal


def test_a_posted_move_shows_in_balance_turnover_and_price(shop):
    shop.move(day(1), (0, 10, 1000))
    shop.move(day(2), (0, -4, 600))
    assert shop.stock() == 6
    assert shop.cost() == 600
    sales = shop.read(readings.turnover, ToySales, by=["thing"])
    assert sales == [{"thing": shop.things[0].id, "amount": D(600)}]
    price = shop.read(readings.latest, ToyPrice, at=day(1))
    assert [row["price"] for row in price] == [100]
    assert shop.faults() == []


def test_the_past_is_read_as_it_was(shop):
    shop.move(day(10, month=1), (0, 5, 50))
    shop.move(day(10, month=2), (0, 5, 50))
    shop.move(day(10, month=3), (0, -3, 90))
    wanted = {
        day(9, month=1): 0,
        day(10, month=1): 5,
        day(9, month=2): 5,
        day(11, month=2): 10,
        day(10, 8): 10,
        day(10): 7,
        day(30): 7,
    }
    assert {at: shop.stock(at=at) for at in wanted} == wanted


def test_more_than_there_is_is_refused_naming_thing_and_shortage(shop):
    shop.move(day(1), (0, 5, 50))
    with pytest.raises(Shortage) as refused:
        shop.move(day(2), (0, -6, 60))
    assert refused.value.code == "toy_stock.shortage"
    assert (refused.value.facts["wanted"], refused.value.facts["available"]) == (6, 5)
    assert "Thing 0" in str(refused.value.message)
    assert shop.stock() == 5
    with shop.house.work(reads_only=True) as work:
        assert work.session.scalars(select(ToyMove)).all()[0].posted
        assert len(work.session.scalars(select(ToyMove)).all()) == 1


def test_a_back_dated_issue_is_refused_where_a_later_one_would_lack_goods(shop):
    shop.move(day(1), (0, 5, 50))
    shop.move(day(10), (0, -5, 60))
    shop.move(day(20), (0, 5, 50))
    with pytest.raises(Shortage):
        shop.move(day(5), (0, -1, 10))
    shop.move(day(21), (0, -5, 10))
    assert shop.stock() == 0


def test_a_receipt_that_was_sold_can_not_be_unposted(shop):
    receipt = shop.move(day(1), (0, 5, 50))
    shop.move(day(2), (0, -5, 60))
    with pytest.raises(Shortage):
        shop.unpost(receipt)


def test_moving_a_receipt_behind_its_issue_is_refused(shop):
    receipt = shop.move(day(1), (0, 5, 50))
    shop.move(day(5), (0, -5, 60))
    with pytest.raises(Shortage):
        shop.again(receipt, lambda move: setattr(move, "moment", day(6)))
    shop.again(receipt, lambda move: setattr(move, "moment", day(4)))
    assert shop.faults() == []


def test_unposting_leaves_registers_as_before(shop):
    shop.move(day(1), (0, 5, 50), (1, 3, 30))
    before = shop.dump()
    issue = shop.move(day(2), (0, -5, 60), (1, -1, 10))
    assert shop.dump() != before
    shop.unpost(issue)
    after = shop.dump()
    moved = [register.movements.name for register in (ToyStock, ToyCost, ToySales, ToyPrice)]
    assert [after[name] for name in moved] == [before[name] for name in moved]
    assert shop.stock() == 5
    assert shop.cost() == 50
    assert shop.faults() == []
    with pytest.raises(NotPosted):
        shop.unpost(issue)


def test_posting_again_changes_nothing_and_journals_nothing(shop):
    move = shop.move(day(1), (0, 5, 50), (0, 5, 50))
    before = shop.dump()
    shop.again(move)
    assert shop.dump() == before
    with shop.house.engine.connect() as connection:
        assert connection.execute(select(ToyStock.replaced)).all() == []


def test_a_changed_line_replaces_only_its_own_movement(shop):
    move = shop.move(day(1), (0, 5, 50), (1, 7, 70))
    shop.house.clock.moment = day(31, 13)
    shop.again(move, lambda m: setattr(m.lines[0], "quantity", D(6)))
    with shop.house.engine.connect() as connection:
        assert [row.quantity for row in connection.execute(select(ToyStock.replaced))] == [5]
    assert (shop.stock(0), shop.stock(1)) == (6, 7)
    assert shop.stock(0, known_at=day(31, 12)) == 5
    assert shop.stock(0, known_at=day(31, 13)) == 6


def test_a_back_dated_receipt_restates_the_cost_of_later_issues(shop):
    shop.move(day(1), (0, 10, 1000))
    shop.move(day(10), (0, -5, 900))
    shop.move(day(11), (1, 1, 5))
    assert shop.cost() == 500
    shop.move(day(5), (0, 10, 2000))
    with shop.house.work(reads_only=True) as work:
        assert verify.stale(work) == {"toy_cost": 1}
    assert shop.restore() == 1
    assert shop.cost() == D(3000) / 20 * 15
    assert shop.restore() == 0
    with shop.house.work(reads_only=True) as work:
        assert verify.stale(work) == {"toy_cost": 0}
    assert shop.faults() == []


def test_the_worker_restates_what_follows_a_back_dated_change(shop):
    shop.move(day(1), (0, 10, 1000))
    shop.move(day(10), (0, -5, 900))
    shop.move(day(5), (0, 10, 2000))
    assert jobs.run_due(shop.house) >= 1
    assert shop.cost() == D(3000) / 20 * 15
    with shop.house.work(reads_only=True) as work:
        assert verify.stale(work) == {"toy_cost": 0}


def test_a_closed_period_takes_no_posting_and_no_unposting(shop):
    move = shop.move(day(5), (0, 5, 50))
    with shop.house.work() as work:
        close(work, day(10))
    for attempt in (
        lambda: shop.move(day(9), (0, 1, 1)),
        lambda: shop.unpost(move),
        lambda: shop.again(move, lambda m: setattr(m, "moment", day(12))),
    ):
        with pytest.raises(ClosedPeriod):
            attempt()
    shop.move(day(11), (0, 1, 1))
    assert shop.stock() == 6


def test_a_failing_plugin_leaves_nothing_behind(shop):
    class Torn(Exception):
        pass

    before = shop.dump()
    with pytest.raises(Torn), shop.house.work() as work:
        move = ToyMove(
            number="x", moment=day(1), place_id=shop.place.id, changed_at=day(1), lines=[]
        )
        work.session.add(move)
        move.lines.append(ToyMoveLine(thing_id=shop.things[0].id, quantity=D(1), amount=D(1)))
        service.post(work, move)
        raise Torn
    assert shop.dump() == before


def test_a_planted_wrong_total_is_found_and_named(shop):
    shop.move(day(1), (0, 5, 50))
    with shop.house.engine.begin() as connection:
        connection.execute(text("UPDATE toy_stock_total SET quantity = quantity + 1000000"))
        connection.execute(text("UPDATE toy_stock_toy_cost_month SET amount = amount - 10000"))
    faults = shop.faults()
    assert any(
        "toy_stock_total" in one and "Thing 0" in one and "quantity off by 1" in one
        for one in faults
    )
    assert any("toy_cost_month" in one and "2026-03-01" in one for one in faults)


def test_totals_made_anew_are_as_posting_left_them(shop):
    shop.move(day(1), (0, 5, 50), (1, 3, 30))
    shop.move(day(2), (0, -5, 70), (1, -1, 20))
    before = shop.dump()
    with shop.house.work() as work:
        for register in work.schema.registers.values():
            totals.rebuild(work, register)
    assert shop.dump() == before  # a settled key leaves no row of zeros behind either


def statements_to_post(shop, lines, first):
    """How many statements posting a saved move of so many lines takes."""
    seen = []

    def note(*args):
        seen.append(args[2])

    shop.move(day(first), *((n % 3, 100, 100) for n in range(lines)))
    move = shop.move(day(first + 1), *((n % 3, -1, 2) for n in range(lines)), post=False)
    with shop.house.work() as work:
        document = work.session.get(ToyMove, move)
        event.listen(shop.house.engine, "before_cursor_execute", note)
        service.post(work, document)
        work.session.flush()
    event.remove(shop.house.engine, "before_cursor_execute", note)
    return len(seen)


def test_statements_do_not_grow_with_the_lines(shop):
    assert statements_to_post(shop, 1, 10) == statements_to_post(shop, 40, 12) <= 30


def test_statements_of_a_back_dated_paper_do_not_grow_with_the_lines(shop):
    shop.move(day(20), (0, 1, 1), (1, 1, 1), (2, 1, 1))
    assert statements_to_post(shop, 1, 10) == statements_to_post(shop, 40, 12) <= 30


def test_thousands_are_posted_in_one_call_in_the_order_of_business(shop):
    receipts = [shop.move(day(n), (0, 2, 20), post=False) for n in range(1, 15)]
    issues = [shop.move(day(n, 10), (0, -2, 30), post=False) for n in range(1, 15)]
    with shop.house.work() as work:
        found = [work.session.get(ToyMove, key) for key in (*issues, *receipts)]
        assert service.post_many(work, found) == 28
    assert shop.stock() == 0
    with shop.house.work() as work:
        found = [work.session.get(ToyMove, key) for key in (*receipts, *issues)]
        assert service.unpost_many(work, found) == 28
    assert shop.faults() == []


def test_refusals_are_gathered(shop):
    with pytest.raises(Refusal) as refused:
        shop.move(day(1), (0, -1, 1), (1, -2, 1))
    assert len(refused.value.each()) == 2
