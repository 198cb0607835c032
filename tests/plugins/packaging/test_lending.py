from concurrent.futures import ThreadPoolExecutor

import pytest

from support.lending import row
from support.trade import D, day, with_rights
from tradepost.core import jobs
from tradepost.core.errors import Forbidden, Refusals
from tradepost.core.posting.errors import Shortage
from tradepost.plugins.packaging.errors import (
    NoPackagingLeft,
    NothingHanded,
    NotPackaging,
    OverPackagingLimit,
    WrongContractKind,
)
from tradepost.plugins.packaging.models import WITH_CUSTOMERS

# --- our packaging ----------------------------------------------------------------------


def test_packaging_goes_out_with_goods_and_is_nobodys_debt(lender):
    key = lender.give(2, 4)
    assert lender.held() == (4, 1200)
    assert lender.balance("stock_on_hand", item="KEG", warehouse="01") == 16
    assert lender.balance("stock_on_hand", item="KEG", warehouse=WITH_CUSTOMERS) == 4
    assert lender.balance("settlements", "amount", party="C") == 100
    assert lender.turnover("sales", "vat_amount") == D("18.03")
    assert lender.balance("cost_batches", "amount", item="KEG") == 2000
    assert lender.balance("cost_batches", "amount", item="KEG", warehouse=WITH_CUSTOMERS) == 400
    lender.unpost("shipment", key)
    assert lender.held() == (0, 0)
    assert lender.balance("stock_on_hand", item="KEG", warehouse="01") == 20
    assert lender.broken() == []


def test_what_comes_back_is_worth_what_it_was_handed_over_at_the_oldest_first(lender):
    lender.give(2, 4)
    lender.give(3, 4, price=350)
    key = lender.note(5, "back", 6, price=999)
    assert lender.held() == (2, 700)  # 2600 − 4 × 300 − 2 × 350
    assert lender.document("packaging_move", key, "amount") == 1900
    assert lender.document("packaging_move", key, "lines")[0].amount == 1900
    lender.note(6, "back", 2)
    assert lender.held() == (0, 0)
    assert lender.balance("stock_on_hand", item="KEG", warehouse="01") == 20
    assert lender.broken() == []


def test_kopecks_of_uneven_deposits_all_come_back(lender):
    lender.note(2, "given", 3, price="33.333333")
    assert lender.held() == (3, 100)
    for number, left in ((3, "66.67"), (4, "33.33"), (5, "0")):
        lender.note(number, "back", 1)
        assert lender.held()[1] == D(left)


def test_no_more_comes_back_than_is_held(lender):
    lender.give(2, 4)
    with pytest.raises(Refusals) as refused:
        lender.note(3, "back", 5)
    assert "packaging.shortage" in [one.code for one in refused.value.gathered]
    lender.note(3, "back", 4)


def test_packaging_comes_back_with_goods(lender):
    sold = lender.give(2, 4)
    back = lender.make("shipment", "customer_return", sold, day(4), packaging=[row("KEG", 3)])
    assert lender.held() == (1, 300)
    assert lender.document("customer_return", back, "packaging")[0].amount == 900
    assert lender.broken() == []


def test_what_a_customer_has_lost_is_written_off_at_its_cost(lender):
    lender.give(2, 4)
    lender.note(5, "lost", 1, reason="burnt")
    assert lender.held() == (3, 900)
    assert lender.turnover("expenses") == 100
    assert lender.broken() == []


def test_a_paper_dated_back_lets_later_returns_find_the_older_deposit(lender):
    lender.give(10, 4, price=350)
    lender.note(12, "back", 2)
    assert lender.held() == (2, 700)
    lender.give(2, 2, price=200)
    while jobs.run_due(lender.house):
        pass
    assert lender.held() == (4, 1400)
    assert lender.broken() == []


def test_a_shipment_takes_over_what_its_order_promised_and_the_next_the_rest(lender):
    order = lender.paper(
        "customer_order", day(2), party="C", contract="K", lines=[("TEA", 4, 100)],
        packaging=[row("KEG", 4, 310)],
    )  # fmt: skip
    assert lender.held() == (0, 0)
    first = lender.fill("customer_order", "shipment", order)
    first["lines"][0]["quantity"] = "1"
    lender.paper("shipment", day(3), **first, packaging=[row("KEG", 1, 310)])
    lender.make("customer_order", "shipment", order, day(4))
    assert lender.held() == (4, 1240)


# --- packaging of suppliers -------------------------------------------------------------


