"""Costing anew what follows a back-dated change: only the goods it touches, all at once.

A change makes keys stale. For their goods all that was written from then on is read in a few
statements, each document is valued again in the order of business as posting would, and what
differs is replaced. No other goods of a document, and no other register, are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from ...core import Document, Movement, Work
from ...core.access.audit import note
from ...core.database.bulk import decoder, select_by_keys
from ...core.posting import sequence
from ...core.posting.encoding import Change, Code, code_of, difference
from ...core.posting.ledger import Ledger
from ...core.posting.order import hold_totals, lock_place
from ..stock import AddsCost, MovesGoods, StockOnHand
from . import additions, papers
from .book import Book
from .carrying import carried, stock_of
from .crossing import Crossings
from .documents import CostPolicy, key_of
from .entries import Goods, Place, entry_of
from .loading import Shelf
from .models import CostBatches, CostOfSales, Expenses
from .policy import Policies, Policy
from .standing import Standing
from .valuing import Key, Valuing, keys_of

MOST_KEYS = 200  # stale keys that are taken up at once: a step is a second or two
WRITTEN = (CostBatches, CostOfSales, Expenses)
Made = dict[Goods, list[Movement]]
"""What a document writes of some goods."""


def restore(work: Work, most: int = 0) -> int:
    """Cost anew what is stale, up to so many keys or those of a step; answers how many documents.

    Returns:
        0 where nothing is stale.
    """
    due = sequence.stale_keys(work, CostBatches, max(most, MOST_KEYS))
    if not due:
        return 0
    since: dict[Goods, Place] = {}
    for place, (item, variant, *_rest) in due:
        goods = (item, variant if variant.int else None)
        since[goods] = min(place, since.get(goods, place))
    done = Recosting(work, since).run()
    sequence.settle(work, CostBatches, due)
    return max(done, 1)


class Recosting:
    """Values again what follows certain places, goods by goods.

    Attributes:
        changed: the keys of CostBatches in which anything was written anew.
    """

    def __init__(self, work: Work, since: dict[Goods, Place]) -> None:
        work.session.flush()  # documents are read beside the session
        self.work = work
        self.crossings = Crossings(work, since)
        self.since = since = self.crossings.since(since)
        self.first = min(place[0] for place in since.values())
        self.changed: set[Key] = set()
        self._lock()
        self.closings = papers.closings_after(work, self.first, since)
        self.carrying = papers.policies_after(work, self.first, since)
        self.shelf = Shelf(work, {item for item, _variant in since})
        self.book = self._open()
        self.policies: dict[UUID, Policies] = {}
        self.changes: dict[Any, dict[UUID, Change]] = {one: {} for one in WRITTEN}

    def run(self) -> int:
        """Value everything again; write what differs; answers how many documents were looked at."""
        due = self._due()
        last = {one: place for place, goods in due.items() for one in goods}
        standing = self._standing(due)
        done = 0
        for place, goods in due.items():
            made = self._movements(place, goods, standing)
            if made is not None:
                self._note(place, made)
                self._keep(place, {one: made[one] for one in goods if place < last[one]})
                done += 1
            for one in standing.here.keys() & goods:
                standing.pass_on(one, place)
        self._write()
        return done

    def _due(self) -> dict[Place, set[Goods]]:
        """Where something has to be valued again, in the order of business."""
        found: dict[Place, set[Goods]] = defaultdict(set)
        for goods, since in self.since.items():
            for place in self.book.since(since[0], goods):
                if place > since:
                    found[place].add(goods)
        for place, goods in (*self.moved, *self._papers()):
            if place > self.since[goods]:
                found[place].add(goods)
        for place, many in found.items() if self.crossings.links else ():
            bound = chain.from_iterable(self.crossings.groups(many))
            many.update([one for one in bound if place > self.since[one]])
        return dict(sorted(found.items()))

    def _papers(self) -> Iterator[tuple[Place, Goods]]:
        """Closes of months and policies, by the goods they mind."""
        closes = ((one.close, one.minds) for one in self.closings)
        for paper, minds in (*closes, *self.carrying):
            yield from ((key_of(paper), goods) for goods in self.since if minds(goods))

    def _standing(self, due: dict[Place, set[Goods]]) -> Standing:
        """What lies where: a close asks for none of it, and where nothing else is due, it is not read."""
        closes = {key_of(one.close) for one in self.closings}
        asking = {one for place, goods in due.items() if place not in closes for one in goods}
        since = {goods: place for goods, place in self.since.items() if goods in asking}
        return Standing(self.work, self.book, since, self.first)

    # --- reading --------------------------------------------------------------------------

    def _lock(self) -> None:
        """Hold the goods: nobody takes from them meanwhile."""
        connection = self.work.session.connection()
        code = code_of(CostBatches, connection.dialect)
        keys = [
            (code.uuid(i), code.uuid(v or UUID(int=0))) for i, v in sorted(self.since, key=str)
        ]
        hold_totals(connection, {CostBatches: (("item_id", "variant_id"), keys)})

    def _open(self) -> Book:
        """The book, from as early on as anything in it depends on."""
        first = min([self.first, *(one.start for one in self.closings)])
        book = Book(self.work, self.since, self.crossings, first, keep=self.first)
        self.moved = self._moved_goods()
        due = {place[1] for goods in self.since for place in book.since(self.first, goods)}
        self.shelf.fetch(due | {place[1] for place, _goods in self.moved})
        given = [
            *(self.shelf.additions(one) for one in self.shelf.documents.values() if _adds(one)),
            *(many for closing in self.closings for many in closing.additions.values()),
        ]
        receipts = {
            one.receipt_id
            for many in given
            for one in many
            if (one.item_id, one.variant_id) in self.since
        }
        earlier = additions.first_moment(self.work, receipts) if receipts else first
        if earlier >= first:
            return book
        return Book(self.work, self.since, self.crossings, earlier, keep=self.first)

    def _moved_goods(self) -> set[tuple[Place, Goods]]:
        """Which documents have moved which goods: some of them may not have cost anything."""
        connection = self.work.session.connection()
        code = code_of(StockOnHand, connection.dialect)
        columns = ("item_id", "variant_id")
        moment = decoder(StockOnHand.movements.c.moment, code.dialect)
        recorder = decoder(StockOnHand.movements.c.recorder_id, code.dialect)
        found = set()
        for row in select_by_keys(
            connection,
            StockOnHand.movements,
            [f"t.{one}" for one in (*columns, "moment", "recorder_id")],
            columns,
            [(code.uuid(i), code.uuid(v or UUID(int=0))) for i, v in self.since],
            where="t.moment >= ?",
            given=(code.moment(self.first),),
        ):
            told = code.decode(columns, tuple(row[:2]))
            found.add(((moment(row[2]), recorder(row[3])), (told["item"], told["variant"])))
        return found

    # --- valuing --------------------------------------------------------------------------

    def _movements(self, place: Place, goods: set[Goods], standing: Standing) -> Made | None:
        """What a document writes of some goods; None where it is one that writes no cost."""
        many = sorted(goods, key=str)
        for closing in self.closings:
            if key_of(closing.close) == place:
                return _by_goods(many, closing.movements(self.book, many))
        for policy, _minds in self.carrying:
            if key_of(policy) == place:
                return self._carried(policy, many, standing)
        document: Any = self.shelf.documents.get(place[1])
        if isinstance(document, MovesGoods):
            return self._moved(document, place, many, standing)
        if isinstance(document, AddsCost):
            added = self.shelf.additions(document)  # type: ignore[arg-type]
            given = [one for one in added if (one.item_id, one.variant_id) in goods]
            return _by_goods(many, additions.spread(self.book, given, place))
        return None

    def _moved(self, document: Any, place: Place, goods: list[Goods], standing: Standing) -> Made:
        moves = [m for m in self.shelf.moves(document) if (m.item_id, m.variant_id) in goods]
        policy = self._policy(document, place)
        layers = {key: standing.layers(key, policy) for key in keys_of(moves, policy)}
        valuing = Valuing(document.id, policy, layers, standing.sold_of(moves, policy))
        return _by_goods(goods, valuing.movements(moves))

    def _policy(self, document: Any, place: Place) -> Policy:
        organisation = document.organisation
        if organisation.id not in self.policies:
            self.policies[organisation.id] = Policies(self.work, organisation)
        return self.policies[organisation.id].at(place)

    def _carried(self, document: CostPolicy, goods: list[Goods], standing: Standing) -> Made:
        stock = stock_of(self.work, {item for item, _variant in goods}, document)
        found: Made = {}
        for one in goods:
            pools = standing.pools(one)
            found[one] = list(carried(document, one, pools, stock.get(one, {}), standing.ages))
        return found

    def _keep(self, place: Place, made: Made) -> None:
        """Let what is valued later find in the book what a document writes now."""
        for one, movements in made.items():
            self.book.put(one, place, entry_of(movements))

    # --- writing --------------------------------------------------------------------------

    def _note(self, place: Place, made: Made) -> None:
        """Keep what differs from what is written."""
        dialect = self.work.session.connection().dialect
        written = self.book.written
        for register in WRITTEN:
            code = code_of(register, dialect)
            before = [row for one in made for row in written.get((register.kind, one, place), ())]
            at = code.moment(place[0])
            mine = (one for many in made.values() for one in many if one.register is register)
            change = difference(code, before, (code.encode(one, at) for one in mine))
            if change:
                self.changes[register][place[1]] = change

    def _write(self) -> None:
        connection = self.work.session.connection()
        ledger, now = Ledger(connection, WRITTEN), self.work.clock.now()
        noted: dict[UUID, int] = defaultdict(int)
        for register in sorted(self.changes, key=lock_place):
            changes = self.changes[register]
            if not changes:
                continue
            code = code_of(register, connection.dialect)
            _number(connection, code, changes)
            ledger.write_many(code, changes, now)
            for who, change in changes.items():
                noted[who] += len(change.come)
            if register is CostBatches:
                self.changed |= {key for one in changes.values() for key in self._keys(code, one)}
        for who, count in noted.items():
            document = self.shelf.documents.get(who)
            if isinstance(document, Document):
                note(self.work, "restored", document, movements=count)

    @staticmethod
    def _keys(code: Code, change: Change) -> Iterator[Key]:
        for key in change.by_key():
            told = code.decode(code.keys, key)
            yield (told["item"], told["variant"], told["warehouse"], told["lot"])


def _by_goods(goods: Iterable[Goods], movements: Iterable[Movement]) -> Made:
    made: Made = {one: [] for one in goods}
    for one in movements:
        made[one["item"], one["variant"]].append(one)
    return made


def _adds(document: Any) -> bool:
    return isinstance(document, AddsCost)


def _number(connection: Any, code: Code, changes: dict[UUID, Change]) -> None:
    """Let new rows of documents go on behind their last lines."""
    table, keys = code.register.movements, [(code.uuid(who),) for who in changes]
    columns = ["t.recorder_id", "MAX(t.line)"]
    tail = "GROUP BY t.recorder_id"
    found = select_by_keys(connection, table, columns, ["recorder_id"], keys, tail=tail)
    last: dict[Any, int] = dict(found)
    for who, change in changes.items():
        change.last_line = last.get(code.uuid(who), 0)
