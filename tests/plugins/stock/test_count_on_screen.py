"""A count on the screen: what lies in the warehouse is listed as rows one can write into."""

import json
from uuid import UUID

import pytest
from sqlalchemy import select

from support.back_office import Office, rows_of
from support.live import served
from support.trade import day
from tradepost.core.database.ids import new_id

NEW = "/documents/stock_count/new"


@pytest.fixture
def store(shop):
    shop.item("TEA")
    shop.item("COFFEE")
    shop.paper("surplus_entry", day(1), lines=[("TEA", 10, 100), ("COFFEE", 5, 300)])
    return shop


@pytest.fixture
def desk(store):
    made = Office(store.house)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    return made


def test_rows_filled_in_by_the_count_itself_are_told_by_keys_of_their_own(store, desk):
    warehouse = store.key("warehouse", "01")
    rows = json.dumps({"lines": {"columns": ["item"], "rows": []}})
    fields = {"_id": str(new_id()), "warehouse": str(warehouse), "whole": "true", "_rows": rows}
    listed = rows_of(desk.send(f"{NEW}/recalculate", {**fields, "_do": ""}, status=200))
    assert len(listed) == len({UUID(key) for key in listed}) == 2


@pytest.mark.only("sqlite")
def test_what_lies_in_the_warehouse_is_listed_at_once_and_counted(store, browser):
    with served(store.house, browser) as site, site.page(path=NEW) as page:
        page.locator("details[data-seldom] summary").click()
        page.locator("#f-whole").check()
        page.wait_for_function("() => tp.rows.all()[0].filled.length == 2")
        page.locator("#rows-lines tr[data-row]").first.locator("td").nth(4).click()
        page.keyboard.type("9")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address: "/new" not in address)
    with store.house.work(reads_only=True) as work:
        (count,) = work.session.scalars(select(store.house.schema.documents["stock_count"]))
        assert [(row.quantity, row.counted) for row in count.lines] == [(10, 9), (5, None)]
