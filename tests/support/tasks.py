"""Ten tasks of every day, done in a browser by keyboard alone, timed and counted.

`keys` are presses that are no data: to get about, to choose, to save. `data` are characters that
have to be typed whichever program one types them into. `seconds` is how long the program made a
person wait: what it takes with hands that type at once.
"""

import time
from dataclasses import dataclass

from sqlalchemy import select

from support.screens import settled


@dataclass(frozen=True)
class Done:
    """What a task took."""

    title: str
    keys: int
    data: int
    seconds: float


class Hands:
    """Hands on the keyboard of one page, counting."""

    def __init__(self, page):
        self.page, self.keys, self.data = page, 0, 0

    def press(self, *keys):
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)
            settled(self.page)

    def leave(self, key):
        """Press a key that leads to another page."""
        before = self.page.url
        self.keys += 1
        self.page.keyboard.press(key)
        self.page.wait_for_url(lambda now: now != before)
        settled(self.page)

    def say(self, words):
        """Letters that only lead somewhere."""
        self.keys += len(words)
        self.page.keyboard.type(words)
        settled(self.page)

    def write(self, *words):
        """Data, each ended by Enter."""
        for word in words:
            self.data += len(word)
            self.page.keyboard.type(word)
            self.press("Enter")

    def to(self, words, hit):
        """Go somewhere through the palette, by a few letters of it."""
        self.press("Control+k")
        self.page.wait_for_selector("#palette[open]")
        self.say(words)
        self.page.wait_for_function(
            "(hit) => [...document.querySelectorAll('#palette-list [role=option]')]"
            ".some((one) => one.textContent.toLowerCase().includes(hit))",
            arg=hit.lower(),
        )
        for _step in range(8):
            marked = self.page.locator("#palette-list [aria-selected=true]").text_content()
            if hit.lower() in marked.lower():
                break
            self.press("ArrowDown")
        self.leave("Enter")

    def choose(self, key, title):
        """Open a menu by its key, and choose from it by arrows."""
        self.press(key)
        for _item in range(12):
            if self.page.evaluate("document.activeElement.textContent.trim()").startswith(title):
                return
            self.press("ArrowDown")
        raise AssertionError(f"the menu on {key} has no {title}")


def first(site, kind, *conditions):
    """Some record of a kind that fits."""
    with site.house.work(reads_only=True) as work:
        cls = work.schema.records[kind]
        asked = select(cls).where(*(one(cls) for one in conditions)).order_by(cls.id)
        return work.session.scalars(asked.limit(1)).one()


def codes(site, count):
    """Codes of goods."""
    with site.house.work(reads_only=True) as work:
        cls = work.schema.records["item"]
        asked = select(cls.code).where(cls.kind_ == "goods").order_by(cls.code)
        return list(work.session.scalars(asked.limit(count)))


def customer(site, hands):
    """A new customer."""
    hands.to("party new", "Party: new")
    hands.write("Harbour Cafe")
    hands.leave("Control+Enter")


def order(site, hands):
    """An order of ten rows, posted."""
    hands.to("order of a customer n", "Order of a customer: new")
    hands.write("Harbour Cafe")
    hands.press("Control+ArrowDown")
    for place, code in enumerate(codes(site, 10), 1):
        hands.write(code, str(place), "100")
    hands.leave("Control+Enter")


def receive(site, hands):
    """Goods received on the basis of an order to a supplier."""
    hands.to("orders to s", "Orders to suppliers")
    hands.press("ArrowDown")
    hands.leave("Enter")
    hands.choose("F8", "Goods receipt")
    hands.leave("Enter")
    hands.leave("Control+s")


def ship(site, hands):
    """A shipment on the basis of the order just entered."""
    hands.to("orders of c", "Orders of customers")
    hands.press("ArrowDown")
    hands.leave("Enter")
    hands.choose("F8", "Shipment")
    hands.leave("Enter")
    hands.leave("Control+s")


def paid(site, hands):
    """Money taken on the basis of the order just entered."""
    hands.to("orders of c", "Orders of customers")
    hands.press("ArrowDown")
    hands.leave("Enter")
    hands.choose("F8", "Cash receipt")
    hands.leave("Enter")
    hands.leave("Control+s")


def papers(site, hands):
    """The invoice of an order, as it will be printed."""
    number = first(site, "customer_order", lambda cls: cls.posted).number
    hands.to(f"order {number}", number)
    with hands.page.context.expect_page() as opened:
        hands.keys += 1
        hands.page.keyboard.press("Control+p")
    opened.value.wait_for_load_state()
    opened.value.close()


def found(site, hands):
    """A shipment found by its number."""
    number = first(site, "shipment", lambda cls: cls.posted).number
    hands.to(f"shipment {number}", number)


def stock(site, hands):
    """How much of an item lies where."""
    hands.to("availab", "Availability of goods")
    hands.press("ArrowDown")
    hands.leave("Enter")


def owed(site, hands):
    """Who owes for how long, and the papers behind it."""
    hands.to("age of d", "Age of debts")
    hands.press("ArrowDown")
    hands.leave("Enter")


def many(site, hands):
    """All parties of a search marked for deletion at once, tried first."""
    hands.to("parties", "Parties")
    hands.say("Harbour")
    hands.page.wait_for_url("**q=Harbour*")
    settled(hands.page)
    hands.press("ArrowDown", "Control+a", "Control+a")
    button = "document.activeElement.value == 'core.mark'"
    for _step in range(20):
        if hands.page.evaluate(button):
            break
        hands.press("Shift+Tab")
    assert hands.page.evaluate(button)
    hands.leave("Enter")
    hands.press("Control+Enter")
    hands.page.wait_for_selector("#bulk button[value=undo]")


TASKS = (customer, order, receive, ship, paid, papers, found, stock, owed, many)


def done(site, page):
    """Every task in turn."""
    for task in TASKS:
        hands = Hands(page)
        begun = time.perf_counter()
        task(site, hands)
        took = time.perf_counter() - begun
        yield Done(task.__doc__.rstrip("."), hands.keys, hands.data, took)
