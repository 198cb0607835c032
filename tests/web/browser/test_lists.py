"""Lists by keyboard: choosing, changing in place, views, columns, folders, preview."""

import pytest

from support.screens import axe, settled

LIST = "/catalogs/toy_good"
ROWS = "[data-list] tbody tr[data-href]"


@pytest.fixture
def shop(site):
    drinks = site.save("toy_group", name="Drinks", code="drinks")
    site.save("toy_group", name="Food", code="food")
    for n, name in enumerate(("Bread", "Cup", "Milk", "Tea")):
        data = {"name": name, "code": name.lower(), "price": str(n + 1)}
        setattr(
            site, name.lower(), site.save("toy_good", **data, group=str(drinks) if n > 1 else None)
        )
    return site


def row(page, name):
    return page.locator(ROWS).filter(has_text=name)


def chosen(page):
    return [one.inner_text().split("\t")[1] for one in page.locator(".tp-row-chosen").all()]


def first(page):
    page.locator(ROWS).first.focus()


def test_rows_are_chosen_by_space_shift_and_ctrl_a(shop):
    with shop.page(path=LIST) as page:
        first(page)
        page.keyboard.press("Space")
        assert chosen(page) == ["Bread"]
        assert (
            page.locator("#list-selected").is_visible()
            and not page.locator("#list-form").is_visible()
        )
        page.keyboard.press("Shift+ArrowDown")
        assert chosen(page) == ["Bread", "Cup", "Milk"]
        page.keyboard.press("Control+a")
        assert len(chosen(page)) == 4
        page.keyboard.press("Control+a")
        page.wait_for_function(
            "() => document.querySelector('[data-chosen-count]').textContent == '4'"
        )
        assert axe(page) == []
        page.keyboard.press("Escape")
        assert chosen(page) == [] and page.locator("#list-form").is_visible()
        page.locator(f"{ROWS} [data-pick]").nth(0).click()
        page.locator(f"{ROWS} [data-pick]").nth(2).click(modifiers=["Shift"])
        assert chosen(page) == ["Bread", "Cup", "Milk"]


def test_the_chosen_are_marked_after_a_trial_and_the_change_is_undone(shop):
    with shop.page(path=LIST) as page:
        first(page)
        page.keyboard.press("Space")
        page.keyboard.press("Space")
        page.click("#list-selected button[value='core.mark']")
        page.wait_for_selector("#bulk")
        assert page.locator("#bulk tbody tr").count() == 2
        assert axe(page) == []
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#bulk button[value=undo]")
        assert shop.office.read("toy_good", shop.bread).deleted
        page.click("#bulk button[value=undo]")
        page.wait_for_function("() => !document.querySelector('#bulk button[value=undo]')")
        assert not shop.office.read("toy_good", shop.bread).deleted


def test_a_field_is_set_from_the_dialog_for_all_that_fit(shop):
    with shop.page(path=LIST) as page:
        first(page)
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+a")
        page.wait_for_function(
            "() => document.querySelector('[data-chosen-count]').textContent == '4'"
        )
        page.click("#list-selected [data-list-dialog$='action=core.set']")
        page.wait_for_selector("#ask-form")
        page.select_option("#ask-form [name=field]", "pieces")
        page.wait_for_selector("#f-pieces")
        assert axe(page) == []
        page.fill("#f-pieces", "7")
        page.keyboard.press("Enter")
        page.wait_for_selector("#bulk")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#bulk button[value=undo]")
    assert {shop.office.read("toy_good", key).pieces for key in (shop.bread, shop.tea)} == {7}


def test_a_cell_is_changed_in_place_and_esc_leaves_it_as_it_was(shop):
    with shop.page(path=LIST) as page:
        first(page)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("F2")
        page.wait_for_selector("[data-cell] input")
        page.keyboard.type("Rye bread")
        page.keyboard.press("Escape")
        assert page.locator(ROWS).first.inner_text().split("\t")[1] == "Bread"
        page.keyboard.press("F2")
        page.wait_for_selector("[data-cell] input")
        page.keyboard.type("Rye bread")
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.querySelector('[data-cell]')")
        assert shop.office.read("toy_good", shop.bread).name == "Rye bread"
        assert page.evaluate("document.activeElement.matches('tr[data-href]')")


