"""Row rules: what is out of sight stays there, whichever door a question comes through."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, exists, func, insert, select, text, union_all, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from support.toy_vault import (
    D,
    VaultGroup,
    VaultMove,
    VaultMoved,
    VaultMoveLine,
    VaultNote,
    VaultPact,
    VaultPlace,
    VaultStock,
    VaultThing,
)
from tradepost.core import NONE, new_id
from tradepost.core.access.access import SYSTEM
from tradepost.core.access.rows import NeedsMovements, reads_movements, restrict, rules_of
from tradepost.core.access.sight import OutOfSight, Unfiltered, house_view
from tradepost.core.posting import readings, service
from tradepost.core.posting.explain import explain
from tradepost.core.schema.document import DocumentHead


class Vault:
    """Two places, mine and theirs; two groups; a move of each kind, all posted."""

    def __init__(self, house):
        self.house = house
        self.numbers = iter(range(1, 1000))
        with house.work() as work:
            self.mine, self.theirs = (self.put(work, VaultPlace, n) for n in ("mine", "theirs"))
            self.open, self.closed = (self.put(work, VaultGroup, n) for n in ("open", "closed"))
            self.plain = self.put(work, VaultThing, "plain")
            self.common = self.put(work, VaultThing, "common", group_id=self.open)
            self.hidden = self.put(work, VaultThing, "hidden", group_id=self.closed)
            self.my_pact = self.put(work, VaultPact, "mine", place_id=self.mine)
            self.their_pact = self.put(work, VaultPact, "theirs", place_id=self.theirs)
        self.my_move = self.move(self.mine, self.common)
        self.their_move = self.move(self.theirs, self.common)
        self.nowhere = self.move(None, self.plain)
        self.on_shelf = self.move(self.mine, self.common, shelf=self.theirs)
        self.secret_thing = self.move(self.mine, self.common, self.hidden)

    def put(self, work, cls, name, **fields):
        code = str(next(self.numbers))
        one = cls(id=new_id(), code=code, name=name, changed_at=work.clock.now(), **fields)
        work.session.add(one)
        work.session.flush()
        return one.id if cls in {VaultPlace, VaultGroup} else one

    def move(self, place, *things, shelf=None):
        now = self.house.clock.now()
        move = VaultMove(
            id=new_id(), number=str(next(self.numbers)), moment=now, changed_at=now, posted=False
        )
        move.place_id = place
        move.lines = [
            VaultMoveLine(thing_id=getattr(t, "id", t), shelf_id=shelf, position=n)
            for n, t in enumerate(things)
        ]
        with self.house.work() as work:
            work.session.add(move)
            work.session.flush()
            work.session.add(VaultNote(id=move.id, note=f"of {move.number}"))
            service.post(work, move)
        return move.id

    def seen(self, statement, **rows):
        with self.house.work(access(**rows)) as work:
            return set(work.session.scalars(statement))


def access(**rows):
    """Someone with all rights who may see these rows only."""
    return replace(SYSTEM, rows={kind: frozenset(ids) for kind, ids in rows.items()})


@pytest.fixture
def shop(vault):
    return Vault(vault)


def test_of_a_restricted_catalog_only_the_allowed_records_are_seen(shop):
    assert shop.seen(select(VaultPlace.id), vault_place=[shop.mine]) == {shop.mine}
    assert shop.seen(select(VaultPlace.id), vault_place=[]) == set()
    assert shop.seen(select(VaultPlace.id)) == {shop.mine, shop.theirs}


def test_records_that_refer_to_hidden_ones_are_out_of_sight_and_empty_references_are_not(shop):
    seen = shop.seen(select(VaultMove.id), vault_place=[shop.mine])
    assert seen == {shop.my_move, shop.nowhere, shop.secret_thing}
    pacts = shop.seen(select(VaultPact.id), vault_place=[shop.mine])
    assert pacts == {shop.my_pact.id}


def test_what_can_not_be_without_a_hidden_record_is_hidden_too(shop):
    """A row's thing is of a closed group: the thing, and so the whole move, is out of sight."""
    rows = {"vault_group": [shop.open]}
    assert shop.seen(select(VaultThing.name), **rows) == {"plain", "common"}
    seen = shop.seen(select(VaultMove.id), **rows)
    assert seen == {shop.my_move, shop.their_move, shop.nowhere, shop.on_shelf}


