"""Rows of a form as data: sent a few at a time, worked out beside the others, never dropped."""

import json
from decimal import Decimal as D

import pytest

from support.back_office import cell_of, rows_of, value_of
from tradepost.core.database.ids import new_id

NEW = "/documents/toy_order/new"
COLUMNS = ["good", "quantity", "price"]


@pytest.fixture
def shop(office):
    office.tea = office.save("toy_good", name="Tea", code="tea", price="2.5")
    office.ann = office.save("toy_buyer", name="Ann", code="ann")
    return office


def row(text="tea", quantity="1", key=None):
    return [key or str(new_id()), [[text, ""], quantity, ["", None, "~"]]]


def sent(shop, rows, *, path=NEW, rest=None, do="", status=200, **more):
    fields = [("_id", str(new_id())), ("buyer", str(shop.ann)), *more.items()]
    fields.append(("_rows", json.dumps({"lines": {"columns": COLUMNS, "rows": rows}})))
    if rest is not None:
        fields.append(("_rest", json.dumps({"lines": rest})))
    where = path if do else f"{path}/recalculate"
    return shop.send(where, [*fields, ("_do", do)], status=status)


def test_rows_that_come_as_data_are_looked_up_and_saved(shop):
    one = row(quantity="1 000,5")
    answer = sent(shop, [one])
    assert cell_of(answer, one[0], "good")[:2] == ["Tea", str(shop.tea)]
    assert cell_of(answer, one[0], "amount")[0] == "2\u202f501.25"
    made = sent(shop, [one, row()], do="save", status=204).headers["HX-Redirect"]
    record = shop.read("toy_order", made.rpartition("/")[2])
    assert [line.quantity for line in record.lines] == [D("1000.5"), D(1)]


def test_a_few_rows_are_worked_out_beside_what_the_others_come_to(shop):
    one = row(quantity="2")
    rest = {"count": 999, "sums": {"amount": "100.50", "quantity": "1500"}}
    answer = sent(shop, [one], rest=rest)
    assert list(rows_of(answer)) == [one[0]]
    assert value_of(answer, "#f-amount") == "105.50"
    assert [td.text for td in answer.html.select("tfoot td")][2:5:2] == ["1\u202f502", "105.50"]
    assert answer.html.select("thead[data-unsent]")


def test_rows_that_are_not_sent_stay_as_they_are(shop):
    lines = [{"good": str(shop.tea), "quantity": "1"}] * 5
    key = shop.save("toy_order", buyer=str(shop.ann), lines=lines)
    there = [str(line.id) for line in shop.read("toy_order", key).lines]
    rest = {"count": 4, "sums": {"amount": "10"}}
    path = f"/documents/toy_order/{key}"
    answer = sent(shop, [row(quantity="3", key=there[1])], path=path, rest=rest, _version="1")
    assert value_of(answer, "#f-amount") == "17.50"
    assert len(shop.read("toy_order", key).lines) == 5


def test_a_row_takes_as_many_statements_in_a_long_document_as_in_a_short_one(shop):
    counts = []
    for many in (3, 3, 600):
        lines = [{"good": str(shop.tea), "quantity": "1"}] * many
        key = shop.save("toy_order", buyer=str(shop.ann), lines=lines)
        first = str(shop.read("toy_order", key).lines[0].id)
        rest = {"count": many - 1, "sums": {"amount": "1"}}
        with shop.statements() as told:
            sent(
                shop, [row(key=first)], path=f"/documents/toy_order/{key}", rest=rest, _version="1"
            )
        counts.append(len(told))
    assert counts[1] == counts[2] <= 25


def test_a_thousand_rows_take_as_many_statements_as_ten(shop):
    sent(shop, [row()])
    counts = []
    for many in (10, 1000):
        with shop.statements() as told:
            sent(shop, [row() for _n in range(many)])
        counts.append(len(told))
    assert counts[0] == counts[1] <= 25


def test_a_column_of_strange_words_is_told_word_by_word_without_a_search_for_each(shop):
    rows = [row(f"strange {n}") for n in range(300)]
    with shop.statements() as told:
        answer = sent(shop, rows)
    assert len(told) < 40
    assert all(cells["good"][3] for cells in rows_of(answer).values())
    assert [cells["good"][0] for cells in rows_of(answer).values()][7] == "strange 7"


def test_a_long_document_opens_with_its_first_rows_drawn_and_the_rest_as_data(shop):
    lines = [{"good": str(shop.tea), "quantity": "1"}] * 250
    key = shop.save("toy_order", buyer=str(shop.ann), lines=lines)
    page = shop.get(f"/documents/toy_order/{key}")
    assert len(page.html.select("#rows-lines tr")) == 40
    assert len(rows_of(page)) == 211  # an empty one is always there
    form = page.forms["form"]
    form["comment"] = "without scripts"
    assert form.submit("_do", "save").status_int == 303
    saved = shop.read("toy_order", key)
    assert (len(saved.lines), saved.comment) == (250, "without scripts")


def test_more_rows_than_a_document_may_have_are_refused_and_not_dropped(shop):
    rows = [row() for _n in range(10_001)]
    answer = sent(shop, rows, do="save", status=422)
    assert "10" in answer.html.select("#complaints")[0].text
    assert len(rows_of(answer)) > 9_900


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_rows", "no json"),
        ("_rows", "[]"),
        ("_rows", "[" * 5000),
        ("_rows", '{"lines": 3}'),
        ("_rows", '{"lines": {"columns": [], "rows": [["x", []]]}}'),
        (
            "_rows",
            '{"lines": {"columns": ["good"], "rows": [["01a214fc-f419-75ce-83a0-932d1575a933", [3]]]}}',
        ),
        (
            "_rows",
            '{"lines": {"columns": ["good"], "rows": [["01a214fc-f419-75ce-83a0-932d1575a933", [["x", 3]]]]}}',
        ),
        ("_rest", '{"lines": {"count": "many", "sums": {}}}'),
        ("_rest", '{"lines": {"count": 1, "sums": {"amount": "NaN"}}}'),
        ("_base", '{"texts": {"a": 1}, "rows": {}}'),
    ],
)
def test_what_is_no_rows_is_refused_by_name(shop, name, text):
    answer = shop.send(f"{NEW}/recalculate", [(name, text)], status=400)
    assert "can not be read" in answer.text


def test_rows_may_hold_anything_without_a_fault_of_the_house(shop):
    texts = ["\ud800", "\x00", "<script>", "'\"&", "𝕏" * 50, "1e400", "-0", "∞"]
    rows = [[str(new_id()), [[one, ""], one, one]] for one in texts]
    fields = [("_rows", json.dumps({"lines": {"columns": COLUMNS, "rows": rows}}))]
    answer = shop.send(f"{NEW}/recalculate", fields, status=200)
    assert len(rows_of(answer)) == len(texts)
