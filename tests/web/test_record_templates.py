"""Templates of records: kept for oneself or others, used even where something is gone."""

import pytest

from tradepost.core.arrangements import Arrangements
from tradepost.core.records.write import mark_deleted


@pytest.fixture
def shop(office):
    office.tea = str(office.save("toy_good", name="Tea", code="tea", price="2.5"))
    office.cup = str(office.save("toy_good", name="Cup", code="cup"))
    office.buyer = str(office.save("toy_buyer", name="Smith"))
    lines = [{"good": office.tea, "quantity": "3"}, {"good": office.cup, "quantity": "1"}]
    office.key = office.save("toy_order", buyer=office.buyer, comment="Monthly", lines=lines)
    office.path = f"/documents/toy_order/{office.key}"
    return office


def keep(office, title="Usual", whose="", status=204):
    return office.send(f"{office.path}/template", {"title": title, "whose": whose}, status)


def made(office):
    page = office.get("/documents/toy_order")
    return [(one.text.strip(), one["href"]) for one in page.html.select("#menu-templates a")][:-1]


def new(office):
    return office.get(made(office)[0][1])


def value(page, name):
    found = page.html.select(f'[name="{name}"], [name="{name}~"]')[0]
    return found.get("value", found.get_text(strip=True))


def rows(page):
    found = page.html.select("#rows-lines [data-combo-text]")
    return [one["value"] for one in found if one.get("value")]


def test_a_new_record_begins_with_what_the_template_holds(shop):
    keep(shop)
    page = new(shop)
    assert value(page, "buyer:text") == "Smith"
    assert value(page, "comment") == "Monthly"
    assert rows(page) == ["Tea", "Cup"]
    assert page.html.h1.text == "Order: new"


def test_what_is_no_longer_there_is_passed_over_with_a_word(shop):
    keep(shop)
    with shop.house.work() as work:
        mark_deleted(work, work.session.get(work.schema.records["toy_good"], _key(shop.cup)))
    page = new(shop)
    assert rows(page) == ["Tea"]
    assert "passed over: Good" in page.html.select("#toasts")[0].text


def test_a_field_that_no_plugin_declares_any_more_is_passed_over(shop):
    with shop.house.work(_boss(shop)) as work:
        content = {"buyer": shop.buyer, "gone": "x", "amount": "5", "due_on": "never",
                   "lines": [{"good": shop.tea, "quantity": "many"}, "nonsense"]}  # fmt: skip
        Arrangements(work).keep("template", "toy_order", content, title="Old")
    page = new(shop)
    assert value(page, "buyer:text") == "Smith"
    assert "passed over" in page.html.select("#toasts")[0].text


def test_a_template_is_mine_or_everybodys(shop, visitor):
    keep(shop, "Mine")
    keep(shop, "Shared", "all")
    visitor.user("clerk", "toy_order.*", "toy_good.read", "toy_buyer.read")
    visitor.sign_in("clerk")
    assert [title for title, _href in made(visitor)] == ["Shared"]
    visitor.path = shop.path
    keep(visitor, "For all", "all", 422)
    keep(visitor, "For me")
    assert [title for title, _href in made(visitor)] == ["For me", "Shared"]


def test_one_for_a_role_is_seen_by_those_who_have_it(shop, visitor):
    visitor.user("clerk", "toy_order.*")
    keep(shop, "Clerks'", "role:of_clerk")
    visitor.sign_in("clerk")
    assert [title for title, _href in made(visitor)] == ["Clerks'"]
    keep(shop, "Nobody's", "role:no_such", 422)


def test_a_template_is_found_in_the_field_that_leads_anywhere(shop):
    keep(shop, "Monthly tea")
    found = shop.part("/find?q=monthly").html.select("[role=option]")
    assert found[0]["data-href"] == made(shop)[0][1]


def test_templates_are_renamed_and_removed(shop):
    keep(shop)
    page = shop.get("/documents/toy_order/templates")
    key = page.html.select("[name=id]")[0]["value"]
    fields = {"id": key, "title": "Weekly", "do": "rename"}
    shop.send("/documents/toy_order/templates", fields, 303, part=False)
    assert [title for title, _href in made(shop)] == ["Weekly"]
    key = shop.get("/documents/toy_order/templates").html.select("[name=id]")[0]["value"]
    fields = {"id": key, "do": "remove"}
    shop.send("/documents/toy_order/templates", fields, 303, part=False)
    assert not made(shop)
    assert "No templates yet" in shop.get("/documents/toy_order/templates").text


def test_an_evil_title_is_shown_as_text_and_an_empty_one_refused(shop):
    keep(shop, "  ", status=422)
    keep(shop, "<script>alert(1)</script>")
    assert made(shop)[0][0] == "<script>alert(1)</script>"
    assert "<script>alert" not in shop.get("/documents/toy_order/templates").text


def test_a_template_of_another_kind_is_not_there(shop):
    keep(shop)
    key = made(shop)[0][1].rpartition("=")[2]
    shop.get(f"/catalogs/toy_good/new?template={key}", 404)


def test_masked_fields_do_not_come_in_by_a_template(shop, visitor):
    from tradepost.core.access.roles import Roles

    keep(shop, "Shared", "all")
    visitor.user("clerk", "toy_order.*", "toy_good.read", "toy_buyer.read")
    with shop.house.work() as work:
        Roles(work).mask("of_clerk", "toy_order", ["comment"])
    visitor.sign_in("clerk")
    assert "Monthly" not in new(visitor).text


def _key(text):
    from uuid import UUID

    return UUID(text)


def _boss(shop):
    from tradepost.core.access.users import Users

    with shop.house.work() as work:
        return shop.house.policy.access_of(work, Users(work).by_name("boss"))
