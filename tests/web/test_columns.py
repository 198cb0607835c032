"""Columns: those of a grid rest until a row needs them, those of a list know their place."""

import pytest

from support.back_office import Office, Sheet


@pytest.fixture
def desk(delivered):
    made = Office(delivered)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    made.save("organisation", name="North Wind", currency="RUB")
    made.save("warehouse", name="Main")
    made.party = made.save("party", name="Importers", is_supplier=True)
    made.tea = made.save("item", name="Tea", unit="pcs")
    return made


def resting(page):
    return [one["data-column"] for one in page.html.select("th.tp-rests")]


def receipt(desk, **row):
    sheet = Sheet(party=str(desk.party)).row(item=str(desk.tea), quantity="1", price="5", **row)
    return sheet


def worked_out(desk, **row):
    path = "/documents/goods_receipt/new/recalculate"
    return desk.send(path, receipt(desk, **row).do(""), status=200)


def test_a_column_that_no_row_needs_rests_and_can_be_called_up(desk):
    page = desk.get("/documents/goods_receipt/new")
    assert "variant" in resting(page)
    called = [one["data-column-show"] for one in page.html.select("[data-column-show]")]
    assert called == resting(page)
    assert not {"item", "quantity", "unit", "price", "amount"} & set(called)


def test_it_is_there_once_something_stands_in_it(desk):
    red = desk.save("variant", name="Red", item=str(desk.tea))
    page = worked_out(desk, variant=str(red))
    assert "variant" not in resting(page)


def test_it_is_there_once_the_goods_have_something_to_choose(desk):
    assert "variant" in resting(worked_out(desk))
    desk.save("variant", name="Red", item=str(desk.tea))
    assert "variant" not in resting(worked_out(desk))


def test_a_grid_of_few_columns_shows_them_all(desk):
    page = desk.get(f"/catalogs/item/{desk.tea}")
    assert not resting(page)


def test_a_list_keeps_what_others_have_added_for_wide_screens(desk):
    desk.save("shipment", party=str(desk.party))
    page = desk.get("/documents/shipment")
    roomy = [one.get_text(strip=True) for one in page.html.select("th.tp-roomy")]
    assert "VAT" in roomy
    assert "Amount" not in roomy
    assert len(page.html.select("thead th")) - len(roomy) <= 8
