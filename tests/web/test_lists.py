"""Generated lists."""

from datetime import UTC, datetime, timedelta

import pytest

from support.toy import NOW


@pytest.fixture
def goods(office):
    office.group = office.save("toy_group", name="Drinks")
    office.tea = office.save(
        "toy_good", name="Tea", code="tea", price="1234.5", group=str(office.group)
    )
    office.cup = office.save("toy_good", name="Cup", code="cup", kind="service", weighed=True)
    return office


def names(page):
    return [row.select("td")[1].text.strip() for row in page.html.select("tbody tr[data-href]")]


def test_a_list_shows_the_declared_columns(goods):
    page = goods.get("/catalogs/toy_good")
    heads = [one.get_text(strip=True) for one in page.html.select("thead th")]
    assert heads[:5] == ["Code", "Name", "Kind", "Group", "SKU"]
    assert "Notes" not in heads and "Values" not in heads
    row = page.html.select("tbody tr")[1].select("td")
    assert [one.text.strip() for one in row][:4] == ["tea", "Tea", "Goods", "Drinks"]
    price = next(one for one in row if "tp-number" in one["class"])
    assert price.text.strip() == "1\N{NARROW NO-BREAK SPACE}234.50"


def test_references_of_a_page_are_named_by_one_select(goods):
    for n in range(20):
        goods.save("toy_good", name=f"Good {n}", group=str(goods.group))
    with goods.statements() as few:
        goods.part("/catalogs/toy_good?q=tea")
    with goods.statements() as many:
        goods.part("/catalogs/toy_good")
    assert len(many) <= len(few)


def test_words_find_records_in_a_piece_of_the_page(goods):
    page = goods.part("/catalogs/toy_good?q=te")
    assert names(page) == ["Tea"]
    assert not page.html.select(".tp-frame")


def test_filters_keep_out_what_does_not_fit(goods):
    assert names(goods.get("/catalogs/toy_good?filter[kind]=service")) == ["Cup"]
    assert names(goods.get("/catalogs/toy_good?filter[weighed]=true")) == ["Cup"]
    page = goods.get(f"/catalogs/toy_good?filter[group]={goods.group}")
    assert names(page) == ["Tea"]
    chip = page.html.select("#chip-group button")[0]
    assert chip.get_text(" ", strip=True) == "Group: Drinks"


def test_a_marked_record_is_seen_where_it_is_asked_for(goods):
    with goods.house.work() as work:
        from tradepost.core.records.read import get
        from tradepost.core.records.write import mark_deleted

        mark_deleted(work, get(work, "toy_good", goods.cup))
    assert names(goods.get("/catalogs/toy_good")) == ["Tea"]
    page = goods.get("/catalogs/toy_good?state=marked")
    assert names(page) == ["Cup"]
    assert "Marked for deletion" in page.html.select("tbody .tp-state")[0].text


def test_heads_sort_and_say_how_it_is_sorted(goods):
    page = goods.get("/catalogs/toy_good?sort=-code")
    assert names(page) == ["Tea", "Cup"]
    head = page.html.select("th[aria-sort]")[0]
    assert (head["aria-sort"], head.button["data-sort"]) == ("descending", "code")


def test_a_long_list_goes_on_where_it_ended(office):
    for n in range(60):
        office.save("toy_group", name=f"Group {n:02}")
    first = office.get("/catalogs/toy_group")
    assert len(names(first)) == 50
    more = first.html.select(".tp-more")[0]["hx-get"]
    rest = office.part(more)
    assert [row.select("td")[1].text.strip() for row in rest.html.select("tr[data-href]")] == [
        f"Group {n}" for n in range(50, 60)
    ]
    assert not rest.html.select(".tp-more") and not rest.html.select("thead")


def test_documents_are_kept_to_a_period_and_a_state(office):
    place = office.save("toy_place", name="Main")
    for days in (0, 40):
        moment = NOW - timedelta(days=days)
        office.save("toy_move", place=str(place), moment=moment)
    page = office.get("/documents/toy_move")
    assert len(page.html.select("tbody tr[data-href]")) == 2
    assert {one.text.strip() for one in page.html.select("tbody .tp-state")} == {"Draft"}
    assert len(office.get("/documents/toy_move?period=this_month").html.select("tbody tr")) == 1
    assert len(office.get("/documents/toy_move?until=2026-03-01").html.select("tbody tr")) == 1
    assert "Nothing found" in office.get("/documents/toy_move?state=posted").text


def test_an_empty_list_says_what_to_do_first(office):
    page = office.get("/catalogs/toy_good")
    assert page.html.select(".tp-empty a")[0]["href"] == "/catalogs/toy_good/new"


def test_who_may_not_create_is_not_offered_it(visitor):
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    page = visitor.get("/catalogs/toy_good")
    assert "/catalogs/toy_good/new" not in page.text


def test_hidden_fields_are_neither_columns_nor_filters(visitor):
    from tradepost.core.access.roles import Roles

    visitor.user("reader", "toy_good.read")
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price", "kind"])
    visitor.sign_in("reader")
    page = visitor.get("/catalogs/toy_good")
    assert "Price" not in page.html.text
    assert not page.html.select("#chip-kind")
    visitor.get("/catalogs/toy_good?sort=price", 422)


def test_figures_of_a_russian_list_stand_as_russians_write_them(goods):
    goods.send("/me/language", {"language": "ru", "back": "/"}, status=303, part=False)
    page = goods.get("/catalogs/toy_good?q=tea")
    assert "1\N{NARROW NO-BREAK SPACE}234,50" in page.text


def test_moments_are_shown_in_the_zone_of_the_house(office):
    place = office.save("toy_place", name="Main")
    office.save("toy_move", place=str(place), moment=datetime(2026, 3, 1, 22, tzinfo=UTC))
    assert "2026-03-02 01:00" in office.get("/documents/toy_move").text
