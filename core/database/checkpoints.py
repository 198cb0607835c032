"""The write-ahead log of SQLite carried into the base beside the work, not inside it.

SQLite does this by itself inside whichever commit finds the log long, and the person whose
document that is waits for the pages of all before him. Here a thread does it once a connection
that has written comes back; a commit does it only where the log outgrows even that.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from sqlalchemy import Engine, event

ROWS = 200
"""Rows written before the log is carried over: about a thousand of its pages."""
PAGES = 16_000
"""Pages of the log (64 MB) from which a commit carries it over by itself."""


class Checkpoints:
    """Carries the log of one base over; never two at once."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.rows = 0
        self.lock = Lock()
        self.thread: Thread | None = None

    def attach(self, engine: Engine) -> None:
        """Hear of every connection that is given back, and of the end."""
        event.listen(engine, "connect", self._connected)
        event.listen(engine, "checkin", self._returned)
        event.listen(engine, "engine_disposed", self._disposed)

    def wait(self) -> None:
        """Until nothing is under way."""
        thread = self.thread
        if thread is not None:
            thread.join()

    def _connected(self, connection: sqlite3.Connection, record: Any) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint={PAGES}")
        record.info["written"] = connection.total_changes

    def _returned(self, connection: sqlite3.Connection | None, record: Any) -> None:
        if connection is None:  # it was broken
            return
        total = connection.total_changes
        wrote, record.info["written"] = total - record.info["written"], total
        if not wrote:
            return
        with self.lock:
            self.rows += wrote
            if self.rows < ROWS or (self.thread is not None and self.thread.is_alive()):
                return
            self.rows = 0
            self.thread = Thread(target=self._carry_over, name="checkpoint", daemon=True)
            self.thread.start()

    def _carry_over(self) -> None:
        # What fails (the base is gone, or copied away) is done after a later commit.
        address = f"{Path(self.path).absolute().as_uri()}?mode=rw"  # never makes a new base
        with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as own:
            own.execute("PRAGMA synchronous=FULL")
            own.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _disposed(self, _engine: Engine) -> None:
        self.wait()
