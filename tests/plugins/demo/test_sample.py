"""The demo company is told from what people enter, and taken out without a trace of it."""

import json
from argparse import Namespace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from support.back_office import Office
from tradepost import core
from tradepost.core.access.users import Users
from tradepost.core.database.about import DEMO, DEMO_DONE, is_sample, tell
from tradepost.core.database.samples import SampleMark
from tradepost.core.jobs import run_due, running
from tradepost.core.jobs.worker import Worker
from tradepost.core.posting import service
from tradepost.core.posting.verify import broken
from tradepost.core.records.write import save
from tradepost.plugins.demo.commands import remove_demo
from tradepost.plugins.demo.sample import HangsOnSample, NoSample, look, remove


@pytest.fixture
def demo(lived):
    """A lived base that says of itself that it is a demo, as `init --demo` leaves it."""
    with lived.work() as work:
        tell(work.session, DEMO, "2021-01-01T00:00:00+00:00")
        tell(work.session, DEMO_DONE, work.clock.now().isoformat())
    return lived


def later(house):
    """What follows is entered by a person after the demo was made."""
    office = Office(house)
    office.user("ann", roles=["administrator"], language="en")
    with house.work() as work:
        access = house.policy.access_of(work, Users(work).by_name("ann"))
    return office, access


def add(house, access, kind, **data):
    with house.work(access) as work:
        return save(work, kind, data).id


def counts(house):
    with house.work(reads_only=True) as work:
        found = {}
        for kind, cls in work.schema.records.items():
            found[kind] = work.session.query(cls).count()
        return found


def test_all_of_the_company_goes_and_what_every_base_has_stays(demo):
    before = counts(demo)
    with demo.work() as work:
        assert is_sample(work.session)
        gone = remove(work)
    after = counts(demo)
    assert gone > 200
    assert sum(after[kind] for kind in demo.schema.documents) == 0
    assert after["item"] == after["party"] == after["organisation"] == after["warehouse"] == 0
    assert after["currency"] == before["currency"]
    assert after["unit"] == before["unit"]
    with demo.work(reads_only=True) as work:
        assert not is_sample(work.session)
        assert [one for one in broken(work) if "audit" not in one] == []
        for register in work.schema.registers.values():
            assert work.session.query(register.movements).count() == 0, register.kind
        with pytest.raises(NoSample):
            look(work)


def test_what_people_have_entered_stays_and_works(demo):
    _office, ann = later(demo)
    firm = add(demo, ann, "organisation", name="Own firm", currency="RUB")
    store = add(demo, ann, "warehouse", name="Own store")
    item = add(demo, ann, "item", name="Own tea", unit="pcs")
    supplier = add(demo, ann, "party", name="Own supplier", is_supplier=True)
    line = {"item": str(item), "quantity": "5", "price": "10"}
    with demo.work(ann) as work:
        data = {
            "organisation": str(firm), "warehouse": str(store), "party": str(supplier),
            "currency": "RUB", "lines": [line],
        }  # fmt: skip
        service.post(work, save(work, "goods_receipt", data))
    with demo.work() as work:
        sample = look(work)
        assert not {firm, store, item, supplier} & {k for s in sample.records.values() for k in s}
        assert not sample.holding
        remove(work)
    with demo.work(reads_only=True) as work:
        assert [one for one in broken(work) if "audit" not in one] == []
        contracts = work.session.query(work.schema.catalogs["contract"]).all()
        assert {one.organisation_id for one in contracts} == {firm}  # one was the company's
    assert counts(demo)["goods_receipt"] == 1


def test_what_hangs_on_sample_records_is_named_and_nothing_goes(demo):
    _office, ann = later(demo)
    before = counts(demo)
    with demo.work(reads_only=True) as work:
        group = work.session.query(work.schema.catalogs["item_group"]).first().id
    add(demo, ann, "item", name="Hanging lamp", unit="pcs", group=str(group))
    with pytest.raises(HangsOnSample, match="Hanging lamp"), demo.work() as work:
        remove(work)
    after = counts(demo)
    assert after["item"] == before["item"] + 1
    assert after["shipment"] == before["shipment"]


