"""The wholesale cycle as people do it: by keys, and by the mouse on the board of orders.

Tea is bought at 100 without VAT and sold at 244 with VAT of 22% in it.
"""

from decimal import Decimal as D

import pytest

from support.hands import Hands
from support.live import served
from support.screens import settled
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.derived import derived_values
from tradepost.core.records.write import save

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.slow]


@pytest.fixture
def firm(delivered, browser):
    """A firm with twenty pieces of tea, and a customer who pays half ahead by orders."""
    with served(delivered, browser) as made:
        made.save("organisation", name="North Wind Trade", currency="RUB", cost_method="fifo")
        made.save("warehouse", name="Main")
        made.save("cash_place", name="Bank", kind="account")
        made.save("party", name="Tea Importers", is_supplier=True)
        party = made.save("party", name="Corner Cafe", is_customer=True)
        half = {"settlement_mode": "orders", "prepayment_percent": "50"}
        with delivered.work() as work:
            cls = work.schema.catalogs["contract"]
            known = work.session.query(cls).filter(cls.party_id == party).first()
            key = {} if known is None else {"id": known.id}
            data = {"name": "Half ahead", "party": str(party), "kind": "customer", **half}
            save(work, "contract", half if known else data, **key)
        made.save("item", code="TEA", name="Black tea", unit="pcs", vat_rate="22")
        receive(delivered)
        yield made


def receive(house):
    with house.work() as work:
        line = {"item": "TEA", "quantity": "20", "price": "122"}
        data = {"party": "000001", "moment": "2026-03-01T09:00:00Z", "lines": [line]}
        data["party"] = str(
            work.session.query(work.schema.catalogs["party"].id)
            .filter_by(name="Tea Importers")
            .scalar()
        )
        service.post(work, save(work, "goods_receipt", {**data, "prices_include_vat": True}))


def figure(site, register, resource, kind="balance"):
    """The sum of a resource of a register."""
    with site.house.work(reads_only=True) as work:
        ask = getattr(readings, kind)
        found = ask(work, site.house.schema.registers[register], by=())
    return found[0][resource] if found else D(0)


def debt(site):
    """What the customer owes; for the tea itself we owe its supplier."""
    return figure(site, "settlements", "amount") + 20 * 122


def state(site):
    """The states of the only order."""
    with site.house.work(reads_only=True) as work:
        cls = site.house.schema.documents["customer_order"]
        (key,) = work.session.scalars(cls.__table__.select().with_only_columns(cls.id))
        found = derived_values(work, cls, ("course", "reserved", "paid"), [key])[key]
    return found["course"], found["reserved"], found["paid"]


@pytest.fixture
def shot(tmp_path):
    """Takes pictures of the way."""
    taken = iter(range(100))
    return lambda page: page.screenshot(path=tmp_path / f"{next(taken):02}.png")


def test_from_a_proposal_to_goods_that_come_back(firm, shot):
    with firm.page() as page:
        hands = Hands(page)
        offer_and_order(firm, hands, shot)
        take_half(firm, hands, shot)
        reserve_and_ship(firm, hands, shot)
        invoice(firm, hands, shot)
        take_the_rest(firm, hands, shot)
        take_back(firm, hands, shot)
    with firm.house.work(reads_only=True) as work:
        assert verify.broken(work) == []


def offer_and_order(firm, hands, shot):
    """A proposal by keys; the order is made of it, nothing is typed again."""
    hands.to("Proposal: new")
    hands.write("Corner Cafe")
    hands.press("Control+ArrowDown")
    hands.write("Black tea", "15", "244")
    shot(hands.page)
    hands.post("Proposals")
    hands.choose("F8", "Order of a customer")
    hands.leave("Enter")
    hands.post("Orders of customers")
    shot(hands.page)
    assert figure(firm, "customer_orders", "amount") == 3660
    assert state(firm) == ("ordered", "none", "none")


