"""What was typed is not lost: leaving, a crash, two people at one record."""

import pytest

from support.screens import axe, settled

ORDER = "/documents/toy_order"


@pytest.fixture
def shop(site):
    site.tea = site.save("toy_good", name="Tea", code="tea", price="2.5")
    site.cup = site.save("toy_good", name="Tea cup", code="cup", price="10")
    site.ann = site.save("toy_buyer", name="Ann", code="ann")
    site.lines = [{"good": "tea", "quantity": "2"}, {"good": "cup", "quantity": "1"}]
    site.key = site.save("toy_order", buyer=str(site.ann), comment="as agreed", lines=site.lines)
    site.path = f"{ORDER}/{site.key}"
    return site


def test_a_link_asks_before_it_leads_away(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#f-due_on").focus()
        page.keyboard.type("1")
        page.locator(".tp-trail a").click()
        guard = page.locator("#guard")
        assert guard.is_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
        assert not guard.is_visible()
        assert page.locator("#f-due_on").input_value().endswith("1")
        page.locator("#f-due_on").focus()
        page.keyboard.press("Escape")
        page.click("[data-guard=leave]")
        page.wait_for_url(f"**{ORDER}")


def test_saving_on_the_way_goes_on_to_where_one_was_going(shop):
    with shop.page(path=shop.path) as page:
        page.locator("#f-due_on").fill("2026-05-05")
        page.locator(".tp-trail a").click()
        page.click("[data-guard=save]")
        page.wait_for_url(f"**{ORDER}")
    assert shop.office.read("toy_order", shop.key).due_on.isoformat() == "2026-05-05"


def test_closing_the_window_asks_too(shop):
    asked = []
    with shop.page(path=shop.path) as page:
        page.locator("#f-due_on").fill("2026-05-05")
        page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
        page.reload()
    assert asked == ["beforeunload"]


def test_a_draft_outlives_a_crash_and_is_offered_again(shop):
    with shop.page(path=f"{ORDER}/new") as page:
        page.locator("#f-buyer").fill("ann")
        page.locator("#rows-lines .tp-cell").first.fill("cup")
        page.keyboard.press("Enter")
        settled(page)
        page.keyboard.type("4")
        page.keyboard.press("Enter")
        settled(page)
        page.wait_for_function(
            "() => Object.keys(localStorage).some((one) => one.startsWith('draft:boss:'))"
        )
        kept = page.evaluate(
            "() => localStorage.getItem(Object.keys(localStorage).find((one) => one.startsWith('draft:')))"
        )
        assert "10.00" not in kept  # the price was not typed
        page.evaluate("() => { tp.leaving = true; }")  # the browser is gone without a word
        page.goto(shop.address + f"{ORDER}/new")
        assert page.locator("#draft").is_visible()
        assert axe(page) == []
        page.click("[data-draft=restore]")
        settled(page)
        page.wait_for_function("() => document.querySelector('#f-amount').textContent == '40.00'")
        assert page.locator("#f-buyer").input_value() == "Ann"
        page.keyboard.press("Control+s")
        page.wait_for_url(f"**{ORDER}/*-*")
        page.goto(shop.address + f"{ORDER}/new")
        assert not page.locator("#draft").is_visible()


def test_a_draft_of_a_stored_record_is_put_over_it(shop):
    with shop.page(path=shop.path) as page:
        page.locator("#rows-lines tr").first.locator(".tp-cell").nth(1).fill("8")
        page.keyboard.press("Enter")
        settled(page)
        page.wait_for_function("() => Object.keys(localStorage).length > 0")
        page.evaluate("() => dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_timeout(1400)
        page.evaluate("() => { tp.leaving = true; }")
        page.reload()
        page.click("[data-draft=restore]")
        settled(page)
        page.wait_for_function("() => document.querySelector('#f-amount').textContent == '30.00'")
        assert len(page.evaluate("() => tp.rows.all()[0].filled")) == 2


def test_whoever_comes_second_chooses_field_by_field_and_saves(shop):
    with shop.page(path=shop.path) as page:
        order = shop.office.read("toy_order", shop.key)
        tea, cup = (str(line.id) for line in order.lines)
        with shop.house.work() as work:
            from tradepost.core.records.write import save

            rows = [
                {"id": tea, "quantity": "5"},
                {"id": cup},
                {"good": str(shop.tea), "quantity": "7"},
            ]
            data = {"comment": "theirs", "due_on": "2026-06-01", "lines": rows}
            save(work, "toy_order", data, id=shop.key)
        page.locator("#seldom summary").click()
        page.locator("#f-comment").fill("mine")
        page.locator(f"#f-lines-{tea}-quantity").fill("3")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#conflict[open]")
        assert axe(page) == []
        told = page.locator("#conflict").inner_text()
        for words in ("theirs", "mine", "as agreed", "2026-06-01", "Rows they have added"):
            assert words in told
        page.click("[data-conflict-do=merge]")
        assert page.locator("#conflict[open]").count() == 1  # both have changed two fields
        both = page.locator("#conflict tr[data-both]")
        assert both.count() == 2
        both.nth(0).locator("input[value=mine]").check()
        both.nth(1).locator("input[value=theirs]").check()
        page.click("[data-conflict-do=merge]")
        page.wait_for_selector("[data-toast]")
        settled(page)
    made = shop.office.read("toy_order", shop.key)
    assert (made.comment, made.due_on.isoformat()) == ("mine", "2026-06-01")
    assert [line.quantity for line in made.lines] == [5, 1, 7]


def test_it_is_told_early_that_somebody_else_has_saved(shop):
    with shop.page(path=shop.path) as page:
        page.evaluate("() => dispatchEvent(new Event('focus'))")
        settled(page)
        assert not page.locator("#meanwhile").is_visible()
        with shop.house.work() as work:
            from tradepost.core.records.write import save

            save(work, "toy_order", {"comment": "theirs"}, id=shop.key)
        page.reload()
        page.evaluate("() => { document.querySelector('#form').elements._version.value = '1'; }")
        page.evaluate("() => dispatchEvent(new Event('focus'))")
        page.wait_for_selector("#meanwhile:not([hidden])")
        assert "changed this" in page.locator("#meanwhile").inner_text()