def test_the_command_tells_first_and_does_when_told_to(demo, capsys):
    assert remove_demo(demo, Namespace(yes=False, json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["removed"] == 0
    assert told["records"]["Items"] == counts(demo)["item"]
    assert remove_demo(demo, Namespace(yes=True, json=True)) == 0
    assert json.loads(capsys.readouterr().out)["removed"] > 200
    assert counts(demo)["item"] == 0


def test_the_page_asks_for_the_word_and_has_it_done_in_the_background(demo):
    office, _ann = later(demo)
    office.sign_in("ann")
    assert office.get("/").html.select(".tp-sample a[href='/sample']")
    assert "Items" in office.get("/sample").text
    office.send("/sample", {"word": "yes"}, status=422, part=False)
    office.send("/sample", {"word": " Remove "}, status=303, part=False)
    assert "is being removed" in office.get("/sample").text
    run_due(demo, limit=5)
    bar = office.get("/sample").html.select_one("progress")
    assert (bar["value"], int(bar["max"]) > 20) == ("5", True)
    Worker(demo).once()
    assert "There is no sample data" in office.get("/sample").text
    assert not office.get("/").html.select(".tp-sample")


def test_a_removal_that_was_stopped_half_way_goes_on_to_its_end(demo):
    office, _ann = later(demo)
    office.sign_in("ann")
    office.send("/sample", {"word": "remove"}, status=303, part=False)
    run_due(demo, limit=len(demo.schema.registers) + 30)
    office.send("/sample", {"do": "cancel"}, status=303, part=False)
    assert run_due(demo) == 0
    assert "was begun and cut short" in office.get("/sample").text
    with demo.work(reads_only=True) as work:
        for register in work.schema.registers.values():
            assert work.session.query(register.movements).count() == 0, register.kind
    office.send("/sample", {"word": "remove"}, status=303, part=False)
    Worker(demo).once()
    assert "There is no sample data" in office.get("/sample").text
    assert counts(demo)["item"] == counts(demo)["shipment"] == 0


def test_others_save_between_the_steps(demo, monkeypatch):
    office, ann = later(demo)
    office.sign_in("ann")
    office.send("/sample", {"word": "remove"}, status=303, part=False)
    names = iter(range(1000))
    monkeypatch.setattr(
        running.time, "sleep",
        lambda _s: add(demo, ann, "party", name=f"Own {next(names)}", is_customer=True),
    )  # fmt: skip
    Worker(demo).once()
    assert counts(demo)["party"] == next(names) > 20


def test_a_base_from_before_the_marks_gets_them_from_what_the_audit_tells(demo):
    folder = Path(core.__file__).parent / "migrations"
    spec = spec_from_file_location("marks", folder / "core_0013_sample_marks.py")
    history = module_from_spec(spec)
    spec.loader.exec_module(history)
    with demo.work() as work:
        marked = work.session.query(SampleMark).count()
        base = work.session.connection()
        first = "SELECT min(seq) FROM core_audit WHERE kind IN ('organisation', 'party')"
        early = (
            "'2020-01-02 00:00:00.000000'" if base.dialect.name == "sqlite" else "'2020-01-02Z'"
        )
        # The clock of the house stands still: what was installed is put before the demo by hand.
        base.exec_driver_sql(f"UPDATE core_audit SET moment = {early} WHERE seq < ({first})")
        base.exec_driver_sql("DROP TABLE core_sample_mark")
        with Operations.context(MigrationContext.configure(base)):
            history.upgrade()
        again = {one.kind for one in work.session.query(SampleMark)}
        assert marked <= work.session.query(SampleMark).count()
        assert {"item", "shipment", "organisation"} <= again
        assert not {"currency", "unit"} & again


def test_only_who_has_the_right_removes_it(demo):
    office, _ann = later(demo)
    office.user("bob", "item.read")
    office.sign_in("bob")
    page = office.get("/").html
    assert page.select(".tp-sample")
    assert not page.select(".tp-sample a")
    office.get("/sample", 403)
