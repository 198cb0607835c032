"""Favourites and the look of the screen stay with the person."""

import pytest

from support.back_office import Office


def star(office, address, title="Page", do="add", status=200):
    return office.send(
        "/favourites", {"do": do, "address": address, "title": title}, status=status
    )


def side(office, path="/"):
    return [one["href"] for one in office.get(path).html.select("[data-favourite]")]


def test_a_starred_page_stands_in_the_side_bar_of_every_page(office):
    key = office.save("toy_good", name="Tea")
    assert star(office, f"/catalogs/toy_good/{key}", "<b>Tea</b>").html.select("[data-favourite]")
    star(office, "/reports/toy_stock_balance", "Stock")
    page = office.get(f"/catalogs/toy_good/{key}")
    assert page.html.select("[data-star]")[0]["aria-pressed"] == "true"
    assert "&lt;b&gt;Tea" in page.text
    assert side(office) == [f"/catalogs/toy_good/{key}", "/reports/toy_stock_balance"]
    assert (
        office.get("/catalogs/toy_good").html.select("[data-star]")[0]["aria-pressed"] == "false"
    )
    star(office, f"/catalogs/toy_good/{key}", do="remove")
    assert side(office) == ["/reports/toy_stock_balance"]


def test_they_are_put_in_order_without_a_mouse_or_script(office):
    for kind in ("toy_good", "toy_buyer", "toy_group"):
        star(office, f"/catalogs/{kind}", kind)
    for address, do in (("/catalogs/toy_group", "up"), ("/catalogs/toy_good", "down")):
        fields = {"do": do, "address": address}
        answer = office.send("/favourites", fields, status=303, part=False)
        page = answer.follow().html
        assert page.select("[autofocus]")[0]["value"] == do
    assert side(office) == [f"/catalogs/toy_{one}" for one in ("group", "good", "buyer")]
    star(office, "/catalogs/toy_group", do="up")  # it is the first already
    assert side(office)[0] == "/catalogs/toy_group"


@pytest.mark.parametrize(
    "address", ["", "//evil.example", "https://evil.example", "/", "/sign-out", "javascript:alert(1)",
                "/catalogs/" + "x" * 400, "/catalogs/\\evil"],
)  # fmt: skip
def test_only_pages_of_the_house_are_kept(office, address):
    star(office, address, status=422)
    assert side(office) == []


def test_a_page_that_is_no_longer_open_to_him_is_not_shown(office):
    office.user("ann", "toy_good.read")
    ann = Office(office.house)
    ann.sign_in("ann")
    star(ann, "/catalogs/toy_good")
    star(ann, "/catalogs/toy_buyer")
    assert side(ann) == ["/catalogs/toy_good"]
    assert side(office) == []  # nobody sees another's


def test_what_is_not_there_is_nothing_to_come_back_to(office):
    page = office.get("/catalogs/nothing", 404)
    assert not page.html.select("[data-star]")
    assert "data-here" not in page.html.body.attrs
    assert "data-here" not in office.get("/documents/toy_order/new").html.body.attrs
    assert office.get("/catalogs/toy_good").html.body["data-here"] == "/catalogs/toy_good"


def test_theme_and_rows_stay_with_the_person(office):
    office.send("/me/screen", {"theme": "dark"})
    office.send("/me/screen", {"density": "wide", "theme": "purple"})
    again = Office(office.house)
    assert again.get("/sign-in").html.html["data-bs-theme"] == "light"
    again.sign_in("boss")
    root = again.get("/").html.html
    assert (root["data-tp-theme"], root["data-tp-density"]) == ("dark", "wide")
    office.user("ann")
    other = Office(office.house)
    other.sign_in("ann")
    assert other.get("/").html.html["data-tp-theme"] == "auto"


def test_none_of_it_is_open_to_strangers(visitor):
    visitor.get("/favourites", 303)
    visitor.get("/find?q=x", 303)
