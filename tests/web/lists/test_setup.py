"""How a list is laid out: columns, widths, groups, colours."""

import pytest

from tradepost.core.records import listing

LIST = "/catalogs/toy_good"
BUYERS = "/catalogs/toy_buyer"


def keep(office, path=LIST, at="", status=200, **fields):
    pairs = [
        (n, v)
        for n, value in fields.items()
        for v in (value if isinstance(value, list) else [value])
    ]
    answer = office.send(f"{path}/setup", [("at", at), ("do", "keep"), *pairs], status=status)
    return answer.html.select("[data-go]")[0]["data-go"]


def heads(page):
    return [one["data-column"] for one in page.html.select("thead th[data-column]")]


def test_columns_are_chosen_and_stand_in_their_order(goods):
    keep(goods, BUYERS, column=["name", "main_good.price", "main_good.shelf_days", "code"])
    page = goods.get(BUYERS)
    assert heads(page) == ["name", "main_good.price", "main_good.shelf_days", "code"]
    row = [one.text.strip() for one in page.html.select("tbody tr")[0].select("td")]
    assert row[:4] == ["Ann", "1\N{NARROW NO-BREAK SPACE}234.50", "9", "ann"]
    dialog = goods.part(f"{BUYERS}/setup")
    offered = [one["value"] for one in dialog.html.select("[name=column]")]
    assert offered[:4] == heads(page)


def test_columns_nobody_knows_are_passed_over(goods):
    keep(goods, column=["name", "no_such", "<script>", "group.no_such"])
    assert heads(goods.get(LIST)) == ["name"]


def test_the_layout_is_the_person_s_own_and_is_taken_back(goods):
    before = heads(goods.get(LIST))
    keep(goods, column=["name"])
    goods.user("anna", "toy_good.read")
    goods.sign_in("anna")
    assert heads(goods.get(LIST)) == before
    goods.sign_in("boss")
    assert heads(goods.get(LIST)) == ["name"]
    goods.send(f"{LIST}/setup", {"at": "", "do": "reset"}, status=200)
    assert heads(goods.get(LIST)) == before


def test_a_column_that_is_hidden_later_is_not_shown(visitor):
    from tradepost.core.access.roles import Roles

    visitor.save("toy_good", name="Tea", price="5")
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    keep(visitor, column=["name", "price"])
    assert heads(visitor.get(LIST)) == ["name", "price"]
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price"])
    assert heads(visitor.get(LIST)) == ["name"]
    keep(visitor, column=["price", "name"])
    assert heads(visitor.get(LIST)) == ["name"]


@pytest.mark.parametrize(("given", "kept"), [("240", "240"), ("9", "48"), ("99999", "900")])
def test_a_width_is_kept_within_bounds(goods, given, kept):
    goods.send(f"{LIST}/size", {"column": "name", "width": given, "at": ""})
    assert goods.get(LIST).html.select("th[data-column=name]")[0]["data-width"] == kept


@pytest.mark.parametrize("given", ["", "x", "-5", "999999999999", "0"])
def test_a_width_that_is_none_is_passed_over(goods, given):
    goods.send(f"{LIST}/size", {"column": "name", "width": given, "at": ""})
    assert not goods.get(LIST).html.select("th[data-width]")


def test_a_list_is_grouped_with_subtotals_and_opened_to_its_rows(goods, names):
    where = keep(goods, group=["kind", "group"], column=["name", "code", "pieces"])
    page = goods.get(where)
    lines = [one.get_text(" ", strip=True) for one in page.html.select(".tp-group-open")]
    assert lines == ["Goods 1", "Hot 1", "Service 1", "Empty: Group 1"]
    assert page.html.select(".tp-total td.tp-number")[0].text.strip() == "2"
    rows = goods.part(page.html.select(".tp-group-1 [data-group-rows]")[0]["data-group-rows"])
    assert [one["data-href"].rpartition("/")[2] for one in rows.html.select("tr")] == [
        str(goods.tea)
    ]


