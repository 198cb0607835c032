"""What is timed of reading: balances, lists, search, a form, REST; each beside bare SQL."""

import base64
import json
from datetime import timedelta
from functools import partial

from tradepost.core.posting import readings
from tradepost.core.records import listing, wire
from tradepost.core.records.query import Query
from tradepost.core.records.read import get

from .bases import MONTH, TODAY
from .timing import measure

TIMES = 60


def balance_one_item(base, floor):
    """The balance of one item in one warehouse now."""
    stock, store = _stock(base), floor.key(base.store)
    sql = f"SELECT SUM(quantity) FROM {stock.totals.name} WHERE item_id = ? AND warehouse_id = ?"

    def rounds():
        for _n in range(TIMES):
            item = base.chance.choice(base.items[:2000])
            where = {"item": item, "warehouse": base.store}
            yield (
                partial(_balance, base, stock, where=where),
                partial(floor.rows, sql, (floor.key(item), store)),
            )

    return measure("balance_one_item", base, rounds())


def balance_warehouse(base, floor):
    """The balances of all goods in one warehouse now."""
    stock = _stock(base)
    sql = (
        f"SELECT item_id, variant_id, lot_id, quantity FROM {stock.totals.name} "
        "WHERE warehouse_id = ? AND quantity <> 0"
    )

    def rounds():
        asked = {"where": {"warehouse": base.store}, "by": ("item", "variant", "lot")}
        for _n in range(15):
            ours = partial(_balance, base, stock, **asked)
            yield ours, partial(floor.rows, sql, (floor.key(base.store),))

    return measure("balance_warehouse", base, rounds())


