"""`tradepost plugin remove`: asks, writes a file, reverses the migrations, or says what forbids it."""

import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import inspect

from support.catalogs import catalog_house
from support.trade import TRADE, Shop, day, make_trade
from tradepost.core import calls
from tradepost.core.access.audit import journal
from tradepost.core.command.removing import Leaving
from tradepost.core.command.safety import proof
from tradepost.core.conformance.finding import PluginNotFit
from tradepost.core.house import House
from tradepost.core.records.listing import page
from tradepost.core.records.query import Query
from tradepost.core.records.write import save
from tradepost.core.settings import Settings

ON = (*TRADE, "delivery")


@pytest.fixture
def delivering(shop_url, line, settings):
    settings.write_text("on = [\n" + "".join(f'    "{one}",\n' for one in ON) + "]\n")
    line.url = shop_url
    return line


@pytest.fixture
def shop_url(bases):
    def make(url):
        make_trade(url)
        house = catalog_house(url, ON)
        house.migrate()
        shop = Shop(house)
        shop.item("TEA")
        shop.draft(
            "customer_order", day(3), party="C", lines=[("TEA", 1, 5)],
            delivery_address="Tver, Sovetskaya 1",
        )  # fmt: skip
        house.close()

    return bases.like("delivering", make)


def test_a_bundled_plugin_is_written_into_a_file_and_taken_out(delivering, settings, tmp_path):
    file = tmp_path / "delivery.zip"
    delivering("plugin", "remove", "delivery", "--file", file, "--yes")
    assert delivering.status == 0, delivering.err
    with ZipFile(file) as made:
        manifest = json.loads(made.read("manifest.json"))
        told = "".join(made.read(n).decode() for n in made.namelist() if n.endswith(".jsonl"))
    assert manifest["plugin"] == "delivery"
    assert "Tver, Sovetskaya 1" in told
    assert '"delivery"' not in settings.read_text()
    house = catalog_house(delivering.url, TRADE)
    try:
        assert not [t for t in inspect(house.engine).get_table_names() if "delivery" in t]
        assert proof(house) == []
        with house.work() as work:
            assert len(page(work, "customer_order").records) == 1
            assert [one.kind for one in journal(work, action="removed")] == ["delivery"]
    finally:
        house.close()
    assert delivering("plugin", "remove", "delivery", "--yes").status == 1
    assert "no tables" in delivering.err


def test_nothing_goes_where_nobody_agrees_or_the_file_stands(delivering, tmp_path, monkeypatch):
    file = tmp_path / "delivery.zip"
    assert delivering("plugin", "remove", "delivery", "--file", file).status == 1
    assert "nobody has agreed" in delivering.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _asked: "no")
    assert delivering("plugin", "remove", "delivery", "--file", file).status == 1
    file.write_text("mine")
    assert delivering("plugin", "remove", "delivery", "--file", file, "--yes").status == 1
    assert file.read_text() == "mine"
    monkeypatch.setattr("builtins.input", lambda _asked: "delivery")
    file.unlink()
    assert delivering("plugin", "remove", "delivery", "--file", file).status == 0


def test_what_others_need_is_not_removed(delivering):
    assert delivering("plugin", "remove", "sales", "--yes").status == 1
    assert "needed by" in delivering.err
    assert "delivery" in delivering.err
    assert delivering("plugin", "remove", "no_such", "--yes").status == 1


@pytest.fixture
def lending(bases, monkeypatch):
    """A stranger's plugin with a document posted, from its own distribution."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "contrib" / "tool_loans"))
    from tradepost_tool_loans import plugin

    from support.catalogs import PLUGINS

    house = House(Settings(PLUGINS), bases.empty(), extra=[plugin])
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
        save(work, "organisation", {"name": "Firm", "currency": "RUB"})
        tool = save(work, "item", {"name": "Drill", "unit": "pcs"})
        party = save(work, "party", {"name": "Customer", "is_customer": True})
        lines = [{"item": str(tool.id), "quantity": "1"}]
        loan = {"party": str(party.id), "due_on": "2026-04-01", "lines": lines}
        house.loan = save(work, "tool_loan", loan).id
    house.stranger = plugin
    yield house
    house.close()


def test_a_strangers_plugin_goes_with_its_documents(lending, tmp_path):
    leaving = Leaving.look(lending, lending.stranger)
    assert sum(leaving.rows.values()) >= 2
    file = tmp_path / "tools.zip"
    leaving.export(file)
    assert leaving.take_out()
    with ZipFile(file) as made:
        heads = made.read("core_document.jsonl").decode()
    assert str(lending.loan) in heads
    left = House(Settings(lending.plugins.started[:-1]), lending.url.render_as_string(False))
    try:
        with left.work() as work:
            assert page(work, "item", Query(words="drill")).records
        assert proof(left) == []
        assert not [t for t in inspect(left.engine).get_table_names() if "loan" in t]
    finally:
        left.close()


def test_documents_that_moved_registers_of_others_are_unposted_first(bases):
    house = catalog_house(bases.like("trade", make_trade), TRADE)
    try:
        shop = Shop(house)
        paid = shop.paper("cash_receipt", day(3), party="C", amount=5)
        cash = house.plugins.get("cash")
        with pytest.raises(PluginNotFit, match="moved"):
            Leaving.look(house, cash)
        shop.unpost("cash_receipt", paid)
        assert Leaving.look(house, cash).rows["cash_receipt"] == 1
    finally:
        house.close()
