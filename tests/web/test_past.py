"""The history of a record: rows told, versions compared, values put back, masks kept."""

import pytest

from tradepost.core.access.roles import Roles


@pytest.fixture
def order(office):
    office.tea = office.save("toy_good", name="Tea", code="tea", price="2.5")
    office.cup = office.save("toy_good", name="Cup", code="cup", price="7")
    office.buyer = office.save("toy_buyer", name="Smith")
    office.key = office.save(
        "toy_order", buyer=str(office.buyer), comment="First",
        lines=[{"good": str(office.tea), "quantity": "3"}],
    )  # fmt: skip
    office.path = f"/documents/toy_order/{office.key}"
    return office


def change(office, **data):
    from tradepost.core.records.write import save

    with office.house.work() as work:
        return save(work, "toy_order", data, id=office.key)


def history(office):
    return office.part(f"{office.path}/panel/history").html.select(".tp-timeline > li")


def place(entry):
    return entry.select("[type=checkbox]")[0]["value"]


def words(found):
    return [one.get_text(" ", strip=True) for one in found]


def test_rows_that_came_went_or_changed_are_told_by_name(order):
    rows = order.read("toy_order", order.key).lines
    change(
        order, lines=[{"id": str(rows[0].id), "quantity": "4"}, {"good": "cup", "quantity": "1"}]
    )
    change(order, lines=[{"good": "cup", "quantity": "1"}])
    last, middle, first = history(order)
    assert words(first.select(".tp-row-added .tp-strong")) == ["Tea"]
    assert words(middle.select(".tp-row-changed .tp-strong")) == ["Tea"]
    changed = middle.select(".tp-row-changed")[0].get_text(" ", strip=True)
    assert "Quantity: 3 → 4" in changed
    assert words(middle.select(".tp-row-added .tp-strong")) == ["Cup"]
    assert sorted(words(last.select(".tp-row-removed .tp-strong"))) == ["Cup", "Tea"]


def test_two_versions_are_compared_and_what_was_changed_back_is_no_difference(order):
    for comment in ("Second", "Third", "First"):
        change(order, comment=comment)
    entries = history(order)
    first, third = entries[-1], entries[1]
    both = f"at={place(first)}&at={place(third)}".replace("+", "%2B")
    page = order.part(f"{order.path}/panel/compare?{both}")
    assert words(page.html.select(".tp-changes li")) == ["Comment: First → Third"]
    one = f"at={place(first)}".replace("+", "%2B")
    page = order.part(f"{order.path}/panel/compare?{one}")
    assert "No difference" in page.text


def test_a_version_is_compared_with_the_present_and_a_value_put_back(order):
    change(order, comment="Second")
    change(order, comment="Third")
    first = place(history(order)[-1]).replace("+", "%2B")
    page = order.part(f"{order.path}/panel/compare?at={first}")
    form = page.html.select(".tp-restore")[0]
    fields = {one["name"]: one["value"] for one in form.select("input")}
    order.send(f"{order.path}/restore", fields)
    assert order.read("toy_order", order.key).comment == "First"


def test_an_empty_value_and_a_reference_are_put_back(order):
    good = order.save("toy_good", name="Pot", group=None)
    group = order.save("toy_group", name="Dishes")
    from tradepost.core.records.write import save

    with order.house.work() as work:
        save(work, "toy_good", {"group": str(group), "sku": "7"}, id=good)
    order.path = f"/catalogs/toy_good/{good}"
    last = history(order)[0]
    assert "Group: Dishes" in last.get_text(" ", strip=True)
    for field in ("group", "sku"):
        order.send(f"{order.path}/restore", {"field": field, "at": place(history(order)[-2])})
    found = order.read("toy_good", good)
    assert (found.group_id, found.sku) == (None, "")


def test_what_the_house_computes_can_not_be_put_back(order):
    change(order, lines=[{"good": "cup", "quantity": "1"}])
    at = place(history(order)[0])
    for field in ("amount", "lines", "no_such", "version"):
        order.send(f"{order.path}/restore", {"field": field, "at": at}, 422)


@pytest.mark.parametrize("at", ["", "x", "2026-01-01~1~1", "2026-01-01T00:00:00+00:00~0~x"])
def test_a_version_that_can_not_be_read_is_told_so(order, at):
    order.send(f"{order.path}/restore", {"field": "comment", "at": at}, 422)
    order.part(f"{order.path}/panel/compare?at={at}", 422)


def test_the_version_of_another_record_is_not_there(order):
    mine = place(history(order)[0])
    order.path = f"/catalogs/toy_good/{order.tea}"
    order.send(f"{order.path}/restore", {"field": "sku", "at": mine}, 404)


def test_masked_fields_stay_masked_in_history_and_can_not_be_put_back(order, visitor):
    change(order, comment="Second")
    at = place(history(order)[0])
    visitor.user("clerk", "toy_order.*", "toy_good.read", "toy_buyer.read")
    with order.house.work() as work:
        Roles(work).mask("of_clerk", "toy_order", ["comment"])
        Roles(work).mask("of_clerk", "toy_order_line", ["price"])
    visitor.sign_in("clerk")
    visitor.path = order.path
    text = visitor.part(f"{order.path}/panel/history").text
    assert "Second" not in text and "First" not in text and "Price" not in text
    visitor.send(f"{order.path}/restore", {"field": "comment", "at": at}, 422)
    assert order.read("toy_order", order.key).comment == "Second"


def test_a_long_history_comes_a_page_at_a_time_with_as_many_statements(order):
    for n in range(34):
        change(order, comment=f"No {n}")
    page = order.part(f"{order.path}/panel/history")
    assert len(page.html.select(".tp-timeline > li")) == 31
    more = page.html.select(".tp-more")[0]["hx-get"]
    with order.statements() as sent:
        rest = order.part(more)
    assert len(rest.html.select("input[type=checkbox]")) == 5
    assert len(sent) <= 14
