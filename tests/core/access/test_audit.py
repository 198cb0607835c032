"""The audit: what everybody did, and that nobody can change it unseen."""

import json
import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text

from support.people import GOOD
from support.toy_stock import D, ToyMove, ToyMoveLine, ToyPlace, ToyThing
from tradepost.core import new_id
from tradepost.core.access.access import NOBODY, SYSTEM, Access
from tradepost.core.access.audit import history, journal, note, note_apart
from tradepost.core.access.chain import (
    AuditEntry,
    AuditHead,
    anchor,
    broken_since,
    verify_chain,
)
from tradepost.core.access.roles import Roles
from tradepost.core.access.signing import sign_in
from tradepost.core.access.users import Users
from tradepost.core.errors import Forbidden, NotSignedIn, Refusal
from tradepost.core.posting import service

ANNA = Access(new_id(), "anna", rights=None)


class Notebook:
    """The toy house and what its audit says."""

    def __init__(self, house):
        self.house = house
        self.numbers = iter(range(7, 1000))
        with house.work() as work:
            now = work.clock.now()
            self.place = ToyPlace(id=new_id(), code="1", name="Main", changed_at=now)
            self.tea = ToyThing(id=new_id(), code="2", name="Tea", changed_at=now)
            work.session.add_all([self.place, self.tea])

    def entries(self):
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AuditEntry).order_by(AuditEntry.chain, AuditEntry.seq)
            )
            return [(r.action, r.kind, r.presentation, json.loads(r.changes)) for r in rows]

    def last(self):
        return self.entries()[-1]

    def move(self, *quantities):
        now = self.house.clock.now()
        with self.house.work(ANNA) as work:
            move = ToyMove(
                id=new_id(),
                number=str(next(self.numbers)),
                moment=now,
                changed_at=now,
                posted=False,
            )
            move.place_id = self.place.id
            move.lines = [
                ToyMoveLine(thing_id=self.tea.id, quantity=D(q), amount=D(q), position=n)
                for n, q in enumerate(quantities)
            ]
            work.session.add(move)
        return move

    def broken(self):
        with self.house.work() as work:
            return verify_chain(work.session)

    def meddle(self, sql, **values):
        with self.house.engine.begin() as connection:
            assert connection.execute(text(sql), values).rowcount
        self.house.engine.dispose()


@pytest.fixture
def book(toys):
    return Notebook(toys)


def test_a_new_document_is_told_with_its_rows_in_one_entry(book):
    move = book.move("2", "3.50")
    action, kind, shown, changes = book.last()
    assert (action, kind, shown) == ("created", "toy_move", "7")
    assert changes["after"]["place"] == str(book.place.id)
    rows = changes["after"]["lines"]
    assert rows[str(move.lines[1].id)]["quantity"] == "3.5"
    assert "before" not in changes
    with book.house.work() as work:
        assert work.session.scalars(select(AuditEntry.user_name)).all() == ["system"] * 2 + [
            "anna"
        ]


def test_a_change_is_told_before_and_after_and_nothing_else(book):
    move = book.move("2", "3")
    first, second = move.lines
    with book.house.work() as work:
        move = work.session.get(ToyMove, move.id)
        move.comment = "urgent"
        move.lines[0].quantity = D(5)
        move.lines.pop(1)
        move.lines.append(ToyMoveLine(thing_id=book.tea.id, quantity=D(1), position=1))
    action, _kind, _shown, changes = book.last()
    new = str(move.lines[1].id)
    assert action == "edited"
    assert changes["before"]["comment"] == ""
    assert changes["after"]["comment"] == "urgent"
    assert changes["before"]["lines"][str(first.id)] == {"quantity": "2"}
    assert changes["after"]["lines"][str(first.id)] == {"quantity": "5"}
    assert changes["before"]["lines"][str(second.id)]["quantity"] == "3"
    assert changes["after"]["lines"][str(second.id)] is None
    assert changes["after"]["lines"][new]["quantity"] == "1"
    assert set(changes["after"]) == {"comment", "lines"}


def test_a_change_of_rows_alone_is_told_under_their_document(book):
    move = book.move("2")
    with book.house.work() as work:
        work.session.get(ToyMoveLine, move.lines[0].id).quantity = D(9)
    action, kind, _shown, changes = book.last()
    assert (action, kind) == ("edited", "toy_move")
    assert changes["after"] == {"lines": {str(move.lines[0].id): {"quantity": "9"}}}


def test_what_is_saved_as_it_was_is_not_told(book):
    before = len(book.entries())
    with book.house.work() as work:
        tea = work.session.get(ToyThing, book.tea.id)
        tea.name = "Coffee"
        tea.name = "Tea"
        tea.version += 1
    assert len(book.entries()) == before


def test_several_flushes_of_one_record_are_one_entry(book):
    with book.house.work() as work:
        thing = ToyThing(id=new_id(), code="9", name="A", changed_at=work.clock.now())
        work.session.add(thing)
        for name in "BC":
            work.session.flush()
            thing.name = name
    action, _kind, _shown, changes = book.last()
    assert action == "created"
    assert changes["after"]["name"] == "C"
    with book.house.work() as work:
        thing = work.session.get(ToyThing, thing.id)
        for name in "DE":
            thing.name = name
            work.session.flush()
    assert book.last()[3] == {"before": {"name": "C"}, "after": {"name": "E"}}


