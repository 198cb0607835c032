"""The report of a document's movements: every figure with its balances, and a way to the register."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tradepost.core.posting import service
from tradepost.core.records.write import save

REPORT = "/reports/document_movements"


def moved(office, quantity, at):
    line = {"thing": str(office.thing), "quantity": quantity, "amount": "10"}
    with office.house.work() as work:
        made = save(work, "toy_move", {"place": str(office.place), "moment": at, "lines": [line]})
        service.post(work, made)
        return made.id


@pytest.fixture
def store(office):
    office.place = office.save("toy_place", name="Main")
    office.thing = office.save("toy_thing", name="Tea")
    moved(office, "5", "2026-03-01T09:00:00+00:00")
    office.key = moved(office, "-2", "2026-03-02T09:00:00+00:00")
    return office


def test_the_form_leads_to_what_the_document_did_with_balances_before_and_after(store):
    form = store.get(f"/documents/toy_move/{store.key}").html
    way = form.select_one("a[data-key='Alt+F7']")["href"]
    page = store.get(way).html
    assert [one.text for one in page.select(".tp-moved h2")] == ["Stock", "Cost", "Sales"]
    stock = page.select(".tp-moved")[0]
    assert [one.text for one in stock.select("tbody td.tp-number")] == ["5", "-2", "3"]


def test_every_figure_leads_to_the_register_where_it_stands(store):
    page = store.get(f"{REPORT}?document={store.key}").html
    before, change, after = page.select(".tp-moved")[0].select("tbody td.tp-number a")
    for one, wanted in ((before, "5"), (after, "3")):
        assert one["href"].startswith("/reports/toy_stock_balance?")
        assert store.get(one["href"]).html.select_one("tfoot .tp-number").text.strip() == wanted
    shown = store.get(change["href"]).html
    assert change["href"].startswith("/reports/toy_stock_turnover?")
    assert [one.text.strip() for one in shown.select("tfoot .tp-number")] == ["5", "–", "2", "3"]
    (sold,) = page.select(".tp-moved")[2].select("tbody td.tp-number a")
    assert store.get(sold["href"]).html.select_one("tfoot .tp-number").text.strip() == "10.00"


def test_a_document_is_looked_for_by_its_number(store):
    assert REPORT in [one["href"] for one in store.get("/sections/reports").html.select("a[href]")]
    page = store.get(f"{REPORT}?q=000002", 303)
    assert page.headers["Location"].endswith(f"{REPORT}?document={store.key}")
    assert len(store.get(f"{REPORT}?q=00000").html.select(".tp-found-list a")) in (0, 2)
    assert "Nothing found" in store.get(f"{REPORT}?q=no+such").text


def test_it_is_taken_as_a_spreadsheet(store):
    made = store.get(f"{REPORT}/export.xlsx?document={store.key}")
    rows = list(load_workbook(BytesIO(made.body)).active.iter_rows(values_only=True))
    stock = next(row for row in rows if row[0] == "Stock" and row[3] == "Quantity")
    assert stock[4:7] == (5, -2, 3)


@pytest.mark.parametrize("given", ["x", "00000000-0000-0000-0000-000000000001", "%00"])
def test_what_is_no_document_is_told(store, given):
    store.get(f"{REPORT}?document={given}", 404)
    store.get(f"{REPORT}/export.xlsx?document={given}", 404)


def test_only_what_one_may_read_is_told(store):
    store.user("ann", "toy_move.read", "toy_cost.read", "toy_thing.read")
    store.sign_in("ann")
    page = store.get(f"{REPORT}?document={store.key}").html
    assert [one.text for one in page.select(".tp-moved h2")] == ["Cost"]
    store.user("bob", "toy_thing.read", "toy_stock.read")
    store.sign_in("bob")
    store.get(f"{REPORT}?document={store.key}", 403)


def test_a_report_takes_and_shows_a_moment_as_well_as_a_day(store):
    page = store.get("/reports/toy_stock_balance?at=02.03.2026+08:59")
    assert page.html.select_one("#q-at")["value"].endswith("08:59")
    assert page.html.select_one("tfoot .tp-number").text.strip() == "5"
    for given in ("2026-03-02", "2026-03-02T23:59:59"):
        page = store.get(f"/reports/toy_stock_balance?at={given}")
        assert page.html.select_one("tfoot .tp-number").text.strip() == "3"
    assert (
        "is neither a day nor a moment"
        in store.get("/reports/toy_stock_balance?at=2026-03-02Tx").text
    )
