"""Whatever a report is told apart by, its totals are what the registers say."""

from datetime import UTC, datetime
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tradepost.core.access.access import SYSTEM, Access
from tradepost.core.posting import readings
from tradepost.core.reporting import (
    Layout,
    axes_of,
    behind,
    parse_params,
    report_of,
    reports_of,
    run,
)
from tradepost.core.reporting.figures import visible
from tradepost.core.reporting.gathering import TICK

ZONE = ZoneInfo("Europe/Moscow")
SPANS = [
    {"from": "2026-03-24", "to": "2026-03-31"},
    {"from": "2026-03-26T09:30:00+03:00", "to": "2026-03-29T18:00:00+03:00"},
    {"from": "2026-01-01", "to": "2026-12-31"},
    {"from": "2027-01-01", "to": "2027-01-31"},
]
SLOW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def direct(work, one, params):
    """What a measure comes to, asked of its register alone."""
    kind, _dot, resource = one.of.partition(".")
    register = work.schema.registers[kind]
    if one.part in ("turnover", "in", "out"):
        column = resource if one.part == "turnover" else f"{resource}_{one.part}"
        rows = readings.turnover(work, register, since=params.since, until=params.until, by=())
    else:
        at = {"balance": params.at, "opening": params.since, "closing": params.until}[one.part]
        at = at - TICK if one.part == "opening" else at
        column = resource
        rows = readings.balance(work, register, at=at, by=())
    return sum((row[column] for row in rows), D(0))


def added(rows, name):
    return sum((row.values[name] for row in rows), D(0))


def agrees(work, report, given):
    """Check one answer in all its forms; answers whether there was anything in it."""
    params = parse_params(work, report, given, ZONE)
    result = run(work, report, params)
    shown = {one.of for one in result.columns}
    measures = [one for one in visible(work, report) if one.of and one.name in shown]
    for one in measures:
        if result.totals:
            assert added(result.totals, one.name) == direct(work, one, params), (one.name, given)
    layout = Layout(result)
    for line in [*layout.lines(every=True), *layout.totals()]:
        assert len(line.cells) == len(layout.heads)
    times = [n for n in params.by if n.startswith("time.")] + (
        [params.across] if params.across.startswith("time.") else []
    )
    if not (times and report.holds_balances):
        for one in measures:
            assert added(result.every, one.name) == added(result.totals, one.name)
            if result.across is not None:
                cells = [cell for line in layout.totals() for cell in line.cells]
                over = [
                    c.value for c in cells if c.head.place >= 0 and c.head.column.of == one.name
                ]
                assert sum(over, D(0)) == added(result.totals, one.name)
    return bool(result.every)


def question(data, work, report):
    """A question nobody has thought of."""
    names = sorted(axes_of(work, report))
    times = [n for n in names if n.startswith("time.")]
    chosen = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    if report.holds_balances:  # these are told by one unit of time
        chosen = [n for n in chosen if n not in times]
        chosen += data.draw(st.lists(st.sampled_from(times), max_size=1)) if times else []
    across = data.draw(st.sampled_from(["", *[n for n in names if n not in times]]))
    asked = {"by": chosen or ["none"], "across": "" if across in chosen else across}
    asked["nested"] = data.draw(st.sampled_from(["", "1"]))
    asked["top"] = data.draw(st.sampled_from(["", "3"]))
    if report.as_of:
        asked["at"] = data.draw(st.sampled_from(["", "2026-03-27", "2026-03-31"]))
    else:
        asked |= data.draw(st.sampled_from(SPANS))
    return {name: value for name, value in asked.items() if value}


def read_by_registers(house):
    return [one for one in reports_of(house).values() if one.gather is None]


@SLOW
@given(data=st.data())
def test_totals_are_those_of_the_registers_by_whatever_they_are_told_apart(lived, data):
    with lived.work(reads_only=True) as work:
        report = data.draw(st.sampled_from(sorted(n.name for n in read_by_registers(lived))))
        agrees(work, report_of(lived, report), question(data, work, report_of(lived, report)))


def with_rules(house, kind, cls):
    with house.work(reads_only=True) as work:
        keys = work.session.scalars(select(cls.id).order_by(cls.code).limit(2)).all()
    return Access(None, "anna", rights=None, rows={kind: frozenset(keys)}, masked={
        "sales": frozenset({"discount"}),
    })  # fmt: skip