def test_groups_of_a_long_list_go_on(goods):
    for n in range(60):
        goods.save("toy_good", name=f"Good {n:02}")
    page = goods.get(f"{LIST}?group=kind")
    rows = goods.part(page.html.select("[data-group-rows]")[0]["data-group-rows"])
    assert len(rows.html.select("tr[data-href]")) == 50
    rest = goods.part(rows.html.select(".tp-more")[0]["hx-get"])
    assert len(rest.html.select("tr[data-href]")) == 11


def test_what_can_not_be_grouped_is_told_with_the_way_back(goods, monkeypatch):
    from tradepost.core.records import grouped

    for wrong in ("nothing", "price", "name.x", "values"):
        page = goods.get(f"{LIST}?group={wrong}")
        assert page.html.select(".tp-empty a")[0]["href"] == LIST
    monkeypatch.setattr(grouped, "MOST_ROWS", 1)
    assert "too many to add up" in goods.get(f"{LIST}?group=kind").text


def test_records_that_fit_a_rule_bear_its_word_and_sign(goods):
    keep(goods, at="filter[price][ge]=1000", tone="bad", word="Dear")
    page = goods.get(LIST)
    row = page.html.select(f"#row-{goods.tea}")[0]
    assert "tp-row-bad" in row["class"]
    state = row.select(".tp-cell-state .tp-state")[0]
    assert state.text.strip() == "Dear" and state.select("svg")
    assert not page.html.select(f"#row-{goods.cup}")[0].get("class")
    assert "Price is not less than" in goods.part(f"{LIST}/setup").html.select(".tp-rule")[0].text
    keep(goods, **{"tone-0": "drop"})
    assert not goods.get(LIST).html.select(".tp-row-bad")


def test_a_rule_by_what_is_hidden_later_colours_nothing(visitor):
    from tradepost.core.access.roles import Roles

    visitor.save("toy_good", name="Tea", price="5")
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    keep(visitor, at="filter[price][ge]=1", tone="care", word="")
    assert visitor.get(LIST).html.select(".tp-row-care")
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price"])
    assert not visitor.get(LIST).html.select(".tp-row-care")


def test_a_layout_is_kept_in_a_view(goods):
    keep(goods, at="filter[price][ge]=1000", tone="bad", word="Dear", column=["name", "price"])
    answer = goods.send(f"{LIST}/views", {"do": "keep", "title": "Dear", "at": ""}, status=200)
    where = answer.html.select("[data-go]")[0]["data-go"]
    goods.send(f"{LIST}/setup", {"at": "", "do": "reset"}, status=200)
    page = goods.get(where)
    assert heads(page) == ["name", "price"] and page.html.select(".tp-row-bad")
    assert len(heads(goods.get(f"{LIST}?view=all"))) > 2


def test_a_column_one_step_away_sorts_the_list_and_says_how_far(goods, monkeypatch):
    goods.save("toy_buyer", name="Cid", code="cid", main_good="cup")
    keep(goods, BUYERS, column=["name", "main_good.code", "main_good.name"])
    asked = f"{BUYERS}?sort=main_good.code"
    page = goods.get(asked)
    rows = [one.select("td")[0].text.strip() for one in page.html.select("tbody tr[data-href]")]
    assert [one for one in rows if one != "Bob"] == ["Cid", "Ann"]
    head = page.html.select_one("th[data-column='main_good.code']")
    assert head["aria-sort"] == "ascending"
    assert "50\N{NARROW NO-BREAK SPACE}000" in head.select_one("button")["title"]
    assert not page.html.select_one("th[data-column='main_good.name'] button").has_attr("title")
    monkeypatch.setattr(listing, "SORTED", 2)
    page = goods.get(asked)
    assert "More than 2 records can not be sorted by Code" in page.text
    assert len(page.html.select("tbody tr[data-href]")) == 3
