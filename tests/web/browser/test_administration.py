"""Administration by keyboard: the table of rights, the wizard of imports; axe finds nothing."""

import pytest

from support.screens import faults, settled
from tradepost.core.access.roles import Roles
from tradepost.core.access.users import Users
from tradepost.core.jobs import Worker

ROLE = "/administration/roles/keeper"


@pytest.fixture
def shop(site):
    with site.house.work() as work:
        Roles(work).create("keeper", "Keeper", ["toy_good.read"])
        Users(work).create("ann", password="violet tractor sings", roles=["keeper"])
    site.drinks = site.save("toy_group", name="Drinks", code="d1")
    return site


def at(page):
    return page.evaluate("document.activeElement.value")


def test_rights_are_ticked_by_arrows_and_space_and_told_before_they_are_saved(shop):
    with shop.page(path=ROLE) as page:
        page.fill("[data-sift=rights]", "goods")
        assert page.locator("#rights tr[data-sift-row]:visible").count() == 1
        page.keyboard.press("ArrowDown")
        assert at(page) == "toy_good.read"
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        assert at(page) == "toy_good.create"
        page.keyboard.press("Space")
        assert page.locator("[data-changed-more] span").inner_text() == "Goods: create"
        assert page.locator("[data-changed-less] span").inner_text() == "Goods: see"
        page.keyboard.press("Shift+Space")
        assert page.locator("#rights input[value^=toy_good]:checked").count() == 4
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.dataset.sift") == "rights"
        page.fill("[data-sift=rights]", "")
        page.keyboard.press("ArrowDown")
        first = at(page)
        page.keyboard.press("End")
        page.keyboard.press("Home")
        assert at(page) == first
        page.keyboard.press("Control+s")
        page.wait_for_selector("[data-toast]")
    with shop.house.work(reads_only=True) as work:
        found = shop.house.policy.access_of(work, Users(work).by_name("ann")).rights
    assert found == {f"toy_good.{one}" for one in ("read", "create", "edit", "delete")}


def test_the_table_of_rights_is_one_stop_of_the_tab_key(shop):
    with shop.page(path=ROLE) as page:
        stops = page.locator("#rights input[tabindex='0']")
        assert stops.count() == 1
        page.locator("#rights input").nth(3).focus()
        assert stops.count() == 1


def test_the_wizard_leads_from_a_file_to_records_by_keyboard(shop, tmp_path):
    path = tmp_path / "goods.csv"
    path.write_text("Code;Name;Price;Pieces\nt1;Tea;2,50;1\nc1;Cup;x;1\n", "utf-8")
    with shop.page(path="/administration/imports") as page:
        page.keyboard.press("Insert")
        page.wait_for_url("**/imports/new")
        page.select_option("#what", "toy_good")
        page.set_input_files("#file", str(path))
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/imports/*-*")
        page.locator("summary", has_text="Other fields").click()
        page.fill("#same-group", "drink")
        page.wait_for_selector("#options [role=option]")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".tp-counts")
        assert page.locator(".tp-faults tbody tr").inner_text().split("\t")[:3] == [
            "3",
            "Price",
            "x",
        ]
        page.click("button[value=take]")
        page.wait_for_selector("#import-part[hx-get]")
        Worker(shop.house).once()
        page.wait_for_selector("text=What came of it")
        page.click("text=Show the list")
        settled(page)
        assert page.locator("tbody tr").count() == 1
    [made] = shop_goods(shop)
    assert (made.code, made.group_id) == ("t1", shop.drinks)


def shop_goods(shop):
    with shop.house.work(reads_only=True) as work:
        return work.session.query(work.schema.records["toy_good"]).all()


def test_a_rule_is_written_by_choosing_records(shop):
    with shop.page(path=f"{ROLE}/rules?rows=toy_group") as page:
        page.fill("#add", "dri")
        page.wait_for_selector("#options [role=option]")
        page.keyboard.press("Enter")
        assert page.locator("[data-chip]").inner_text().strip() == "Drinks"
        page.keyboard.press("Control+s")
        page.wait_for_selector(".tp-rule-words")
        assert "only: Drinks" in " ".join(page.locator(".tp-rule-words").inner_text().split())


PAGES = (
    "users", "users/new", "users/{ann}", "users/{ann}/rights", "roles", "roles/keeper",
    "roles/keeper/rules?rows=toy_group", "roles/keeper/rules?fields=toy_good", "roles/keeper/menu",
    "roles/compare", "closing", "plugins", "plugins/core", "jobs", "audit", "base", "imports",
    "imports/new", "{file}", "{checked}",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_screen_of_administration_keeps_anybody_out(shop, language):
    from tradepost.core.importing import Imports, Plan, jobs

    boss = "boss" if language == "en" else "boss_ru"
    with shop.house.work(reads_only=True) as work:
        ann, me = (Users(work).by_name(one).id for one in ("ann", boss))
    with shop.house.work(shop.house.access_of(me)) as work:
        keys = []
        for _n in range(2):
            one = Imports(work).begin("toy_good", "goods.csv", b"Code;Name;Price\na;A;x\nb;B;1\n")
            keys.append(one.id)
        Imports(work).plan(one.id, Plan("toy_good", {0: "code", 1: "name", 2: "price"}, "code"))
        jobs.check(work, one)
    known = {"ann": ann, "file": f"imports/{keys[0]}", "checked": f"imports/{keys[1]}"}
    with shop.page(language=language) as page:
        found = {}
        for path in PAGES:
            shop.go(page, "/administration/" + path.format(**known))
            found[path] = faults(page, framed=False)
        assert not {path: said for path, said in found.items() if said}