def test_packaging_of_a_supplier_lies_with_us_at_its_deposit(lender):
    lender.paper(
        "goods_receipt", day(2), party="S", contract="B", lines=[("TEA", 10, 10)],
        packaging=[row("PALLET", 5)],
    )  # fmt: skip
    assert lender.held("packaging_in", item="PALLET") == (5, 2500)
    assert lender.balance("settlements", "amount", party="S") == -100
    assert lender.balance("cost_batches", "amount", item="PALLET") == 2500
    lender.note(4, "returned", 3, "PALLET")
    assert lender.held("packaging_in", item="PALLET") == (2, 1000)
    assert lender.balance("cost_batches", "amount", item="PALLET") == 1000
    assert lender.turnover("expenses") == 0
    assert lender.broken() == []


# --- debts turned into money ------------------------------------------------------------


def test_a_customer_pays_for_what_he_does_not_bring_back(lender):
    sold = lender.give(2, 4)
    lender.note(3, "back", 1)
    key = lender.make("shipment", "packaging_debt", sold, day(20))
    assert lender.held() == (0, 0)
    assert lender.balance("settlements", "amount", party="C") == 100 + 900
    assert lender.document("packaging_debt", key, "amount", "vat_amount") == (900, D("162.30"))
    assert lender.turnover("sales", "amount", item="KEG") == 900
    assert lender.turnover("cost_of_sales", "amount", item="KEG") == 300
    assert lender.balance("stock_on_hand", item="KEG") == 17
    assert lender.broken() == []
    lender.unpost("packaging_debt", key)
    assert lender.held() == (3, 900)


def test_he_may_be_asked_for_more_than_the_deposit(lender):
    sold = lender.give(2, 4)
    filled = lender.fill("shipment", "packaging_debt", sold)
    filled["lines"][0] |= {"quantity": "1", "price": "1000"}
    lender.paper("packaging_debt", day(20), **filled)
    assert lender.held() == (3, 900)
    assert lender.balance("settlements", "amount", party="C") == 1100


def test_we_pay_a_supplier_for_what_we_keep(lender):
    lender.note(2, "taken", 5, "PALLET")
    lender.paper(
        "packaging_debt", day(5), side="supplier", party="S", contract="B",
        lines=[{"item": "PALLET", "quantity": "2"}],
    )  # fmt: skip
    assert lender.held("packaging_in", item="PALLET") == (3, 1500)
    assert lender.balance("settlements", "amount", party="S") == -1000
    assert lender.turnover("purchases", "amount", item="PALLET") == 1000
    assert lender.balance("stock_on_hand", item="PALLET", warehouse="01") == 5
    assert lender.broken() == []


def test_there_must_be_something_to_pay_for(lender):
    sold = lender.paper("shipment", day(2), party="C", contract="K", lines=[("TEA", 1, 100)])
    with pytest.raises(NoPackagingLeft):
        lender.fill("shipment", "packaging_debt", sold)
    with pytest.raises(Refusals):
        lender.paper(
            "packaging_debt", day(5), party="C", contract="K",
            lines=[{"item": "KEG", "quantity": "1", "price": "5"}],
        )  # fmt: skip


# --- limits -----------------------------------------------------------------------------


def test_a_shipment_beyond_the_limit_is_refused_until_packaging_comes_back(lender):
    lender.limit(1, 5)
    lender.give(2, 4)
    with pytest.raises(OverPackagingLimit) as refused:
        lender.give(3, 2)
    assert refused.value.facts["after"] == "6"
    lender.note(4, "back", 3)
    lender.give(5, 4)
    assert lender.held()[0] == 5


def test_a_limit_holds_from_its_moment_until_the_next(lender):
    lender.limit(4, 1)
    lender.limit(8, None)
    lender.give(2, 4)
    with pytest.raises(OverPackagingLimit):
        lender.give(5, 1)
    lender.give(9, 1)


def test_beyond_the_limit_is_a_decision_of_who_may_take_it_and_is_kept(lender):
    lender.limit(1, 0)
    key = lender.draft(
        "shipment", day(2), party="C", contract="K", lines=[("TEA", 1, 100)],
        packaging=[row("KEG", 2)], beyond_packaging=True, comment="the director said so",
    )  # fmt: skip
    with pytest.raises(Forbidden):
        lender.post("shipment", key, with_rights("shipment.post", "shipment.read"))
    rights = ("shipment.post", "shipment.read", "packaging.beyond_limit")
    lender.post("shipment", key, with_rights(*rights))
    assert lender.held()[0] == 2
    noted = lender.read(overridden, key)
    assert "the director said so" in noted
    with pytest.raises(OverPackagingLimit):
        lender.note(3, "given", 1)
    lender.note(3, "given", 1, beyond_packaging=True)


