from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from support.toy_stock import ToyCost, ToyStock, day
from tradepost.core.access.access import Access
from tradepost.core.errors import Forbidden, Invalid, Unknown
from tradepost.core.posting import readings
from tradepost.core.reporting import (
    Measure,
    Report,
    behind,
    parse_params,
    report_of,
    reports_of,
    run,
    tree,
)

D = Decimal


@pytest.fixture
def traded(shop):
    """Three things bought in February and March, some of them sold."""
    shop.move(day(3, month=2), (0, 10, 100), (1, 5, 50))
    shop.move(day(2), (0, -4, 60), (2, 7, 70))
    shop.move(day(9), (0, 3, 36), (1, -1, 15))
    return shop


def ask(shop, name, access=None, **given):
    house = shop.house
    options = {} if access is None else {"access": access}
    with house.work(reads_only=True, **options) as work:
        report = report_of(house, name)
        return run(work, report, parse_params(work, report, given))


def figures(result, *names):
    return {
        tuple(row.names.values()): tuple(row.values[name] for name in names) for row in result.rows
    }


def test_every_register_has_its_reports(toys):
    assert set(reports_of(toys)) == {
        "toy_stock_balance", "toy_stock_turnover", "toy_cost_balance", "toy_cost_turnover",
        "toy_sales_turnover",
    }  # fmt: skip
    with pytest.raises(Unknown, match="no_such"):
        report_of(toys, "no_such")


def test_a_balance_is_told_as_of_a_day(traded):
    now = ask(traded, "toy_stock_balance")
    assert figures(now, "quantity") == {
        ("Thing 0",): (D(9),), ("Thing 1",): (D(4),), ("Thing 2",): (D(7),),
    }  # fmt: skip
    then = ask(traded, "toy_stock_balance", at="2026-02-28")
    assert figures(then, "quantity") == {("Thing 0",): (D(10),), ("Thing 1",): (D(5),)}
    assert then.totals[0].values == {"quantity": D(15)}


def test_a_turnover_tells_opening_in_out_and_closing(traded):
    march = ask(traded, "toy_stock_turnover", **{"from": "2026-03-01", "to": "2026-03-31"})
    names = [f"quantity_{part}" for part in ("opening", "in", "out", "closing")]
    assert figures(march, *names) == {
        ("Thing 0",): (D(10), D(3), D(4), D(9)),
        ("Thing 1",): (D(5), D(0), D(1), D(4)),
        ("Thing 2",): (D(0), D(7), D(0), D(7)),
    }


def test_totals_equal_the_register(traded):
    for name, register, column in (
        ("toy_stock_balance", ToyStock, "quantity"),
        ("toy_cost_balance", ToyCost, "amount"),
    ):
        for at in (None, "2026-02-28", "2026-03-05"):
            shown = ask(traded, name, **({"at": at} if at else {})).totals[0].values[column]
            moment = datetime.fromisoformat(f"{at}T23:59:59.999999+00:00") if at else None
            (whole,) = traded.read(readings.balance, register, at=moment, by=())
            assert shown == whole[column]


def test_a_dimension_without_a_label_is_called_as_what_it_points_to(traded):
    columns = ask(traded, "toy_stock_balance", by="thing,place").columns
    assert [str(one.title) for one in columns] == ["Thing", "Place", "Quantity"]
    assert columns[0].title is traded.things[0].title[0]


def test_the_period_is_this_month_unless_said(traded):
    assert ask(traded, "toy_sales_turnover").totals[0].values == {"amount": D(75)}
    assert ask(traded, "toy_sales_turnover", period="last_month").totals[0].values == {
        "amount": D(0)
    }


def test_groups_stand_above_their_rows_with_their_sums(traded):
    result = ask(traded, "toy_stock_balance", by="place,thing")
    assert [(row.level, *row.names.values(), row.values["quantity"]) for row in tree(result)] == [
        (0, "Main", D(20)),
        (1, "Main", "Thing 0", D(9)),
        (1, "Main", "Thing 1", D(4)),
        (1, "Main", "Thing 2", D(7)),
    ]


def test_a_detail_of_movements_can_be_grouped_by(traded):
    result = ask(traded, "toy_sales_turnover", by=["move"])
    assert [name.split(",")[0] for (name,) in figures(result, "amount")] == ["Move 2", "Move 3"]


