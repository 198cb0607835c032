"""The frame, signing in, and what is shown where something fails."""

import re

import pytest

from support.back_office import FRONTS, Office
from support.people import GOOD
from tradepost.core.app import make_app


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(visitor):
    visitor.user("ann", roles=["administrator"])
    answer = visitor.get("/catalogs/toy_good?q=tea", 303)
    assert answer.location.endswith("/sign-in?back=/catalogs/toy_good%3Fq%3Dtea")
    form = visitor.app.get(answer.location).forms[0]
    form["name"], form["password"] = "Ann", GOOD
    assert form.submit().location.endswith("/catalogs/toy_good?q=tea")


def test_a_house_without_plugins_shows_a_page_to_sign_in(bases):
    from support.toy import make_toy_base
    from tradepost.core.house import House
    from tradepost.core.settings import Settings

    house = House(Settings(), bases.like("toy", make_toy_base))
    page = Office(house).get("/sign-in")
    assert 'type="password"' in page.text
    house.close()


def test_a_wrong_password_leaves_the_name_and_says_so(visitor):
    visitor.user("ann")
    page = visitor.sign_in("ann", "wrong", status=422)
    assert page.forms[0]["name"].value == "ann"
    assert "wrong" in page.html.select(".tp-note-bad")[0].text.lower()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_house(visitor, back):
    visitor.user("ann")
    form = visitor.app.get("/sign-in", {"back": back}).forms[0]
    form["name"], form["password"] = "ann", GOOD
    assert form.submit().location == "http://localhost/"


def test_signing_out_ends_the_session(office):
    office.send("/sign-out", {}, status=303, part=False)
    office.get("/", 303)


def test_the_language_is_kept_with_the_person(office):
    office.send("/me/language", {"language": "ru", "back": "/"}, status=303, part=False)
    assert office.get("/").html.html["lang"] == "ru"
    office.app.set_cookie("tp_language", "en")
    assert office.get("/").html.html["lang"] == "ru"


def test_a_person_changes_his_own_password(office):
    office.send("/me", {"old": "no", "new": "green kettle hums"}, status=422, part=False)
    office.send("/me", {"old": GOOD, "new": "green kettle hums"}, status=303, part=False)
    office.sign_in("boss", "green kettle hums")


def test_the_menu_shows_what_a_person_may_open(visitor):
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    links = {one["href"] for one in visitor.get("/").html.select(".tp-nav-link")}
    assert links == {"/catalogs/toy_good"}


def test_somebody_without_any_right_sees_an_empty_start_page(visitor):
    visitor.user("nobody")
    visitor.sign_in("nobody")
    assert "Nothing is open to you yet" in visitor.get("/").text


def test_the_search_field_finds_places_by_words(office):
    found = office.part("/find?q=move").html.select("[role=option]")
    led = [one["data-href"] for one in found]
    assert led[:2] == ["/documents/toy_move", "/documents/toy_move/new"]
    assert all(one.startswith(("/reports/", "/help/")) for one in led[2:])


def test_what_is_not_there_is_told_with_a_way_out(office):
    page = office.get("/catalogs/nothing", 404)
    assert page.html.h1.text == "There is nothing here"
    assert page.html.select("a.tp-button-main")[0]["href"] == "/"
    office.get("/catalogs/toy_move", 404)  # a document is no catalog


def test_the_frame_stays_around_what_is_not_there(office):
    assert office.get("/no/such/address", 404).html.select(".tp-nav")


def test_what_is_forbidden_says_which_right_is_missing_who_has_it_and_whom_to_ask(visitor):
    visitor.user("reader", "toy_good.read")
    visitor.user("mover", "toy_move.read")
    visitor.user("boss", roles=["administrator"])
    visitor.sign_in("reader")
    page = visitor.get("/documents/toy_move", 403)
    told = page.html.select_one("[role=alert]").get_text(" ", strip=True)
    assert "toy_move.read" in told
    assert "Moves: see" in told
    assert "Roles that bring it: mover" in told
    assert "Whom to ask for it: boss" in told
    assert page.html.select(".tp-nav")  # the frame stays


def test_a_defect_shows_its_number_alone(office, monkeypatch):
    from tradepost.web import desktop

    monkeypatch.setattr(desktop, "Start", lambda request: 1 / 0)
    page = office.get("/", 500)
    assert re.search(r"Number of the fault: [0-9a-f]{12}", page.text)
    assert "ZeroDivisionError" not in page.text


def test_no_page_has_a_script_of_its_own(office):
    for path in ("/", "/catalogs/toy_good", "/documents/toy_order/new", "/sign-in"):
        page = office.get(path)
        assert not [one for one in page.html.select("script") if not one.get("src")]
        assert not re.search(r'\son\w+="', page.text)


def test_static_files_are_known_by_their_content(office):
    style = next(
        one["href"] for one in office.get("/").html.select("link[rel=stylesheet]")
        if "elements.css" in one["href"]
    )  # fmt: skip
    assert re.search(r"\?v=[0-9a-f]{12}$", style)
    assert "max-age=31536000" in office.get(style).headers["Cache-Control"]


def test_every_icon_of_the_pages_is_on_the_list():
    from support.shared import ROOT

    listed = set((ROOT / "web/assets/icons.txt").read_text().split("\n"))
    used = set()
    for path in (ROOT / "web").rglob("*"):
        if path.suffix == ".jinja2":
            used |= set(re.findall(r'icon\("([a-z0-9-]+)"', path.read_text()))
    assert used and used <= listed


def test_each_view_of_the_back_office_declares_a_right(toy):
    app = make_app(toy, FRONTS)
    assert app.registry.web_entries  # the application refuses to start with one that does not