def overridden(work, key):
    from tradepost.core.access.chain import AuditEntry

    found = work.session.query(AuditEntry).filter(
        AuditEntry.record_id == key, AuditEntry.action == "overridden"
    )
    return " ".join(str(one.changes) for one in found)


def test_two_shipments_at_once_do_not_exceed_the_limit_together(lender):
    lender.limit(1, 5)
    made = [
        lender.draft(
            "shipment", day(2), party="C", contract="K", lines=[("TEA", 1, 100)],
            packaging=[row("KEG", 2)],
        )
        for _ in range(6)
    ]  # fmt: skip

    def post(key):
        try:
            lender.post("shipment", key)
        except OverPackagingLimit:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(post, made)) == 2
    assert lender.held() == (4, 1200)
    assert lender.broken() == []


def test_cards_show_who_holds_what_and_the_limits(lender):
    from tradepost.core import calls

    lender.limit(1, 5)
    lender.give(2, 4)

    def shown(work):
        found = {}
        for kind, code in (("party", "C"), ("contract", "K"), ("item", "KEG")):
            record = work.session.get(work.schema.catalogs[kind], lender.key(kind, code))
            found[kind] = {
                str(one.title): [row[1:] for row in one.rows]
                for one in calls.panels(work.hooks, work, record)
            }
        return found

    found = lender.read(shown)
    held = {"Our packaging they hold": [(4, 1200)]}
    assert held.items() <= found["party"].items()
    assert held.items() <= found["item"].items()
    assert (held | {"Limits in force": [(5,)]}).items() <= found["contract"].items()


def test_only_who_may_reads_packaging(lender):
    from tradepost.core import calls

    lender.give(2, 4)
    access = with_rights("party.read", "contract.read")
    with lender.house.work(access, reads_only=True) as work:
        party = work.session.get(work.schema.catalogs["party"], lender.key("party", "C"))
        titles = [str(one.title) for one in calls.panels(work.hooks, work, party)]
    assert "Our packaging they hold" not in titles


# --- what can not be --------------------------------------------------------------------


def test_only_packaging_is_lent(lender):
    with pytest.raises(NotPackaging):
        lender.note(2, "given", 1, "TEA")
    with pytest.raises(NothingHanded):
        lender.note(2, "given", -1)
    with pytest.raises(NothingHanded):
        lender.paper(
            "shipment", day(2), party="C", lines=[("KEG", 1, 100)], packaging=[row("KEG", 1)]
        )


def test_ours_does_not_go_out_under_a_contract_of_buying(lender):
    with pytest.raises(WrongContractKind):
        lender.note(2, "given", 1, party="S", contract="B")


def test_packaging_that_is_not_there_does_not_go_out(lender):
    with pytest.raises(Shortage) as refused:
        lender.give(2, 21)
    assert refused.value.code == "stock.shortage"


# --- reports and papers -----------------------------------------------------------------


def report(lender, name, **given):
    from tradepost.core.reporting import parse_params, report_of, run

    def ask(work):
        asked = report_of(work.house, name)
        return run(work, asked, parse_params(work, asked, given))

    return lender.read(ask).rows


def test_reports_tell_who_holds_what_and_what_is_late(lender):
    lender.change("contract", lender.key("contract", "K"), packaging_days=10)
    lender.give(2, 4)
    lender.give(28, 3)
    lender.note(29, "back", 1)
    period = {"from": "2026-03-01", "to": "2026-04-01"}
    (moved,) = report(lender, "packaging_out", **period)
    names = ("opening", "given", "back", "closing", "amount")
    assert [moved.values[one] for one in names] == [0, 7, 1, 6, 1800]
    (late,) = report(lender, "packaging_overdue")
    names = ("quantity", "amount", "late", "late_amount")
    assert [late.values[one] for one in names] == [6, 1800, 3, 900]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_packaging_is_printed(lender, language):
    from tradepost.core.printing import print_record

    key = lender.note(2, "given", 4)

    def printed(kind, key, form):
        made = lender.read(print_record, kind, key, form=form, media="html", language=language)
        return made.content.decode().replace("\N{NO-BREAK SPACE}", "")

    note = printed("packaging_move", key, "packaging_note")
    statement = printed("party", lender.key("party", "C"), "packaging_statement")
    for paper in (note, statement):
        assert "KEG" in paper
        assert ("1200,00" if language == "ru" else "1,200.00") in paper
