"""Statements over many rows keep to the index, however many rows the table has."""

from sqlalchemy import Column, Integer, MetaData, Table, event, text

from tradepost.core.database.bulk import delete_by_keys
from tradepost.core.database.engine import open_engine


def test_deleting_by_keys_does_not_read_the_whole_table(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/base.sqlite")
    columns = [Column(n, Integer, primary_key=n != "left") for n in ("one", "two", "left")]
    table = Table("pairs", MetaData(), *columns)
    table.create(engine)
    seen = []
    with engine.begin() as connection:
        rows = [{"one": n, "two": n, "left": n % 2} for n in range(10)]
        connection.execute(table.insert(), rows)
        event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2:4]))
        keys = [(2, 2), (3, 3), (4, 5)]
        delete_by_keys(connection, table, ("one", "two"), keys, '"left" = 0')
        ((sql, given),) = seen
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).fetchall()
        assert not any("SCAN pairs" in row[3] for row in plan)
        assert connection.scalar(text("SELECT COUNT(*) FROM pairs")) == 9
    engine.dispose()
