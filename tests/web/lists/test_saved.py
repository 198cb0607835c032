"""Views of a list under names: kept, chosen, overwritten, renamed, shared, forgotten."""

from urllib.parse import quote, unquote

import pytest

LIST = "/catalogs/toy_good"
AT = "filter[price][ge]=5&sort=-code&group=kind"


def do(office, do, at=AT, status=200, **fields):
    answer = office.send(f"{LIST}/views", {"do": do, "at": at, **fields}, status=status)
    found = answer.html.select("[data-go]")
    return found[0]["data-go"] if found else answer


def tabs(page):
    return [one.get_text(" ", strip=True) for one in page.html.select(".tp-views a")]


def test_a_view_is_kept_and_chosen_as_a_tab(goods):
    where = do(goods, "keep", title="Dear ones")
    page = goods.get(where)
    assert tabs(page) == ["All", "Dear ones"]
    assert page.html.select(".tp-views [aria-current]")[0].text.strip() == "Dear ones"
    assert page.html.select(".tp-group")  # its groups come with it
    assert (
        page.html.select(".tp-condition")[0]
        .get_text(" ", strip=True)
        .startswith("Price is not less")
    )
    assert tabs(goods.get(LIST)) == ["All", "Dear ones"]
    assert not goods.get(LIST).html.select(".tp-condition")


def test_a_changed_view_says_so_and_is_overwritten(goods):
    where = do(goods, "keep", title="Dear ones")
    view = where.partition("view=")[2]
    changed = f"view={view}&own=1&filter[price][ge]=9"
    page = goods.get(f"{LIST}?{changed}")
    assert page.html.select(".tp-view-changed")
    do(goods, "overwrite", at=changed)
    page = goods.get(where)
    assert not page.html.select(".tp-view-changed")
    assert "9" in page.html.select(".tp-condition")[0].text


def test_a_view_cleared_of_its_filters_stays_chosen(goods, names):
    where = do(goods, "keep", title="Dear ones")
    page = goods.get(f"{where}&own=1")
    assert names(page) == ["Cup", "Tea"]
    assert page.html.select(".tp-view-changed")


def test_the_list_opens_with_the_view_that_was_made_its_default(goods):
    where = do(goods, "keep", title="Dear ones", default="1")
    assert goods.get(LIST).html.select(".tp-views [aria-current]")[0].text.strip() == "Dear ones"
    assert not goods.get(f"{LIST}?q=te").html.select(".tp-group")
    plain = goods.get(f"{LIST}?view=all")
    assert plain.html.select(".tp-views [aria-current]")[0].text.strip() == "All"
    do(goods, "open_plain", at=where.partition("?")[2])
    assert goods.get(LIST).html.select(".tp-views [aria-current]")[0].text.strip() == "All"


def test_a_view_is_renamed_and_forgotten(goods):
    where = do(goods, "keep", title="Dear ones", default="1")
    at = where.partition("?")[2]
    assert do(goods, "rename", at=at, title="Costly") == where
    assert tabs(goods.get(LIST)) == ["All", "Costly"]
    assert do(goods, "drop", at=at) == f"{LIST}?view=all"
    assert tabs(goods.get(LIST)) == []


@pytest.mark.parametrize("title", ["", "   ", "x" * 61])
def test_a_view_needs_a_name(goods, title):
    answer = do(goods, "keep", title=title, status=422)
    assert answer.html.select("[role=alert]")


def test_no_two_views_of_one_owner_share_a_name(goods):
    do(goods, "keep", title="Dear ones")
    assert "already" in do(goods, "keep", title="dear ones", status=422).text


def test_views_are_shared_with_a_role_and_with_everybody(goods):
    goods.user("anna", "toy_good.read")
    goods.user("ivan", "toy_good.read")
    do(goods, "keep", title="For all", whose="all")
    do(goods, "keep", title="For Anna", whose="role:of_anna")
    do(goods, "keep", title="Mine")
    assert do(goods, "keep", title="x", whose="role:nobody", status=422).html.select(
        "[role=alert]"
    )
    goods.sign_in("anna")
    found = [one.split(": ")[-1] for one in tabs(goods.get(LIST))]
    assert found == ["All", "For Anna", "For all"]
    goods.sign_in("ivan")
    page = goods.get(LIST)
    assert [one.split(": ")[-1] for one in tabs(page)] == ["All", "For all"]
    dialog = goods.part(f"{LIST}/views")
    assert not dialog.html.select("[name=whose]")
    at = page.html.select(".tp-views a")[1]["href"].partition("?")[2]
    do(goods, "drop", at=at, status=404)
    do(goods, "keep", title="x", whose="all", status=403)


def test_a_view_that_lost_its_field_still_opens(goods):
    where = do(goods, "keep", title="Old", at="filter[gone]=1&filter[kind]=service")
    page = goods.get(where)
    assert page.html.select(".tp-condition-fault")
    assert [row.select("td")[1].text.strip() for row in page.html.select("tr[data-href]")] == [
        "Cup"
    ]


def test_a_view_by_what_was_hidden_later_still_opens(visitor):
    from tradepost.core.access.roles import Roles

    visitor.save("toy_good", name="Tea", price="5")
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    where = do(visitor, "keep", title="Dear", at="sort=-price&group=price,shelf_days,kind")
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price", "shelf_days"])
    assert visitor.get(where).html.select("tbody")


def test_an_address_nobody_made_is_no_view(goods):
    for view in ("zzz", "00000000-0000-0000-0000-000000000001", quote("'\"<x>")):
        assert goods.get(f"{LIST}?view={view}").html.select("tr[data-href]")
    assert "share" not in unquote(goods.get(LIST).request.url)