def on_board(hands, word):
    """Open the board and press what can be done to the order."""
    hands.to("Board of customers' orders")
    page = hands.page
    page.locator(".tp-card-action", has_text=word).first.click()
    page.wait_for_url("**/new?based_on=*")
    settled(page)


def take_half(firm, hands, shot):
    """Goods are not kept back before half is paid; half is paid by bank."""
    on_board(hands, "Reserve")
    hands.press("Control+Enter")
    said = hands.page.locator("[role=alert]").first.inner_text()
    assert "1,830 of 1,830 is missing" in said
    shot(hands.page)
    # The form was not kept: leaving it loses what was filled in for us, and nothing else.
    hands.page.on("dialog", lambda one: one.accept())
    hands.page.goto(f"{firm.address}/orders/board/customer_order")
    settled(hands.page)
    shot(hands.page)
    hands.page.locator(".tp-card-action", has_text="Payment").first.click()
    hands.page.wait_for_url("**/payment_order/new**")
    settled(hands.page)
    hands.page.locator("#f-amount").fill("1830")
    hands.leave("Control+Enter")
    assert debt(firm) == -1830
    assert state(firm) == ("ordered", "none", "part")


def reserve_and_ship(firm, hands, shot):
    """Half is paid: goods are kept back, and go out of the reserve."""
    on_board(hands, "Reserve")
    hands.leave("Control+Enter")
    assert figure(firm, "stock_reserved", "quantity") == 15
    assert state(firm) == ("ordered", "whole", "part")
    on_board(hands, "Ship")
    shot(hands.page)
    hands.post("Shipments")
    assert figure(firm, "stock_reserved", "quantity") == 0
    assert debt(firm) == 1830
    assert state(firm) == ("moved", "none", "part")


def invoice(firm, hands, shot):
    """The tax invoice of the shipment, with the number one."""
    hands.choose("F8", "Tax invoice issued")
    hands.leave("Enter")
    hands.post("Tax invoices issued")
    shot(hands.page)
    with firm.house.work(reads_only=True) as work:
        cls = firm.house.schema.documents["tax_invoice_issued"]
        (one,) = work.session.query(cls).all()
        assert (one.invoice_number, one.amount, one.vat_amount) == (1, 3660, 660)


def take_the_rest(firm, hands, shot):
    """The board says what is left to be paid."""
    on_board(hands, "Payment")
    assert (
        hands.page.locator("#form [id$='amount']:not([readonly])")
        .first.input_value()
        .startswith("1")
    )
    hands.leave("Control+Enter")
    assert debt(firm) == 0
    assert state(firm) == ("moved", "none", "whole")
    hands.to("Board of customers' orders")
    shot(hands.page)
    assert hands.page.locator(".tp-card-action").count() == 0


def take_back(firm, hands, shot):
    """Two come back at their cost, and are paid back."""
    hands.page.locator(".tp-nav a", has_text="Shipments").click()
    hands.page.wait_for_url("**/documents/shipment")
    settled(hands.page)
    hands.press("ArrowDown")
    hands.leave("Enter")
    hands.choose("F8", "Return from a customer")
    hands.leave("Enter")
    hands.page.locator("[data-grid] input[name$='.quantity']").first.fill("2")
    hands.post("Returns from customers")
    assert debt(firm) == -488
    hands.choose("F8", "Payment order")
    hands.leave("Enter")
    hands.post("Payment orders")
    shot(hands.page)
    assert debt(firm) == 0
    assert figure(firm, "stock_on_hand", "quantity") == 7
    assert figure(firm, "cost_batches", "amount") == 700
    assert figure(firm, "sales", "amount", "turnover") == 13 * 244
    assert figure(firm, "cost_of_sales", "amount", "turnover") == 1300
    hands.to("Gross profit")
    hands.page.wait_for_url("**/reports/gross_profit**")
    shot(hands.page)
