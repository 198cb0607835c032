"""The real house with row rules: whatever is listed, read or reported, no hidden word comes out.

The control shows that the words are there to be found.
"""

from dataclasses import replace

import pytest

from support.catalogs import catalog_house
from support.trade import TRADE, D, Shop, day, make_trade
from tradepost.core.access.access import SYSTEM
from tradepost.core.errors import Refusal, Unknown
from tradepost.core.posting import readings, service
from tradepost.core.posting.explain import explain
from tradepost.core.records.listing import page
from tradepost.core.records.presentations import presentations
from tradepost.core.records.query import Query
from tradepost.core.records.read import get
from tradepost.core.records.wire import to_wires
from tradepost.core.records.write import save
from tradepost.core.reporting import parse_params, reports_of, run
from tradepost.core.schema.register import BalanceRegister, FactRegister

WORD, NUMBER = "Canary", D("7771")


class TwoFirms(Shop):
    """Our firm and another one, each with a store; both have bought, sold and been paid."""

    def __init__(self, house):
        super().__init__(house)
        self.add("organisation", code="02", name=f"{WORD} firm", currency="RUB")
        self.add("warehouse", code="02", name=f"{WORD} store")
        self.ours, self.theirs = self.key("organisation", "01"), self.key("organisation", "02")
        self.main, self.other = self.key("warehouse", "01"), self.key("warehouse", "02")
        self.item("tea")
        self.hidden = [self._trade("01", "01", D(10), ""), self._trade("02", "02", NUMBER, WORD)][
            1
        ]

    def _trade(self, organisation, warehouse, quantity, comment):
        where = {"organisation": organisation, "warehouse": warehouse, "comment": comment}
        keys = {"organisation": where["organisation"], "comment": comment}
        receipt = self.paper(
            "goods_receipt", day(1), party="S", **where, lines=[("tea", quantity, 10)]
        )
        shipment = self.paper(
            "shipment", day(2), party="C", **where, lines=[("tea", quantity - 1, 20)]
        )
        cash = self.paper("cash_receipt", day(3), party="C", **keys, amount=NUMBER)
        return {"goods_receipt": receipt, "shipment": shipment, "cash_receipt": cash}


@pytest.fixture
def firms(bases):
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    yield TwoFirms(house)
    house.close()


def seen_by(firms, **rows):
    """Everything that every door tells a person with these rules, as one text."""
    access = replace(SYSTEM, rows={kind: frozenset(ids) for kind, ids in rows.items()})
    told = []
    with firms.house.work(access, reads_only=True) as work:
        for kind, cls in work.schema.records.items():
            records = page(work, kind, Query(limit=100)).records
            told.append((kind, to_wires(work, records)))
            told.append(presentations(work, [(cls, one.id) for one in records]))
            for one in (WORD, "tea"):
                told.append((kind, to_wires(work, page(work, kind, Query(words=one)).records)))
    for register in firms.house.schema.registers.values():
        with firms.house.work(access, reads_only=True) as work:
            told.append((register.kind, readings.movements(work, register)))
            if issubclass(register, FactRegister):
                told += readings.latest(work, register), readings.history(work, register)
                continue
            told.append(readings.turnover(work, register))
            told.append(readings.turnover(work, register, by=()))
            if issubclass(register, BalanceRegister):
                for at in (None, day(2, 12), day(20)):
                    told.append(readings.balance(work, register, at=at))
                told.append(readings.balance(work, register, by=()))
                told.append(readings.balance(work, register, known_at=work.clock.now()))
            told.append(explain(work, register, where={}, at=day(20)))
    for report in reports_of(firms.house).values():
        with firms.house.work(access, reads_only=True) as work:
            dates = {"from": "2026-03-01", "to": "2026-03-31", "at": "2026-03-31"}
            given = {n: [v] for n, v in dates.items() if report.as_of == (n == "at")}
            result = run(work, report, parse_params(work, report, given))
            told.append((report.name, [(row.names, row.values) for row in result.every]))
            told.append(result.totals)
    return repr(told)


def test_no_door_tells_of_what_is_out_of_sight(firms):
    everything = seen_by(firms)
    assert everything.count(WORD) > 10
    assert everything.count(str(NUMBER)) > 5
    told = seen_by(firms, organisation=[firms.ours], warehouse=[firms.main])
    assert WORD not in told
    for key in (firms.theirs, firms.other, *firms.hidden.values()):
        assert str(key) not in told
    assert "tea" in told
    # What we were paid happens to be the same number; nothing else of theirs is.
    assert told.count(str(NUMBER)) < everything.count(str(NUMBER)) / 2


def test_papers_out_of_sight_are_neither_opened_nor_changed_nor_pointed_to(firms):
    access = replace(SYSTEM, rows={"organisation": frozenset([firms.ours])})
    for kind, key in firms.hidden.items():
        with firms.house.work(access) as work, pytest.raises(Unknown):
            get(work, kind, key)
        with pytest.raises(Unknown), firms.house.work(access) as work:
            save(work, kind, {"comment": "mine"}, id=key)
    with pytest.raises(Refusal), firms.house.work(access) as work:
        save(work, "shipment", {"organisation": str(firms.theirs), "party": "C"})
    with pytest.raises(Refusal), firms.house.work(access) as work:
        save(work, "customer_return", {"shipment": str(firms.hidden["shipment"])})


def test_a_person_with_row_rules_trades_as_everybody_does(firms):
    rows = {"organisation": frozenset([firms.ours]), "warehouse": frozenset([firms.main])}
    access = replace(SYSTEM, rows=rows)
    line = [{"item": "tea", "quantity": "1", "price": "20"}]
    papers = [
        ("goods_receipt", {"party": "S", "lines": line}),
        ("shipment", {"party": "C", "lines": line}),
        ("cash_receipt", {"party": "C", "amount": "5"}),
    ]
    for kind, data in papers:
        with firms.house.work(access) as work:
            document = save(work, kind, data)
            service.post(work, document)
        with firms.house.work(access) as work:
            again = save(work, kind, {"comment": "again"}, id=document.id, reposting=True)
            service.post(work, again)
        with firms.house.work(access) as work:
            service.unpost(work, get(work, kind, document.id))
    assert firms.broken() == []
