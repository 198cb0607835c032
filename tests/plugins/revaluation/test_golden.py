"""Golden cases, worked out by hand: rates of USD are 90 from 1 March, 92.5, 91.1234, 93.3333."""

import pytest

from support.trade import D, day
from tradepost.plugins.currencies.errors import NoRate
from tradepost.plugins.parties.errors import WrongRate
from tradepost.plugins.revaluation.errors import NothingToRevalue, SecondRevaluation, WrongExchange
from tradepost.plugins.settlements.errors import CurrencyInUse

# --- debts in a currency ----------------------------------------------------------------


def test_a_payment_realises_the_difference_of_the_part_it_pays(foreign):
    foreign.sell(2, 100)
    assert foreign.debt() == (100, 9000)
    foreign.paid(10, 40)
    assert foreign.debt() == (60, 5400)
    assert foreign.gained() == 100  # 40 × (92.5 − 90)
    assert foreign.turnover("sales", "amount") == 9000
    assert foreign.broken() == []


def test_nothing_is_booked_twice_after_a_revaluation(foreign):
    foreign.sell(2, 100)
    foreign.paid(10, 40)
    foreign.revalue(31, of_money=False)
    assert foreign.debt() == (60, D("5600.00"))  # 60 × 93.3333 = 5599.998
    assert foreign.gained("revalued") == D("200.00")
    foreign.rate("USD", 31, "95")
    foreign.paper(
        "payment_order", day(31, 22), direction="in", party="C", contract="U", place="D", amount=60
    )
    assert foreign.debt() == (0, 0)
    assert foreign.gained() + foreign.gained("revalued") == 400  # 40 × 2.5 + 60 × 5
    assert foreign.gained("revalued") == D("200.00")
    assert foreign.broken() == []


def test_what_we_owe_grows_dearer_as_a_loss(foreign):
    foreign.buy(2, 100)
    assert foreign.debt("V") == (-100, -9000)
    foreign.revalue(10)
    assert foreign.debt("V") == (-100, -9250)
    assert foreign.gained("revalued") == -250
    foreign.pay(20, 100)
    assert foreign.debt("V") == (0, 0)
    # The debt: 9250 − 9112.34; money went out of an empty account and is carried as owed.
    assert foreign.gained(contract="V") == D("137.66")


def test_kopecks_of_a_third_are_not_lost(foreign):
    foreign.rate("USD", 2, "90.1111")
    foreign.buy(2, 100)
    assert foreign.debt("V") == (-100, D("-9011.11"))
    found = []
    for number, part in ((3, "33.33"), (4, "33.33"), (5, "33.34")):
        foreign.pay(number, part)
        found.append(foreign.debt("V")[1])
    assert found == [D("-6007.71"), D("-3004.31"), 0]
    assert foreign.broken() == []


def test_an_advance_keeps_its_rate_and_is_offset_by_the_shipment(foreign):
    foreign.paid(2, 100)
    foreign.revalue(12, of_money=False)
    assert foreign.debt() == (-100, -9000)
    foreign.sell(20, 150)
    # 9112.34 of the shipment are offset by 9000; 50 are owed at 91.1234: 4556.17
    assert foreign.debt() == (50, D("4556.17"))
    assert foreign.gained() == D("-112.34")


def test_roubles_pay_a_debt_in_dollars_by_the_rate_of_the_day(foreign):
    foreign.sell(2, 100)
    foreign.paid(10, 4625, place="R")
    assert foreign.debt() == (50, 4500)
    assert foreign.gained() == 125


def test_roubles_pay_by_the_rate_that_was_agreed_for_the_payment(foreign):
    foreign.sell(2, 100)
    foreign.paid(10, 4600, place="R", contract_rate="92")
    assert foreign.debt() == (50, 4500)
    assert foreign.gained() == 100


def test_trade_in_the_currency_of_the_books_writes_nothing_here(foreign):
    foreign.paper("shipment", day(2), party="C", lines=[("WORK", 1, 100)])
    foreign.paper("cash_receipt", day(3), party="C", amount=100)
    assert foreign.rows("currency_settlements") == foreign.rows("currency_cash") == []


def test_a_shipment_in_roubles_under_a_contract_in_dollars_is_owed_in_dollars(foreign):
    foreign.sell(2, 9000, currency="RUB")
    assert foreign.debt() == (100, 9000)
    assert foreign.turnover("sales", "amount") == 9000


