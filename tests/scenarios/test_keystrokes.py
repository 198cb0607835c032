"""How many keys an order of ten rows takes beside the data itself."""

import pytest

from support.live import served
from support.screens import settled
from tradepost.core.database.ids import settled_id

pytestmark = pytest.mark.only("sqlite", "postgresql")  # a whole day: on both, in a browser

MOST = 60
ROWS = 10


class Counting:
    """A keyboard that counts what is pressed, and not the characters of the data."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, key):
        self.pressed += 1
        self.page.keyboard.press(key)
        settled(self.page)

    def write(self, text):
        """Data: it is there whichever program one types it into."""
        self.page.keyboard.type(text)


@pytest.fixture
def firm(delivered, browser):
    with served(delivered, browser) as made:
        made.save("organisation", name="North Wind Trade", currency="RUB")
        made.save("warehouse", name="Main")
        made.save("party", name="Corner Cafe", is_customer=True)
        retail = str(settled_id("price_type", "retail"))
        made.items = [
            made.save("item", name=f"Goods {n}", code=f"G{n:04}", unit="pcs") for n in range(ROWS)
        ]
        with delivered.work() as work:
            from tradepost.core.posting import service
            from tradepost.core.records.write import save

            rows = [{"item": str(one), "price": "10"} for one in made.items]
            service.post(work, save(work, "price_setting", {"price_type": retail, "lines": rows}))
            contract = work.schema.catalogs["contract"]
            for one in work.session.query(contract):
                save(work, "contract", {"price_type": retail}, id=one.id)
        yield made


def test_an_order_of_ten_rows_takes_few_keys_beside_its_data(firm, capsys):
    with firm.page(path="/documents/customer_order") as page:
        settled(page)
        hands = Counting(page)
        page.keyboard.press("Insert")
        hands.pressed += 1
        page.wait_for_url("**/customer_order/new")
        settled(page)
        hands.write("Corner Cafe")
        hands.press("Enter")
        hands.press("Control+ArrowDown")
        for n in range(ROWS):
            hands.write(f"G{n:04}")
            hands.press("Enter")
            hands.write(str(n + 1))
            hands.press("Enter")
        hands.pressed += 1
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/documents/customer_order")
        settled(page)
    with capsys.disabled():
        print(f"\nan order of {ROWS} rows: {hands.pressed} keys beside its data")
    with firm.house.work(reads_only=True) as work:
        made = work.session.query(work.schema.documents["customer_order"]).one()
        assert made.posted
        assert [int(line.quantity) for line in made.lines] == list(range(1, ROWS + 1))
        assert made.amount == 550
    assert hands.pressed <= MOST
