"""Taking a plugin out of a base: looked at, written into a file, its migrations reversed.

Nobody else may lose anything by it: what other plugins need, documents they point to, and
movements in their registers stand in the way, and are named.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, MetaData, Table, delete, func, inspect, select

from ..access.audit import note
from ..access.changes import as_plain
from ..conformance.finding import PluginNotFit, load
from ..database.backup import heads_of
from ..database.base import Base
from ..house import House
from ..migrations import History, changing, folder_of
from ..plugins import Plugin, found
from ..posting.sequence import Stale
from ..schema.document import Document, DocumentHead
from ..schema.numbering import Counter
from ..schema.record import DECLARED, Record
from ..schema.register import REGISTERS
from ..schema.words import forget_kinds
from ..texts import Texts
from .state import require_ready

_ = Texts(__package__)

MANIFEST = "manifest.json"
PIECE = 1000


@dataclass
class Leaving:
    """A plugin about to leave a base.

    Attributes:
        house: whose base.
        plugin: which.
        rows: its tables, with how many rows each holds.
    """

    house: House
    plugin: Plugin
    rows: Mapping[str, int]

    @classmethod
    def look(cls, house: House, plugin: Plugin) -> "Leaving":
        """See what would go, and that nobody else loses anything.

        Raises:
            NotReady: where the base does not stand, or is of another age than the code.
            PluginNotFit: where the plugin has no tables here, or something stands in the way.
        """
        require_ready(house)
        name, standing = plugin.name, heads_of(house.url)
        if name not in standing:
            raise PluginNotFit(_("{name} has no tables in this base", name=name))
        _require_unneeded(house, name, standing)
        with house.engine.connect() as connection:
            _require_unused(house, connection, name)
            there = set(inspect(connection).get_table_names())
            tables = [one for one in _tables(name) if one.name in there]
            counts = {
                one.name: connection.scalar(select(func.count()).select_from(one)) or 0
                for one in tables
            }
        return cls(house, plugin, counts)

    def export(self, file: Path) -> None:
        """Write its tables into a ZIP: a manifest, and JSON lines for each table.

        Raises:
            PluginNotFit: where the file stands already.
        """
        if file.exists():
            raise PluginNotFit(_("There is a file {path} already", path=file))
        with self.house.engine.connect() as connection, file.open("xb") as target:
            with ZipFile(target, "w", ZIP_DEFLATED) as made:
                made.writestr(MANIFEST, json.dumps(self._manifest(), indent=1))
                for table in (*_tables(self.plugin.name), _heads()):
                    if table.name in self.rows or table is _heads():
                        made.writestr(
                            f"{table.name}.jsonl", "".join(self._lines(connection, table))
                        )
            target.flush()
            os.fsync(target.fileno())

    def take_out(self) -> list[str]:
        """Reverse its migrations in one transaction; answers those that were reversed."""
        name, kinds = self.plugin.name, _kinds(self.plugin.name)
        history = History(name, folder_of(_package(self.plugin)))
        with changing(self.house.engine) as connection:
            done = history.run(connection, "base")
            Table(f"alembic_version_{name}", MetaData()).drop(connection, checkfirst=True)
            forget_kinds(connection, kinds)
            connection.execute(delete(DocumentHead).where(DocumentHead.kind.in_(kinds)))
            connection.execute(delete(Counter).where(Counter.series.in_(kinds)))
            connection.execute(delete(Stale).where(Stale.register.in_(_registers(name))))
        with self.house.work() as work:
            note(work, "removed", kind=name, rows=sum(self.rows.values()))
        return done

    def _manifest(self) -> dict[str, Any]:
        plugin = self.plugin
        now: datetime = self.house.clock.now()
        return {
            "format": "tradepost-plugin-1",
            "plugin": plugin.name,
            "version": plugin.version,
            "head": heads_of(self.house.url).get(plugin.name),
            "made_at": now.isoformat(),
            "rows": dict(self.rows),
        }

    def _lines(self, connection: Connection, table: Table) -> Iterator[str]:
        asked = select(table)
        if table is _heads():
            asked = asked.where(table.c.kind.in_(_kinds(self.plugin.name)))
        found = connection.execution_options(yield_per=PIECE).execute(asked)
        for row in found.mappings():
            plain = {name: as_plain(name, value) for name, value in row.items()}
            yield json.dumps(plain, ensure_ascii=False) + "\n"


def _heads() -> Table:
    return cast("Table", DocumentHead.__table__)


def _package(plugin: Plugin) -> str:
    module = type(plugin).__module__
    is_package = getattr(sys.modules[module], "__path__", None)
    return module if is_package else module.rpartition(".")[0]


def _tables(name: str) -> list[Table]:
    return [one for one in Base.metadata.sorted_tables if one.info.get("plugin") == name]


def _kinds(name: str) -> list[str]:
    mine = (one for one in DECLARED.values() if one.plugin == name)
    return [one.kind for one in mine if issubclass(one, Record)]


def _registers(name: str) -> list[str]:
    return [kind for kind, one in REGISTERS.items() if one.plugin == name]


def _require_unneeded(house: House, name: str, standing: Mapping[str, str]) -> None:
    """No plugin that is on, or whose tables stand, builds on it."""
    doors = found()
    on = {one.name: one.needs for one in house.plugins.records.values() if one.plugin}
    for other in standing:
        if other in doors and other not in on:
            on[other] = load(other, doors).needs
    needing = sorted(other for other, needs in on.items() if name in needs)
    if needing:
        raise PluginNotFit(
            _("{name} is needed by {others}", name=name, others=", ".join(needing)),
            remedy=_("Remove those first"),
        )


def _require_unused(house: House, connection: Connection, name: str) -> None:
    """Nothing of the others points to its documents or was written by them."""
    documents = [one for one in _kinds(name) if issubclass(DECLARED[one], Document)]
    heads = _heads()
    keys = select(heads.c.id).where(heads.c.kind.in_(documents))
    there = set(inspect(connection).get_table_names())
    for register in house.schema.registers.values():
        moved = register.movements
        if register.plugin == name or moved.name not in there:
            continue
        asked = select(func.count(moved.c.recorder_id.distinct()))
        number = connection.scalar(asked.where(moved.c.recorder_id.in_(keys)))
        if number:
            raise PluginNotFit(
                _("{number} documents of {name} have moved {register}", number=number, name=name,
                  register=register.title),
                remedy=_("Unpost them first"),
            )  # fmt: skip
    for table in Base.metadata.sorted_tables:
        if table.name not in there or table.info.get("plugin") == name:
            continue
        for key in table.foreign_keys:
            if key.column.table is heads and connection.scalar(
                select(func.count()).select_from(table).where(key.parent.in_(keys))
            ):
                raise PluginNotFit(
                    _("{table} points to documents of {name}", table=table.name, name=name),
                    remedy=_("Take those references away first"),
                )
