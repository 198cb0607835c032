"""The posting of one document: what hooks are given while it is under way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..database.bulk import Row, is_postgres, select_by_keys
from ..schema.document import Document
from ..schema.register import BalanceRegister, Movement
from ..work import Work
from . import guard
from .encoding import Code, code_of
from .errors import Overtaken
from .later import moved_since


class Posting:
    """A document on its way into the registers.

    Attributes:
        work: the unit of work.
        document: what is posted.
        movements: what was gathered so far, plugin by plugin.
        again: whether the document has movements already (it is re-posted).
        restoring: whether the house re-posts it because something before it changed.
        keeps: set by a hook whose plugin writes the movements in background work: what the
            document has written before stays as it is, and nothing new is written now.
    """

    def __init__(self, work: Work, document: Document, *, again: bool, restoring: bool) -> None:
        self.work = work
        self.document = document
        self.movements: list[Movement] = []
        self.again = again
        self.restoring = restoring
        self.keeps = False
        self.shared: dict[str, Any] = {}
        self._read: list[_Read] = []
        self._put_in: dict[str, set[Row]] = {}

    def of(self, register: type[Any]) -> list[Movement]:
        """The gathered movements of one register."""
        return [one for one in self.movements if one.register is register]

    def balances(
        self,
        register: type[BalanceRegister],
        by: Sequence[str],
        keys: Collection[Sequence[UUID | None]],
        *,
        hold_missing: bool = False,
    ) -> list[Mapping[str, Any]]:
        """The balances of many keys as this document finds them: before it, at its moment.

        The rows stay locked until the end of the unit of work, so what a hook takes from
        them nobody else takes too; those it lies within are locked before. A few statements,
        however many keys.

        Args:
            register: what to read.
            by: the first dimensions of the register's key, as many as `keys` have values.
            keys: the values wanted; None for an empty dimension.
            hold_missing: whether keys of which there is nothing yet are locked too, where what
                is written depends on that; `by` is the whole key then.

        Returns:
            one row for each full key that is not zero: dimensions and resources by name.
        """
        connection = self.work.session.connection()
        code = code_of(register, connection.dialect)
        names = [f"{name}_id" for name in by]
        if names != list(code.keys[: len(names)]):
            raise ValueError(f"{register.__name__} is read by its first dimensions: {code.keys}")
        wanted = [tuple(_encoded(code, one) for one in key) for key in {tuple(k) for k in keys}]
        width = len(code.keys)
        found: dict[Row, list[int]] = {}
        self._hold_wider(register, names, wanted)
        if hold_missing:
            guard.hold_missing(connection, code, wanted)
        columns = [f"t.{one}" for one in (*code.keys, *code.sums)]
        total: Any = register.totals
        for row in select_by_keys(connection, total, columns, names, wanted, lock=True):
            found[row[:width]] = [int(one) for one in row[width:]]
        self._read.append(_Read(code, names, wanted, frozenset(found)))
        for row in self._not_before(code, names, wanted):
            known = found.setdefault(row[:width], [0] * len(code.sums))
            for n, one in enumerate(row[width:]):
                known[n] -= int(one)
        return [
            code.decode((*code.keys, *code.sums), (*k, *s)) for k, s in found.items() if any(s)
        ]

    def hold(self, code: Code, keys: Collection[Row]) -> None:
        """Lock the totals of full keys that no hook has read, those that are not there yet too."""
        held = {key for one in self._read if one.code is code for key in one.found}
        more = set(keys) - held
        guard.hold_missing(self.work.session.connection(), code, more)
        self._put_in.setdefault(code.register.kind, set()).update(more)

    def require_still_so(self) -> None:
        """Make sure that nothing has come between what hooks have read and the guard.

        Rows that are not there can not be held: while this document waited for its turn at
        another row, a batch may have been put back, or an order opened again. The guard's own
        rows are held by now, so whoever has not come yet comes after this document.

        Raises:
            Overtaken: where there is more than the hooks know of; another try finds it.
        """
        connection = self.work.session.connection()
        for one in self._read if is_postgres(connection) else ():
            table: Any = one.code.register.totals
            columns = [f"t.{key}" for key in one.code.keys]
            rows = select_by_keys(connection, table, columns, one.names, one.wanted)
            mine = self._put_in.get(one.code.register.kind, set())
            if not (one.found | mine).issuperset(rows):
                raise Overtaken(self.document)

    def _hold_wider(
        self, register: type[BalanceRegister], names: Sequence[str], wanted: Sequence[Row]
    ) -> None:
        """Lock the register that `register` lies within first, as everybody does."""
        outer = register.within
        if outer is None:
            return
        connection = self.work.session.connection()
        keys = [one for one in names if one in code_of(outer, connection.dialect).keys]
        rows = list({tuple(row[names.index(one)] for one in keys) for row in wanted})
        totals: Any = outer.totals
        select_by_keys(connection, totals, [f"t.{keys[0]}"], keys, rows, lock=True)

    def _not_before(self, code: Code, names: list[str], wanted: list[Row]) -> list[Row]:
        """What stands in the register but does not count yet: later documents, and this one."""
        connection = self.work.session.connection()
        sums = [f"SUM(t.{one})" for one in code.sums]
        columns = [f"t.{one}" for one in code.keys]
        moment, me = code.moment(self.document.moment), code.uuid(self.document.id)
        if not self.again and not moved_since(connection, code, moment, self.document.id):
            return []
        where = "t.moment >= ? AND (t.moment > ? OR t.recorder_id >= ?)"
        given: Row = (moment, moment, me)
        if self.again:
            where, given = f"({where}) OR t.recorder_id = ?", (*given, me)
        return select_by_keys(
            connection,
            code.register.movements,
            [*columns, *sums],
            names,
            wanted,
            where=where,
            given=given,
            tail=f"GROUP BY {', '.join(columns)}",
        )


@dataclass(frozen=True)
class _Read:
    """What a hook has asked of a register, and the keys it was answered."""

    code: Code
    names: list[str]
    wanted: list[Row]
    found: frozenset[Row]


def _encoded(code: Code, value: UUID | None) -> Any:
    return code.uuid(UUID(int=0) if value is None else value)
