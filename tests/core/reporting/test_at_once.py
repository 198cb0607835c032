"""Attributes joined before rows are added up, or after it: the figures are the same."""

import pytest

from tradepost.core.posting.grouping import Asked
from tradepost.core.reporting import parse_params, report_of, run

QUESTIONS = [
    ("sales_analysis", "shipment.payment_kind,item.group"),
    ("sales_analysis", "shipment.party,item,time.month"),
    ("sales_analysis", "party.kind,warehouse"),
    ("gross_profit", "shipment.warehouse,item.kind"),
    ("stock_on_hand_turnover", "warehouse.kind,item.group,time.month"),
    ("stock_on_hand_turnover", "warehouse.kind,item"),
    ("stock_on_hand_balance", "warehouse.kind,item.group"),
]


def figures(house, name, by):
    with house.work(reads_only=True) as work:
        report = report_of(house, name)
        result = run(work, report, parse_params(work, report, {"by": by}))
        return {
            tuple(row.keys.values()): row.values
            for row in result.every
            if any(value for value in row.values.values())
        }


@pytest.mark.slow
def test_both_ways_tell_the_same(lived, monkeypatch):
    told = {question: figures(lived, *question) for question in QUESTIONS}
    assert all(told.values())
    for wanted in (True, False):
        chosen = lambda asked, wanted=wanted: wanted and any(one.branches for one in asked.axes)
        monkeypatch.setattr(Asked, "at_once", property(chosen))
        assert {question: figures(lived, *question) for question in QUESTIONS} == told