def test_a_return_takes_its_part_at_what_the_debt_is_carried_at(foreign):
    foreign.item("TEA")
    foreign.paper("surplus_entry", day(1), lines=[{"item": "TEA", "quantity": 5, "price": 10}])
    sold = foreign.paper("shipment", day(2), party="C", contract="U", lines=[("TEA", 5, 20)])
    foreign.make("shipment", "customer_return", sold, day(10))
    assert foreign.debt() == (0, 0)
    assert foreign.gained() == 250  # a return at 92.5 of what was sold at 90
    assert foreign.broken() == []


# --- an order in one currency paid in another -------------------------------------------


def test_an_order_in_euros_under_a_contract_in_dollars_is_paid_in_roubles(foreign):
    from tradepost.plugins.orders import payments
    from tradepost.plugins.sales.course import CYCLE

    foreign.change("contract", foreign.key("contract", "U"), settlement_mode="orders")
    order = foreign.paper(
        "customer_order", day(2), party="C", contract="U", currency="EUR", lines=[("WORK", 1, 90)]
    )
    filled = foreign.fill("customer_order", "payment_order", order)
    assert (filled["amount"], filled["currency"]) == (
        "100.00",
        str(foreign.key("currency", "USD")),
    )
    foreign.make(
        "customer_order", "payment_order", order, day(2), currency="RUB", amount="4500", place="R"
    )
    (one,) = foreign.read(lambda work: payments(work, CYCLE, [order])).values()
    assert one.paid == 50
    shipped = foreign.make("customer_order", "shipment", order, day(2))
    assert foreign.document("shipment", shipped, "settled_amount", "deal_id") == (100, order)
    assert foreign.debt() == (50, 4500)
    foreign.paid(2, "4500", place="R", deal=str(order))
    assert foreign.debt() == (0, 0)
    assert foreign.gained() == 0
    assert foreign.broken() == []


# --- conventional units -----------------------------------------------------------------


def in_units(foreign, **terms):
    return foreign.add(
        "contract", code="Y", name="Units", party="C", kind="customer", currency="USD",
        in_units=True, **terms,
    )  # fmt: skip


def test_units_are_paid_by_the_rate_of_the_day_and_a_percent(foreign):
    in_units(foreign, rate_percent="2")
    key = foreign.sell(2, 100, "Y")
    assert foreign.document("shipment", key, "rate") == D("91.8")
    assert foreign.turnover("sales", "amount") == 9180
    foreign.paid(10, "4717.50", "Y", "R")  # by 92.5 × 1.02 = 94.35
    assert foreign.debt("Y") == (50, 4590)
    assert foreign.gained() == D("127.50")
    foreign.revalue(31)
    assert foreign.debt("Y") == (50, D("4760.00"))  # 50 × 95.199966 = 4759.998
    assert foreign.gained("revalued") == 170
    assert foreign.broken() == []


def test_units_at_an_agreed_rate_make_no_differences(foreign):
    in_units(foreign, rate_kind="agreed", agreed_rate="88")
    foreign.sell(2, 100, "Y")
    foreign.revalue(20)
    assert foreign.debt("Y") == (100, 8800)
    foreign.paid(25, 8800, "Y", "R")
    assert foreign.debt("Y") == (0, 0)
    assert foreign.gained() == 0
    assert foreign.broken() == []


def test_units_paid_by_the_rate_of_shipment_pay_each_invoice_at_its_own(foreign):
    in_units(foreign, rate_day="shipment")
    foreign.sell(2, 100, "Y")  # 9000
    foreign.sell(10, 100, "Y")  # 9250
    foreign.revalue(15)
    assert foreign.debt("Y") == (200, 18250)
    paid = foreign.paid(20, 13625, "Y", "R")
    assert foreign.document("payment_order", paid, "settled_amount") == 150
    assert foreign.debt("Y") == (50, 4625)
    paid = foreign.paid(21, D("4625") + D("911.23"), "Y", "R")
    assert foreign.document("payment_order", paid, "settled_amount") == 60
    assert foreign.debt("Y") == (-10, D("-911.23"))
    assert foreign.gained() == foreign.gained("revalued") == 0
    assert foreign.broken() == []


def test_by_invoices_units_of_the_rate_of_shipment_make_no_difference_at_all(foreign):
    in_units(foreign, rate_day="shipment", settlement_mode="invoices")
    first, second = foreign.sell(2, 100, "Y"), foreign.sell(10, 100, "Y")
    for key, amount in ((second, 9250), (first, 9000)):
        filled = foreign.fill("shipment", "payment_order", key)
        assert D(filled["amount"]) == amount
        foreign.make("shipment", "payment_order", key, day(20), place="R")
    assert foreign.debt("Y") == (0, 0)
    assert foreign.gained() == 0


