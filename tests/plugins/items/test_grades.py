"""Lower grades: cards of their own for goods that were damaged."""

import pytest

from support.back_office import Office
from tradepost.core.records.listing import page
from tradepost.core.records.query import Query
from tradepost.core.records.read import get
from tradepost.plugins.items import Item, make_grade
from tradepost.plugins.items.errors import GradeThere, WrongGrade
from tradepost.web.formats import Formats
from tradepost.web.picking import Picker


@pytest.fixture
def tea(books):
    return books.add("item", name="Tea", sku="T1", unit="pcs", vat_rate="20", code="TEA")


def grade(books, name="Low", quality="limited", grade_of="TEA", **more):
    data = {"unit": "pcs", "vat_rate": "20", **more}
    return books.add("item", name=name, code=name, quality=quality, grade_of=grade_of, **data)


def made(books, key, quality="limited"):
    with books.house.work() as work:
        return make_grade(work, get(work, "item", key), quality).id


def test_items_are_good_unless_said_otherwise(books, tea):
    assert books.see(Item, tea, "quality", "grade_of_id") == ("good", None)


def test_a_lower_grade_is_made_from_the_good_card(books, tea):
    books.change("item", tea, units=[{"unit": "box", "factor": "12"}])
    key = made(books, tea)
    names = ("name", "sku", "quality", "grade_of_id", "vat_rate")
    assert books.see(Item, key, *names) == (
        "Tea (ограниченно годен)", "T1-L", "limited", tea, 20,
    )  # fmt: skip
    assert [row.factor for row in books.see(Item, key, "units")] == [12]


def test_a_second_grade_of_one_quality_is_not_made(books, tea):
    low = made(books, tea)
    made(books, tea, "unfit")
    with pytest.raises(GradeThere):
        made(books, tea)
    with pytest.raises(WrongGrade):
        made(books, low)


def test_another_name_and_sku_may_be_given(books, tea):
    key = grade(books, "Broken tea", sku="B")
    assert books.see(Item, key, "name", "sku") == ("Broken tea", "B")


@pytest.mark.parametrize(
    "wrong",
    [{"quality": "good"}, {"unit": "kg"}, {"vat_rate": "10"}, {"kind": "kit"}],
    ids=lambda one: next(iter(one)),
)
def test_a_grade_is_like_the_good_item_but_for_its_quality(books, tea, wrong):
    with pytest.raises(WrongGrade):
        grade(books, **wrong)


def test_grades_stand_beside_one_another(books, tea):
    low = grade(books)
    with pytest.raises(WrongGrade) as refused:
        grade(books, "Lower", "unfit", grade_of="Low")
    assert refused.value.path == "grade_of"
    books.add("item", name="Coffee", code="COFFEE", unit="pcs", vat_rate="20")
    with pytest.raises(WrongGrade):  # a chain the other way round
        books.change("item", tea, quality="limited", grade_of="COFFEE")
    with pytest.raises(WrongGrade):
        books.change("item", low, grade_of="Low")


def test_the_good_item_stays_what_its_grades_need(books, tea):
    low = grade(books)
    for wrong in ({"quality": "unfit"}, {"unit": "kg"}, {"kind": "set"}):
        with pytest.raises(WrongGrade):
            books.change("item", tea, **wrong)
    books.change("item", tea, vat_rate="22")
    assert books.see(Item, low, "vat_rate") == 22
    books.change("item", low, grade_of=None)
    books.change("item", tea, quality="unfit")


def test_lists_are_filtered_by_quality(books, tea):
    low = grade(books)
    asked = Query().where("quality", "limited")
    assert books.read(lambda work: [one.id for one in page(work, "item", asked).records]) == [low]
    asked = Query().where("grade_of", "TEA")
    assert books.read(lambda work: [one.id for one in page(work, "item", asked).records]) == [low]


def test_the_list_leads_to_a_card_filled_in_from_the_good_one(shop):
    key = shop.item("TEA", sku="T1")
    office = Office(shop.house)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    answer = office.send("/items/grade", [("keys", str(key))], status=303, part=False)
    page = office.get(answer.location.removeprefix("http://localhost"))
    assert "TEA (of limited use)" in page and "T1-L" in page
    office.send("/items/grade", [("keys", "")], status=422, part=False)


def test_good_items_are_offered_before_lower_grades(shop):
    shop.add("item", code="ZTEA", name="Z tea")
    shop.add("item", code="ALOW", name="A tea, wet", quality="limited", grade_of="ZTEA")
    with shop.house.work(reads_only=True) as work:
        found = Picker(work, Formats.__new__(Formats)).choices("item", "tea", {})
    assert [one.text for one in found] == ["Z tea", "A tea, wet"]