def test_an_optional_reference_hides_only_what_the_rule_itself_names(shop):
    with shop.house.work() as work:
        work.session.get(VaultMove, shop.my_move).pact_id = shop.their_pact.id
    assert shop.my_move in shop.seen(select(VaultMove.id), vault_place=[shop.mine])
    assert shop.my_move not in shop.seen(select(VaultMove.id), vault_pact=[shop.my_pact.id])


def test_a_place_below_another_is_seen_where_it_is_named_itself(shop):
    with shop.house.work() as work:
        work.session.get(VaultPlace, shop.mine).parent_id = shop.theirs
    assert shop.seen(select(VaultPlace.id), vault_place=[shop.mine]) == {shop.mine}


SHAPES = {
    "column": lambda: select(VaultMove.id),
    "entity": lambda: select(VaultMove),
    "alias": lambda: select(aliased(VaultMove).id),
    "order": lambda: select(VaultMove.id).order_by(VaultMove.moment.desc(), VaultMove.id).limit(9),
    "subquery": lambda: select(select(VaultMove.id).subquery().c.id),
    "cte": lambda: select(select(VaultMove.id).cte().c.id),
    "union": lambda: union_all(
        select(VaultMove.id).where(VaultMove.number < "3"),
        select(VaultMove.id).where(VaultMove.number >= "3"),
    ),
    "in": lambda: select(DocumentHead.id).where(DocumentHead.id.in_(select(VaultMove.id))),
    "head": lambda: select(DocumentHead.id),
    "lines": lambda: select(VaultMoveLine.owner_id).distinct(),
    "extension": lambda: select(VaultNote.id),
    "join": lambda: select(VaultMove.id).join(VaultMove.lines).distinct(),
    "join the other way": lambda: (
        select(VaultMoveLine.owner_id)
        .join(VaultMove, VaultMove.id == VaultMoveLine.owner_id)
        .distinct()
    ),
    "outer join": lambda: select(DocumentHead.id).join(
        VaultMove, VaultMove.id == DocumentHead.id, isouter=True
    ),
    "group": lambda: select(VaultMove.id).group_by(VaultMove.id),
    "scalar subquery": lambda: select(
        select(VaultMove.id).where(VaultMove.id == DocumentHead.id).scalar_subquery()
    ).select_from(DocumentHead),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_select_goes_past_the_rules(shop, shape):
    rows = {"vault_place": [shop.mine]}
    found = shop.seen(SHAPES[shape](), **rows)
    keys = {getattr(one, "id", one) for one in found} - {None}
    assert keys == {shop.my_move, shop.nowhere, shop.secret_thing}
    everything = {getattr(one, "id", one) for one in shop.seen(SHAPES[shape]())}
    assert len(everything) == 5


def test_counts_and_sums_hold_nothing_hidden(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        count, rows = (
            work.session.scalar(select(func.count(VaultMove.id))),
            work.session.scalar(select(func.count()).select_from(VaultMoveLine)),
        )
        total = work.session.scalar(select(func.sum(VaultMoveLine.quantity)))
        some = work.session.scalar(select(exists().where(VaultMove.place_id == shop.theirs)))
    assert (count, rows, total, some) == (3, 4, D(4), False)


def test_hidden_records_are_not_got_by_key(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        assert work.session.get(VaultMove, shop.their_move) is None
        assert work.session.get(VaultMove, shop.my_move).place.name == "mine"


def test_loads_of_related_records_are_filtered(shop):
    with shop.house.work() as work:
        work.session.get(VaultMove, shop.my_move).pact_id = shop.their_pact.id
    for option in ((), (joinedload(VaultMove.pact),), (selectinload(VaultMove.pact),)):
        with shop.house.work(access(vault_place=[shop.mine])) as work:
            found = select(VaultMove).where(VaultMove.id == shop.my_move).options(*option)
            move = work.session.scalars(found).one()
            assert move.pact is None
            assert move.pact_id == shop.their_pact.id
            with house_view(work.session):
                assert move.pact.name == "theirs"
            assert len(move.lines) == 1


def test_rows_of_hidden_documents_are_not_loaded_through_what_is_seen(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        for option in (joinedload(VaultMove.lines), selectinload(VaultMove.lines)):
            found = work.session.scalars(select(VaultMove).options(option)).unique().all()
            assert {len(one.lines) for one in found} == {1, 2}
            assert {one.id for one in found} == {shop.my_move, shop.nowhere, shop.secret_thing}


def test_updates_and_deletes_do_not_reach_hidden_records(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        work.session.execute(update(VaultMove).values(comment="seen"))
        work.session.execute(delete(VaultNote))
    with shop.house.work() as work:
        marked = work.session.scalars(select(VaultMove.id).where(VaultMove.comment == "seen"))
        assert set(marked) == {shop.my_move, shop.nowhere, shop.secret_thing}
        assert set(work.session.scalars(select(VaultNote.id))) == {shop.their_move, shop.on_shelf}


def test_selects_past_the_mapped_classes_are_a_defect(shop):
    moves, stock = VaultMove.__table__, VaultStock.totals
    past = [
        select(moves.c.id),
        select(func.count()).select_from(moves),
        select(VaultGroup.id).where(exists().where(moves.c.id == VaultGroup.id)),
        select(stock),
        select(VaultThing.id).join(stock, stock.c.thing_id == VaultThing.id),
        select(VaultMove).from_statement(text("select * from toy_vault_vault_move")),
        insert(VaultMove),
    ]
    for statement in past:
        with pytest.raises(Unfiltered), shop.house.work(access(vault_place=[shop.mine])) as work:
            work.session.execute(statement)
    for statement in past[:-1]:
        with shop.house.work() as work:
            work.session.execute(statement)


def test_registers_are_read_with_the_rows_of_the_person(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        table = VaultStock.movements
        asked = select(func.sum(table.c.quantity))
        assert work.session.scalar(restrict(work, VaultStock, asked)) == D(5)
        total = VaultStock.totals
        asked = select(func.sum(total.c.quantity))
        assert work.session.scalar(restrict(work, VaultStock, asked, total)) == D(5)
    with shop.house.work(access(vault_group=[shop.open])) as work:  # through the thing
        asked = select(func.sum(total.c.quantity))
        assert work.session.scalar(restrict(work, VaultStock, asked, total)) == D(5)
    with shop.house.work() as work:
        assert work.session.scalar(restrict(work, VaultStock, asked, total)) == D(6)


def test_where_only_a_detail_hides_the_movements_are_read(shop):
    mine = access(vault_place=[shop.mine])
    with shop.house.work(mine) as work:
        assert reads_movements(work, VaultMoved)
        assert not reads_movements(work, VaultStock)
        asked = select(func.sum(VaultMoved.movements.c.quantity))
        assert work.session.scalar(restrict(work, VaultMoved, asked)) == D(4)
        with pytest.raises(NeedsMovements):
            restrict(work, VaultMoved, asked, VaultMoved.months)


def test_readings_tell_no_more_than_the_rows_of_the_person(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        rows = readings.balance(work, VaultStock, by=("place",))
        assert {r["place"]: r["quantity"] for r in rows} == {shop.mine: D(4), None: D(1)}
        moved = readings.turnover(work, VaultMoved, by=())
        assert [r["quantity"] for r in moved] == [D(4)]
    with shop.house.work() as work:
        moved = readings.turnover(work, VaultMoved, by=())
        assert [r["quantity"] for r in moved] == [D(6)]


def test_writing_out_of_sight_is_refused(shop):
    now = shop.house.clock.now()

    def new_place(session):
        session.add(VaultPlace(code="9", name="new", changed_at=now))

    def point_there(session):
        session.get(VaultMove, shop.my_move).place_id = shop.theirs

    def take_their_pact(session):
        session.get(VaultMove, shop.my_move).pact_id = shop.their_pact.id

    def shelve_there(session):
        move = session.get(VaultMove, shop.my_move)
        move.lines.append(VaultMoveLine(thing_id=shop.plain.id, shelf_id=shop.theirs))

    def slip_a_row_in(session):
        session.add(VaultMoveLine(owner_id=shop.their_move, thing_id=shop.plain.id))

    def annotate(session):
        session.add(VaultNote(id=shop.their_move, note="mine now"))

    for do in (new_place, point_there, take_their_pact, shelve_there, slip_a_row_in, annotate):
        with pytest.raises(OutOfSight), shop.house.work(access(vault_place=[shop.mine])) as work:
            do(work.session)
            work.session.flush()


def test_writing_in_sight_is_not_refused(shop):
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        move = work.session.get(VaultMove, shop.my_move)
        move.comment = "mine"
        move.pact_id = shop.my_pact.id
        move.lines.append(VaultMoveLine(thing_id=shop.plain.id, shelf_id=shop.mine))
        new = VaultMove(id=new_id(), number="n", moment=work.clock.now(), posted=False)
        new.changed_at, new.place_id = work.clock.now(), shop.mine
        new.lines = [VaultMoveLine(thing_id=shop.plain.id)]
        work.session.add(new)
    assert new.id in shop.seen(select(VaultMove.id), vault_place=[shop.mine])


def test_the_house_sees_all_rows_and_forgets_them_afterwards(shop):
    with shop.house.work() as work:
        work.session.get(VaultMove, shop.my_move).pact_id = shop.their_pact.id
    with shop.house.work(access(vault_place=[shop.mine])) as work:
        session = work.session
        move = session.get(VaultMove, shop.my_move)
        assert move.pact is None
        with house_view(session):
            assert session.get(VaultMove, shop.their_move)
            assert move.pact.name == "theirs"
            assert len(session.scalars(select(VaultPlace)).all()) == 2
            session.execute(select(VaultMove.__table__))
        assert session.get(VaultMove, shop.their_move) is None
        assert move.pact is None
        assert len(session.scalars(select(VaultPlace)).all()) == 1


def test_two_people_with_other_rules_never_share_an_answer(shop):
    """The compiled select is kept; the rows in it must not be."""
    asked = select(VaultPlace.id)
    for _turn in range(2):
        assert shop.seen(asked, vault_place=[shop.mine]) == {shop.mine}
        assert shop.seen(asked, vault_place=[shop.theirs]) == {shop.theirs}
        assert shop.seen(asked, vault_place=[shop.mine, shop.theirs]) == {shop.mine, shop.theirs}
        assert shop.seen(asked) == {shop.mine, shop.theirs}


def test_rules_are_made_once_for_the_same_rows(shop):
    made = []
    for _turn in range(2):
        with shop.house.work(access(vault_place=[shop.mine])) as work:
            made.append(rules_of(work))
    assert made[0] is made[1]
    with shop.house.work() as work:
        assert rules_of(work) is None


def test_documents_of_a_plugin_that_is_off_are_not_shown_to_people_with_rules(shop):
    with shop.house.work() as work:
        work.session.add(
            DocumentHead(id=new_id(), kind="gone", scope=NONE, year=2026, number="1",
                         moment=work.clock.now(), posted=True, deleted=False)
        )  # fmt: skip
    assert len(shop.seen(select(DocumentHead.id))) == 6
    assert len(shop.seen(select(DocumentHead.id), vault_place=[shop.mine])) == 3


def test_masked_resources_are_told_by_no_reading(shop):
    clerk = replace(SYSTEM, masked={"vault_stock": frozenset({"cost"})})
    with shop.house.work(clerk) as work:
        told = readings.balance(work, VaultStock) + readings.turnover(work, VaultStock)
        told += readings.movements(work, VaultStock)
        told.append(explain(work, VaultStock, where={}).values)
        assert len(told) > 10
        assert not [row for row in told if "cost" in str(row)]
        assert all("quantity" in row for row in told)