def test_what_is_to_be_paid_for_units_is_said_in_roubles_of_today(foreign):
    in_units(foreign)
    key = foreign.sell(2, 100, "Y")
    filled = foreign.fill("shipment", "payment_order", key)
    assert filled["currency"] == str(foreign.key("currency", "RUB"))
    assert filled["amount"] == "9333.33"


def test_a_unit_contract_says_by_which_rate(foreign):
    with pytest.raises(WrongRate):
        in_units(foreign, rate_kind="agreed")
    with pytest.raises(WrongRate):
        in_units(foreign, rate_percent="-100")
    with pytest.raises(WrongRate):
        foreign.add("contract", code="Z", party="C", currency="RUB", in_units=True)


def test_the_currency_of_a_contract_stays_once_there_are_debts(foreign):
    foreign.sell(2, 100)
    with pytest.raises(CurrencyInUse):
        foreign.change("contract", foreign.key("contract", "U"), currency="EUR")


# --- money ------------------------------------------------------------------------------


def test_money_spent_realises_its_difference(foreign):
    foreign.paid(2, 1000)
    assert foreign.money() == (1000, 90000)
    foreign.revalue(10)
    assert foreign.money() == (1000, 92500)
    assert foreign.gained_on_money("revalued", place="D") == 2500
    foreign.pay(20, 400)
    assert foreign.money() == (600, 55500)
    assert foreign.gained_on_money(place="D") == D("-550.64")  # 400 × (91.1234 − 92.5)
    assert foreign.broken() == []


def test_money_moved_between_places_takes_its_worth_along(foreign):
    foreign.add("cash_place", code="E", name="More dollars", kind="account", currency="USD")
    foreign.paid(2, 100)
    foreign.paper("payment_order", day(10), direction="out", place="D", other_place="E", amount=40)
    assert foreign.money("D") == (60, 5400)
    assert foreign.money("E") == (40, 3700)
    assert foreign.gained_on_money(place="D") == 100
    assert foreign.broken() == []


def exchanged(foreign, number, **data):
    return foreign.paper("currency_exchange", day(number), **data)


def test_currency_bought_dearer_than_the_day_is_a_loss_at_once(foreign):
    exchanged(foreign, 2, place="R", amount=9300, to_place="D", to_amount=100)
    assert foreign.balance("cash", "amount", place="R") == -9300
    assert foreign.money() == (100, 9000)
    assert foreign.gained_on_money(place="D") == -300
    assert foreign.broken() == []


def test_currency_sold_realises_what_it_has_gained_less_the_bank(foreign):
    foreign.paid(2, 100)
    key = exchanged(foreign, 10, place="D", amount=100, to_place="R", to_amount=9200)
    assert foreign.money() == (0, 0)
    assert foreign.gained_on_money(place="D") == 200  # 250 by the rate, 50 to the bank
    assert foreign.document("currency_exchange", key, "rate") == D("0.01086957")
    foreign.unpost("currency_exchange", key)
    assert foreign.money() == (100, 9000)
    assert foreign.gained_on_money() == 0


def test_one_foreign_currency_is_changed_into_another_by_the_rates_of_the_day(foreign):
    foreign.add("cash_place", code="E", name="Euros", kind="account", currency="EUR")
    foreign.paid(2, 100)
    exchanged(foreign, 10, place="D", amount=100, to_place="E")
    assert foreign.money("E") == (D("92.5"), 9250)
    assert foreign.money("D") == (0, 0)
    assert foreign.gained_on_money() == 250
    assert foreign.broken() == []


@pytest.mark.parametrize(
    "wrong", [{"to_place": "D"}, {"amount": 0, "to_amount": 5}, {"amount": -5, "to_amount": 5}]
)
def test_an_exchange_that_is_none_is_refused(foreign, wrong):
    data = {"place": "D", "amount": 10, "to_place": "R", **wrong}
    with pytest.raises(WrongExchange):
        foreign.draft("currency_exchange", day(2), **data)


def test_payments_at_once_do_not_take_one_part_twice(foreign):
    from concurrent.futures import ThreadPoolExecutor

    foreign.sell(2, 100)
    made = [
        foreign.draft(
            "payment_order", day(10), direction="in", party="C", contract="U", place="D", amount=25
        )
        for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: foreign.post("payment_order", key), made))
    foreign.work_off()
    assert foreign.debt() == (0, 0)
    assert foreign.gained() == 250
    assert foreign.broken() == []


# --- order of time ----------------------------------------------------------------------


def test_a_paper_dated_back_is_followed_by_those_after_it(foreign):
    foreign.paid(10, 40)
    foreign.revalue(31)
    foreign.sell(2, 100)
    assert foreign.debt(at=day(9)) == (100, 9000)
    foreign.work_off()
    assert foreign.gained() == 100
    assert foreign.debt() == (60, D("5600.00"))
    assert foreign.broken() == []