@SLOW
@given(data=st.data())
def test_so_they_are_for_somebody_who_sees_some_rows_and_not_all_figures(lived, data):
    kind = data.draw(st.sampled_from(["warehouse", "party", "item"]))
    access = with_rules(lived, kind, lived.schema.catalogs[kind])
    with lived.work(access, reads_only=True) as work:
        name = data.draw(st.sampled_from(["sales_analysis", "stock_card", "gross_profit",
                                          "availability", "reconciliation"]))  # fmt: skip
        report = report_of(lived, name)
        agrees(work, report, question(data, work, report))
        result = run(work, report, parse_params(work, report, {"by": "none"}, ZONE))
        assert "discount" not in {one.name for one in result.columns}


def test_every_shipped_variant_answers_and_agrees(lived):
    found = 0
    with lived.work(reads_only=True) as work:
        for report in reports_of(lived).values():
            for variant in report.variants:
                given = {}
                for name, value in variant.pairs():
                    given.setdefault(name, []).append(value)
                given = {n: v for n, v in given.items() if not n.startswith("filter[")}
                if not report.as_of:
                    given.pop("period", None)
                    given |= SPANS[2]
                if report.gather is None:
                    found += agrees(work, report, given)
                else:
                    params = parse_params(work, report, given, ZONE)
                    found += bool(run(work, report, params).every)
                assert variant.by == () or set(variant.by) <= set(axes_of(work, report))
    assert found > 40


def test_sales_are_told_apart_by_far_more_than_ten_things(lived):
    with lived.work(reads_only=True) as work:
        axes = set(axes_of(work, report_of(lived, "sales_analysis")))
    assert {
        "item", "variant", "item.group", "item.group.level1", "item.kind", "party",
        "party.group", "party.country", "organisation", "warehouse", "shipment",
        "shipment.kind", "shipment.contract", "shipment.contract.kind", "recorder",
        "shipment.price_type", "shipment.delivery_way", "time.day", "time.week", "time.month",
        "time.weekday",
    } <= axes  # fmt: skip


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("sales_analysis", "item.group"), ("sales_analysis", "shipment.party"),
        ("sales_analysis", "time.month"), ("sales_analysis", "warehouse.kind"),
        ("gross_profit", "shipment.party"), ("gross_profit", "item.group.level1"),
        ("stock_card", "time.month"), ("stock_card", "item.group"),
        ("debt_ageing", "party.group"), ("debt_ageing", "party"),
    ],
)  # fmt: skip
def test_the_documents_behind_a_figure_of_any_axis_add_up_to_it(lived, name, by):
    with lived.work(reads_only=True) as work:
        report = report_of(lived, name)
        given = {"by": by} | ({} if report.as_of else SPANS[2])
        params = parse_params(work, report, given, ZONE)
        result = run(work, report, params)
        assert result.every
        for row in [*result.every[:4], *result.totals]:
            for one in report.measures:
                if one.formula is None:
                    found = behind(work, report, params, measure=one.name, keys=row.keys)
                    assert added_up(found) == row.values[one.name], (one.name, row.keys)


def added_up(found):
    return sum((one.value for one in found), D(0))


def test_months_are_those_of_the_zone(lived):
    """What was sold at one in the morning of the first in Moscow was sold on that day."""
    with lived.work(reads_only=True) as work:
        report = report_of(lived, "sales_analysis")
        given = {"by": "time.day", **SPANS[2]}
        by_day = run(work, report, parse_params(work, report, given, ZONE))
        for row in by_day.every:
            day = row.keys["time.day"].isoformat()
            one = {"by": "none", "from": day, "to": day}
            whole = run(work, report, parse_params(work, report, one, ZONE))
            assert whole.totals[0].values["amount"] == row.values["amount"]
        given = {"by": "time.month", **SPANS[2]}
        by_month = run(work, report, parse_params(work, report, given, ZONE))
        months = {row.keys["time.day"].replace(day=1) for row in by_day.every}
        assert {row.keys["time.month"] for row in by_month.every} == months
        assert by_day.params.since == datetime(2025, 12, 31, 21, tzinfo=UTC)


def test_nobody_reads_an_attribute_that_is_hidden_or_of_records_he_may_not_read(lived):
    rights = frozenset({"sales.read", "item.read"})
    access = Access(None, "anna", rights=rights, masked={"item": frozenset({"sku"})})
    with lived.work(access, reads_only=True) as work:
        axes = set(axes_of(work, report_of(lived, "sales_analysis")))
    assert "item.group" in axes
    assert not axes & {"item.sku", "party.group", "shipment.contract"}
    with lived.work(SYSTEM, reads_only=True) as work:
        assert "item.sku" in axes_of(work, report_of(lived, "sales_analysis"))