def test_rows_are_filtered_by_key_and_by_code(traded):
    key = str(traded.things[1].id)
    for given in (key, "1"):
        result = ask(traded, "toy_stock_balance", **{"filter[thing]": given})
        assert figures(result, "quantity") == {("Thing 1",): (D(4),)}
    both = ask(traded, "toy_stock_balance", **{"filter[thing]": f"{key},2"})
    assert both.totals[0].values["quantity"] == D(11)


def test_rows_are_sorted_and_limited_but_totals_are_of_all(traded):
    result = ask(traded, "toy_stock_balance", sort="-quantity", limit="2")
    assert [row.names["thing"] for row in result.rows] == ["Thing 0", "Thing 2"]
    assert result.more
    assert result.totals[0].values["quantity"] == D(20)
    assert len(result.every) == 3


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"by": "weight"}, "weight"),
        ({"filter[weight]": "none"}, "weight"),
        ({"filter[thing]": "nothing"}, "filter[thing]"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2026-13-01"}, "at"),
        ({"at": "9999-12-31"}, "at"),
        ({"sort": "weight"}, "sort"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "1e9"}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"compare": "dreams"}, "compare"),
    ],
)
def test_what_can_not_be_answered_is_refused_by_name(traded, given, path):
    with pytest.raises(Invalid) as refusal:
        ask(traded, "toy_stock_balance", **given)
    assert refusal.value.path == path


@pytest.mark.parametrize(
    "given",
    [{"period": "someday"}, {"from": "2026-03-02", "to": "2026-03-01"}, {"from": "0001-01-01x"}],
)
def test_a_period_that_is_none_is_refused(traded, given):
    with pytest.raises(Invalid):
        ask(traded, "toy_stock_turnover", **given)


def test_a_balance_is_compared_with_an_earlier_one(traded):
    result = ask(traded, "toy_stock_balance", compare_at="2026-02-28")
    assert figures(result, "quantity", "quantity_before", "quantity_change") == {
        ("Thing 0",): (D(9), D(10), D(-1)),
        ("Thing 1",): (D(4), D(5), D(-1)),
        ("Thing 2",): (D(7), D(0), D(7)),
    }
    assert result.totals[0].values["quantity_change"] == D(5)


def test_a_month_is_compared_with_the_month_before(traded):
    result = ask(traded, "toy_stock_turnover", period="this_month", compare="previous")
    assert result.totals[0].values["quantity_in_before"] == D(15)
    assert result.params.before == (
        datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC),
    )  # fmt: skip


MARGIN = Report(
    name="toy_margin",
    title="Margin",
    section="reports",
    right="toy_sales.read",
    measures=(
        Measure("revenue", "Revenue", of="toy_sales.amount"),
        Measure("cost", "Cost", of="toy_cost.amount", part="out"),
        Measure("profit", "Profit", formula=lambda row: row["revenue"] - row["cost"]),
        Measure(
            "margin", "Margin, %", "percent",
            formula=lambda row: (100 * (row["revenue"] - row["cost"]) / row["revenue"]).quantize(
                D("0.01")
            ),
        ),
    ),
    by=("thing",),
)  # fmt: skip


def test_figures_of_two_registers_stand_side_by_side(traded):
    with traded.house.work(reads_only=True) as work:
        assert list(MARGIN.usable(work.schema)) == ["thing"]
        result = run(work, MARGIN, parse_params(work, MARGIN, {"period": "this_month"}))
    assert figures(result, "revenue", "cost", "profit", "margin") == {
        ("Thing 0",): (D(60), D(40), D(20), D("33.33")),
        ("Thing 1",): (D(15), D(10), D(5), D("33.33")),
    }
    assert result.totals[0].values["margin"] == D("33.33")


def test_what_can_not_be_computed_is_left_empty(traded):
    with traded.house.work(reads_only=True) as work:
        result = run(work, MARGIN, parse_params(work, MARGIN, {"period": "last_month"}))
    assert result.rows == []
    assert result.totals[0].values["margin"] is None


