"""A newcomer is led: from the list on the start page to the form, and on."""

import pytest

from support.live import served
from support.screens import axe, settled


@pytest.fixture
def site(delivered, browser):
    with served(delivered, browser) as made:
        yield made


def test_a_newcomer_is_led_from_step_to_step_by_keyboard(site):
    with site.page(path="/") as page:
        page.wait_for_selector("#tour")
        settled(page)
        assert axe(page) == []
        page.locator(".tp-tour-next .tp-button").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#coach h2")
        assert "Enter your organisation" in page.inner_text("#coach")
        assert axe(page) == []
        page.fill("#f-name", "Own firm")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#coach [data-tour-step=stock_warehouse]")
        assert "done" in page.inner_text("#coach h2")
        page.locator("#coach .tp-button-main").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/catalogs/warehouse/new")
        page.wait_for_selector("#coach h2")
        page.click("#coach [data-tour-leave][aria-label]")
        page.goto(site.address + "/")
        assert page.locator(".tp-tour-done").count() == 1
        page.click("#tour button")
        page.wait_for_selector("#tour", state="detached")
