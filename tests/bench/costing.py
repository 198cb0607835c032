"""What is timed of cost: a back-dated receipt costed anew, a month of everything closed."""

from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import literal_column, text

from tradepost.core.jobs.running import run_due
from tradepost.core.posting import sequence, service, totals
from tradepost.core.records.write import save

from .timing import measure

SALES = 300  # of the item a back-dated receipt comes for
EARLY = datetime(2026, 2, 3, 9, tzinfo=UTC)
CLOSED = datetime(2026, 1, 1, tzinfo=UTC)
TABLES = ("costing_cost_batches", "costing_cost_of_sales", "stock_stock_on_hand")


def recost_backdated(base, floor):
    """Cost anew what follows a back-dated receipt: an item with three hundred later sales."""
    item = base.items[BUSY]
    for n in range(SALES if not hasattr(base, "busy") else 0):
        with base.house.work() as work:
            firm = str(base.firms[n % len(base.firms)])
            base.posted(work, "shipment", base.tick(), [(item, 1, 200)], party=firm)
    base.busy = True

    def rounds():
        for n in range(12):
            with base.house.work() as work:
                at = EARLY - timedelta(days=1, minutes=n)
                rows = [(item, 10, 90 + n)]
                base.posted(work, "goods_receipt", at, rows, party=str(base.supplier))
            yield partial(_restore, base), partial(_rewritten, floor, item)

    return measure("recost_backdated", base, rounds(), settle=floor.settle)


BUSY = 7  # which item


def _restore(base):
    while True:
        with base.house.work() as work:
            if service.restore_sequence(work) == 0:
                return


def _rewritten(floor, item):
    """All of the item read, and its later rows written once."""
    key, since = floor.key(item), EARLY if floor.postgres else EARLY.isoformat(" ")
    with floor.transaction():
        for table in TABLES[:2]:
            sql = f"SELECT * FROM {table} WHERE item_id = ? AND moment >= ?"
            floor.rows(sql, (key, since))
            sql = f"UPDATE {table} SET amount = amount WHERE item_id = ? AND moment >= ?"
            mark = "%s" if floor.postgres else "?"
            floor.connection.execute(sql.replace("?", mark), (key, since))


def month_close(base, floor):
    """Close a month that holds every movement of the base, each sale corrected.

    The last of the figures: it puts all that came before the opening into one month, at two
    prices, as if under the weighted average of the month.
    """
    _put_into_one_month(base)

    def rounds():
        with base.house.work() as work:
            data = {"organisation": str(base.organisation), "month": "2026-01-01"}
            key = save(work, "cost_adjustment", data | {"moment": CLOSED.isoformat()}).id
        yield partial(_post, base, key), partial(_read_and_written, floor)

    return measure("month_close", base, rounds(), warm=0, settle=floor.settle)


def _put_into_one_month(base):
    with base.house.work() as work:
        data = {"organisation": str(base.organisation), "method": "month_average"}
        policy = save(work, "cost_policy", data | {"moment": CLOSED.isoformat()})
        work.session.flush()
        for table in ("costing_cost_policy", "core_document"):
            key = {"key": policy.id if base.engine == "postgresql" else policy.id.bytes}
            work.session.execute(text(f"UPDATE {table} SET posted = true WHERE id = :key"), key)
    month = {"at": CLOSED + timedelta(days=3), "opened": datetime(2026, 2, 1, tzinfo=UTC)}
    with base.house.engine.begin() as connection:
        for table in TABLES:
            kind = base.house.schema.registers[table.partition("_")[2]].movements
            moved = kind.update().where(kind.c.moment < month["opened"])
            connection.execute(moved.values(moment=month["at"]))
        batches = base.house.schema.registers["cost_batches"].movements
        came = batches.c.moment == month["at"], batches.c.direction > 0
        twice = literal_column("amount * 2")
        connection.execute(batches.update().where(*came).values(amount=twice))
    with base.house.work() as work:
        for table in TABLES[:2]:
            totals.rebuild(work, work.schema.registers[table.partition("_")[2]])


def _post(base, key):
    """Post the close, and run what it has put in the queue until it is worked out."""
    with base.house.work() as work:
        service.post(work, work.session.get(work.schema.documents["cost_adjustment"], key))
    batches = base.house.schema.registers["cost_batches"]
    stale = True
    while stale:
        run_due(base.house, 1)
        with base.house.work(reads_only=True) as work:
            stale = sequence.is_stale(work, batches)


def _read_and_written(floor):
    """All movements of the month read, and its sales written once."""
    with floor.transaction():
        for table in TABLES[:2]:
            floor.rows(f"SELECT * FROM {table} WHERE moment < '2026-02-01'")
        sql = "UPDATE costing_cost_of_sales SET amount = amount WHERE moment < '2026-02-01'"
        floor.connection.execute(sql)
