"""A shop that has traded: what every plugin declares can be printed, reported and backed up."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy.engine import make_url

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from tradepost.core.command.safety import proof
from tradepost.core.database.backup import Maker, back_up, restore
from tradepost.core.posting import readings
from tradepost.core.printing import forms_of, print_record
from tradepost.core.reporting import parse_params, reports_of, run

D = Decimal


@pytest.fixture
def traded(bases):
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    shop = Shop(house)
    shop.item("TEA", vat_rate="20")
    shop.papers = {
        "goods_receipt": shop.paper(
            "goods_receipt", day(2), party="S", warehouse="01", lines=[("TEA", 10, "100.50")]
        ),
        "shipment": shop.paper(
            "shipment", day(3), party="C", warehouse="01", lines=[("TEA", 4, 150)]
        ),
    }
    yield shop
    house.close()


@pytest.mark.parametrize("media", ["html", "docx", "pdf"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_form_of_what_was_written_is_printed(traded, media, language):
    with traded.house.work(reads_only=True) as work:
        for kind, key in traded.papers.items():
            for form in forms_of(traded.house, kind):
                made = print_record(work, kind, key, form=form, media=media, language=language)
                assert len(made.content) > 1000


def test_every_catalog_has_a_card_on_paper(traded):
    with traded.house.work(reads_only=True) as work:
        for kind, cls in traded.house.schema.catalogs.items():
            record = work.session.query(cls).first()
            if record is not None:
                assert print_record(work, kind, record.id).content


def test_every_report_answers_and_its_totals_are_those_of_the_register(traded):
    house = traded.house
    period = {"from": "2026-03-01", "to": "2026-03-31"}
    with house.work(reads_only=True) as work:
        for report in reports_of(house).values():
            given = {"at": "2026-03-31"} if report.as_of else period
            for by in ([report.by], [(one,) for one in report.usable(work.schema)]):
                for names in by:
                    params = parse_params(work, report, {**given, "by": ",".join(names)})
                    assert run(work, report, params).columns
        for kind, register in house.schema.balances.items():
            result = run(
                work, reports_of(house)[f"{kind}_balance"],
                parse_params(work, reports_of(house)[f"{kind}_balance"], {"at": "2026-03-31"}),
            )  # fmt: skip
            at = datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)
            whole = readings.balance(work, register, at=at, by=())
            for resource in register.resources:
                shown = sum((row.values[resource.name] for row in result.totals), D(0))
                assert shown == sum((row[resource.name] for row in whole), D(0)), kind


def test_the_whole_base_is_backed_up_and_comes_back(traded, bases, tmp_path):
    def prove(url):
        trial = catalog_house(url.render_as_string(hide_password=False), TRADE)
        try:
            return proof(trial)
        finally:
            trial.close()

    now = traded.house.clock.now()
    file, target = tmp_path / "shop.backup", make_url(bases.empty())
    made = back_up(traded.house.url, file, now=now, maker=Maker("0.1.0", {}), prove=prove)
    assert {"core", *TRADE} - {"orders"} <= set(made.heads)  # orders keeps no tables
    restore(file, target)
    assert prove(target) == []
    house = catalog_house(target.render_as_string(hide_password=False), TRADE)
    back = Shop(house)
    assert back.balance("stock_on_hand") == D(6)
    assert sorted(back.rows("settlements"), key=str) == sorted(traded.rows("settlements"), key=str)
    back.paper("shipment", day(4), party="C", warehouse="01", lines=[("TEA", 6, 150)])
    assert back.broken() == []
    house.close()
