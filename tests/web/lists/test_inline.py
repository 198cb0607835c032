"""A cell of a catalog changed where it stands."""

import pytest

LIST = "/catalogs/toy_good"


def cell(office, key, field):
    return f"{LIST}/{key}/cell/{field}"


def test_a_cell_becomes_a_field_and_its_row_comes_back(goods):
    page = goods.part(cell(goods, goods.tea, "price"))
    assert page.html.select("[name=value]")[0]["value"] == "1\N{NARROW NO-BREAK SPACE}234.50"
    answer = goods.send(
        cell(goods, goods.tea, "price"), {"value": "7,5", "version": "1"}, status=200
    )
    row = answer.html.select("tr")[0]
    assert row["data-version"] == "2" and "7.50" in row.text
    assert goods.read("toy_good", goods.tea).price == 7.5


def test_the_version_shown_is_the_one_that_is_replaced(goods):
    goods.send(cell(goods, goods.tea, "price"), {"value": "7", "version": "1"}, status=200)
    answer = goods.send(
        cell(goods, goods.tea, "price"), {"value": "8", "version": "1"}, status=409
    )
    assert "changed by somebody else" in answer.text
    assert answer.html.select("[name=value]")[0]["value"] == "8"
    assert goods.read("toy_good", goods.tea).price == 7


def test_what_is_refused_stays_in_the_cell_with_the_reason(goods):
    for value in ("dear", "9" * 30):
        answer = goods.send(cell(goods, goods.tea, "price"), {"value": value}, status=422)
        assert answer.html.select("[role=alert]")
    answer = goods.send(cell(goods, goods.tea, "name"), {"value": ""}, status=422)
    assert "missing" in answer.text


def test_references_choices_and_flags_too(goods):
    goods.send(cell(goods, goods.cup, "group"), {"value": "drinks", "key": ""}, status=200)
    assert goods.read("toy_good", goods.cup).group_id == goods.drinks
    goods.send(cell(goods, goods.cup, "group"), {"value": "", "key": ""}, status=200)
    goods.send(cell(goods, goods.cup, "kind"), {"value": "goods"}, status=200)
    goods.send(cell(goods, goods.cup, "weighed"), {"value": "false"}, status=200)
    goods.send(cell(goods, goods.cup, "shelf_days"), {"value": "12"}, status=200)
    found = goods.read("toy_good", goods.cup)
    assert (found.group_id, found.kind_, found.weighed) == (None, "goods", False)
    assert "no “" in goods.send(cell(goods, goods.cup, "group"), {"value": "zz"}, status=422).text


def test_documents_computed_and_long_fields_are_not_changed_in_a_list(goods):
    order = goods.save("toy_order", buyer="ann")
    goods.get(f"/documents/toy_order/{order}/cell/due_on", status=404)
    for field in ("notes", "values", "codes", "nothing"):
        goods.get(cell(goods, goods.tea, field), status=404 if field != "notes" else 403)
    assert not goods.get("/documents/toy_order").html.select("td[data-edit]")


def test_marked_records_and_hidden_fields_are_left_alone(visitor):
    from tradepost.core.access.roles import Roles
    from tradepost.core.records.read import get
    from tradepost.core.records.write import mark_deleted

    key, other = (visitor.save("toy_good", name=n, price="5") for n in ("Tea", "Cup"))
    with visitor.house.work() as work:
        mark_deleted(work, get(work, "toy_good", other))
    visitor.user("editor", "toy_good.read", "toy_good.edit")
    with visitor.house.work() as work:
        Roles(work).mask("of_editor", "toy_good", ["price"])
    visitor.sign_in("editor")
    visitor.get(cell(visitor, key, "price"), status=404)
    visitor.get(cell(visitor, other, "name"), status=403)
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    visitor.get(cell(visitor, key, "name"), status=403)


@pytest.mark.parametrize("version", ["x", "-1", "9" * 40, ""])
def test_a_version_that_is_none_is_passed_over(goods, version):
    goods.send(cell(goods, goods.tea, "sku"), {"value": "S", "version": version}, status=200)
