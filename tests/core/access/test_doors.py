"""The real house with row rules: whatever is listed, read or reported, no hidden word comes out.

The control shows that the words are there to be found.
"""

from dataclasses import replace

import pytest

from support.trade import day
from support.two_firms import NUMBER, WORD
from tradepost.core.access.access import SYSTEM
from tradepost.core.access.audit import journal
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


def test_the_audit_tells_of_no_record_out_of_sight(firms):
    with firms.house.work() as work:
        assert [one for one in journal(work, limit=1000) if WORD in one.presentation]
    access = replace(SYSTEM, rows=firms.rows())
    with firms.house.work(access) as work:
        told = journal(work, limit=1000)
    assert not [one for one in told if one.record_id in firms.hidden.values()]
    assert WORD not in repr(told)
    assert {one.record_id for one in told} >= set(firms.open.values())