def test_what_is_taken_back_is_not_told(book):
    before = len(book.entries())
    with book.house.work() as work:
        with work.session.begin_nested() as trial:
            work.session.get(ToyThing, book.tea.id).name = "Trial"
            work.session.flush()
            trial.rollback()
        work.session.get(ToyPlace, book.place.id).name = "Second"
    with pytest.raises(ZeroDivisionError), book.house.work() as work:
        work.session.get(ToyThing, book.tea.id).name = "Lost"
        work.session.flush()
        raise ZeroDivisionError
    assert [e[1] for e in book.entries()[before:]] == ["toy_place"]
    assert book.broken() == []


def test_posting_is_told(book):
    move = book.move("2")
    for do in (service.post, service.unpost):
        with book.house.work(ANNA) as work:
            do(work, work.session.get(ToyMove, move.id))
    told = [(a, k, s, c.get("after")) for a, k, s, c in book.entries()[-2:]]
    assert told[0][:3] == ("posted", "toy_move", "7")
    assert told[0][3] == {"movements": 3}
    assert told[1][:3] == ("unposted", "toy_move", "7")


def test_posting_costs_two_statements_more_on_postgresql_and_three_small_ones_on_sqlite(book):
    move = book.move(*["2"] * 100)
    seen = []

    def listen(*args):
        if "core_audit" in args[2]:
            seen.append(args[2])

    event.listen(book.house.engine, "before_cursor_execute", listen)
    with book.house.work() as work:
        service.post(work, work.session.get(ToyMove, move.id))
    assert len(seen) == (3 if book.house.engine.dialect.name == "sqlite" else 2)


def test_reading_writes_nothing(book):
    before = len(book.entries())
    with book.house.work(reads_only=True) as work:
        work.session.get(ToyThing, book.tea.id)
    assert len(book.entries()) == before


def test_people_and_their_rights_are_told_but_not_their_passwords(book, people):
    people.role("clerk", "toy_move.read", rows={"toy_place": [book.place.id]})
    people.add("ivan", "clerk", password=GOOD)
    sign_in(book.house, "ivan", GOOD, address="10.0.0.1")
    with book.house.work() as work:
        Users(work).create_token(Users(work).by_name("ivan"), "window")
        Roles(work).withdraw("clerk", "toy_move.read")
    with pytest.raises(NotSignedIn):
        sign_in(book.house, "ivan", "wrong", address="10.0.0.1")
    told = Counter((action, kind) for action, kind, _shown, _changes in book.entries())
    for one in (
        *(("created", k) for k in ("role", "role_right", "user", "user_role", "token")),
        ("deleted", "role_right"),
        ("signed_in", "user"),
        ("sign_in_refused", ""),
    ):
        assert told[one] == 1, one
    assert told["created", "row_rule"] == 2
    everything = json.dumps(book.entries())
    assert "argon2" not in everything
    assert GOOD not in everything
    assert '"password": true' in everything


def test_overrides_and_denials_can_be_remembered(book):
    with book.house.work(ANNA) as work:
        note(work, "overridden", work.session.get(ToyThing, book.tea.id), price=D("9.90"))
    assert book.last() == ("overridden", "toy_thing", "Tea", {"after": {"price": "9.9"}})
    note_apart(book.house, NOBODY, "denied", right="toy_move.post")
    assert book.last()[0] == "denied"


def test_the_history_of_a_record_is_told_without_masked_fields(book):
    move = book.move("2")
    masked = {"toy_move": frozenset({"comment"}), "toy_move_line": frozenset({"amount"})}
    clerk = Access(new_id(), "ivan", rights=frozenset(), masked=masked)
    book.house.clock.moment += timedelta(minutes=1)
    with book.house.work(ANNA) as work:
        work.session.get(ToyMove, move.id).comment = "for Ivan's eyes not"
    with book.house.work(clerk) as work:
        record = work.session.get(ToyMove, move.id)
        changed, created = history(work, record)
        assert (changed.user, changed.action, changed.after) == ("anna", "edited", {})
        assert "amount" not in created.after["lines"][str(move.lines[0].id)]
        assert "quantity" in created.after["lines"][str(move.lines[0].id)]
        with pytest.raises(Forbidden):
            journal(work)
    with book.house.work() as work:
        assert [e.after.get("comment") for e in journal(work, user="anna", limit=1)] == [
            "for Ivan's eyes not"
        ]
        assert {e.kind for e in journal(work, kind="toy_place")} == {"toy_place"}


def test_an_untouched_chain_is_proved_whole(book):
    for n in range(5):
        book.move(str(n + 1))
    assert book.broken() == []


