"""What is timed of reading: balances, lists, search, a form, REST; each beside bare SQL."""

import base64
import json
from datetime import timedelta
from functools import partial
from urllib.parse import quote
from uuid import UUID

from tradepost.core.database.ids import new_id
from tradepost.core.posting import readings
from tradepost.core.records import listing
from tradepost.core.records.query import Query

from .bases import MONTH
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
    sql = (
        f"SELECT SUM(quantity) FROM ({_carried(stock, 'item_id = ? AND warehouse_id = ?')}) parts"
    )

    def rounds():
        for at in _moments(base, TIMES):
            item = base.chance.choice(base.items[:2000])
            where = {"item": item, "warehouse": base.store}
            given = _given(floor, at, floor.key(item), floor.key(base.store))
            yield (
                partial(_balance, base, stock, where=where, at=at),
                partial(floor.rows, sql, given),
            )

    return measure("balance_as_of", base, rounds())


def balance_warehouse_as_of(base, floor):
    """The balances of all goods in one warehouse at any past moment."""
    stock = _stock(base)
    keys = "item_id, variant_id, lot_id"
    parts = _carried(stock, "warehouse_id = ?", f"{keys}, ")
    sql = f"SELECT {keys}, SUM(quantity) FROM ({parts}) parts GROUP BY {keys}"

    def rounds():
        asked = {"where": {"warehouse": base.store}, "by": ("item", "variant", "lot")}
        for at in _moments(base, 18):
            yield (
                partial(_balance, base, stock, at=at, **asked),
                partial(floor.rows, sql, _given(floor, at, floor.key(base.store))),
            )

    return measure("balance_warehouse_as_of", base, rounds())


def _moments(base, times):
    """Moments anywhere in the history of a base."""
    days = 30 * (base.copies // 5 + 1)
    for _n in range(times):
        yield MONTH + timedelta(days=25) - timedelta(days=base.chance.uniform(0, days))


def _carried(stock, which, keys=""):
    """Whole months up to a moment's, and the movements of its month; marks as `_given` fills."""
    return (
        f"SELECT {keys}quantity FROM {stock.months.name} WHERE {which} AND month < ? UNION ALL "
        f"SELECT {keys}quantity FROM {stock.table_name()} "
        f"WHERE {which} AND moment >= ? AND moment <= ?"
    )


def _given(floor, at, *key):
    month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (*key, floor.day(month), *key, floor.moment(month), floor.moment(at))


def list_first_page(base, floor):
    """The first fifty of as many parties as there are movements, by name."""
    return _pages("list_first_page", base, floor, "")


def list_deep_page(base, floor):
    """Fifty parties from far behind, by the key of the page before."""
    table = base.house.schema.catalogs["party"].__table__.name
    sql = f"SELECT name_key, id FROM {table} WHERE NOT deleted ORDER BY name_key, id "
    name, key = floor.rows(f"{sql} LIMIT 1 OFFSET {int(base.parties * 0.9)}")[0]
    return _pages("list_deep_page", base, floor, (name, key))


def _pages(title, base, floor, after):
    table = base.house.schema.catalogs["party"].__table__
    columns = ", ".join(one.name for one in table.c)
    place, given = "", ()
    if after:
        name, key = after
        place, given = "AND (name_key, id) > (?, ?)", (name, key)
        after = _cursor(base, name, floor.uuid(key))
    sql = (
        f"SELECT {columns} FROM {table.name} WHERE NOT deleted {place} "
        "ORDER BY name_key, id LIMIT 51"
    )
    address = "/catalogs/party?limit=50" + (f"&after={after}" if after else "")
    assert len(json.loads(base.client.rest(address))["rows"]) == 50

    def bare():
        found = floor.rows(sql, given)
        json.dumps([[str(one) for one in row] for row in found])

    def rounds():
        for _n in range(TIMES):
            yield partial(base.client.rest, address), bare

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

    def rounds():
        for _n in range(TIMES):
            number = base.chance.randrange(1000, base.parties)
            words = ("оризон", str(number))
            wild = [f"%{one}%" for one in words] if floor.postgres else words
            bare = sql.format(*wild)
            asked = quote(" ".join(words))
            yield (
                partial(base.client.rest, f"/catalogs/party?limit=50&q={asked}"),
                partial(floor.rows, bare),
            )

    return measure("search_party", base, rounds())


def form_open_100(base, floor):
    """The page with the form of a shipment of a hundred lines."""
    keys = []
    for _n in range(12):
        with base.house.work() as work:
            keys.append(base.sale(work, 100).id)
    shipment = base.house.schema.documents["shipment"]
    lines = shipment.fields["lines"].target.__table__.name
    item = base.house.schema.catalogs["item"].__table__.name

    def bare(key):
        floor.rows(f"SELECT * FROM {shipment.__tablename__} WHERE id = ?", (floor.key(key),))
        sql = f"SELECT l.*, i.name FROM {lines} l JOIN {item} i ON i.id = l.item_id "
        floor.rows(f"{sql} WHERE l.owner_id = ? ORDER BY l.position", (floor.key(key),))

    def rounds():
        for key in keys * 3:
            yield partial(base.client.page, f"/documents/shipment/{key}"), partial(bare, key)

    return measure("form_open_100", base, rounds())


def form_row_1000(base, floor):
    """One row of an order of a thousand, looked up and added up while one types."""
    items = [str(one) for one in base.items[:1000]]
    with base.house.work(reads_only=True) as work:
        party = base.firms[0]
        assert work.session.get(work.schema.catalogs["party"], party) is not None
    rest = json.dumps({"lines": {"count": 999, "sums": {"amount": "99900.00"}}})
    item = base.house.schema.catalogs["item"].__table__.name

    def ask(key):
        row = [str(new_id()), [["", key], "2"]]
        rows = {"lines": {"columns": ["item", "quantity"], "rows": [row]}}
        fields = {
            "_id": str(new_id()), "party": str(party), "_rows": json.dumps(rows), "_rest": rest,
        }  # fmt: skip
        base.client.send("/documents/customer_order/new/recalculate", fields)

    def rounds():
        for key in items[:TIMES]:
            bare = partial(
                floor.rows, f"SELECT * FROM {item} WHERE id = ?", (floor.key(UUID(key)),)
            )
            yield partial(ask, key), bare

    return measure("form_row_1000", base, rounds())


def rest_get(base, floor):
    """A party through REST, in one process, beside its row read and written as JSON."""
    table = base.house.schema.catalogs["party"].__table__.name
    sql = f"SELECT * FROM {table} WHERE id = ?"

    def bare(key):
        json.dumps([str(one) for one in floor.rows(sql, (floor.key(key),))[0]])

    def rounds():
        for _n in range(TIMES):
            key = base.chance.choice(base.firms)
            yield partial(base.client.rest, f"/catalogs/party/{key}"), partial(bare, key)

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
