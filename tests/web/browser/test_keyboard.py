"""A document is entered, changed and posted by keyboard alone."""

import time
from decimal import Decimal as D
from uuid import UUID

import pytest

from support.screens import settled

ORDER = "/documents/toy_order"


@pytest.fixture
def shop(site):
    site.tea = site.save("toy_good", name="Tea", code="tea", price="2.5")
    site.cup = site.save("toy_good", name="Tea cup", code="cup", price="10")
    site.pot = site.save("toy_good", name="Pot", code="pot")
    site.ann = site.save("toy_buyer", name="Ann", code="ann")
    return site


def typed(page, *keys):
    for one in keys:
        if one.startswith("<"):
            page.keyboard.press(one[1:-1])
        else:
            page.keyboard.type(one)


def slow(page):
    """Let each answer take a quarter of a second."""
    page.route("**/recalculate", lambda route: (time.sleep(0.25), route.continue_()))


def focused(page):
    return page.evaluate("document.activeElement.name")


def cells(page, row):
    found = page.locator("#rows-lines tr").nth(row).locator(".tp-cell, output")
    return [one.input_value() if one.evaluate("e => 'value' in e && e.tagName != 'OUTPUT'")
            else one.inner_text() for one in found.all()]  # fmt: skip


def the_order(site, page):
    key = UUID(page.url.rpartition("/")[2])
    return site.office.read("toy_order", key)


def test_an_order_is_entered_by_code_enter_quantity_enter(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        assert focused(page) == "buyer:text"
        typed(page, "ann", "<Enter>")
        settled(page)
        page.locator("#rows-lines .tp-cell").first.focus()
        for code, quantity in (("tea", "3"), ("cup", "2")):
            typed(page, code, "<Enter>")
            settled(page)
            typed(page, quantity, "<Enter>")
            settled(page)
        assert cells(page, 0)[:4] == ["Tea", "3", "2.50", "7.50"]
        assert page.locator("#f-amount").inner_text() == "27.50"
        typed(page, "<Control+s>")
        page.wait_for_url(f"**{ORDER}/*-*")
        made = the_order(shop, page)
    assert [(line.good_id, line.quantity) for line in made.lines] == [
        (shop.tea, D(3)), (shop.cup, D(2)),
    ]  # fmt: skip
    assert made.amount == D("27.5")


def test_typing_faster_than_the_server_answers_loses_nothing(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#f-buyer").fill("ann")
        page.locator("#rows-lines .tp-cell").first.focus()
        slow(page)
        typed(page, "tea", "<Enter>", "3", "<Enter>", "cup", "<Enter>", "2", "<Enter>")
        settled(page)
        page.wait_for_function("() => document.querySelectorAll('#rows-lines tr').length == 3")
        typed(page, "<Control+s>")
        page.wait_for_url(f"**{ORDER}/*-*")
        made = the_order(shop, page)
    assert [(line.good_id, line.quantity) for line in made.lines] == [
        (shop.tea, D(3)), (shop.cup, D(2)),
    ]  # fmt: skip


def test_an_unknown_code_is_told_in_its_row(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#rows-lines .tp-cell").first.focus()
        typed(page, "zzz", "<Enter>")
        settled(page)
        first = page.locator("#rows-lines .tp-cell").first
        assert first.get_attribute("aria-invalid") == "true"
        assert first.input_value() == "zzz"
        first.fill("tea")
        typed(page, "<Enter>")
        settled(page)
        assert cells(page, 0)[0] == "Tea"


def test_arrows_copying_and_removing_work_as_in_a_spreadsheet(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#rows-lines .tp-cell").first.focus()
        for code in ("tea", "cup"):
            typed(page, code, "<Enter>")
            settled(page)
            typed(page, "4", "<Enter>")
            settled(page)
        typed(page, "<ArrowUp>")
        assert page.evaluate("document.activeElement.value") == "Tea cup"
        typed(page, "<Control+d>")
        settled(page)
        assert cells(page, 1)[0] == "Tea"
        typed(page, "<ArrowRight>")
        assert focused(page).endswith(".quantity")
        typed(page, "<Insert>")
        assert page.locator("#rows-lines tr").count() == 4
        typed(page, "pot", "<Enter>")
        settled(page)
        assert cells(page, 2)[0] == "Pot"
        typed(page, "<Control+Delete>")
        settled(page)
        assert page.locator("#rows-lines tr").count() == 3
        assert [cells(page, n)[0] for n in range(2)] == ["Tea", "Tea"]


def test_a_range_of_a_spreadsheet_is_pasted(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#rows-lines .tp-cell").first.focus()
        page.evaluate(
            """() => {
              const data = new DataTransfer();
              data.setData("text/plain", "tea\\t2\\t3,50\\r\\ncup\\t1\\t\\r\\npot\\t5\\t7\\r\\n");
              document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }"""
        )
        settled(page)
        assert cells(page, 0)[:4] == ["Tea", "2", "3.50", "7.00"]
        assert cells(page, 1)[:3] == ["Tea cup", "1", "10.00"]
        assert cells(page, 2)[:4] == ["Pot", "5", "7.00", "35.00"]
        assert page.locator("#rows-lines tr").count() == 4


def test_choices_come_as_one_types_and_are_taken_by_arrows(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#rows-lines .tp-cell").first.focus()
        page.keyboard.type("te")
        page.wait_for_selector("#options [role=option]")
        assert page.locator("#options [role=option]").all_inner_texts()
        field = page.locator("#rows-lines .tp-cell").first
        assert field.get_attribute("aria-expanded") == "true"
        typed(page, "<ArrowDown>", "<Enter>")
        settled(page)
        assert cells(page, 0)[0] == "Tea cup"
        assert field.get_attribute("aria-expanded") == "false"


def test_a_list_is_walked_by_arrows_and_opened_by_enter(shop):
    with shop.page(path="/catalogs/toy_good") as page:
        page.wait_for_function("() => document.activeElement.id == 'list-search'")
        typed(page, "<ArrowDown>", "<ArrowDown>", "<Enter>")
        page.wait_for_selector("#form")
        assert page.locator("h1").inner_text() == "Tea"
        typed(page, "<Escape>")
        page.wait_for_selector("[data-list]")
        typed(page, "<Insert>")
        page.wait_for_url("**/catalogs/toy_good/new")


def test_a_list_narrows_as_one_types_and_keeps_the_place_of_the_caret(shop):
    with shop.page(path="/catalogs/toy_good") as page:
        page.locator("#list-search").focus()
        page.keyboard.type("cup", delay=40)
        page.wait_for_url("**?q=cup")
        assert page.locator("#list-rows tr").count() == 1
        assert page.evaluate("document.activeElement.id") == "list-search"
        assert page.locator("#list-search").input_value() == "cup"


def test_the_palette_leads_anywhere(shop):
    with shop.page() as page:
        typed(page, "<Control+k>")
        page.wait_for_selector("#palette[open]")
        page.keyboard.type("buyer")
        page.wait_for_selector("[aria-selected=true][data-href='/catalogs/toy_buyer']")
        typed(page, "<Enter>")
        page.wait_for_url("**/catalogs/toy_buyer")


def test_a_refusal_leads_to_its_field(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#rows-lines .tp-cell").first.fill("tea")
        typed(page, "<Control+s>")
        page.wait_for_selector("[data-jump]")
        page.locator("[data-jump]").first.click()
        assert focused(page) == "buyer:text"
        assert page.locator("#f-buyer").get_attribute("aria-invalid") == "true"
