"""An outsider's plugin: a document, a register, a right and a list, with the house untouched."""

import sys
from pathlib import Path

import pytest

from tradepost.core.access.access import Access
from tradepost.core.command import main
from tradepost.core.errors import Refusal
from tradepost.core.posting import readings, service, verify
from tradepost.core.records.write import save

DIST = Path(__file__).parents[2] / "contrib" / "tool_loans"


@pytest.fixture
def tool_loans(monkeypatch):
    """The plugin object, imported from its own distribution."""
    monkeypatch.syspath_prepend(str(DIST))
    from tradepost_tool_loans import plugin

    return plugin


@pytest.fixture
def lending(bases, tool_loans):
    """A house with the plugin on, and one tool, one customer."""
    from support.catalogs import NOW, PLUGINS
    from tradepost.core import calls
    from tradepost.core.clock import FixedClock
    from tradepost.core.house import House
    from tradepost.core.settings import Settings

    house = House(Settings(PLUGINS), bases.empty(), clock=FixedClock(NOW), extra=[tool_loans])
    house.migrate()
    with house.work() as work:
        calls.on_installed(work.hooks, work)
        save(work, "organisation", {"name": "Firm", "currency": "RUB"})
        house.tool = str(save(work, "item", {"name": "Drill", "unit": "pcs"}).id)
        house.customer = str(save(work, "party", {"name": "Customer", "is_customer": True}).id)
    yield house
    house.close()


def lend(house, moment, due_on, quantity=1, kind="tool_loan", access=None):
    rights = house.policy.granted(("tool_loan.*", "tool_return.*", "tools_lent.*", "*.read"))
    who = access or Access(None, "seller", rights=rights, known=house.policy.known)
    data = {"party": house.customer, "moment": moment, "due_on": due_on}
    data["lines"] = [{"item": house.tool, "quantity": str(quantity)}]
    if kind == "tool_return":
        del data["due_on"]
    with house.work(who) as work:
        document = save(work, kind, data)
        service.post(work, document)
    return document


def held(house):
    with house.work(reads_only=True) as work:
        register = house.schema.registers["tools_lent"]
        return [row["quantity"] for row in readings.balance(work, register, by=("party",))]


def test_what_a_customer_holds_is_a_reading(lending):
    lend(lending, "2026-03-01T09:00:00Z", "2026-03-31", 3)
    lend(lending, "2026-03-02T09:00:00Z", None, 1, kind="tool_return")
    assert held(lending) == [2]
    with pytest.raises(Refusal) as refused:
        lend(lending, "2026-03-03T09:00:00Z", None, 5, kind="tool_return")
    assert refused.value.code == "tool_loans.shortage"
    with lending.work(reads_only=True) as work:
        assert verify.broken(work) == []


def test_who_is_late_borrows_no_more_unless_somebody_may_allow_it(lending):
    lend(lending, "2026-03-01T09:00:00Z", "2026-03-05")
    with pytest.raises(Refusal) as refused:
        lend(lending, "2026-03-10T09:00:00Z", "2026-03-20")
    assert refused.value.code == "tool_loans.late"
    boss = Access(None, "boss", rights=None)
    lend(lending, "2026-03-10T09:00:00Z", "2026-03-20", access=boss)
    assert held(lending) == [2]


def test_it_has_rights_and_tables_of_its_own(lending):
    assert "tool_loans.lend_more" in lending.policy.known
    assert lending.schema.documents["tool_loan"].__tablename__ == "tool_loans_tool_loan"
    assert "tool_loan.post" in lending.policy.granted(lending.policy.roles["salesperson"].rights)


def test_without_it_the_house_knows_nothing_of_it(tmp_path, capsys):
    sys.modules.pop("tradepost_tool_loans", None)
    assert main(["plugin", "list", "--json"]) == 0
    assert '"tool_loan"' not in capsys.readouterr().out
