"""The start page by keyboard: arranged, searched, helped, led; charts drawn; axe finds nothing."""

import pytest

from support.live import served
from support.screens import axe, settled


@pytest.fixture
def site(desk_house, browser):
    with served(desk_house, browser) as made:
        made.tea = made.save("toy_good", name="Чайник зелёный", code="T-77")
        yield made


def order(page):
    return page.locator("[data-box]").evaluate_all("all => all.map((one) => one.dataset.widget)")


def kept(page):
    """Wait until the server has kept the layout, then read it off a fresh page."""
    page.goto(page.url.split("?")[0])
    page.wait_for_selector("[data-box]")
    return order(page)


def press(page, key, *, saves=True):
    if not saves:
        page.keyboard.press(key)
        return
    with page.expect_response(lambda one: one.url.endswith("/desktop")) as answer:
        page.keyboard.press(key)
    assert answer.value.status == 204


def test_a_desktop_is_arranged_without_a_mouse(site):
    with site.page(path="/") as page:
        first = order(page)
        page.keyboard.press("Control+Shift+E")
        page.wait_for_selector("[data-arranging]")
        page.locator("[data-box-handle]").first.focus()
        press(page, "ArrowRight")
        assert order(page)[:2] == [first[1], first[0]]
        assert "place 2 of" in page.inner_text("#desktop-said")
        press(page, "+")
        assert page.evaluate("document.activeElement.closest('[data-box]').dataset.width") == "2"
        press(page, "Delete")
        assert first[0] not in order(page)
        assert page.evaluate("document.activeElement.matches('[data-box-handle]')")
        page.keyboard.press("Insert")
        page.wait_for_selector("#menu-widgets:not([hidden])")
        assert axe(page) == []
        page.locator(f"[data-widget-add={first[0]}]").focus()
        press(page, "Enter")
        assert order(page)[-1] == first[0]
        assert kept(page) == [*first[1:], first[0]]


def test_options_of_a_widget_are_kept_and_what_fails_can_be_tried_again(site):
    with site.page(path="/?arrange=1") as page:
        box = page.locator("[data-widget=toy_shown]")
        with page.expect_response(lambda one: one.url.endswith("/desktop")):
            box.locator("select").select_option("this_year")
        assert "this_year" in box.get_attribute("data-options")
        page.goto(site.address + "/")
        failing = page.locator("[data-widget=toy_failing]")
        failing.locator("[data-widget-again]").wait_for()
        with page.expect_response(lambda one: "toy_failing" in one.url):
            failing.locator("[data-widget-again]").click()
        failing.locator("[data-widget-again]").wait_for()


def test_a_box_that_can_not_be_loaded_says_so_itself(site):
    with site.page(path="/help") as page:
        page.route(
            "**/desktop/widgets/toy_shown*", lambda route: route.fulfill(status=500, body="")
        )
        page.goto(site.address + "/")
        page.locator("[data-widget=toy_shown] [data-widget-again]").wait_for()
        page.locator("[data-widget=toy_first] .tp-widget-empty").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_are_drawn_and_nothing_keeps_anybody_out(site, theme):
    with site.page(theme=theme, path="/") as page:
        page.wait_for_selector("[data-chart] canvas")
        settled(page)
        assert axe(page) == []
        for path in (
            "/?arrange=1",
            "/favourites",
            "/help",
            "/help/kinds/toy_good",
            "/help/guide/first-day",
        ):
            site.go(page, path)
            assert axe(page) == [], path


def test_the_field_finds_records_places_and_actions_and_remembers(site):
    with site.page(path="/catalogs/toy_good") as page:
        page.keyboard.press("Control+k")
        page.wait_for_selector("#palette[open]")
        page.keyboard.type("new")
        page.wait_for_selector("#own-actions-0")
        page.fill("#palette-field", "чайники")
        page.wait_for_selector(f"[data-href='/catalogs/toy_good/{site.tea}']")
        assert axe(page) == []
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/catalogs/toy_good/{site.tea}")
        page.goto(site.address + "/")
        page.keyboard.press("Control+k")
        page.wait_for_selector("#own-recent-0")
        assert "Чайник зелёный" in page.inner_text("#own-recent-0")
        assert page.get_attribute("#palette-field", "aria-activedescendant") == "own-recent-0"
        page.keyboard.press("Escape")


def test_enter_before_the_answer_goes_where_the_answer_leads(site):
    with site.page(path="/") as page:
        page.keyboard.press("Control+k")
        page.wait_for_selector("#palette[open]")
        page.keyboard.type("T-77")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/catalogs/toy_good/{site.tea}")


def test_a_search_that_does_not_answer_says_so(site):
    with site.page(path="/") as page:
        page.route("**/find*", lambda route: route.fulfill(status=500, body=""))
        page.keyboard.press("Control+k")
        page.wait_for_selector("#palette[open]")
        page.keyboard.type("tea")
        page.wait_for_function(
            "() => document.getElementById('palette-found').innerText.includes('does not answer')"
        )


def test_a_page_is_starred_by_key_and_stands_in_the_side_bar(site):
    with site.page(path="/catalogs/toy_good") as page:
        page.keyboard.press("Control+Shift+D")
        page.wait_for_selector("[data-favourite]")
        assert page.get_attribute("[data-star]", "aria-pressed") == "true"
        page.goto(site.address + "/")
        assert page.get_attribute("[data-favourite]", "href") == "/catalogs/toy_good"
        page.keyboard.press("Control+k")
        page.wait_for_selector("#own-favourites-0")


def test_help_opens_at_the_field_and_once_more_shows_the_keys(site):
    with site.page(path="/catalogs/toy_good/new") as page:
        page.locator("#f-sku").focus()
        page.keyboard.press("F1")
        page.wait_for_selector(".tp-help-now")
        assert page.get_attribute(".tp-help-now", "data-help-field") == "sku"
        assert axe(page) == []
        page.keyboard.press("F1")
        page.wait_for_selector("#keys[open]")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+/")
        page.wait_for_selector("#keys[open]")


def test_theme_and_rows_follow_the_person_to_another_browser(site):
    with site.page(path="/") as page:
        page.click("[aria-controls=menu-person]")
        with page.expect_response("**/me/screen"):
            page.click("[data-theme-set=dark]")
        page.click("[aria-controls=menu-person]")
        with page.expect_response("**/me/screen"):
            page.click("[data-density-set=wide]")
    with site.page(path="/") as page:
        root = page.locator("html")
        assert root.get_attribute("data-bs-theme") == "dark"
        assert root.get_attribute("data-tp-density") == "wide"
