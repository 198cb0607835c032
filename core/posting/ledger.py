"""The ledger: movements of documents on disk, with the totals that follow from them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Table

from ..database.bulk import (
    Row,
    add_rows,
    change_rows,
    delete_by_keys,
    encoder,
    insert_rows,
    run,
    select_by_keys,
)
from ..schema.register import BalanceRegister, Register
from .encoding import Change, Code, code_of, sorted_rows


class Ledger:
    """Reads and writes the movements of one document at a time, in whole sets."""

    def __init__(self, connection: Connection, registers: Iterable[type[Register]]) -> None:
        self.connection = connection
        self.codes = {
            one.kind: code_of(one, connection.dialect)
            for one in sorted(registers, key=lambda one: one.kind)
        }

    def touched(self, recorder: UUID) -> list[str]:
        """The registers in which a document has movements, found in one statement."""
        parts, given = [], []
        for kind, code in self.codes.items():
            table = code.register.table_name()
            parts.append(
                f"SELECT '{kind}' WHERE EXISTS "  # noqa: S608 -- names of our own tables
                f"(SELECT 1 FROM {table} WHERE recorder_id = ?)"
            )
            given.append(code.uuid(recorder))
        if not parts:
            return []
        return [row[0] for row in run(self.connection, " UNION ALL ".join(parts), given)]

    def rows_of(self, code: Code, recorder: UUID) -> list[tuple[int, Row]]:
        """The movements of a document in one register: (line, content)."""
        sql = (
            f"SELECT line, {', '.join(code.content)} FROM {code.register.table_name()} "  # noqa: S608 -- as above
            "WHERE recorder_id = ? ORDER BY line"
        )
        found = run(self.connection, sql, (code.uuid(recorder),))
        return [(row[0], tuple(row[1:])) for row in found]

    def write(
        self, change: Change, recorder: UUID, now: datetime, *, may_be_negative: bool = False
    ) -> None:
        """Carry out a change: the replaced rows to the journal, the new ones in, totals moved."""
        code = change.code
        stamp = encoder(code.register.movements.c.recorded_at, code.dialect)(now)
        self._take_out(change, recorder, stamp)
        self._put_in(change, recorder, stamp)
        self._add_up(change, may_be_negative)

    def write_many(self, code: Code, changes: Mapping[UUID, Change], now: datetime) -> None:
        """Carry out the changes of many documents in one register, in a few statements.

        For registers without a guard: nothing is checked here.

        Args:
            code: of the register.
            changes: by document.
            now: when they are recorded.
        """
        table = code.register.movements
        stamp = encoder(table.c.recorded_at, code.dialect)(now)
        gone = [
            (code.uuid(who), line) for who, one in changes.items() for line, _content in one.gone
        ]
        if gone:
            self._replace(code, gone, stamp)
        rows = [
            (code.uuid(who), line, *content, stamp)
            for who, one in changes.items()
            for line, content in enumerate(one.come, one.last_line + 1)
        ]
        columns = ("recorder_id", "line", *code.content, "recorded_at")
        insert_rows(self.connection, table, columns, rows)
        whole = Change(code)
        for one in changes.values():
            whole.gone += one.gone
            whole.come += one.come
        self._add_up(whole, may_be_negative=False)

    def _replace(self, code: Code, places: list[Row], stamp: Any) -> None:
        """Rows of many documents to the journal and out of the register."""
        table, keys = code.register.movements, ("recorder_id", "line")
        columns = ("recorder_id", "line", *code.content, "recorded_at")
        found = select_by_keys(self.connection, table, [f"t.{c}" for c in columns], keys, places)
        rows = [(*row, stamp) for row in found]
        insert_rows(self.connection, code.register.replaced, (*columns, "replaced_at"), rows)
        delete_by_keys(self.connection, table, keys, places, "1 = 1")

    def _take_out(self, change: Change, recorder: UUID, stamp: Any) -> None:
        if not change.gone:
            return
        code, table = change.code, change.code.register.table_name()
        columns = ", ".join(("recorder_id", "line", *code.content, "recorded_at"))
        lines = ", ".join(str(int(line)) for line, _content in change.gone)
        which = f"WHERE recorder_id = ? AND line IN ({lines})"
        mark = "CAST(? AS timestamptz)" if code.dialect.name == "postgresql" else "?"
        run(
            self.connection,
            f"INSERT INTO {table}_replaced ({columns}, replaced_at) "  # noqa: S608 -- as above
            f"SELECT {columns}, {mark} FROM {table} {which}",
            (stamp, code.uuid(recorder)),
        )
        run(self.connection, f"DELETE FROM {table} {which}", (code.uuid(recorder),))  # noqa: S608 -- as above

    def _put_in(self, change: Change, recorder: UUID, stamp: Any) -> None:
        code = change.code
        who = code.uuid(recorder)
        rows = [
            (who, line, *content, stamp)
            for line, content in enumerate(change.come, change.last_line + 1)
        ]
        columns = ("recorder_id", "line", *code.content, "recorded_at")
        insert_rows(self.connection, code.register.movements, columns, rows)

    def _add_up(self, change: Change, may_be_negative: bool) -> None:
        register, code = change.code.register, change.code
        if register.totals is not None:
            rows = sorted_rows(change.by_key())
            if "may_be_negative" in register.totals.c:
                self._add_guarded(code, register.totals, rows, may_be_negative)
            else:
                add_rows(self.connection, register.totals, code.keys, code.sums, rows)
            if getattr(register, "drops_zero", False) and rows:
                self._drop_zero(register, code, rows)
        if register.months is not None:
            rows = sorted_rows(change.by_month())
            add_rows(self.connection, register.months, (*code.keys, "month"), code.sums, rows)

    def _add_guarded(self, code: Code, totals: Table, rows: list[Row], free: bool) -> None:
        """What goes down was found and locked by the guard; what goes up may be new.

        What nobody guards tells nothing of that: more pieces for less money may be new, too.
        """
        register = cast("type[BalanceRegister]", code.register)
        width = len(code.keys)
        places = [width + code.sums.index(one.name) for one in register.guarded()]
        down = [row for row in rows if not free and min(row[one] for one in places) < 0]
        up = [row for row in rows if free or min(row[one] for one in places) >= 0]
        mark = encoder(totals.c.may_be_negative, code.dialect)(free)
        change_rows(self.connection, totals, code.keys, code.sums, down)
        marked = [(*row, mark) for row in up]
        add_rows(self.connection, totals, code.keys, code.sums, marked, ("may_be_negative",))

    def _drop_zero(self, register: type[Register], code: Code, rows: list[Row]) -> None:
        zero = " AND ".join(f"{one} = 0" for one in code.sums)
        keys = [row[: len(code.keys)] for row in rows]
        delete_by_keys(self.connection, cast("Any", register.totals), code.keys, keys, zero)
