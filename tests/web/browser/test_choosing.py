"""Choosing for rows and fields: the list with quantities, a record made on the way, a scanner."""

import pytest

from support.screens import axe, settled

ORDER = "/documents/toy_order"


@pytest.fixture
def shop(site):
    drinks = site.save("toy_group", name="Drinks")
    site.tea = site.save("toy_good", name="Tea", code="tea", price="2.5", group=str(drinks))
    site.cup = site.save(
        "toy_good", name="Tea cup", code="cup", price="10", codes=[{"code": "4600000000017"}]
    )
    site.pot = site.save("toy_good", name="Pot", code="pot", price="7")
    site.ann = site.save("toy_buyer", name="Ann", code="ann")
    return site


def rows(page):
    return page.evaluate(
        """() => {
          const sheet = tp.rows.all()[0];
          return sheet.filled.map((row) => sheet.columns.slice(0, 2).map((one) => sheet.text(row, one)));
        }"""
    )


def worked_out(page):
    settled(page)
    page.wait_for_function("() => !tp.settled() && !tp.rows.all()[0].changed.size")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_many_are_chosen_with_quantities_by_keyboard(shop, theme):
    with shop.page(path=f"{ORDER}/new", theme=theme) as page:
        page.locator("#rows-lines .tp-cell").first.focus()
        page.keyboard.press("Control+Insert")
        page.wait_for_selector("#select[open]")
        assert axe(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.type("3")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.press("t")  # a letter looks for something else
        page.keyboard.type("ea cup")
        page.wait_for_function("() => document.querySelectorAll('[data-choice]').length == 1")
        page.keyboard.press("Enter")
        assert page.locator("[data-select-chosen]").inner_text() == "Chosen: 3"
        page.keyboard.press("Control+Enter")
        worked_out(page)
        assert rows(page) == [["Pot", "3"], ["Tea", "2"], ["Tea cup", "1"]]
        assert page.locator("#f-amount").inner_text() == "36.00"
        page.keyboard.press("Control+z")
        worked_out(page)
        assert rows(page) == []


def test_the_list_fits_a_phone(shop):
    with shop.page(path=f"{ORDER}/new", size=(390, 844)) as page:
        page.click("[data-pick-open]")
        page.wait_for_selector("#select[open]")
        assert axe(page) == []


def test_a_record_is_made_on_the_way_and_chosen(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#f-buyer").focus()
        page.keyboard.type("Zoe", delay=30)
        page.wait_for_selector("#options [data-create-option]")
        assert axe(page) == []
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#create[open] #c-name")
        assert page.locator("#c-name").input_value() == "Zoe"
        assert axe(page) == []
        page.keyboard.press("Control+Enter")
        page.wait_for_function("() => !document.querySelector('#create')")
        settled(page)
        assert page.locator("#f-buyer").input_value() == "Zoe"
        assert page.locator("#f-buyer-key").input_value()
        assert page.evaluate("document.activeElement.id") == "f-buyer"


def test_what_was_chosen_lately_comes_first_and_opens_by_its_key(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#f-buyer").focus()
        page.keyboard.type("ann", delay=30)
        page.wait_for_selector("#options li[data-key]")
        page.keyboard.press("Enter")
        settled(page)
        page.keyboard.press("F4")
        page.wait_for_selector("#options .tp-options-head")
        page.keyboard.press("Escape")
        with page.context.expect_page() as opened:
            page.keyboard.press("F2")
        opened.value.wait_for_selector("h1")
        assert opened.value.locator("h1").inner_text() == "Ann"
        opened.value.close()
        page.locator("#f-buyer").focus()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        assert page.locator("#f-buyer-key").input_value() == ""


def test_a_scanner_is_heard_in_any_field(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#seldom summary").click()
        page.locator("#f-comment").fill("for ")
        for times in (1, 2):
            page.locator("#f-comment").focus()
            page.keyboard.type("4600000000017")
            page.keyboard.press("Enter")
            page.wait_for_function(
                "(n) => tp.rows.all()[0].filled[0]?.key && tp.rows.all()[0].text(tp.rows.all()[0].filled[0], tp.rows.all()[0].columns[1]) == String(n)",
                arg=times,
            )
            worked_out(page)
        assert rows(page) == [["Tea cup", "2"]]
        assert page.locator("#f-comment").input_value() == "for "
