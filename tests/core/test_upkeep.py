"""The house proves itself in the background and remembers what it found."""

import pytest
from sqlalchemy import text

from tradepost.core import jobs, upkeep
from tradepost.core.access.access import Access
from tradepost.core.access.users import Users
from tradepost.core.errors import Forbidden
from tradepost.core.jobs import Worker
from tradepost.core.records.write import save


def checked(toy):
    with toy.work() as work:
        boss = Users(work).by_name("boss") or Users(work).create("boss", roles=["administrator"])
        user = boss.id
    with toy.work(toy.access_of(user)) as work:
        jobs.start(work, upkeep.AUDIT)
    Worker(toy).once()
    with toy.work(reads_only=True) as work:
        return upkeep.told(work, upkeep.AUDIT_CHECKED)


@pytest.fixture
def busy(toy, monkeypatch):
    monkeypatch.setattr(upkeep, "PORTION", 3)
    with toy.work() as work:
        for n in range(8):
            save(work, "toy_good", {"name": f"G{n}"})
    return toy


def test_a_whole_chain_is_told_with_its_length_and_ends(busy):
    found = checked(busy)
    assert found["broken"] == [] and found["entries"] >= 8
    with busy.work(reads_only=True) as work:
        from tradepost.core.access.chain import broken_since

        assert not list(broken_since(work.session, found["anchor"]))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE core_audit SET presentation = 'other' WHERE seq = 2", "its content was changed"),
        ("DELETE FROM core_audit WHERE seq = 4", "entry 4 is missing"),
        ("DELETE FROM core_audit WHERE seq >= 8", "missing at the end"),
    ],
)
def test_a_broken_link_is_named(busy, harm, told):
    assert checked(busy)["broken"] == []
    with busy.engine.begin() as connection:
        connection.execute(text(harm))
    assert any(told in one for one in checked(busy)["broken"])


def test_the_base_is_verified_and_the_outcome_kept(busy):
    with busy.work() as work:
        jobs.enqueue(work, upkeep.BASE)
    Worker(busy).once()
    with busy.work(reads_only=True) as work:
        found = upkeep.told(work, upkeep.BASE_VERIFIED)
        assert (found["broken"], found["moment"]) == ([], work.clock.now())


def test_nobody_starts_a_check_without_the_right(busy):
    nobody = Access(None, "x", known=busy.policy.known)
    with busy.work(nobody) as work, pytest.raises(Forbidden):
        jobs.start(work, upkeep.AUDIT)
