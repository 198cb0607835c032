"""Making a record on the way: the fields it can not do without, and what plugins object to."""

import pytest

from support.back_office import Office
from tradepost.core.errors import Conflict
from tradepost.core.texts import Texts

_ = Texts("tradepost.core")


def fields(page):
    found = page.html.select(".tp-facts .tp-input")
    return [one["id"].removeprefix("c-") for one in found]


def test_a_small_form_asks_for_what_is_required_and_knows_the_typed_name(office):
    page = office.part("/create/toy_good?name=Mug")
    assert "name" in fields(page)
    assert "notes" not in fields(page)
    assert page.html.select("#c-name")[0]["value"] == "Mug"


def test_what_is_made_is_answered_by_key_and_name(office):
    made = office.send("/create/toy_good", {"name": "Mug"}, status=200).json
    assert made["text"] == "Mug"
    assert office.read("toy_good", made["key"]).name == "Mug"


def test_what_stands_in_the_way_is_told_in_the_small_form(office):
    page = office.send("/create/toy_good", {"name": ""}, status=422)
    assert page.html.select("#c-name")[0]["aria-invalid"] == "true"
    office.house.toys.objections = [Conflict(_("Order"), path="name")]
    page = office.send("/create/toy_good", {"name": "Mug"}, status=409)
    assert page.html.select("#c-name")[0]["value"] == "Mug"
    office.house.toys.objections = []


def test_only_who_may_make_a_record_is_offered_to(office):
    assert office.part("/pick/toy_good?q=zz").html.select("[data-create-option]")
    office.get("/create/toy_order", 404)
    office.user("clerk", "toy_good.read", "toy_order.read", "toy_order.create")
    office.send("/sign-out", {}, status=303, part=False)
    office.sign_in("clerk")
    office.get("/create/toy_good", 403)
    assert not office.part("/pick/toy_good?q=zz").html.select("[data-create-option]")
    assert not office.get("/documents/toy_order/new").html.select("[data-create]")


def test_what_was_chosen_lately_comes_first_where_it_still_may_be_seen(office):
    cup = office.save("toy_good", name="Cup")
    tea = office.save("toy_good", name="Tea")
    office.save("toy_good", name="Axe")
    page = office.part(f"/pick/toy_good?q=&recent={tea},{cup},nonsense")
    assert [one["data-text"] for one in page.html.select("li[data-key]")] == ["Tea", "Cup", "Axe"]


@pytest.mark.only("sqlite")
def test_every_catalog_of_the_house_can_be_asked_for_a_small_form(delivered):
    desk = Office(delivered)
    desk.user("boss", roles=["administrator"])
    desk.sign_in("boss")
    desk.save("organisation", name="North Wind", currency="RUB")
    for kind, cls in delivered.schema.catalogs.items():
        required = {
            name
            for name, one in cls.fields.items()
            if one.required and not one.readonly and one.type != "lines"
        }
        assert required <= set(fields(desk.part(f"/create/{kind}"))) | {"json"}, kind