def test_a_change_of_somebody_else_is_told_in_the_cell(shop):
    with shop.page(path=LIST) as page:
        cell = row(page, "Cup").locator("td[data-edit=price]")
        cell.dblclick()
        page.wait_for_selector("[data-cell] input")
        with shop.house.work() as work:
            from tradepost.core.records.write import save

            save(work, "toy_good", {"price": "50"}, id=shop.cup)
        page.keyboard.type("60")
        page.keyboard.press("Enter")
        page.wait_for_selector(".tp-cell-fault")
        assert "changed by somebody else" in page.locator(".tp-cell-fault").inner_text()
        assert axe(page) == []
        page.keyboard.press("Escape")
    assert shop.office.read("toy_good", shop.cup).price == 50


def test_a_filter_is_built_by_keyboard_and_kept_as_a_view(shop):
    with shop.page(path=LIST) as page:
        page.keyboard.press("Alt+f")
        page.wait_for_selector("#condition-form")
        page.select_option("#condition-field", "price")
        page.wait_for_function("() => document.querySelector('#condition-op').value == 'eq'")
        page.select_option("#condition-op", "ge")
        settled(page)
        assert axe(page) == []
        page.fill("#condition-form [name=value]", "3")
        page.keyboard.press("Enter")
        page.wait_for_selector(".tp-condition")
        assert page.locator(ROWS).count() == 2
        assert "filter%5Bprice%5D%5Bge%5D=3" in page.url
        page.keyboard.press("Alt+v")
        page.wait_for_selector("#views-form")
        page.fill("#views-form [name=title]", "Dear ones")
        assert axe(page) == []
        page.keyboard.press("Enter")
        page.wait_for_selector(".tp-view[aria-current]")
        assert page.locator(".tp-view[aria-current]").inner_text() == "Dear ones"
        page.locator(".tp-condition a").click()
        page.wait_for_selector(".tp-view-changed")
        assert page.locator(ROWS).count() == 4


def test_columns_are_moved_by_keyboard_and_stay_so(shop):
    def heads(page):
        return [one.get_attribute("data-column") for one in page.locator("th[data-column]").all()]

    with shop.page(path=LIST) as page:
        assert heads(page)[:2] == ["code", "name"]
        page.keyboard.press("Alt+c")
        page.wait_for_selector("#setup-form")
        page.locator("#setup-form [name=column][value=code]").focus()
        page.keyboard.press("Alt+ArrowDown")
        page.locator("#setup-form [name=column][value=kind]").focus()
        page.keyboard.press("Space")
        assert axe(page) == []
        page.locator("#setup-form button[value=keep]").click()
        page.wait_for_function(
            "() => document.querySelector('th[data-column]').dataset.column == 'name'"
        )
        page.reload()
        assert heads(page)[:2] == ["name", "code"] and "kind" not in heads(page)
        head = page.locator("th[data-column=name]")
        before = head.bounding_box()["width"]
        head.locator(".tp-sort").focus()
        with page.expect_response("**/size"):
            page.keyboard.press("Alt+ArrowRight")
        page.reload()
        assert head.bounding_box()["width"] > before


def test_folders_and_preview_stand_beside_the_list(shop):
    with shop.page(path=LIST) as page:
        page.keyboard.press("Alt+g")
        page.wait_for_selector("[role=treeitem][data-folder]:not([data-folder=''])")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector(".tp-condition")
        assert page.locator(ROWS).count() == 2
        page.keyboard.press("F7")
        first(page)
        page.wait_for_selector("#list-preview h2")
        page.keyboard.press("ArrowDown")
        page.wait_for_function(
            "() => document.querySelector('#list-preview h2').textContent == 'Tea'"
        )
        assert axe(page) == []


def test_groups_open_to_their_rows(shop):
    with shop.page(path=f"{LIST}?group=group") as page:
        page.locator(".tp-group-open").first.click()
        page.wait_for_selector(ROWS)
        assert page.locator(ROWS).count() == 2
        assert axe(page) == []


@pytest.mark.only("sqlite")
def test_one_comes_back_to_the_row_one_left(shop):
    for n in range(120):
        shop.save("toy_buyer", name=f"Buyer {n:03}")
    with shop.page(path="/catalogs/toy_buyer") as page:
        first(page)
        for _turn in range(4):
            page.keyboard.press("End")
            settled(page)
            page.wait_for_timeout(200)
        assert page.locator(ROWS).count() == 120
        page.keyboard.press("Enter")
        page.wait_for_selector("#form")
        page.go_back()
        page.wait_for_function(
            "() => document.activeElement?.textContent.includes('Buyer 119')", timeout=15000
        )
