"""A report is built, laid across, folded and kept by keyboard alone."""

import pytest

from support.back_office import Sheet
from support.screens import axe, settled

BALANCE = "/reports/toy_stock_balance"


@pytest.fixture
def traded(site):
    places = [site.save("toy_place", name=name) for name in ("Main", "Shop")]
    things = [site.save("toy_thing", name=name, code=name) for name in ("Axe", "Bow")]
    site.office.sign_in("boss")
    for place in places:
        sheet = Sheet(place=str(place))
        for number, thing in enumerate(things, 1):
            sheet.row(thing=str(thing), quantity=str(5 * number), amount="10")
        site.office.send("/documents/toy_move/new", sheet.do("post"))
    return site


def names(page):
    return [one.strip() for one in page.locator("#report tbody td:first-child").all_inner_texts()]


def press(page, selector, key="Enter"):
    page.locator(selector).focus()
    page.keyboard.press(key)
    settled(page)


def choose(page, selector, value):
    page.locator(selector).focus()
    page.locator(selector).select_option(value)
    settled(page)


def order(page):
    return page.locator("[data-order=by] .tp-order-word").all_inner_texts()


def test_it_is_grouped_put_in_order_and_nested_by_keyboard(traded):
    with traded.page() as page:
        traded.go(page, BALANCE)
        page.keyboard.press("F4")
        page.wait_for_selector("#report-builder")
        choose(page, "#q-add-by", "place")
        page.wait_for_url("**by=place**")
        assert order(page) == ["Thing", "Place"]
        press(page, "#by-place-up")
        page.wait_for_url("**by=place&by=thing**")
        assert order(page) == ["Place", "Thing"]
        press(page, "#by-thing-up")
        assert order(page) == ["Thing", "Place"]
        press(page, "#by-thing-down")
        page.locator("#q-nested").focus()
        page.keyboard.press("Space")
        page.wait_for_selector(".tp-nested")
        assert names(page) == ["Main", "Axe", "Bow", "Shop", "Axe", "Bow"]
        assert axe(page) == []
        press(page, "#by-thing-drop")
        page.wait_for_function("() => !document.querySelector('#by-thing')")
        assert names(page) == ["Main", "Shop"]


def test_groups_fold_by_keyboard(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?by=place&by=thing&nested=1")
        first = page.locator("[data-fold]").first
        first.focus()
        page.keyboard.press("ArrowLeft")
        shown = page.locator("#report tbody tr:not([hidden])")
        assert shown.count() == 4
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert shown.count() == 2
        page.keyboard.press("Alt+2")
        assert shown.count() == 6
        page.keyboard.press("Alt+1")
        assert shown.count() == 2


def test_places_are_laid_across_and_a_cell_leads_to_its_documents(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?set=1")
        choose(page, "#q-across", "place")
        page.wait_for_selector(".tp-above")
        assert page.locator(".tp-above th").all_inner_texts() == ["Main", "Shop", "Total"]
        assert axe(page) == []
        page.locator("#report tbody td.tp-number a").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/behind**")
        assert page.locator("tbody tr").count() == 1


def test_a_filter_is_added_and_a_figure_stands_out(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?set=1")
        choose(page, "#q-add-filter", "quantity")
        page.wait_for_selector("[name='filter[quantity][gt]']")
        page.locator("[name='filter[quantity][gt]']").fill("15")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelectorAll('#report tbody tr').length == 1")
        assert names(page) == ["Bow"]
        page.locator("[name=mark_how]").select_option("gt")
        page.locator("[name=mark_value]").fill("1")
        press(page, "[value='mark.add']")
        page.wait_for_selector(".tp-mark-bad")
        assert axe(page) == []


def test_a_variant_is_kept_and_opened_by_its_name(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?by=place")
        page.keyboard.press("Control+s")
        page.locator("#keep-title").fill("My places")
        assert axe(page) == []
        page.keyboard.press("Enter")
        page.wait_for_url("**variant=**")
        link = page.locator(".tp-variants a[aria-current]")
        assert link.inner_text() == "My places"
        assert names(page) == ["Main", "Shop"]
        traded.go(page, BALANCE)
        page.get_by_role("link", name="My places").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**variant=**")
        assert names(page) == ["Main", "Shop"]


def test_a_picture_stands_beside_the_table(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?chart=bar")
        page.wait_for_selector("[data-chart-drawn] canvas")
        assert axe(page) == []
        for shape in ("lying", "stacked", "line", "pie", "treemap", "heat"):
            traded.go(page, f"{BALANCE}?chart={shape}&across=place")
            page.wait_for_selector("[data-chart-drawn] canvas")


def test_what_is_chosen_is_put_in_order_by_dragging(traded):
    with traded.page() as page:
        traded.go(page, f"{BALANCE}?by=thing&by=place&set=1")
        page.locator("[data-order=by]").hover()
        page.wait_for_function("() => window.Sortable")
        page.locator("#by-place [data-order-grip]").drag_to(
            page.locator("#by-thing"), target_position={"x": 60, "y": 3}
        )
        page.wait_for_url("**by=place&by=thing**")
        assert order(page) == ["Place", "Thing"]
