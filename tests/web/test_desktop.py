"""The start page: whose widgets stand on it, what they show, and who may arrange it."""

import json

import pytest

from support.back_office import Office, Sheet

SHOWN = "/desktop/widgets/toy_shown"


def titles(office, path="/"):
    return [one["data-widget"] for one in office.get(path).html.select("[data-box]")]


def keep(office, *boxes, whose="mine", status=204):
    return office.send("/desktop", {"layout": json.dumps(boxes), "whose": whose}, status=status)


def box(name, **more):
    return {"key": name.replace("_", ""), "widget": name, **more}


@pytest.fixture
def keeper(desk):
    """The office of one who sees goods alone; his role has a widget of its own."""
    made = Office(desk.house)
    made.user("keeper", "toy_good.read")
    made.sign_in("keeper")
    return made


def test_everybody_finds_what_stands_on_all_desktops(keeper):
    assert titles(keeper) == ["toy_first", "drafts", "recent"]


def test_a_widget_shows_figures_chart_and_rows_that_lead_on(desk):
    page = desk.part(SHOWN).html
    assert page.select(".tp-figure-large a")[0]["href"] == "/reports/toy_stock_balance"
    assert page.select(".tp-negative")[0].text == "-350 %"
    assert page.select("dt")[0].text == "<b>In all</b>"  # escaped, not bold
    links = json.loads(page.select("[data-chart]")[0]["data-chart"])["links"]
    assert links == ["/reports/toy_stock_balance", ""]
    tea, safe = page.select("tbody tr")[-2:]
    assert tea.a["href"] == "/catalogs/toy_good?filter%5Bname%5D%5Blike%5D=tea"
    assert not safe.a


def test_nobody_is_led_to_where_he_may_not_go(keeper):
    page = keeper.part(SHOWN).html
    assert not page.select(".tp-figure-large a, .tp-widget-more")
    assert page.select("tbody tr td a")  # goods he may see


def test_a_widget_is_not_told_without_its_right(keeper):
    keeper.part("/desktop/widgets/toy_failing", 404)
    offered = keeper.get("/?arrange=1").html.select("[data-widget-add]")
    assert "toy_failing" not in {one["data-widget-add"] for one in offered}
    keeper.part("/desktop/box?widget=toy_failing", 404)
    keep(keeper, box("toy_failing"), box("toy_first"))
    assert titles(keeper) == ["toy_first"]


def test_what_fails_stays_in_its_box_and_tells_no_secret(desk):
    page = desk.part("/desktop/widgets/toy_failing")
    assert "secret" not in page.text
    assert page.html.select("[data-widget-again]")
    refused = desk.part("/desktop/widgets/toy_refused")
    assert "no right" in refused.text
    assert not refused.html.select("[data-widget-again]")


def test_a_desktop_is_kept_as_it_was_arranged(desk):
    boxes = [box("toy_shown", width=3, options={"period": "this_year"}), box("drafts")]
    keep(desk, *boxes)
    assert titles(desk) == ["toy_shown", "drafts"]
    first = desk.get("/").html.select("[data-box]")[0]
    assert first["data-width"] == "3"
    assert "period=this_year" in first.select("[data-widget-body]")[0]["hx-get"]
    desk.send("/desktop/forget", {"whose": "mine"})
    assert len(titles(desk)) > 2


@pytest.mark.parametrize(
    "given",
    ["", "{}", "[" * 5000, '[1, null, "x", {"widget": []}, {"widget": "drafts", "width": "9"}]'],
)
def test_a_bad_layout_breaks_nothing(desk, given):
    answer = desk.send("/desktop", {"layout": given}, status="*")
    assert answer.status_int in (204, 422)
    assert set(titles(desk)) <= {"drafts", "recent", "toy_first", "toy_shown", "toy_failing"}


def test_an_option_that_is_none_is_passed_over(desk):
    keep(desk, box("toy_shown", options={"period": "never", "evil": "1", "whose": {}}))
    body = desk.get("/").html.select("[data-widget-body]")[0]
    assert body["hx-get"] == SHOWN
    desk.part(SHOWN + "?period=never&evil=1")


def test_a_role_is_given_its_desktop_by_whoever_may_share(desk, keeper):
    keep(desk, box("recent"), whose="role:nobody", status=404)
    keep(desk, box("recent"), box("toy_shown"), whose="role:of_keeper")
    assert titles(keeper) == ["recent", "toy_shown"]
    assert titles(desk, "/?arrange=1&whose=role:of_keeper") == ["recent", "toy_shown"]
    desk.send("/desktop/forget", {"whose": "role:of_keeper"})
    keep(desk, box("toy_shown"), whose="all")
    assert titles(keeper) == ["toy_shown"]
    keep(keeper, box("drafts"))
    assert titles(keeper) == ["drafts"]
    keep(keeper, box("drafts"), whose="all", status=403)
    keeper.get("/?arrange=1&whose=all", 403)
    keeper.send("/desktop/forget", {"whose": "mine"})
    assert titles(keeper) == ["toy_shown"]
    desk.send("/desktop/forget", {"whose": "all"})
    assert titles(keeper) == ["toy_first", "drafts", "recent"]


def test_drafts_are_ones_own_unless_asked_otherwise(desk):
    good = desk.save("toy_good", name="Tea", price="1")
    buyer = desk.save("toy_buyer", name="Ann")
    sheet = Sheet(buyer=str(buyer)).row(good=str(good), quantity="1")
    desk.send("/documents/toy_order/new", sheet.do("save"))
    other = desk.save("toy_order", buyer=str(buyer))
    mine = desk.part("/desktop/widgets/drafts").html.select("tbody a")
    assert len(mine) == 1
    assert str(other) not in mine[0]["href"]
    everybody = desk.part("/desktop/widgets/drafts?whose=all").html.select("tbody a")
    assert len(everybody) == 2


def test_the_start_page_asks_little(desk):
    for path in ("/", "/?arrange=1", SHOWN, "/desktop/widgets/drafts", "/desktop/widgets/recent"):
        with desk.statements() as asked:
            desk.get(path)
        assert len(asked) <= 8, (path, asked)
