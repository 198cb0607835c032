"""In a real browser: files sent, dropped and pasted, people named, notices arriving, undo."""

import pytest

from support.back_office import Sheet
from support.people import GOOD
from support.screens import axe, settled
from tradepost.core import jobs
from tradepost.core.access.users import Users
from tradepost.core.notices import Notices
from tradepost.core.texts import Text

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
EVIL = "<img src=x onerror=alert(1)>"
ARRIVES = 5000
"""Milliseconds a notice may take to a page that is looked at."""

# Hands over files as the browser does when a person drops or pastes them.
HAND_OVER = """([type, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  const target = document.getElementById("main");
  if (type === "drop") {
    for (const one of ["dragover", "drop"])
      target.dispatchEvent(new DragEvent(one, { dataTransfer: data, bubbles: true, cancelable: true }));
  } else target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def tea(site):
    site.tea = f"/catalogs/toy_good/{site.save('toy_good', name='Tea', code='tea')}"
    return site


def names(page):
    return page.locator(".tp-beside > .tp-files .tp-file-text > a").all_inner_texts()


def panel(page, name):
    page.locator(f".tp-buttons [data-panel-open={name}]").click()
    page.wait_for_selector(f"#{name}")
    settled(page)


def tell(site, text, name="boss", link=""):
    with site.house.work() as work:
        user = Users(work).by_name(name)
        Notices(work).tell(Text("", text), users=[user.id], link=link)


def test_files_are_chosen_dropped_and_pasted_and_removing_one_is_undone(tea):
    with tea.page() as page:
        tea.go(page, tea.tea)
        panel(page, "files")
        files = [
            {"name": "a.png", "mimeType": "image/png", "buffer": PNG},
            {"name": f"{EVIL}.txt", "mimeType": "text/plain", "buffer": b"words"},
        ]
        page.set_input_files("#files-chosen", files)
        page.wait_for_selector(".tp-file >> nth=1")
        page.evaluate(HAND_OVER, ["drop", "dropped.txt", "words 2"])
        page.wait_for_selector(".tp-file >> nth=2")
        page.evaluate(HAND_OVER, ["paste", "pasted.txt", "words 3"])
        page.wait_for_selector(".tp-file >> nth=3")
        settled(page)
        assert names(page) == [
            "pasted.txt",
            "dropped.txt",
            "img src=x onerror=alert(1).txt",
            "a.png",
        ]
        assert page.locator("[data-beside-count=files]").inner_text() == "4"
        assert axe(page) == []
        page.locator(".tp-file button[value=remove]").first.click()
        page.wait_for_selector("#toasts [data-undo]")
        assert len(names(page)) == 3
        assert axe(page) == []
        page.locator("#toasts [data-undo]").click()
        page.wait_for_selector(".tp-file >> nth=3")
        assert "pasted.txt" in page.locator("#toasts").inner_text()


def test_what_is_refused_is_told_beside_its_name_and_the_others_are_taken(tea):
    with tea.page() as page:
        tea.go(page, tea.tea)
        panel(page, "files")
        files = [
            {"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"},
            {"name": "a.png", "mimeType": "image/png", "buffer": PNG},
        ]
        page.set_input_files("#files-chosen", files)
        page.wait_for_selector(".tp-file")
        settled(page)
        assert "run.exe" in page.locator("[data-uploads] .tp-fault").inner_text()
        assert names(page) == ["a.png"]


def test_a_file_is_renamed_by_keyboard(tea):
    with tea.page() as page:
        tea.go(page, tea.tea)
        page.keyboard.press("Control+Shift+F7")
        page.wait_for_selector("#files")
        page.set_input_files("#files-chosen", [{"name": "a.png", "mimeType": "", "buffer": PNG}])
        page.wait_for_selector(".tp-file")
        settled(page)
        page.locator("[data-rename]").press("Enter")
        page.keyboard.type("Scan")  # the name without its ending is marked
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Scan.png")
        page.keyboard.press("Escape")


def test_a_person_is_named_by_keyboard_and_finds_the_thread_from_his_notice(tea):
    tea.office.user("ivan", "toy_good.read")
    with tea.page() as page, tea.visitor() as other:
        sign_in(tea, other, "ivan")
        tea.go(page, tea.tea)
        page.keyboard.press("Control+m")
        page.wait_for_selector("#comments textarea")
        page.locator("#comments textarea").focus()
        page.keyboard.type(f"{EVIL} @iv")
        page.wait_for_selector("#mentions [role=option]")
        page.keyboard.press("Enter")
        page.keyboard.type("look")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".tp-comment")
        assert page.locator(".tp-comment-text").inner_text() == f"{EVIL} @ivan look"
        assert axe(page) == []
        other.wait_for_selector("#toasts a", timeout=ARRIVES)
        other.locator("#toasts a").click()
        other.wait_for_selector(".tp-comment")
        other.wait_for_function("() => document.querySelector('[data-bell-count]').hidden")


def test_what_was_typed_is_kept_until_it_is_sent(tea):
    with tea.page() as page:
        tea.go(page, tea.tea)
        panel(page, "comments")
        page.locator("#comments textarea").fill("Half a thou")
        tea.go(page, "/catalogs/toy_good")
        tea.go(page, f"{tea.tea}?beside=comments")
        page.wait_for_selector("#comments")
        page.wait_for_function("() => document.querySelector('#comments textarea').value")
        assert page.locator("#comments textarea").input_value() == "Half a thou"
        page.locator("#comments textarea").press("Control+Enter")
        page.wait_for_selector(".tp-comment")
        assert page.locator("#comments textarea").first.input_value() == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_notice_arrives_by_itself_and_is_put_off(site, theme):
    with site.page(theme=theme) as page:
        settled(page)
        tell(site, EVIL, link="/catalogs/toy_good")
        page.wait_for_selector("#toasts .tp-toast", timeout=ARRIVES)
        assert EVIL in page.locator("#toasts").inner_text()
        assert page.locator("[data-bell-count]").inner_text() == "1"
        assert page.title().startswith("(1) ")
        page.locator("[data-bell]").click()
        page.wait_for_selector("#bell-list .tp-notice")
        assert axe(page) == []
        page.locator(".tp-later summary").click()
        assert axe(page) == []
        page.locator("[data-later-do]").nth(1).click()
        page.wait_for_function("() => document.querySelector('[data-bell-count]').hidden")
        assert not page.title().startswith("(")
        site.go(page, "/me/notices?part=later")
        assert EVIL in page.locator(".tp-notice").inner_text()
        assert axe(page) == []


def test_only_one_page_of_a_browser_asks_and_all_show(site):
    with site.page() as page:
        other = page.context.new_page()
        other.goto(site.address + "/catalogs/toy_good")
        settled(other)
        asked = []
        page.context.on(
            "request", lambda one: asked.append(one) if "/me/pulse" in one.url else None
        )
        tell(site, "Tea has come")
        for one in (page, other):
            one.wait_for_function(
                "() => document.querySelector('[data-bell-count]').textContent === '1'",
                timeout=2 * ARRIVES,
            )
        assert len(asked) <= 4


def test_work_shows_how_far_it_is_and_its_end_is_told(site):
    with site.house.work() as work:
        boss = site.house.policy.access_of(work, Users(work).by_name("boss"))
    with site.page() as page:
        with site.house.work(boss) as work:
            one = jobs.start(work, "core.restore_sequence", title=Text("", "Posting again"))
        site.house.board[one] = {"progress": 3, "progress_of": 12}
        page.wait_for_selector("[data-pulse-work]:visible", timeout=ARRIVES)
        assert "25" in page.locator("[data-pulse-percent]").inner_text()
        page.locator("[data-pulse-work]").click()
        page.wait_for_selector(".tp-work progress")
        assert axe(page) == []
        jobs.run_due(site.house)
        page.wait_for_selector(".tp-work >> text=Done", timeout=ARRIVES)
        page.wait_for_selector("#toasts .tp-toast", timeout=ARRIVES)
        assert "Posting again" in page.locator("#toasts").inner_text()


def test_posting_is_undone_from_the_word_that_tells_of_it(site):
    place, thing = site.save("toy_place", name="Main"), site.save("toy_thing", name="Axe")
    site.office.sign_in("boss")
    sheet = Sheet(place=str(place)).row(thing=str(thing), quantity="5", amount="10")
    path = site.office.send("/documents/toy_move/new", sheet.do("save")).headers["HX-Redirect"]
    with site.page() as page:
        site.go(page, path)
        page.keyboard.press("Control+Shift+Enter")
        page.wait_for_selector("#toasts [data-undo]")
        assert axe(page) == []
        page.locator("#toasts [data-undo]").press("Enter")
        page.wait_for_selector("text=Posting undone")
        assert "Draft" in page.locator("#form-head").inner_text()


def test_history_is_compared_and_links_are_walked_by_keyboard(tea):
    with tea.house.work() as work:
        from tradepost.core.records.write import save

        key = tea.tea.rpartition("/")[2]
        save(work, "toy_good", {"sku": "7"}, id=_key(key))
    buyer = str(tea.save("toy_buyer", name="Smith", main_good=key))
    lines = [{"good": key, "quantity": "3"}]
    first = str(tea.save("toy_order", buyer=buyer, lines=lines))
    second = str(tea.save("toy_order", buyer=buyer, lines=lines, based_on=first))
    with tea.page() as page:
        tea.go(page, tea.tea)
        panel_with(page, "history", ".tp-timeline")
        page.locator("[data-past] input[type=checkbox]").last.check()
        page.locator("[data-compare]").click()
        page.wait_for_selector(".tp-compare")
        assert "SKU: 7" in page.locator(".tp-compare").inner_text().replace("\n", " ")
        assert axe(page) == []
        page.locator("#aside [data-panel-open=links]").click()
        page.wait_for_selector(".tp-use")
        page.locator(".tp-use summary").first.press("Enter")
        page.wait_for_selector(".tp-use-row")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('.tp-use-row') !== null")
        assert axe(page) == []
        tea.go(page, f"/documents/toy_order/{second}?beside=links")
        page.wait_for_selector(".tp-chain")
        assert page.locator(".tp-link").count() == 2
        assert axe(page) == []


def test_a_template_is_kept_in_a_dialog(tea):
    with tea.page() as page:
        tea.go(page, tea.tea)
        page.click("[aria-controls=menu-more]")
        page.click("[data-dialog]")
        page.wait_for_selector("#dialog[open] #template-title")
        assert axe(page) == []
        page.fill("#template-title", "Usual tea")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=The template is kept")
        tea.go(page, "/catalogs/toy_good")
        page.keyboard.press("Shift+Insert")
        page.wait_for_selector("#menu-templates a:visible")
        assert axe(page) == []
        page.keyboard.press("Enter")
        page.wait_for_url("**/new?template=*")
        assert page.locator("[name^=name]").first.input_value() == "Tea"


def panel_with(page, name, shown):
    page.locator(f".tp-buttons [data-panel-open={name}]").click()
    page.wait_for_selector(shown)
    settled(page)


def sign_in(site, page, name):
    page.goto(f"{site.address}/sign-in")
    page.fill("#name", name)
    page.fill("#password", GOOD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tp-frame")


def _key(text):
    from uuid import UUID

    return UUID(text)
