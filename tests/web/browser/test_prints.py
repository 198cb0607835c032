"""Papers in a browser: the look beside the choice, the editor while one types, nothing for axe."""

import pytest

from support.screens import axe, settled

FORM = "/administration/print/toy_order/document"


@pytest.fixture
def shop(site):
    ann = site.save("toy_buyer", name="Ann", code="ann")
    site.key = site.save("toy_order", buyer=str(ann))
    site.paper = f"/documents/toy_order/{site.key}/print"
    return site


def look(page):
    return page.frame_locator("[data-print-look]")


def test_another_language_is_shown_at_once(shop):
    with shop.page(path=shop.paper) as page:
        look(page).locator("h1").wait_for()
        page.select_option("#print-language", "ru")
        page.wait_for_url("**language=ru**")
        assert look(page).locator("html").get_attribute("lang") == "ru"


def test_a_template_is_shown_while_it_is_typed(shop):
    with shop.page(path=FORM) as page:
        look(page).locator("h1").wait_for()
        page.fill("#source", "<h2>Hello {{ doc.buyer }}</h2>")
        look(page).get_by_text("Hello Ann").wait_for()
        page.fill("#source", "<p>\n{{ nothing }}")
        look(page).locator("[data-line='2']").wait_for()
        page.fill("#source", "<h2>Kept {{ number }}</h2>")
        page.press("#source", "Control+s")
        page.wait_for_selector(".tp-toast")
    with shop.page(path=shop.paper) as page:
        look(page).get_by_text("Kept 000001").wait_for()


def test_a_field_is_pasted_where_one_stands(shop):
    with shop.page(path=FORM) as page:
        page.fill("#source", "[]")
        page.evaluate("document.querySelector('#source').setSelectionRange(1, 1)")
        page.click(".tp-template-pane > details > summary")
        page.locator("[data-template-paste='{{ doc.buyer }}']").click()
        assert page.input_value("#source") == "[{{ doc.buyer }}]"
        look(page).get_by_text("[Ann]").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_axe_finds_nothing_on_the_screens_of_papers(shop, language, theme):
    pages = [shop.paper, "/administration/print", FORM, f"{FORM}?tab=docx", f"{FORM}?tab=versions",
             "/administration/pictures"]  # fmt: skip
    with shop.page(language=language, theme=theme) as page:
        for path in pages:
            shop.go(page, path)
            settled(page)
            assert axe(page) == [], path
