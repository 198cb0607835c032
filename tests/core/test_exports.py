"""Lists as files: whole, defused, bounded, and later where they are long."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from support.people import People
from tradepost.core import Forbidden, Refusal, Unknown, exports
from tradepost.core.access.access import SYSTEM, Access
from tradepost.core.exports import Exports, ListFile
from tradepost.core.jobs import Worker
from tradepost.core.records.query import Filter, Query
from tradepost.core.records.write import save

COLUMNS = ("code", "name", "price", "group", "group.name", "kind", "weighed", "shelf_days", "gone")


@pytest.fixture
def people(toy):
    return People(toy)


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        save(work, "toy_group", {"name": "=1+1", "code": "drinks"})
        save(
            work,
            "toy_good",
            {"name": "=HYPERLINK(1)", "code": "a", "price": "-1.5", "group": "drinks"},
        )
        save(work, "toy_good", {"name": "Чай", "code": "b", "weighed": True, "shelf_days": 3})
    return toy


def written(house, access=SYSTEM, **more):
    given = {"query": Query(sort=("code",)), "columns": COLUMNS, "media": "csv", "language": "en"}
    wanted = ListFile("toy_good", **{**given, **more})
    with house.work(access, reads_only=True) as work:
        made = BytesIO()
        Exports(work).write(wanted, made)
        return made.getvalue()


def test_a_list_is_written_as_it_is_seen_and_defused(shop):
    lines = written(shop).decode("utf-8-sig").splitlines()
    assert lines == [
        'Code,Name,Price,Group,Group: Name,Kind,Weighed,"Shelf life, days"',
        "a,'=HYPERLINK(1),-1.5,'=1+1,'=1+1,Goods,0,",
        "b,Чай,,,,Goods,1,3",
    ]


def test_a_russian_file_has_the_separators_of_russians(shop):
    lines = written(shop, language="ru").decode("utf-8-sig").splitlines()
    assert lines[1].startswith("a;'=HYPERLINK(1);-1,5;")


def test_a_sheet_holds_texts_and_numbers_and_no_formula(shop):
    book = load_workbook(BytesIO(written(shop, media="xlsx")))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[2][:3] == ["Code", "Name", "Price"]
    assert rows[3][:4] == ["a", "=HYPERLINK(1)", -1.5, "=1+1"]
    assert {cell.data_type for row in book.active.iter_rows(min_row=4) for cell in row} <= {
        "s",
        "n",
        "b",
    }


def test_filters_and_order_are_those_of_the_list(shop):
    query = Query("", [Filter("price", "empty", "true")], ("-code",))
    assert len(written(shop, query=query).splitlines()) == 2
    backwards = written(shop, query=Query(sort=("-code",))).decode("utf-8-sig").splitlines()
    assert backwards[1].startswith("b,")


def test_what_is_hidden_is_not_written(shop):
    masked = Access(
        None, "x", frozenset({"toy_good.read"}), masked={"toy_good": frozenset({"price"})}
    )
    head = written(shop, masked).decode("utf-8-sig").splitlines()[0]
    assert head == 'Code,Name,Group,Kind,Weighed,"Shelf life, days"'
    with pytest.raises(Forbidden):
        written(shop, Access(None, "x", frozenset()))


def test_a_long_list_is_written_later_for_who_asked_alone(shop, monkeypatch, people):
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    monkeypatch.setattr(exports, "PART", 10)
    people.role("keeper", "toy_good.read", "toy_group.read")
    for name in ("anna", "ivan"):
        people.add(name, "keeper")
    wanted = ListFile("toy_good", Query(sort=("code",)), COLUMNS, "csv", "en")
    with shop.work(people.access("anna")) as work:
        assert Exports(work).is_long(wanted)
        key = Exports(work).order(wanted).id
    Worker(shop).once()
    with shop.work(people.access("anna")) as work:
        found = Exports(work).get(key)
        assert found.ready_at is not None and found.name == "Goods.csv"
        made = BytesIO()
        Exports(work).copy(found, made)
        assert made.getvalue() == written(shop)
    with shop.work(people.access("ivan")) as work, pytest.raises(Unknown):
        Exports(work).get(key)


def test_a_file_that_can_not_be_made_says_why(shop, people):
    from tradepost.core.access.roles import Roles

    people.role("keeper", "toy_good.read")
    people.add("anna", "keeper")
    wanted = ListFile(
        "toy_good", Query(filters=[Filter("price", "ge", "1")]), COLUMNS, "csv", "en"
    )
    with shop.work(people.access("anna")) as work:
        key = Exports(work).order(wanted).id
    with shop.work() as work:
        Roles(work).mask("keeper", "toy_good", ["price"])
    Worker(shop).once()
    with shop.work(people.access("anna")) as work:
        found = Exports(work).get(key)
        assert found.ready_at is None and found.reason


def test_what_a_file_can_not_hold_is_refused(shop, monkeypatch):
    monkeypatch.setattr(exports, "LONGEST", {"xlsx": 1, "csv": 1})
    with shop.work() as work, pytest.raises(Refusal, match="longer than"):
        Exports(work).order(ListFile("toy_good", Query(), COLUMNS, "xlsx", "en"))


def test_what_is_wanted_outlives_the_queue():
    query = Query("tea", [Filter("price", "ge", "1")], ("-code",))
    wanted = ListFile("toy_good", query, COLUMNS, "csv", "en")
    assert ListFile.unpacked(wanted.packed()).packed() == wanted.packed()
