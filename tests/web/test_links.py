"""Links: the whole chain of documents as a tree, and where a record is named, a page at a time."""

import pytest

from tradepost.core.access.roles import Roles


@pytest.fixture
def shop(office):
    office.tea = str(office.save("toy_good", name="Tea", price="2.5"))
    office.buyer = str(office.save("toy_buyer", name="Smith"))
    return office


def order(office, **data):
    lines = [{"good": office.tea, "quantity": "3"}, {"good": office.tea, "quantity": "1"}]
    return str(office.save("toy_order", buyer=office.buyer, lines=lines, **data))


def links(office, key, kind="documents/toy_order"):
    return office.part(f"/{kind}/{key}/panel/links")


def tree(page):
    """Number and depth of each document."""
    found = []
    for one in page.html.select(".tp-link > a"):
        depth = len(one.find_parents("ul")) - 1
        found.append((one.get_text(" ", strip=True).split()[-1], depth))
    return found


def test_the_whole_chain_is_drawn_from_whatever_document_one_looks(shop):
    first = order(shop)
    second, other = order(shop, based_on=first), order(shop, based_on=first)
    third = order(shop, based_on=second)
    drawn = tree(links(shop, third))
    assert sorted(depth for _number, depth in drawn) == [0, 1, 1, 2]
    assert drawn == tree(links(shop, first)) == tree(links(shop, other))
    page = links(shop, third)
    here = page.html.select("[aria-current=page]")
    assert [one["href"] for one in here] == [f"/documents/toy_order/{third}"]
    assert "10.00" in page.html.select(".tp-link-facts")[0].text


def test_a_document_without_relations_stands_alone(shop):
    page = links(shop, order(shop))
    assert not page.html.select(".tp-chain")


def test_sums_that_are_masked_are_not_drawn(shop, visitor):
    first = order(shop)
    second = order(shop, based_on=first)
    visitor.user("clerk", "toy_order.read", "toy_good.read", "toy_buyer.read")
    with shop.house.work() as work:
        Roles(work).mask("of_clerk", "toy_order", ["amount"])
    visitor.sign_in("clerk")
    page = links(visitor, second)
    assert len(tree(page)) == 2
    assert "10.00" not in page.text


def test_it_is_told_where_a_good_is_named_once_for_each_document(shop):
    for _n in range(3):
        order(shop)
    page = links(shop, shop.tea, "catalogs/toy_good")
    (use,) = page.html.select(".tp-use summary")
    assert use.get_text(" ", strip=True) == "Orders 3"
    rows = shop.part(use["hx-get"]).html.select(".tp-use-row > a")
    assert len(rows) == 3
    assert all(one["href"].startswith("/documents/toy_order/") for one in rows)


def test_many_uses_come_a_page_at_a_time_and_are_not_counted_to_the_end(shop):
    for _n in range(45):
        order(shop)
    page = links(shop, shop.buyer, "catalogs/toy_buyer")
    address = page.html.select(".tp-use summary")[0]["hx-get"]
    seen = []
    while address:
        with shop.statements() as sent:
            part = shop.part(address)
        assert len(sent) <= 12
        seen += [one["href"] for one in part.html.select(".tp-use-row > a")]
        more = part.html.select("[hx-get]")
        address = more[0]["hx-get"] if more else ""
    assert len(seen) == len(set(seen)) == 45


def test_uses_of_kinds_that_one_may_not_read_are_not_told(shop, visitor):
    order(shop)
    visitor.user("clerk", "toy_good.read")
    visitor.sign_in("clerk")
    page = links(visitor, shop.tea, "catalogs/toy_good")
    assert not page.html.select(".tp-use")
    visitor.part(f"/catalogs/toy_good/{shop.tea}/panel/used?kind=toy_order", 404)


@pytest.mark.parametrize("kind", ["", "no_such", "toy_group"])
def test_a_kind_that_names_nothing_is_not_there(shop, kind):
    shop.part(f"/catalogs/toy_good/{shop.tea}/panel/used?kind={kind}", 404)


def test_a_cursor_that_can_not_be_read_is_told_so(shop):
    order(shop)
    path = f"/catalogs/toy_buyer/{shop.buyer}/panel/used?kind=toy_order&after.buyer=zzz"
    shop.part(path, 404)
