"""The table of variants: made on a page, filled with quantities in a document."""

import pytest

from support.back_office import Office
from support.live import served
from support.screens import axe
from tradepost.plugins.variants import matrix_of


@pytest.fixture
def office(wardrobe):
    office = Office(wardrobe.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    return office


def ticks(shop, *values):
    of = {shop.red: shop.colour, shop.blue: shop.colour, shop.small: shop.size}
    return [("value", f"{of.get(one, shop.size)}.{one}") for one in values]


def test_ticked_values_become_variants(wardrobe, office):
    address = f"/variants/of/{wardrobe.shirt}"
    fields = ticks(wardrobe, wardrobe.red, wardrobe.blue, wardrobe.large)
    office.send(address, fields, status=303, part=False)
    page = office.get(address)
    assert "Variants of SHIRT" in page and "blue" in page
    with wardrobe.house.work(reads_only=True) as work:
        matrix = matrix_of(work, wardrobe.shirt)
        assert [row.title for row in matrix.rows] == ["blue", "red"]
        assert [one.name for one in matrix.across] == ["L"]


def test_what_can_not_be_made_is_told_and_the_ticks_stay(wardrobe, office):
    address = f"/variants/of/{wardrobe.shirt}"
    page = office.send(address, ticks(wardrobe, wardrobe.red), status=422, part=False)
    assert "“Size” is left empty" in page
    assert page.text.count(" checked") == 1
    office.send(address, [("value", "nonsense")], status=404, part=False)


def test_the_list_leads_to_the_page_of_the_item(wardrobe, office):
    answer = office.send("/variants/of", [("keys", str(wardrobe.shirt))], status=303, part=False)
    assert answer.location.endswith(f"/variants/of/{wardrobe.shirt}")
    office.send("/variants/of", [("keys", "")], status=422, part=False)


def test_who_may_not_make_variants_does_not(wardrobe, office):
    office.user("looker", "item.read", "variant.read")
    office.sign_in("looker")
    office.get(f"/variants/of/{wardrobe.shirt}")
    fields = ticks(wardrobe, wardrobe.red, wardrobe.large)
    office.send(f"/variants/of/{wardrobe.shirt}", fields, status=403, part=False)


def test_quantities_of_the_table_become_rows_of_an_order(wardrobe, browser):
    made = {n: wardrobe.variant(*n) for n in (("red", "S"), ("red", "L"), ("blue", "L"))}
    with served(wardrobe.house, browser) as site, site.page() as page:
        site.go(page, "/documents/customer_order/new")
        page.locator("#rows-lines .tp-cell").first.focus()
        page.keyboard.type("SHIRT")
        page.keyboard.press("Enter")
        page.wait_for_function("() => tp.rows.named('lines').filled.length == 1")
        page.get_by_role("button", name="By variants").click()
        page.wait_for_selector("#tool[open]")
        assert axe(page) == []
        takes = page.locator("[data-tool-take]")
        assert takes.count() == 3
        takes.nth(0).fill("5")
        takes.nth(0).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowLeft")
        page.keyboard.type("2")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#tool", state="detached")
        rows = page.evaluate(
            """() => tp.rows.named("lines").filled.map((row) => ["item", "variant", "quantity"].map(
                (name) => tp.rows.named("lines").cell(row, tp.rows.named("lines").columns.find((c) => c.name === name))[name === "quantity" ? 0 : 1]))"""
        )
    shirt = str(wardrobe.shirt)
    assert rows == [
        [shirt, str(made["blue", "L"]), "5"],
        [shirt, str(made["red", "S"]), "2"],
    ]