def test_a_revaluation_looks_again_at_what_comes_before_it_later(foreign):
    foreign.buy(2, 10)
    foreign.revalue(31)
    foreign.sell(2, 100)
    foreign.work_off()
    assert foreign.debt() == (100, D("9333.33"))
    assert foreign.gained("revalued") == D("300.00")
    assert foreign.broken() == []


def test_unposting_takes_the_differences_back(foreign):
    sold = foreign.sell(2, 100)
    paid = foreign.paid(10, 100)
    revalued = foreign.revalue(31)
    for kind, key in (
        ("currency_revaluation", revalued), ("payment_order", paid), ("shipment", sold),
    ):  # fmt: skip
        foreign.unpost(kind, key)
    assert foreign.rows("currency_settlements") == foreign.rows("currency_cash") == []
    assert foreign.gained() == foreign.gained("revalued") == 0


def test_papers_posted_without_the_plugin_are_booked_when_it_is_on(foreign):
    from support.catalogs import catalog_house
    from support.trade import TRADE
    from tradepost.core import calls

    url = foreign.house.engine.url.render_as_string(hide_password=False)
    house = catalog_house(url, TRADE)
    without = type(foreign)(house)
    without.sell(2, 100)
    without.paid(10, 40)
    house.close()
    assert foreign.broken() != []
    foreign.do(lambda work: calls.on_installed(work.hooks, work))
    foreign.work_off()
    assert foreign.debt() == (60, 5400)
    assert foreign.gained() == 100
    assert foreign.broken() == []


# --- refusals ---------------------------------------------------------------------------


def test_a_currency_without_a_rate_is_refused_by_name_and_day(foreign):
    foreign.add("contract", code="T", name="Yuan", party="C", kind="customer", currency="CNY")
    with pytest.raises(NoRate) as refused:
        foreign.sell(2, 100, "T")
    assert "CNY" in str(refused.value.message)
    assert "2026-03-02" in refused.value.facts["moment"]
    assert refused.value.remedy is not None


def test_there_must_be_something_to_revalue_and_only_once_a_day(foreign):
    with pytest.raises(NothingToRevalue):
        foreign.revalue(31)
    foreign.sell(2, 100)
    foreign.revalue(31)
    with pytest.raises(SecondRevaluation):
        foreign.revalue(31)


def test_both_reports_tell_both_sums(foreign):
    from tradepost.core.reporting import parse_params, report_of, run

    foreign.sell(2, 100)
    foreign.paid(10, 40)
    foreign.revalue(31)

    def rows(name):
        def ask(work):
            asked = report_of(work.house, name)
            given = {"from": "2026-03-01", "to": "2026-04-01"}
            return run(work, asked, parse_params(work, asked, given))

        return foreign.read(ask).rows

    (debt,) = rows("currency_settlements")
    names = ("raised", "paid", "gained", "closing", "closing_books")
    assert [debt.values[one] for one in names] == [100, 40, 300, 60, 5600]
    (money,) = rows("currency_money")
    assert [money.values[one] for one in ("closing", "closing_books")] == [40, D("3733.33")]


# --- papers -----------------------------------------------------------------------------


def printed(foreign, kind, key, form):
    from tradepost.core.printing import print_record

    made = foreign.read(print_record, kind, key, form=form, media="html", language="ru")
    return made.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_invoice_in_units_says_what_to_pay_in_roubles(foreign):
    in_units(foreign, rate_percent="2")
    key = foreign.paper(
        "customer_order", day(2), party="C", contract="Y", lines=[("WORK", 1, 100)]
    )
    paper = printed(foreign, "customer_order", key, "invoice")
    assert "9 520,00" in paper  # 100 × 93.3333 × 1.02 = 9519.9966
    assert "31.03.2026" in paper
    assert "100,00" in paper


def test_tax_papers_of_units_are_in_roubles(foreign):
    in_units(foreign)
    foreign.item("TEA", vat_rate="22")
    foreign.paper("surplus_entry", day(1), lines=[{"item": "TEA", "quantity": 5, "price": 10}])
    key = foreign.paper("shipment", day(2), party="C", contract="Y", lines=[("TEA", 5, "12.20")])
    for form in ("upd", "delivery_note"):
        paper = printed(foreign, "shipment", key, form)
        assert "5 490,00" in paper  # 61.00 × 90
        assert "990,00" in paper  # the VAT in it
        assert "61,00" not in paper


def test_papers_of_a_contract_in_dollars_stay_in_dollars(foreign):
    key = foreign.sell(2, 61)
    assert "61,00" in printed(foreign, "shipment", key, "upd")
