"""The act of reconciliation: its lines are the movements, its balances those of the register."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from support.trade import day, with_rights
from tradepost.core.errors import Forbidden, Invalid
from tradepost.core.printing import print_record

D = Decimal


@pytest.fixture
def trade(shop):
    shop.item("TEA")
    shop.paper("goods_receipt", day(1), party="S", lines=[("TEA", 50, 60)])
    shop.paper("shipment", day(3), party="C", lines=[("TEA", 10, 100)])
    shop.paper("cash_receipt", day(5), party="C", amount=300)
    shop.paper("shipment", day(8), party="C", lines=[("TEA", 1, 50)])
    return shop


def act(shop, party="C", kind="party", key=None, **options):
    made = shop.read(
        print_record, kind, key or shop.key(kind, party), form="reconciliation", language="ru",
        options=options,
    )  # fmt: skip
    return BeautifulSoup(made.content.decode(), "html.parser")


def sums(page):
    """Debit and credit of our half, row by row, with the words of the row."""
    found = {}
    for row in page.select("table.act tbody tr"):
        cells = [cell.get_text(strip=True).replace("\xa0", "") for cell in row.find_all("td")]
        name, two = (cells[0], cells[1:3]) if row.get("class") else (cells[1], cells[2:4])
        found[name] = [D(one.replace(",", ".")) if one else D(0) for one in two]
    return found


def test_each_document_is_a_line_and_the_end_is_the_debt(trade):
    page = act(trade)
    found = sums(page)
    assert found["Сальдо начальное"] == [0, 0]
    assert found["Обороты за период"] == [1050, 300]
    assert found["Сальдо конечное"] == [trade.balance("settlements", "amount", party="C"), 0]
    assert len(page.select("table.act tbody tr:not(.sum)")) == 3
    assert "Семьсот пятьдесят рублей 00 копеек" in page.get_text()


def test_a_period_begins_with_what_was_owed_before_it(trade):
    found = sums(act(trade, since="2026-03-04", until="2026-03-07"))
    assert found["Сальдо начальное"] == [1000, 0]
    assert found["Обороты за период"] == [0, 300]
    assert found["Сальдо конечное"] == [700, 0]


def test_what_we_owe_is_a_credit(trade):
    page = act(trade, "S")
    assert sums(page)["Сальдо конечное"] == [0, 3000]
    assert re.search(r"в пользу\s+Supplier \(Our trade\)", page.get_text())


def test_of_one_contract_alone(trade):
    with trade.house.work(reads_only=True) as work:
        contract = work.schema.catalogs["contract"]
        key = (
            work.session.query(contract.id)
            .filter(contract.party_id == trade.key("party", "C"))
            .scalar()
        )
    assert sums(act(trade, kind="contract", key=key))["Сальдо конечное"] == [750, 0]


def test_without_settlements_it_says_so(trade):
    trade.add("party", code="N", name="Nobody")
    assert "взаиморасчетов не было" in act(trade, "N").get_text()


@pytest.mark.parametrize(
    "options", [{"since": "2026-05-01", "until": "2026-04-01"}, {"since": "yesterday"}]
)
def test_a_period_that_can_not_be_is_refused(trade, options):
    with pytest.raises(Invalid):
        act(trade, **options)


def test_only_who_sees_debts_prints_it(trade):
    access = with_rights("party.read")
    with trade.house.work(access, reads_only=True) as work, pytest.raises(Forbidden):
        print_record(work, "party", trade.key("party", "C"), form="reconciliation")
