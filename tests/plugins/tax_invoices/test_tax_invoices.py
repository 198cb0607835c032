"""Tax invoices: numbered in order of dates without gaps, due in five days, received as they are."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from support.api import program
from support.back_office import Office
from support.trade import TRADE, D, Shop, catalog_house, day, make_trade
from tradepost.core import Refusal, calls
from tradepost.core.access.users import Users
from tradepost.core.notices import Notices
from tradepost.core.posting import service
from tradepost.core.records.derived import derived_values
from tradepost.plugins.tax_invoices import TaxInvoiceIssued, of_advance
from tradepost.plugins.tax_invoices.errors import (
    AlreadyInvoiced,
    Invoiced,
    NoBasis,
    NotOfVat,
    NotTheLast,
    OutOfOrder,
    WrongSums,
)

ON = (*TRADE, "tax_invoices")


def make_firm(url):
    make_trade(url)
    house = catalog_house(url, ON)
    house.migrate()
    shop = Shop(house)
    shop.item("TEA", vat_rate="22")
    shop.item("BOOK", vat_rate="10")
    shop.item("GIFT")
    lines = [("TEA", 900, 60), ("BOOK", 900, 60), ("GIFT", 900, 60)]
    shop.paper("goods_receipt", day(1), party="S", warehouse="01", lines=lines,
               supplier_number="A-17", supplier_date="2026-02-28")  # fmt: skip
    house.close()


@pytest.fixture
def firm(bases):
    """A company that pays VAT and has tea, books and gifts without VAT."""
    house = catalog_house(bases.like("invoicing", make_firm), ON)
    yield Shop(house)
    house.close()


def ship(firm, number=2, lines=None):
    lines = lines or [("TEA", 1, 122)]
    return firm.paper(
        "shipment", day(number), party="C", warehouse="01", lines=lines, prices_include_vat=True
    )


def invoice(firm, shipment, number=2, hour=10, **data):
    return firm.make("shipment", "tax_invoice_issued", shipment, day(number, hour), **data)


def number_of(firm, key):
    return firm.document("tax_invoice_issued", key, "invoice_number")


def rows_of(firm, kind, key):
    ask = lambda work: [
        (line.vat_rate, line.bare_amount, line.vat_amount, line.amount)
        for line in work.session.get(work.schema.documents[kind], key).lines
    ]
    return firm.read(ask)


def test_an_invoice_tells_a_shipment_apart_by_rates(firm):
    shipment = ship(
        firm, lines=[("TEA", 2, 122), ("BOOK", 1, 110), ("GIFT", 1, 7), ("TEA", 1, 61)]
    )
    key = invoice(firm, shipment)
    assert rows_of(firm, "tax_invoice_issued", key) == [
        (22, 250, 55, 305),
        (10, 100, 10, 110),
        (None, 7, 0, 7),
    ]
    said = firm.document("tax_invoice_issued", key, "amount", "vat_amount", "operation_code")
    assert said == (422, 65, "01")


def test_a_draft_has_no_number_and_leaves_no_gap(firm):
    first, second, third = (ship(firm, n) for n in (2, 3, 4))
    draft = firm.add("tax_invoice_issued", shipment=str(first), moment=day(2, 10).isoformat())
    assert number_of(firm, draft) is None
    assert [number_of(firm, invoice(firm, one, 5)) for one in (second, third)] == [1, 2]
    firm.change("tax_invoice_issued", draft, moment=day(6).isoformat())
    firm.post("tax_invoice_issued", draft)
    assert number_of(firm, draft) == 3


def test_numbers_begin_anew_with_each_year_and_organisation(firm):
    other = firm.add("organisation", code="02", name="Second")
    here = invoice(firm, ship(firm))
    lines = [("TEA", 5, 60)]
    firm.paper("goods_receipt", day(1), party="S", warehouse="01", lines=lines, organisation="02")
    there = firm.paper("shipment", day(2), party="C", warehouse="01", organisation=other,
                       lines=[("TEA", 1, 122)])  # fmt: skip
    assert (number_of(firm, here), number_of(firm, invoice(firm, there))) == (1, 1)


def test_a_year_begins_at_midnight_of_the_company(firm):
    shipments = [ship(firm, n) for n in (2, 3, 4)]
    assert number_of(firm, invoice(firm, shipments.pop(), 5)) == 1
    for hour, number in ((20, 2), (21, 1)):  # in Moscow 23:30, and half past midnight
        moment = datetime(2026, 12, 31, hour, 30, tzinfo=UTC)
        key = firm.make("shipment", "tax_invoice_issued", shipments.pop(), moment)
        assert number_of(firm, key) == number


def test_numbers_go_by_dates(firm):
    late, early = ship(firm, 2), ship(firm, 3)
    key = invoice(firm, late, 10)
    with pytest.raises(OutOfOrder):
        invoice(firm, early, 9)
    second = invoice(firm, early, 10, hour=8)  # the same day will do
    assert number_of(firm, second) == 2
    third = invoice(firm, ship(firm, 4), 12)
    with pytest.raises(OutOfOrder):
        firm.repost("tax_invoice_issued", key, moment=day(13).isoformat())
    firm.repost("tax_invoice_issued", key, moment=day(9).isoformat())
    assert (number_of(firm, key), number_of(firm, third)) == (1, 3)


def test_only_the_last_number_is_taken_back(firm):
    first, second = (invoice(firm, ship(firm, n), 5) for n in (2, 3))
    with pytest.raises(NotTheLast):
        firm.unpost("tax_invoice_issued", first)
    firm.unpost("tax_invoice_issued", second)
    assert number_of(firm, second) is None
    firm.unpost("tax_invoice_issued", first)
    firm.post("tax_invoice_issued", second)
    assert number_of(firm, second) == 1


def test_a_shipment_is_invoiced_once_and_stays_as_it_was_invoiced(firm):
    shipment = ship(firm)
    key = invoice(firm, shipment)
    with pytest.raises(AlreadyInvoiced):
        invoice(firm, shipment)
    with pytest.raises(Invoiced):
        firm.unpost("shipment", shipment)
    with pytest.raises(Invoiced):
        firm.repost("shipment", shipment, lines=[("TEA", 2, 122)])
    firm.repost("shipment", shipment, comment="nothing else changes")
    firm.unpost("tax_invoice_issued", key)
    firm.repost("shipment", shipment, lines=[("TEA", 2, 122)])
    with pytest.raises(NoBasis):
        firm.post("tax_invoice_issued", key)  # the sums are those of before
    firm.repost("tax_invoice_issued", key)
    assert firm.document("tax_invoice_issued", key, "amount", "invoice_number") == (244, 1)


def test_who_pays_no_vat_issues_none(firm):
    shipment = ship(firm)
    firm.change("organisation", firm.key("organisation", "01"), pays_vat=False)
    with pytest.raises(NotOfVat):
        invoice(firm, shipment)


def test_an_invoice_is_for_something_posted_of_the_same_party(firm):
    firm.add("party", code="O", name="Other", is_customer=True)
    with pytest.raises(Refusal):
        firm.paper("tax_invoice_issued", day(3), party="C", amount=1)
    shipment = ship(firm)
    with pytest.raises(Refusal):
        invoice(firm, shipment, party="O")
    with pytest.raises(Refusal):
        invoice(firm, shipment, 1)
    firm.unpost("shipment", shipment)
    with pytest.raises(Refusal):
        invoice(firm, shipment)


@pytest.mark.parametrize(
    ("day_", "amount", "rate", "vat"),
    [
        (date(2026, 3, 1), 122000, 22, 22000),
        (date(2025, 12, 1), 120000, 20, 20000),
        (date(2018, 5, 1), 118, 18, 18),
        (date(2026, 1, 1), "100.01", 22, "18.03"),
    ],
)
def test_the_tax_in_an_advance_is_reckoned_by_the_settlement_rate(day_, amount, rate, vat):
    row = of_advance(D(amount), day_)
    assert (row.rate, row.vat) == (rate, D(vat))


def test_an_advance_is_invoiced(firm):
    paid = firm.paper("payment_order", day(2), party="C", amount=122000, direction="in")
    key = firm.make("payment_order", "tax_invoice_issued", paid, day(3))
    said = ("kind_", "operation_code", "vat_amount", "invoice_number")
    assert firm.document("tax_invoice_issued", key, *said) == ("advance", "02", 22000, 1)
    assert rows_of(firm, "tax_invoice_issued", key) == [(22, 100000, 22000, 122000)]
    with pytest.raises(Invoiced):
        firm.unpost("payment_order", paid)
    out = firm.paper("payment_order", day(2), party="S", amount=10, direction="out")
    with pytest.raises(NotOfVat):
        firm.fill("payment_order", "tax_invoice_issued", out)


def test_line_five_names_the_payments_that_came_before(firm):
    firm.add("contract", code="K", name="K", party="C", kind="customer", settlement_mode="orders")
    order = firm.paper("customer_order", day(1), party="C", contract="K", lines=[("TEA", 1, 122)])
    paid = firm.paper("payment_order", day(2), party="C", contract="K", deal=order, amount=50,
                      direction="in")  # fmt: skip
    shipment = firm.make("customer_order", "shipment", order, day(3), warehouse="01")
    key = invoice(firm, shipment, 3)
    number = firm.document("payment_order", paid, "number")
    assert (
        firm.document("tax_invoice_issued", key, "payment_documents") == f"{number} от 02.03.2026"
    )


def test_five_days_are_counted_and_told(firm):
    in_time, late = ship(firm, 25), ship(firm, 26)
    old = ship(firm, 20)

    def told(*keys):
        ask = lambda work: calls.standings(work.hooks, work, "shipment", keys)
        found = firm.read(ask)
        return [[one.name for one in found.get(key, ())] for key in keys]

    # It is 31 March: five days from the 26th end today, from the 20th on the 25th.
    assert told(old, late, in_time) == [["invoice_late"], ["invoice_due"], ["invoice_late"]]
    invoice(firm, old, 27)
    assert told(old) == [["invoiced"]]
    cls = firm.house.schema.documents["shipment"]
    states = firm.read(derived_values, cls, ["tax_invoice"], [old, late])
    assert [states[key]["tax_invoice"] for key in (old, late)] == ["issued", "awaited"]


def test_who_issues_too_late_is_warned_and_not_stopped(firm):
    shipment = ship(firm, 2)
    draft = firm.add("tax_invoice_issued", shipment=str(shipment), moment=day(8).isoformat())
    with firm.house.work() as work:
        user = Users(work).create("ann", roles=["administrator"], password="violet tractor sings")
        access = work.house.policy.access_of(work, user)
    firm.post("tax_invoice_issued", draft, access)
    with firm.house.work(access, reads_only=True) as work:
        (told,) = Notices(work).page()
    assert "five days" in str(told.text)


def test_a_supplier_s_invoice_has_his_number_and_day(firm):
    receipt = firm.read(
        lambda work: work.session.query(work.schema.documents["goods_receipt"]).first().id
    )
    key = firm.make("goods_receipt", "tax_invoice_received", receipt, day(2))
    said = ("supplier_number", "supplier_date", "amount", "operation_code", "received_on")
    found = firm.document("tax_invoice_received", key, *said)
    assert found == ("A-17", date(2026, 2, 28), 162000, "01", date(2026, 3, 2))
    with pytest.raises(AlreadyInvoiced):
        firm.make("goods_receipt", "tax_invoice_received", receipt, day(3))
    own = [{"vat_rate": "22", "amount": "122", "vat_amount": "22"}]
    other = firm.paper("tax_invoice_received", day(4), party="S", supplier_number="B-1",
                       supplier_date="2026-03-04", lines=own)  # fmt: skip
    assert rows_of(firm, "tax_invoice_received", other) == [(22, 100, 22, 122)]
    with pytest.raises(WrongSums):
        firm.draft("tax_invoice_received", day(4), party="S", supplier_number="B-2",
                   supplier_date="2026-03-04",
                   lines=[{"amount": "10", "vat_amount": "22"}])  # fmt: skip
    with pytest.raises(Refusal):
        firm.draft("tax_invoice_received", day(4), party="S", lines=own)


def test_it_is_printed_alone_and_with_what_was_handed_over(firm):
    key = invoice(firm, ship(firm, lines=[("TEA", 2, 122)]))
    api = program(firm.house)
    alone = api.call("GET", f"/documents/tax_invoice_issued/{key}/forms/tax_invoice.html").text
    together = api.call("GET", f"/documents/tax_invoice_issued/{key}/forms/upd.html").text
    for page in (alone, together):
        assert "Счёт-фактура № 1 от" in page
        assert "44,00" in page
    assert "Основание передачи" in together
    assert "Основание передачи" not in alone
    paid = firm.paper("payment_order", day(2), party="C", amount=122, direction="in")
    advance = firm.make("payment_order", "tax_invoice_issued", paid, day(3))
    page = api.call("GET", f"/documents/tax_invoice_issued/{advance}/forms/tax_invoice.html").text
    assert "22/122" in page
    assert "Предварительная оплата" in page


def test_the_form_is_filled_in_from_a_shipment(firm):
    shipment = ship(firm)
    office = Office(firm.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    page = office.get(f"/documents/tax_invoice_issued/new?based_on={shipment}")
    assert "122.00" in page.text


def test_two_who_issue_at_once_get_two_numbers(firm):
    drafts = [
        firm.add("tax_invoice_issued", shipment=str(ship(firm)), moment=day(3).isoformat())
        for _n in range(6)
    ]
    gate = threading.Barrier(6)

    def issue(key):
        gate.wait()
        for _try in range(30):
            try:
                with firm.house.work() as work:
                    service.post(work, work.session.get(TaxInvoiceIssued, key))
                return
            except Exception:
                continue
        raise AssertionError(key)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(issue, drafts))
    assert sorted(number_of(firm, key) for key in drafts) == [1, 2, 3, 4, 5, 6]


def test_what_was_filled_in_is_posted_from_the_form(firm):
    shipment = ship(firm, 30)
    office = Office(firm.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    page = office.get(f"/documents/tax_invoice_issued/new?based_on={shipment}")
    form = page.forms["form"]
    answer = form.submit("_do", value="post_close")
    assert answer.status_int == 303
    with firm.house.work(reads_only=True) as work:
        (one,) = work.session.query(TaxInvoiceIssued).all()
        assert (one.invoice_number, one.posted, one.amount) == (1, True, 122)
