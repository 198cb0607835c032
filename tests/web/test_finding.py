"""The field that leads anywhere: places and records in any words, and only those in sight."""

import pytest

from support.back_office import Office


def hits(office, words):
    page = office.part("/find" ) if words is None else office.app.get(
        "/find", {"q": words}, headers={"HX-Request": "true"}
    )  # fmt: skip
    return [one["data-href"] for one in page.html.select("[role=option]")]


@pytest.fixture
def shop(office):
    office.tea = office.save("toy_good", name="Чайник зелёный", code="T-77", sku="sku9")
    buyer = office.save("toy_buyer", name="Ivanov", code="ivan")
    for _n in range(3):
        office.save("toy_order", buyer=str(buyer))
    return office


def test_places_and_new_documents_are_found_in_both_languages(shop):
    assert hits(shop, "orders")[0] == "/documents/toy_order"
    assert "/documents/toy_order/new" in hits(shop, "orders")
    assert hits(shop, "new good")[0] == "/catalogs/toy_good/new"
    assert hits(shop, "goods: new")[0] == "/catalogs/toy_good/new"
    assert "/administration/users" in hits(shop, "пользователей")
    assert "/administration/users" in hits(shop, "user")


def test_words_typed_with_the_other_layout_are_read(shop):
    page = shop.app.get("/find", {"q": "щквукы"})  # orders
    assert page.html.select(".tp-palette-instead")
    assert page.html.select("[role=option]")[0]["data-href"] == "/documents/toy_order"


def test_records_are_found_by_code_words_and_kind(shop):
    tea = f"/catalogs/toy_good/{shop.tea}"
    for words in ("T-77", "t-77", "чайники", "зелёного", "sku9", "good чайник"):
        assert tea in hits(shop, words), words
    assert hits(shop, "T-77")[0] == tea
    found = hits(shop, "order 2")
    assert found[0].startswith("/documents/toy_order/")
    assert len(found) == 1


def test_what_a_person_may_not_see_is_not_found(shop):
    shop.user("reader", "toy_buyer.read")
    reader = Office(shop.house)
    reader.sign_in("reader")
    assert hits(reader, "чайник") == []
    assert hits(reader, "T-77") == []
    assert [one for one in hits(reader, "orders") if not one.startswith("/help/")] == []
    assert [one for one in hits(reader, "users") if not one.startswith("/help/")] == []
    assert len(hits(reader, "ivanov")) == 1


def test_nothing_found_says_so_and_no_words_find_nothing(shop):
    assert "Nothing found" in shop.app.get("/find", {"q": "qqqqqq"}).text
    page = shop.app.get("/find", {"q": "  "})
    assert not page.html.select("[role=option]")
    assert "Nothing found" not in page.text


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"', "'; --", "%", "\0", "я" * 900]
)
def test_whatever_is_typed_is_only_words(shop, words):
    page = shop.app.get("/find", {"q": words}, status="*")
    assert page.status_int in (200, 400, 422)
    assert "<script>alert" not in page.text


def test_a_search_asks_a_bounded_number_of_questions(shop):
    for words in ("чайник", "order 2", "0000", "щквукы", "users"):
        with shop.statements() as asked:
            hits(shop, words)
        assert len(asked) <= 10, (words, asked)
