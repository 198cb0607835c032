"""Costing anew what follows a back-dated change: only the goods it touches, all at once.

A change makes keys stale. For their goods all that was written from then on is read in a few
statements, each document is valued again in the order of business as posting would, and what
differs is replaced. No other goods of a document, and no other register, are looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from ...core import Document, Movement, Work
from ...core.access.audit import note
from ...core.database.bulk import decoder, select_by_keys
from ...core.posting import sequence
from ...core.posting.encoding import Change, Code, code_of, difference
from ...core.posting.ledger import Ledger
from ...core.posting.order import hold_totals, lock_place
from ..stock import AddsCost, MovesGoods, StockMove, StockOnHand
from . import additions, papers
from .ages import Ages, ages_of, by_age
from .book import (
    Book,
    Entry,
    Goods,
    Place,
    amount,
    entry_of,
    quantity,
)
from .carrying import carried, stock_of
from .documents import CostPolicy, key_of
from .layers import Layer
from .loading import Shelf
from .models import CostBatches, CostOfSales, Expenses
from .policy import Policies, Policy
from .valuing import Key, Shipped, Valuing, keys_of

MOST_KEYS = 200  # stale keys that are taken up at once: a step is a second or two
WRITTEN = (CostBatches, CostOfSales, Expenses)


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
        self.work, self.since = work, since
        self.first = min(place[0] for place in since.values())
        self.changed: set[Key] = set()
        self._lock()
        self.closings = papers.closings_after(work, self.first, since)
        self.carrying = papers.policies_after(work, self.first, since)
        self.shelf = Shelf(work, {item for item, _variant in since})
        self.book = self._open()
        self.policies: dict[UUID, Policies] = {}
        self.ages = self._ages()
        self.lying = {goods: self.book.opening(goods) for goods in since}
        self.sold = self._sold_before()
        self.changes: dict[Any, dict[UUID, Change]] = {one: {} for one in WRITTEN}

    def run(self) -> int:
        """Value everything again; write what differs; answers how many documents were looked at."""
        for goods, since in self.since.items():
            for place in self.book.entries[goods]:
                if place > since:
                    break
                self._pass(goods, place)
        grouped: dict[Place, list[Goods]] = defaultdict(list)
        for place, goods in sorted(self._stale(), key=lambda one: (one[0], str(one[1]))):
            grouped[place].append(goods)
        done = 0
        for place, many in grouped.items():
            done += self._value(place, many)
            for goods in many:
                self._pass(goods, place)
        self._write()
        return done

    def _stale(self) -> set[tuple[Place, Goods]]:
        """Where something has to be valued again."""
        places = {(place, goods) for goods in self.since for place in self.book.entries[goods]}
        places |= self.moved
        for goods in self.since:
            own = [key_of(one.close) for one in self.closings if one.minds(goods)]
            own += [key_of(one) for one, minds in self.carrying if minds(goods)]
            places |= {(place, goods) for place in own}
        return {(place, goods) for place, goods in places if place > self.since[goods]}

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
        book = Book(self.work, self.since, first, keep=self.first)
        self.moved = self._moved_goods()
        due = {place for entries in book.entries.values() for place in entries}
        due |= {place for place, _goods in self.moved}
        self.shelf.fetch({place[1] for place in due if place[0] >= self.first})
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
        return Book(self.work, self.since, earlier, keep=self.first)

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

    def _ages(self) -> Ages:
        batches = {
            pool.batch for goods in self.since for pool in self.book.opening(goods) if pool.batch
        }
        for entries in self.book.entries.values():
            for entry in entries.values():
                batches |= {row.pool.batch for row in entry.rows if row.pool.batch}
                batches |= {one.batch for one in entry.sold if one.batch}
        found = ages_of(self.work, batches)
        for entries in self.book.entries.values():
            found |= {place[1]: place[0] for place in entries if place[0] >= self.first}
        return found

    def _sold_before(self) -> dict[tuple[Shipped, Any], list[int]]:
        """What shipments before the book have taken, as far as its returns name them."""
        named = {
            one.shipment
            for entries in self.book.entries.values()
            for entry in entries.values()
            for one in entry.sold
        }
        named -= {place[1] for entries in self.book.entries.values() for place in entries}
        found: dict[tuple[Shipped, Any], list[int]] = defaultdict(lambda: [0, 0])
        connection = self.work.session.connection()
        code = code_of(CostOfSales, connection.dialect)
        names = ("shipment_id", "item_id", "variant_id", "batch_id")
        rows = select_by_keys(
            connection,
            CostOfSales.movements,
            [f"t.{n}" for n in (*names, "quantity", "amount")],
            ["shipment_id"],
            [(code.uuid(one),) for one in sorted(named, key=str)],
            where="t.moment < ?",
            given=(code.moment(self.book.since),),
        )
        for row in rows:
            told = code.decode((*names, "quantity", "amount"), row)
            shipped = (told["shipment"], told["item"], told["variant"])
            sums = found[shipped, told["batch"]]
            sums[0] += int(row[4])
            sums[1] += int(row[5])
        return found

    # --- valuing --------------------------------------------------------------------------

    def _value(self, place: Place, goods: list[Goods]) -> bool:
        """Value a document for some goods; answers whether it is one that can be."""
        made = self._movements(place, goods)
        if made is None:
            return False
        by_goods: dict[Goods, list[Movement]] = {one: [] for one in goods}
        for one in made:
            by_goods[one["item"], one["variant"]].append(one)
        for each, movements in by_goods.items():
            self.book.put(each, place, entry_of(movements))
        self._note(place, goods, made)
        return True

    def _movements(self, place: Place, goods: list[Goods]) -> list[Movement] | None:
        for closing in self.closings:
            if key_of(closing.close) == place:
                return [m for one in goods for m in closing.movements(self.book, one)]
        for policy, _minds in self.carrying:
            if key_of(policy) == place:
                return list(self._carried(policy, goods))
        document: Any = self.shelf.documents.get(place[1])
        if isinstance(document, MovesGoods):
            return self._moved(document, place, set(goods))
        if isinstance(document, AddsCost):
            given = self.shelf.additions(document)  # type: ignore[arg-type]
            return [m for one in goods for m in additions.spread(self.book, given, place, one)]
        return None

    def _moved(self, document: Any, place: Place, goods: set[Goods]) -> list[Movement]:
        moves = [m for m in self.shelf.moves(document) if (m.item_id, m.variant_id) in goods]
        policy = self._policy(document, place)
        layers = {key: self._layers(key, policy) for key in keys_of(moves, policy)}
        valuing = Valuing(document.id, policy, layers, self._sold(moves, policy))
        return list(valuing.movements(moves))

    def _policy(self, document: Any, place: Place) -> Policy:
        organisation = document.organisation
        if organisation.id not in self.policies:
            self.policies[organisation.id] = Policies(self.work, organisation)
        return self.policies[organisation.id].at(place)

    def _layers(self, key: Key, policy: Policy) -> list[Layer]:
        item, variant, warehouse, lot = key
        layers = [
            Layer(pool.batch, quantity(sums[0]), amount(sums[1]))
            for pool, sums in self.lying[item, variant].items()
            if (pool.warehouse, pool.lot) == (warehouse, lot) and any(sums)
        ]
        by_age(layers, self.ages, latest=policy.method == "lifo")
        return layers

    def _sold(self, moves: list[StockMove], policy: Policy) -> dict[Shipped, list[Layer]]:
        found: dict[Shipped, list[Layer]] = {}
        for move in moves:
            if move.purpose == "customer_return" and move.origin_id is not None:
                shipped = (move.origin_id, move.item_id, move.variant_id)
                if shipped not in found:
                    layers = [
                        Layer(batch, quantity(sums[0]), amount(sums[1]))
                        for (whose, batch), sums in self.sold.items()
                        if whose == shipped
                    ]
                    by_age(layers, self.ages, latest=policy.method != "lifo")
                    found[shipped] = layers
        return found

    def _carried(self, document: CostPolicy, goods: list[Goods]) -> Iterator[Movement]:
        stock = stock_of(self.work, {item for item, _variant in goods}, document)
        for one in goods:
            pools = {
                pool: (quantity(sums[0]), amount(sums[1]))
                for pool, sums in self.lying[one].items()
                if any(sums)
            }
            yield from carried(document, one, pools, stock.get(one, {}), self.ages)

    def _pass(self, goods: Goods, place: Place) -> None:
        """Go on behind a document: what lies where, and what was sold, after it."""
        entry = self.book.entries[goods].get(place, Entry())
        for row in entry.rows:
            known = self.lying[goods].setdefault(row.pool, [0, 0])
            known[0] += row.quantity
            known[1] += row.amount
        for one in entry.sold:
            sums = self.sold[(one.shipment, *goods), one.batch]
            sums[0] += one.quantity
            sums[1] += one.amount

    # --- writing --------------------------------------------------------------------------

    def _note(self, place: Place, goods: list[Goods], made: list[Movement]) -> None:
        """Keep what differs from what is written."""
        dialect = self.work.session.connection().dialect
        for register in WRITTEN:
            code = code_of(register, dialect)
            before = [
                row
                for one in goods
                for row in self.book.written.get((register.kind, one, place), ())
            ]
            at = code.moment(place[0])
            after = [code.encode(one, at) for one in made if one.register is register]
            change = difference(code, before, after)
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