def balance_as_of(base, floor):
    """The balance of one item in one warehouse at any past moment."""
    stock = _stock(base)
    months, moved = stock.months.name, stock.table_name()
    which = "item_id = ? AND warehouse_id = ?"
    sql = (
        f"SELECT SUM(quantity) FROM (SELECT quantity FROM {months} WHERE {which} AND month < ? "
        f"UNION ALL SELECT quantity FROM {moved} WHERE {which} AND moment >= ? AND moment <= ?)"
        " AS parts"
    )
    days = 30 * (base.copies // 5 + 1)

    def rounds():
        for _n in range(TIMES):
            item = base.chance.choice(base.items[:2000])
            at = MONTH + timedelta(days=25) - timedelta(days=base.chance.uniform(0, days))
            month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
            where = {"item": item, "warehouse": base.store}
            key = (floor.key(item), floor.key(base.store))
            given = (*key, floor.day(month), *key, floor.moment(month), floor.moment(at))
            yield (
                partial(_balance, base, stock, where=where, at=at),
                partial(floor.rows, sql, given),
            )

    return measure("balance_as_of", base, rounds())


def list_first_page(base, floor):
    """The first fifty of as many parties as there are movements, by name."""
    return _pages("list_first_page", base, floor, "")


def list_deep_page(base, floor):
    """Fifty parties from far behind, by the key of the page before."""
    table = base.house.schema.catalogs["party"].__table__.name
    sql = f"SELECT name_key, id FROM {table} WHERE NOT deleted ORDER BY name_key, id "
    name, key = floor.rows(f"{sql} LIMIT 1 OFFSET {int(base.parties * 0.9)}")[0]
    return _pages("list_deep_page", base, floor, _cursor(base, name, floor.uuid(key)))


def _pages(title, base, floor, after):
    table = base.house.schema.catalogs["party"].__table__
    columns = ", ".join(one.name for one in table.c)
    place, given = "", ()
    if after:
        with base.house.work(reads_only=True) as work:
            first = listing.page(work, "party", Query(limit=1, after=after)).records[0]
        place, given = "AND (name_key, id) > (?, ?)", (first.name_key, floor.key(first.id))
    sql = (
        f"SELECT {columns} FROM {table.name} WHERE NOT deleted {place} "
        "ORDER BY name_key, id LIMIT 51"
    )

    def ours():
        with base.house.work(reads_only=True) as work:
            found = listing.page(work, "party", Query(after=after))
            assert len(wire.to_wires(work, found.records)) == 50

    def rounds():
        for _n in range(TIMES):
            yield ours, partial(floor.rows, sql, given)

    return measure(title, base, rounds())


def search_party(base, floor):
    """Parties found by a part of a word and a number: few among as many as there are movements."""
    table = base.house.schema.catalogs["party"].__table__
    columns = ", ".join(f"p.{one.name}" for one in table.c)
    if floor.postgres:
        sql = f"SELECT {columns} FROM core_words w JOIN {table.name} p ON p.id = w.record_id "
        sql += "WHERE w.words LIKE '{0}' AND w.words LIKE '{1}' LIMIT 51"
    else:
        match = """'"{0}" AND "{1}"'"""
        sql = f"SELECT rowid FROM core_words_parts WHERE core_words_parts MATCH {match}"
        sql = (
            f"SELECT {columns} FROM ({sql} LIMIT 2001) m JOIN core_words w ON w.number = m.rowid "
            f"JOIN {table.name} p ON p.id = w.record_id LIMIT 51"
        )

    def search(words):
        with base.house.work(reads_only=True) as work:
            found = listing.page(work, "party", Query(words=" ".join(words)))
            wire.to_wires(work, found.records)

    def rounds():
        for _n in range(TIMES):
            number = base.chance.randrange(1000, base.parties)
            words = ("оризон", str(number))
            wild = [f"%{one}%" for one in words] if floor.postgres else words
            bare = sql.format(*wild)
            yield partial(search, words), partial(floor.rows, bare)

    return measure("search_party", base, rounds())


def form_open_100(base, floor):
    """A shipment of a hundred lines as a form takes it: rows, and the names of what they name."""
    keys = []
    for n in range(12):
        with base.house.work() as work:
            keys.append(base.sale(work, TODAY + timedelta(days=3, seconds=n), 100).id)
    shipment = base.house.schema.documents["shipment"]
    lines = shipment.fields["lines"].target.__table__.name
    item = base.house.schema.catalogs["item"].__table__.name

    def ours(key):
        with base.house.work(reads_only=True) as work:
            record = get(work, "shipment", key)
            found = wire.to_wire(work, record)
            names = [line.item.presentation for line in record.lines]
            assert len(found["lines"]) == len(names) == 100

    def bare(key):
        floor.rows(f"SELECT * FROM {shipment.__tablename__} WHERE id = ?", (floor.key(key),))
        sql = f"SELECT l.*, i.name FROM {lines} l JOIN {item} i ON i.id = l.item_id "
        floor.rows(f"{sql} WHERE l.owner_id = ? ORDER BY l.position", (floor.key(key),))

    def rounds():
        for key in keys * 3:
            yield partial(ours, key), partial(bare, key)

    return measure("form_open_100", base, rounds())


def rest_get(base, floor):
    """A party through REST, in one process, beside its row read and written as JSON."""
    ask = base.client()
    table = base.house.schema.catalogs["party"].__table__.name
    sql = f"SELECT * FROM {table} WHERE id = ?"

    def bare(key):
        json.dumps([str(one) for one in floor.rows(sql, (floor.key(key),))[0]])

    def rounds():
        for _n in range(TIMES):
            key = base.chance.choice(base.firms)
            yield partial(ask, f"/api/v1/catalogs/party/{key}"), partial(bare, key)

    return measure("rest_get", base, rounds())


def _stock(base):
    return base.house.schema.balances["stock_on_hand"]


def _balance(base, register, **asked):
    with base.house.work(reads_only=True) as work:
        return readings.balance(work, register, **asked)


def _cursor(base, name, key):
    """The cursor of the page that ends with a party: one of the house's, with other values."""
    with base.house.work(reads_only=True) as work:
        known = listing.page(work, "party", Query(limit=1)).next
    order, *_values = json.loads(base64.urlsafe_b64decode(known + "=" * (-len(known) % 4)))
    text = json.dumps([order, name, str(key)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
