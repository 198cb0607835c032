"""An outsider's plugin of sixty lines: a field, a tab, a panel, a widget, a report, a paper."""

import ast
import io
from pathlib import Path

import docx
import pytest

from support.back_office import Office
from tradepost.core import calls
from tradepost.core.clock import FixedClock
from tradepost.core.house import House
from tradepost.core.posting import service
from tradepost.core.records.write import save
from tradepost.core.settings import SHIPPED, read_settings

DIST = Path(__file__).parents[2] / "contrib" / "warranty"


@pytest.fixture
def warranty(monkeypatch):
    """The plugin object, imported from its own distribution."""
    monkeypatch.syspath_prepend(str(DIST))
    from tradepost_warranty import plugin

    return plugin


@pytest.fixture
def shop(bases, warranty):
    """The delivered house with the plugin on, one item bought, and an administrator."""
    from support.catalogs import NOW

    settings = read_settings(SHIPPED)
    house = House(settings, bases.empty(), clock=FixedClock(NOW), extra=[warranty])
    assert house.plugins.records["warranty"].state == "on"
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
        save(work, "organisation", {"name": "Firm", "currency": "RUB"})
        save(work, "warehouse", {"name": "Main"})
        house.customer = str(save(work, "party", {"name": "Buyer", "is_customer": True}).id)
        data = {"name": "Drill", "unit": "pcs", "warranty_months": 18}
        house.drill = str(save(work, "item", data).id)
        save(work, "item", {"name": "Nail", "unit": "pcs"})
        lines = [{"item": house.drill, "quantity": "3", "price": "100"}]
        supplier = str(save(work, "party", {"name": "Works", "is_supplier": True}).id)
        receipt = {"party": supplier, "lines": lines, "moment": "2026-03-01T09:00:00Z"}
        service.post(work, save(work, "goods_receipt", receipt))
        sale = {"party": house.customer, "lines": lines, "moment": "2026-03-02T09:00:00Z"}
        house.sale = save(work, "shipment", sale).id
        service.post(work, work.session.get(house.schema.documents["shipment"], house.sale))
    made = Office(house)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    yield made
    house.close()


def words(page):
    return " ".join(page.html.get_text(" ").split())


def test_it_takes_sixty_lines():
    source = (DIST / "tradepost_warranty" / "__init__.py").read_text("utf-8")
    told = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            told |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(source.splitlines(), 1)
    assert sum(bool(one.strip()) and at not in told for at, one in lines) <= 60


def test_items_have_the_field_and_the_tab(shop):
    page = shop.get(f"/catalogs/item/{shop.house.drill}")
    assert "Warranty, months" in words(page)
    assert "Warranty" in [one.get_text(strip=True) for one in page.html.select("[role=tab]")]
    found = shop.get("/catalogs/item?filter[warranty_months][ge]=12")
    assert "Drill" in words(found)
    assert "Nail" not in words(found)


def test_a_shipment_shows_until_when_its_goods_are_warranted(shop):
    page = shop.part(f"/documents/shipment/{shop.house.sale}/panel/links")
    assert "2027-09-02" in words(page)


def test_the_start_page_tells_how_many_goods_have_none(shop):
    page = shop.part("/desktop/widgets/warranty_bare")
    assert page.html.select(".tp-figure-large")[0].get_text(strip=True) == "1"


def test_sales_are_told_apart_by_it(shop):
    page = shop.get("/reports/warranty?from=2026-03-01&to=2026-03-31")
    assert "18" in words(page)
    assert "Drill" in words(page)


def test_the_card_is_printed(shop):
    page = shop.get(f"/documents/shipment/{shop.house.sale}/print/warranty_card.html")
    assert "Drill" in words(page)
    assert "18" in words(page)
    word = shop.get(f"/documents/shipment/{shop.house.sale}/print/warranty_card.docx")
    (table,) = docx.Document(io.BytesIO(word.body)).tables[-1:]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["Drill", "18"]