def reader(traded, **options):
    rights = frozenset({"toy_sales.read", "toy_cost.read", "toy_stock.read"})
    return Access(None, "anna", rights=rights, **options)


def test_a_hidden_figure_hides_what_is_computed_of_it(traded):
    access = reader(traded, masked={"toy_cost": frozenset({"amount"})})
    with traded.house.work(access, reads_only=True) as work:
        result = run(work, MARGIN, parse_params(work, MARGIN, {}))
    assert [one.name for one in result.columns] == ["thing", "revenue"]


def test_rows_a_person_may_not_see_are_in_no_sum(traded):
    access = reader(traded, rows={"toy_thing": frozenset({traded.things[1].id})})
    result = ask(traded, "toy_stock_balance", access)
    assert figures(result, "quantity") == {("Thing 1",): (D(4),)}
    assert result.totals[0].values["quantity"] == D(4)


def test_without_the_right_nothing_is_told(traded):
    with pytest.raises(Forbidden):
        ask(traded, "toy_stock_balance", Access(None, "anna"))


def test_dimensions_told_apart_have_a_total_each(traded):
    with traded.house.work(reads_only=True) as work:
        report = replace(report_of(traded.house, "toy_stock_balance"), apart=("thing",))
        result = run(work, report, parse_params(work, report, {"by": "place"}))
    assert [(row.names["thing"], row.values["quantity"]) for row in result.totals] == [
        ("Thing 0", D(9)), ("Thing 1", D(4)), ("Thing 2", D(7)),
    ]  # fmt: skip


def test_a_gathered_report_is_named_and_added_up_like_any(traded):
    def gather(work, params, by):
        assert by == ("thing",)
        return {
            (one.id,): {"days": D(n), "class": "AB"[n]} for n, one in enumerate(traded.things[:2])
        }

    with traded.house.work(reads_only=True) as work:
        axes = tuple(report_of(traded.house, "toy_stock_balance").usable(work.schema).values())
        report = Report(
            "ages", "Ages", "reports", "toy_stock.read", gather=gather, axes=axes, by=("thing",),
            measures=(Measure("days", "Days", "quantity"), Measure("class", "Class", "text")),
        )  # fmt: skip
        result = run(work, report, parse_params(work, report, {"sort": "-class"}))
    assert [tuple(row.values.values()) for row in result.rows] == [(D(1), "B"), (D(0), "A")]
    assert result.totals[0].values == {"days": D(1), "class": ""}


def test_the_documents_behind_a_figure_add_up_to_it(traded):
    house = traded.house
    with house.work(reads_only=True) as work:
        for name in ("toy_stock_balance", "toy_stock_turnover", "toy_sales_turnover"):
            report = report_of(house, name)
            params = parse_params(work, report, {})
            result = run(work, report, params)
            for row in [*result.rows, *result.totals]:
                for measure in report.measures:
                    found = behind(work, report, params, measure=measure.name, keys=row.keys)
                    assert sum((one.value for one in found), D(0)) == row.values[measure.name]
                    assert all(one.name.startswith("Move ") for one in found)


def test_behind_a_computed_figure_stand_the_documents_of_what_it_is_computed_of(traded):
    with traded.house.work(reads_only=True) as work:
        params = parse_params(work, MARGIN, {})
        found = behind(work, MARGIN, params, measure="profit", keys={})
        whole = run(work, MARGIN, params).totals[0].values
    assert sum(one.value for one in found) == whole["profit"] == D(25)
    assert all(set(one.values) <= {"revenue", "cost"} for one in found)
    with traded.house.work(reads_only=True) as work, pytest.raises(Invalid):
        behind(work, MARGIN, params, measure="luck", keys={})


def test_a_report_takes_the_same_number_of_queries_for_any_number_of_rows(traded):
    from sqlalchemy import event

    def count(name):
        seen = []
        listen = lambda *args: seen.append(args[2])
        event.listen(traded.house.engine, "before_cursor_execute", listen)
        ask(traded, name)
        event.remove(traded.house.engine, "before_cursor_execute", listen)
        return len(seen)

    before = count("toy_stock_turnover")
    for n in range(3):
        traded.move(day(10 + n), (0, 1, 1), (1, 1, 1), (2, 1, 1))
    assert count("toy_stock_turnover") == before
