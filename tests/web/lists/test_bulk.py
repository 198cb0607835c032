"""Bulk changes on screen: asked, tried, made, undone, logged."""

import pytest

LIST = "/catalogs/toy_good"


def tried(office, action, keys, status=204, **fields):
    given = {"action": action, "keys": ",".join(map(str, keys)), "at": "", **fields}
    answer = office.send(f"{LIST}/bulk", given, status=status)
    return answer.headers.get("HX-Redirect") or answer


def act(office, page, do, status=303):
    return office.send(page, {"do": do}, status=status, part=False)


def states(page):
    return [one.text.strip() for one in page.html.select("tbody .tp-state")]


def test_a_field_is_set_for_many_after_a_trial(goods):
    dialog = goods.part(f"{LIST}/bulk?action=core.set&field=pieces")
    assert dialog.html.select("#f-pieces")
    where = tried(goods, "core.set", [goods.tea, goods.cup], field="pieces", pieces="1 200")
    page = goods.get(where)
    assert states(page) == ["Would change", "Would change"]
    assert "Pieces: 1 → 1200" in page.html.select("tbody")[0].get_text(" ", strip=True)
    assert goods.read("toy_good", goods.tea).pieces == 1
    act(goods, where, "apply")
    assert goods.read("toy_good", goods.tea).pieces == 1200
    assert states(goods.get(where)) == ["Changed", "Changed"]
    act(goods, where, "undo")
    assert goods.read("toy_good", goods.tea).pieces == 1
    assert "Set a field" in goods.get("/bulk-changes").text


def test_records_are_moved_into_a_folder(goods):
    page = goods.get(LIST)
    button = page.html.select("#list-selected [data-list-dialog*='fixed=1']")[0][
        "data-list-dialog"
    ]
    assert goods.part(button).html.select("#f-group")
    where = tried(
        goods, "core.set", [goods.cup], field="group", fixed="1", **{"group:text": "Drinks"}
    )
    act(goods, where, "apply")
    assert goods.read("toy_good", goods.cup).group_id == goods.drinks


def test_all_that_fit_the_filter_are_taken(goods):
    where = tried(goods, "core.mark", [], all="1", at="filter[kind]=service")
    page = goods.get(where)
    assert [one.text for one in page.html.select("tbody a")] == ["Cup"]
    told = goods.part(f"{LIST}/bulk/count?filter[kind]=service").json
    assert (told["count"], told["text"]) == (1, "1")


def test_what_can_not_be_read_is_told_in_the_dialog(goods):
    answer = tried(goods, "core.set", [goods.tea], field="pieces", pieces="many", status=422)
    assert answer.html.select("[role=alert]") and answer.html.select("#f-pieces")
    assert "Nothing is chosen" in tried(goods, "core.mark", [], status=422).text
    for keys in (["zzz"], ["1,2"]):
        goods.send(f"{LIST}/bulk", {"action": "core.mark", "keys": keys[0]}, status=422)
    for action in ("no.such", "core.post", ""):
        goods.send(f"{LIST}/bulk", {"action": action, "keys": str(goods.tea)}, status=404)


def test_outcomes_are_looked_at_apart_and_page_by_page(goods):
    keys = [goods.save("toy_good", name=f"Good {n:03}") for n in range(120)]
    where = tried(goods, "core.set", keys, field="pieces", pieces="5")
    from tradepost.core.jobs import Worker

    assert "0 / 120" in goods.get(where).text  # many are tried in the background
    Worker(goods.house).once()
    page = goods.get(where)
    assert len(page.html.select("tbody tr")) == 101
    rest = goods.part(page.html.select(".tp-more")[0]["hx-get"])
    assert len(rest.html.select("tr")) == 20
    assert "Would change" in goods.get(f"{where}?only=would").text


def test_a_change_given_up_leaves_no_trace(goods):
    where = tried(goods, "core.mark", [goods.tea])
    act(goods, where, "drop")
    goods.get(where, status=404)


def test_who_may_not_is_not_offered_it_and_is_refused(visitor):
    key = visitor.save("toy_good", name="Tea", code="tea", price="5")
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    page = visitor.get(LIST)
    offered = [one.get("value") for one in page.html.select("#list-selected [name=action]")]
    assert offered == [] and not page.html.select("#list-selected [data-list-dialog*='core.set']")
    assert not page.html.select("td[data-edit]")
    for action in ("core.set", "core.mark"):
        visitor.send(f"{LIST}/bulk", {"action": action, "keys": str(key)}, status=404)


def test_a_hidden_field_is_not_set(visitor):
    from tradepost.core.access.roles import Roles

    key = visitor.save("toy_good", name="Tea", code="tea", price="5")
    visitor.user("editor", "toy_good.read", "toy_good.edit")
    with visitor.house.work() as work:
        Roles(work).mask("of_editor", "toy_good", ["price"])
    visitor.sign_in("editor")
    dialog = visitor.part(f"{LIST}/bulk?action=core.set")
    assert "price" not in [one["value"] for one in dialog.html.select("[name=field] option")]
    given = {"action": "core.set", "keys": str(key), "field": "price", "price": "9"}
    where = visitor.send(f"{LIST}/bulk", given).headers["HX-Redirect"]
    visitor.send(where, {"do": "apply"}, status=303, part=False)
    assert visitor.read("toy_good", key).price == 5


@pytest.mark.parametrize("query", ["after=zzz", "after=99999999999999", "only=zzz", "only='"])
def test_garbage_behind_the_address_is_passed_over(goods, query):
    where = tried(goods, "core.mark", [goods.tea])
    goods.get(f"{where}?{query}")


def test_documents_are_posted_together(office):
    place, thing = office.save("toy_place", name="Main"), office.save("toy_thing", name="Axe")
    keys = [
        office.save("toy_move", place=str(place), lines=[{"thing": str(thing), "quantity": n, "amount": "1"}])
        for n in (5, -50)
    ]  # fmt: skip
    given = {"action": "core.post", "keys": ",".join(map(str, keys)), "at": ""}
    where = office.send("/documents/toy_move/bulk", given).headers["HX-Redirect"]
    page = office.get(where)
    assert sorted(states(page)) == ["Refused", "Would change"]
    assert page.html.select("tbody .tp-fault")
    act(office, where, "apply")
    assert [office.read("toy_move", key).posted for key in keys] == [True, False]


def test_an_action_of_a_plugin_takes_the_chosen_to_a_page_of_its_own(goods):
    from tradepost.core import Plugin, Texts, hookimpl
    from tradepost.core.bulk import BulkAction

    _ = Texts("tradepost.core")

    class Printer(Plugin):
        name, title = "printer", _("Draft")

        @hookimpl
        def list_bulk_actions(self):
            return [BulkAction("toy.print", _("Draft"), "{kind}.read", opens="/print/{kind}")]

    goods.house.plugins.manager.register(Printer())
    form = goods.get(LIST).html.select("#list-selected form[action='/print/toy_good']")[0]
    assert form["target"] == "_blank" and form.select("[name=kind]")[0]["value"] == "toy_good"
    goods.send(f"{LIST}/bulk", {"action": "toy.print", "keys": str(goods.tea)}, status=404)
