"""A trading day in a browser, without a mouse: what is pressed is all there is."""

from decimal import Decimal as D

import pytest
from sqlalchemy import select

from support.hands import Hands
from support.live import served
from support.people import GOOD
from support.shared import shared_folder
from tradepost.core import calls, settled_id
from tradepost.core.exchange_kinds import Source
from tradepost.core.posting import readings, verify
from tradepost.core.records.write import save

pytestmark = pytest.mark.only("sqlite", "postgresql")  # a whole day: on both, in a browser

FEW = """gtin;name;unit
4600000000015;Black tea;pcs
4600000000022;Ground coffee;pcs
"""


def goods(house):
    """Read a catalogue in, the real one where there is one; answers two of its barcodes."""
    folder = shared_folder()
    text = FEW
    if folder is not None:
        rows = (folder / "catalogue" / "off_ru_goods.tsv").read_text("utf-8").splitlines()
        text = "\n".join(rows[:60])
    with house.work() as work:
        importer = next(one for one in calls.importers(work.hooks) if one.kind == "goods_csv")
        took = importer.take(work, Source("goods.tsv", content=text.encode()))
    assert took.created == len(text.strip().splitlines()) - 1
    separator = "\t" if folder else ";"
    return [row.split(separator)[0] for row in text.splitlines()[1:3]]


def at_retail(house, party):
    """The contract that the party has got by itself is by retail prices."""
    with house.work() as work:
        cls = house.schema.catalogs["contract"]
        contract = work.session.scalar(select(cls.id).where(cls.party_id == party))
        retail = str(settled_id("price_type", "retail"))
        save(work, "contract", {"price_type": retail}, id=contract)


@pytest.fixture
def firm(delivered, browser):
    """What is there before the day: the firm, its places, whom it trades with, its goods."""
    with served(delivered, browser) as made:
        made.save("organisation", name="North Wind Trade", currency="RUB", cost_method="fifo")
        made.save("warehouse", name="Main")
        made.save("cash_place", name="Desk")
        made.save("cash_place", name="Bank", kind="account")
        made.save("party", name="Tea Importers", is_supplier=True)
        cafe = made.save("party", name="Corner Cafe", is_customer=True)
        at_retail(delivered, cafe)
        made.tea, made.coffee = goods(delivered)
        yield made


def balance(site, register, resource):
    with site.house.work(reads_only=True) as work:
        found = readings.balance(work, site.house.schema.registers[register], by=())
    return found[0][resource] if found else D(0)


def turnover(site, register, resource):
    with site.house.work(reads_only=True) as work:
        found = readings.turnover(work, site.house.schema.registers[register], by=())
    return found[0][resource] if found else D(0)


def test_a_trading_day_passes_without_a_mouse(firm):
    with firm.visitor() as page:
        hands = Hands(page)
        page.goto(firm.address)
        page.keyboard.type("boss")
        page.keyboard.press("Tab")
        page.keyboard.type(GOOD)
        hands.leave("Enter")
        set_prices(firm, hands)
        buy(firm, hands)
        sell(firm, hands)
        be_paid(firm, hands)
        look_up(firm, hands)
    with firm.house.work(reads_only=True) as work:
        assert verify.broken(work) == []


def set_prices(firm, hands):
    """Goods are found by their barcodes, as a scanner types them."""
    hands.to("Price setting: new")
    hands.write("Retail")
    hands.press("Control+ArrowDown")
    hands.write(firm.tea, "200", firm.coffee, "500")
    hands.post("Price settings")


def buy(firm, hands):
    """Order from the supplier; receive on the basis of the order; pay on that of the receipt."""
    hands.to("Order to a supplier: new")
    hands.write("Tea Importers")
    hands.press("Control+ArrowDown")
    hands.write(firm.tea, "10", "100", firm.coffee, "4", "300")
    hands.post("Orders to suppliers")
    assert balance(firm, "supplier_orders", "quantity") == D(14)
    hands.choose("F8", "Goods receipt")
    hands.leave("Enter")
    hands.post("Goods receipts")
    assert balance(firm, "supplier_orders", "quantity") == 0
    assert balance(firm, "stock_on_hand", "quantity") == D(14)
    assert balance(firm, "settlements", "amount") == D(-2200)
    hands.choose("F8", "Payment order")
    hands.leave("Enter")
    hands.post("Payment orders")
    assert balance(firm, "settlements", "amount") == 0
    assert balance(firm, "cash", "amount") == D(-2200)


def sell(firm, hands):
    """A customer orders at our prices; goods go out on the basis of the order, with a paper."""
    hands.to("Order of a customer: new")
    hands.write("Corner Cafe")
    hands.press("Control+ArrowDown")
    hands.write(firm.tea, "6", firm.coffee, "1")
    hands.post("Orders of customers")
    assert balance(firm, "customer_orders", "amount") == D(1700)
    hands.choose("F8", "Shipment")
    hands.leave("Enter")
    hands.post("Shipments")
    assert balance(firm, "customer_orders", "quantity") == 0
    assert balance(firm, "stock_on_hand", "quantity") == D(7)
    assert balance(firm, "settlements", "amount") == D(1700)
    assert turnover(firm, "sales", "amount") == D(1700)
    assert turnover(firm, "cost_of_sales", "amount") == D(900)
    hands.press("Control+p")
    with hands.page.context.expect_page() as opened:
        hands.page.keyboard.press("Enter")
    paper = opened.value
    sheet = paper.frame_locator("[data-print-look]")
    assert "Corner Cafe" in sheet.locator("body").inner_text()
    paper.close()


def be_paid(firm, hands):
    """The customer pays in cash; what the paper has moved is seen beside it."""
    hands.choose("F8", "Cash receipt")
    hands.leave("Enter")
    hands.post("Cash receipts")
    assert balance(firm, "settlements", "amount") == 0
    assert balance(firm, "cash", "amount") == D(-500)
    hands.press("F7")
    hands.page.wait_for_selector("#aside-body h3")
    moved = " ".join(hands.page.locator("#aside-body h3").all_inner_texts())
    assert "Money" in moved
    assert "Settlements" in moved
    hands.press("Escape")
    assert not hands.page.locator("#aside").is_visible()
    assert hands.page.locator("h1").inner_text().startswith("Cash receipt")


def look_up(firm, hands):
    """From the balance of a report to the document behind it, and the keys if one forgets them."""
    hands.to("Stock on hand: balance")
    hands.press("ArrowDown")
    hands.leave("Enter")
    assert "what it is made of" in hands.page.locator("h1").inner_text()
    hands.press("ArrowDown")
    hands.leave("Enter")
    assert hands.page.locator("#form").count() == 1
    hands.press("F1")
    hands.page.wait_for_selector("#help[open]")
    hands.press("F1")
    assert "Ctrl Enter" in hands.page.locator("#keys-here").inner_text()
    hands.press("Escape")
