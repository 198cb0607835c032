"""Help: on the screen one is on, made from its declaration; the guide, safe and in two languages."""

import sys

import pytest

from support.back_office import Office
from tradepost.web.helping.guides import guides


def about(office, address):
    return office.app.get("/help/of", {"address": address}, headers={"HX-Request": "true"}).html


def test_a_kind_tells_its_fields_what_it_moves_and_what_one_may_do(office):
    place, thing = office.save("toy_place", name="Main"), office.save("toy_thing", name="Axe")
    with office.house.work() as work:
        from tradepost.core.posting import service
        from tradepost.core.records.write import save

        line = {"thing": str(thing), "quantity": "5", "amount": "10"}
        move = save(work, "toy_move", {"place": str(place), "lines": [line]})
        service.post(work, move)
    page = about(office, f"/documents/toy_move/{place}?x=1")
    assert page.select("[data-help-field=place]")
    assert page.select("[data-help-field=quantity]")  # of a row
    assert "/reports/toy_stock_balance" in {one["href"] for one in page.select("a[href]")}
    assert len(page.select(".tp-help-rights li")) == 6


def test_help_tells_no_more_than_a_person_may_see(office):
    office.user("reader", "toy_good.read")
    with office.house.work() as work:
        from tradepost.core.access.roles import Roles

        Roles(work).mask("of_reader", "toy_good", ["price"])
    reader = Office(office.house)
    reader.sign_in("reader")
    page = about(reader, "/catalogs/toy_good")
    assert page.select("[data-help-field=name]")
    assert not page.select("[data-help-field=price]")
    rights = [one.text for one in page.select(".tp-help-rights .tp-quiet")]
    assert len(rights) == 3
    assert not about(reader, "/documents/toy_move").select("[data-help-field]")
    reader.get("/help/kinds/toy_move", 404)
    reader.get("/help/kinds/toy_good")


def test_a_report_tells_its_figures(office):
    assert "Quantity" in about(office, "/reports/toy_stock_balance").text


@pytest.mark.parametrize(
    "address", ["", "/", "//", "/catalogs", "/x/y/z", "/reports/nothing", "\0"]
)
def test_any_place_has_some_help(office, address):
    assert about(office, address).select("a[href^='/help/guide/']")


def test_the_guide_is_read_in_the_language_of_the_person(office):
    assert "Your first trading day" in office.get("/help/guide/first-day").html.h1.text
    office.user("anna", "toy_good.read", language="ru")
    anna = Office(office.house)
    anna.sign_in("anna")
    page = anna.get("/help/guide/first-day")
    assert page.html.h1.text.startswith("Ваш первый") or page.html.h1.text.startswith("Первый")
    anna.get("/help/guide/nothing", 404)
    assert anna.get("/help").html.select("a[href='/help/guide/first-day']")


def test_the_guide_is_found_by_its_headings(office):
    found = office.app.get("/find", {"q": "trading day"}).html.select("[role=option]")
    assert "/help/guide/first-day" in [one["data-href"] for one in found]


def test_nothing_in_a_page_of_the_guide_can_run(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[guides.__module__], "FOLDER", tmp_path)
    text = (
        "<!-- about: toy_good / -->\n# A & b\n\n<script>alert(1)</script>\n\n"
        "[x](javascript:alert(1)) [y](//evil) [z](../rest.md) [w](b.en.md) [v](https://a.example)\n\n"
        "![<img src=x onerror=alert(1)>](http://x)\n"
    )
    (tmp_path / "a.en.md").write_text(text)
    (tmp_path / "b.ru.md").write_text("# Б")
    (tmp_path / "notes.md").write_text("# no page")
    found = guides("en")
    assert set(found) == {"a", "b"}
    page = found["a"]
    assert page.about == {"toy_good", "/"}
    assert "<script" not in page.body
    assert "<img" not in page.body
    assert 'href="javascript' not in page.body
    assert 'href="//' not in page.body
    assert "rest.md" not in page.body
    assert 'href="/help/guide/b"' in page.body
    assert 'href="https://a.example" rel="noopener noreferrer" target="_blank"' in page.body


def test_help_asks_a_bounded_number_of_questions(office):
    for address in ("/documents/toy_move", "/catalogs/toy_good", "/reports/toy_stock_balance"):
        with office.statements() as asked:
            about(office, address)
        assert len(asked) <= 8, asked
