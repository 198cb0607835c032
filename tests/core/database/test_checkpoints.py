"""The write-ahead log is carried over beside the work."""

import sqlite3
import struct
from pathlib import Path

from sqlalchemy import text

from tradepost.core.database import checkpoints
from tradepost.core.database.engine import open_engine


def fill(engine, rows):
    with engine.begin() as connection:
        connection.execute(text("create table if not exists one (it text)"))
        for n in range(rows):
            connection.execute(text("insert into one values (:it)"), {"it": str(n) * 500})


def left_over(path):
    """Pages that stand in the log alone (from the index of the log, as SQLite describes it)."""
    index = Path(f"{path}-shm").read_bytes()
    return struct.unpack_from("<I", index, 16)[0] - struct.unpack_from("<I", index, 96)[0]


def test_what_was_written_gets_into_the_base_without_a_commit_doing_it(tmp_path):
    path = tmp_path / "base.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    fill(engine, checkpoints.ROWS // 2)
    held = sqlite3.connect(path)  # keeps the log, which the last one to leave takes away
    held.execute("SELECT * FROM one").fetchone()
    assert left_over(path) > 0
    fill(engine, checkpoints.ROWS)
    engine.dispose()  # waits for what is under way
    assert left_over(path) == 0
    held.close()


def test_a_base_that_has_gone_does_no_harm(tmp_path):
    path = tmp_path / "base.sqlite"
    made = checkpoints.Checkpoints(str(path))
    made._carry_over()
    assert not path.exists()
