"""Locks are taken in one order, also where rows of totals come and go."""

import threading
import time

import pytest
from sqlalchemy import event, text

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from tradepost.core.posting import service
from tradepost.core.posting.errors import Overtaken

pytestmark = pytest.mark.only("postgresql")  # on SQLite whoever writes is alone


@pytest.fixture
def shop(bases):
    shop = Shop(catalog_house(bases.like("trade", make_trade), TRADE))
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 3, 60)])
    event.listen(shop.house.engine, "after_cursor_execute", _stop)
    yield shop
    shop.house.close()


class Hand(threading.Thread):
    """Somebody who posts or unposts a paper.

    Where he is told to stop at a register, he does so once he holds rows of its totals, until
    he may go on.
    """

    def __init__(self, shop, do, key, stop_at=None, *, kind="shipment"):
        super().__init__(daemon=True)
        self.shop, self.do, self.key, self.kind, self.stop_at = shop, do, key, kind, stop_at
        self.there, self.may_go_on, self.failure = threading.Event(), threading.Event(), None

    def run(self):
        try:
            with self.shop.house.work() as work:
                kind = work.schema.documents[self.kind]
                self.do(work, work.session.get(kind, self.key))
        except Exception as why:
            self.failure = why
        finally:
            self.there.set()

    def stops_at(self, statement):
        if self.stop_at and f"{self.stop_at}_total" in statement and "FOR UPDATE" in statement:
            self.stop_at = None
            self.there.set()
            assert self.may_go_on.wait(20)

    def comes_there(self):
        self.start()
        assert self.there.wait(20)

    def goes_home(self):
        self.may_go_on.set()
        self.join(20)


def _stop(_connection, _cursor, statement, *_more):
    hand = threading.current_thread()
    if isinstance(hand, Hand):
        hand.stops_at(statement)


def waits_or_is_done(shop, hand):
    """Come back when a hand waits for a lock, or has nothing more to do."""
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for _n in range(400):
        with shop.house.engine.connect() as connection:
            if not hand.is_alive() or connection.execute(asked).scalar():
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def shipment(shop, quantity, *, posted):
    make = shop.paper if posted else shop.draft
    return make("shipment", day(2), party="C", warehouse="01", lines=[("TEA", quantity, 90)])


def test_whoever_waits_for_a_total_that_is_dropped_stands_first_at_what_comes_back(shop):
    first, second = (shipment(shop, 1, posted=True) for _n in range(2))
    last = shipment(shop, 1, posted=False)
    seller = Hand(shop, service.post, last, "stock_on_hand")
    back = Hand(shop, service.unpost, first, "stock_on_hand")
    also_back = Hand(shop, service.unpost, second)
    seller.comes_there()
    back.start()  # waits for the batch, which the seller takes away altogether
    waits_or_is_done(shop, back)
    seller.goes_home()
    assert back.there.wait(20)
    also_back.start()
    waits_or_is_done(shop, also_back)
    back.goes_home()
    also_back.goes_home()
    assert [one.failure for one in (seller, back, also_back)] == [None, None, None]
    assert shop.balance("stock_on_hand") == 2
    assert shop.balance("cost_batches", "amount") == 120
    assert shop.broken() == []


def test_what_came_back_while_a_document_waited_is_seen_by_another_try(shop):
    """He finds no batch; before he comes to the goods themselves, some are put back."""
    gone, wanted = shipment(shop, 3, posted=True), shipment(shop, 1, posted=False)
    seller = Hand(shop, service.post, wanted, "cost_batches")
    seller.comes_there()
    shop.unpost("shipment", gone)
    seller.goes_home()
    assert isinstance(seller.failure, Overtaken)
    shop.house.attempt(
        lambda work: service.post(
            work, work.session.get(work.schema.documents["shipment"], wanted)
        )
    )
    assert shop.balance("cost_batches", "amount") == 120
    assert shop.balance("cost_batches") == 2


def test_a_receipt_posted_anew_and_a_shipment_do_not_cross(shop):
    """One lowers the stock, the other takes from it: both ask for the batch first."""
    receipt = shop.paper(
        "goods_receipt", day(1), party="S", warehouse="01", lines=[("TEA", 5, 60)]
    )
    wanted = shipment(shop, 1, posted=False)
    seller = Hand(shop, service.post, wanted, "cost_batches")
    seller.comes_there()
    failures = []

    def again():
        try:
            shop.repost("goods_receipt", receipt, lines=[("TEA", 4, 60)])
        except Exception as why:
            failures.append(why)

    buyer = threading.Thread(target=again, daemon=True)
    buyer.start()
    waits_or_is_done(shop, buyer)
    seller.goes_home()
    buyer.join(20)
    assert seller.failure is None
    assert failures == []
    assert shop.balance("stock_on_hand") == 6
    assert shop.broken() == []


def test_transfers_there_and_back_do_not_cross(shop):
    shop.add("warehouse", code="02", name="Other")
    shop.paper("goods_receipt", day(1), party="S", warehouse="02", lines=[("TEA", 3, 60)])
    there, back = (
        shop.draft("transfer", day(2), warehouse=one, to_warehouse=two, lines=[("TEA", 1)])
        for one, two in (("01", "02"), ("02", "01"))
    )
    first = Hand(shop, service.post, there, "cost_batches", kind="transfer")
    second = Hand(shop, service.post, back, kind="transfer")
    first.comes_there()
    second.start()
    waits_or_is_done(shop, second)
    first.goes_home()
    second.goes_home()
    assert first.failure is None
    assert isinstance(second.failure, Overtaken)  # by a batch that was not there before
    shop.post("transfer", back)
    assert shop.balance("stock_on_hand", warehouse="01") == 3
    assert shop.broken() == []


def test_an_order_is_named_while_it_is_held(shop):
    """A shipment of an order that is just being posted is saved without waiting."""
    order = shop.paper("customer_order", day(1), party="C", lines=[("TEA", 3, 90)])
    with shop.house.work() as work:
        kind = work.schema.documents["customer_order"]
        service.unpost(work, work.session.get(kind, order))
        hand = threading.Thread(
            target=lambda: shop.draft(
                "shipment",
                day(2),
                party="C",
                warehouse="01",
                customer_order=order,
                lines=[("TEA", 1, 90)],
            ),
            daemon=True,
        )
        hand.start()
        hand.join(10)
        waits = hand.is_alive()
    hand.join(10)
    assert not waits
