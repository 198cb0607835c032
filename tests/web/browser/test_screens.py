"""What the house draws by itself: axe finds nothing, in both themes, at a desk and on a phone."""

import pytest

from support.back_office import Sheet
from support.screens import axe, faults, settled

SCREENS = (
    "/",
    "/sections/administration",
    "/catalogs/toy_good",
    "/catalogs/toy_good?q=nothing",
    "/catalogs/toy_good/{tea}",
    "/catalogs/toy_group",
    "/documents/toy_order/new",
    "/documents/toy_move",
    "/documents/toy_move/{move}",
    "/reports/toy_stock_balance",
    "/reports/toy_stock_turnover",
    "/reports/toy_stock_balance/behind?figure=quantity",
    "/no/such/page",
)


@pytest.fixture
def filled(site):
    site.tea = site.save("toy_good", name="Tea", code="tea", price="2.5")
    place, thing = site.save("toy_place", name="Main"), site.save("toy_thing", name="Axe")
    site.office.sign_in("boss")
    sheet = Sheet(place=str(place)).row(thing=str(thing), quantity="5", amount="10")
    answer = site.office.send("/documents/toy_move/new", sheet.do("post"))
    site.move = answer.headers["HX-Redirect"].rpartition("/")[2]
    return site


@pytest.mark.only("sqlite")
def test_no_screen_keeps_anybody_out(filled):
    found = {}
    with filled.page(language="ru") as page:
        for path in SCREENS:
            filled.go(page, path.format(tea=filled.tea, move=filled.move))
            found[path] = faults(page)
    assert not {path: said for path, said in found.items() if said}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nor_does_what_opens_on_a_screen(filled, theme):
    with filled.page(theme=theme) as page:
        filled.go(page, f"/documents/toy_move/{filled.move}")
        page.click(".tp-buttons [data-panel-open=movements]")
        for panel in ("movements", "links", "history"):
            if panel != "movements":
                page.click(f"#aside [data-panel-open={panel}]")
            page.wait_for_selector("#aside-body > *")
            settled(page)
            assert axe(page) == []
        page.click("[data-panel-close]")
        for menu in ("menu-more", "menu-person"):
            page.click(f"[aria-controls={menu}]")
            assert axe(page) == []
            page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.wait_for_selector("#palette-list [role=option]")
        assert axe(page) == []
        page.keyboard.press("Escape")
        filled.go(page, "/documents/toy_order/new")
        page.locator("#rows-lines .tp-cell").first.fill("zzz")
        page.keyboard.press("Control+s")
        page.wait_for_selector("[data-jump]")
        assert axe(page) == []


def test_the_chosen_theme_and_side_bar_are_kept(filled):
    with filled.page() as page:
        page.click("[aria-controls=menu-person]")
        page.click("[data-theme-set=dark]")
        page.click("[data-side-narrow]")
        page.reload()
        root = page.locator("html")
        assert root.get_attribute("data-bs-theme") == "dark"
        assert root.get_attribute("data-tp-side") == "narrow"