COLUMNS = {
    "moment": "'2020-01-01 00:00:00.000000'",
    "user_name": "'boris'",
    "action": "'edited'",
    "kind": "'toy_place'",
    "presentation": "'8'",
    "changes": "'{}'",
    "record_id": "null",
    "user_id": "null",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_an_entry_that_was_changed_is_named(book, column):
    book.move("1"), book.move("2"), book.move("3")
    where = "where chain = 0 and seq = 3"
    value = COLUMNS[column]
    if column == "moment" and book.house.engine.dialect.name == "postgresql":
        value = f"timestamptz {value}"
    book.meddle(f"update core_audit set {column} = {value} {where}")
    (told,) = book.broken()
    assert told.startswith("audit chain 0, entry 3 (")
    assert "its content was changed" in told


MEDDLING = {
    "taken out": ("delete from core_audit where seq = 3", 4, "entry 3 is missing"),
    "first taken out": ("delete from core_audit where seq = 1", 2, "entry 1 is missing"),
    "end cut off": ("delete from core_audit where seq >= 4", 4, "missing at the end"),
    "all cut off": ("delete from core_audit where chain = 0", 1, "missing at the end"),
    "renumbered": ("update core_audit set seq = 9 where seq = 3", 4, "entry 3 is missing"),
    "hash": ("update core_audit set hash = previous where seq = 3", 3, "content was changed"),
    "previous": ("update core_audit set previous = hash where seq = 3", 3, "content was changed"),
    "head set back": ("update core_audit_head set seq = 2 where chain = 0", 2, "written anew"),
}


@pytest.mark.parametrize("how", MEDDLING)
def test_other_meddling_is_named_too(book, how):
    book.move("1"), book.move("2"), book.move("3")
    sql, entry, said = MEDDLING[how]
    book.meddle(sql)
    (told,) = book.broken()
    assert told.startswith(f"audit chain 0, entry {entry}")
    assert said in told


def test_entries_put_in_or_moved_are_named(book):
    for n in range(4):
        book.move(str(n + 1))
    book.meddle("update core_audit set seq = 90 where seq = 3")
    book.meddle("update core_audit set seq = 3 where seq = 4")
    book.meddle("update core_audit set seq = 4 where seq = 90")
    assert "entry 3" in book.broken()[0]
    names = "moment, user_id, user_name, action, kind, record_id, presentation, changes"
    book.meddle(
        f"insert into core_audit (chain, seq, {names}, previous, hash) "
        f"select 1, 1, {names}, previous, hash from core_audit where seq = 1"
    )
    assert any(told.startswith("audit chain 1, entry 1") for told in book.broken())


def test_a_chain_whose_head_is_gone_is_named(book):
    book.meddle("delete from core_audit_head where chain = 0")
    told = " ".join(book.broken())
    assert "audit chain 0: its head is gone" in told
    assert "1 of 8 chains" in told


def test_a_chain_written_anew_as_a_whole_is_told_by_a_kept_anchor(book):
    """Whoever can write the base can compute every hash again; not on yesterday's print."""
    book.move("1")
    with book.house.work() as work:
        kept = anchor(work.session)
    book.move("2")
    with book.house.work() as work:
        assert list(broken_since(work.session, kept)) == []
    with book.house.work() as work:
        session = work.session
        session.execute(text("delete from core_audit"))
        session.execute(text("update core_audit_head set seq = 0, hash = :none"), {"none": b""})
    for _n in range(5):
        book.move("3")
    assert book.broken() == []
    with book.house.work() as work:
        (told,) = broken_since(work.session, kept)
    assert told.startswith("audit chain 0, entry 3")


def test_many_writers_at_once_keep_the_chains_whole(book):
    failures = []

    def write(name):
        try:
            for n in range(10):
                with book.house.work(Access(None, name, rights=None)) as work:
                    thing = ToyThing(id=new_id(), code=f"{name}{n}", name=name)
                    thing.changed_at = work.clock.now()
                    work.session.add(thing)
        except Exception as why:
            failures.append(why)

    before = len(book.entries())
    writers = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(12)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert failures == []
    assert len(book.entries()) - before == 120
    assert book.broken() == []
    with book.house.work() as work:
        heads = work.session.scalars(select(AuditHead.seq)).all()
    assert len(heads) == 8
    assert sum(heads) == before + 120


def test_writers_who_lock_the_same_records_crosswise_do_not_block_on_the_audit(book):
    """Each holds the head of a chain last of all, so no ring can close over it."""
    ids = [book.tea.id, book.place.id]
    failures = []

    def write(order):
        try:
            for n in range(10):

                def change(work, n=n):
                    for cls, key in order:
                        work.session.get(cls, key, with_for_update=True).name = f"{n}"
                        work.session.flush()

                book.house.attempt(change)
        except Exception as why:
            failures.append(why)

    rows = [(ToyThing, ids[0]), (ToyPlace, ids[1])]
    threads = [threading.Thread(target=write, args=(o,)) for o in (rows, rows[::-1])]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    assert book.broken() == []


def test_a_refusal_in_the_middle_leaves_no_entry(book):
    before = len(book.entries())
    with pytest.raises(Refusal), book.house.work(SYSTEM) as work:
        work.session.get(ToyThing, book.tea.id).name = "Gone"
        note(work, "overridden")
        raise Forbidden(work.schema.catalogs["toy_thing"].title[0])
    assert len(book.entries()) == before
