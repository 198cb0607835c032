"""Migrations run, compared and written by Alembic, which no house needs that only starts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.config import Config
from alembic.operations import ops
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, DefaultClause
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from .database import types
from .database.base import Base
from .database.bulk import encoder
from .schema.words import PARTS

HERE = Path(__file__).parent
TEMPLATE = '''"""{message}"""

import sqlalchemy as sa
from alembic import op

from tradepost.core.database import types

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Expand."""
    {upgrade}


def downgrade() -> None:
    """Go back."""
    {downgrade}
'''


class Altering:
    """The migrations of one plugin (or of `core`, `web`), and the tables they are about.

    Args:
        name: of the plugin.
        folder: where its migrations stand.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(folder).replace("%", "%%"))
        self.config = config

    def _options(self) -> dict[str, Any]:
        return {
            "version_table": f"alembic_version_{self.name}",
            "target_metadata": Base.metadata,
            "include_object": self._mine,
            "include_name": self._named,
            "compare_type": True,
            "render_item": _render,
            "transaction_per_migration": False,
        }

    def _mine(self, thing: Any, name: Any, kind: str, _reflected: bool, _other: Any) -> bool:
        if kind == "index" and name == PARTS:
            return False  # made by the house itself, where the engine can
        table = thing if kind == "table" else getattr(thing, "table", None)
        if table is None:
            return True
        known = Base.metadata.tables.get(table.name)
        return (known if known is not None else table).info.get("plugin") == self.name

    def _named(self, name: Any, kind: str, _parents: Any) -> bool:
        if kind != "table":
            return True
        table = Base.metadata.tables.get(name)
        return table is not None and table.info.get("plugin") == self.name

    def run(self, connection: Connection, to: str = "heads") -> list[str]:
        """Bring the base to `to` (`heads`, a revision, `-1` for a step back, `base`).

        Returns:
            the revisions that were run.
        """
        done: list[str] = []
        script = ScriptDirectory.from_config(self.config)
        back = to == "base" or to.startswith("-")

        def steps(now: Any, _context: Any) -> Any:
            # Alembic's own env.py calls the same two through its command line only.
            steps_of = script._downgrade_revs if back else script._upgrade_revs  # noqa: SLF001
            moves = steps_of(to, now)
            done.extend(step.revision.revision for step in moves)
            return moves

        with EnvironmentContext(self.config, script, fn=steps) as environment:
            environment.configure(connection=connection, **self._options())
            environment.run_migrations()
        return done

    def difference(self, connection: Connection) -> list[Any]:
        """What the code declares and the base has not; empty when they agree."""
        context = MigrationContext.configure(connection, opts=self._options())
        return list(compare_metadata(context, Base.metadata))

    def write(self, connection: Connection, message: str, head: str | None) -> Path | None:
        """Write the migration after `head` from the difference; None where there is none."""
        context = MigrationContext.configure(connection, opts=self._options())
        made = produce_migrations(context, Base.metadata)
        if made.upgrade_ops is None or made.upgrade_ops.is_empty():
            return None
        _default_for_rows(made.upgrade_ops)
        number = len(list(self.folder.glob("*.py"))) + 1
        slug = re.sub(r"\W+", "_", message.lower()).strip("_")[:40]
        revision = f"{self.name}_{number:04d}"
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{revision}_{slug}.py"
        text = TEMPLATE.format(
            message=message,
            revision=revision,
            down=head,
            upgrade=_code(made.upgrade_ops),
            downgrade=_code(made.downgrade_ops),
        )
        path.write_text(text, "utf-8")
        return path


def _code(operations: Any) -> str:
    code = render_python_code(operations, render_item=_render, render_as_batch=_alters(operations))
    return re.sub(r"^\s*# ### .*\n?", "", code, flags=re.MULTILINE).strip() or "pass"


ALTERING = (
    ops.AlterColumnOp,
    ops.DropColumnOp,
    ops.AddConstraintOp,
    ops.DropConstraintOp,
)


def _alters(operations: Any) -> bool:
    """Whether a table changes in a way that SQLite can only do by making it anew."""
    return any(isinstance(one, ALTERING) for one in _each(operations))


def _each(operations: Any) -> Iterator[Any]:
    for one in operations.ops:
        if isinstance(one, ops.OpContainer):
            yield from _each(one)
        else:
            yield one


def _default_for_rows(operations: Any) -> None:
    """Give a new column that may not be empty a value for the rows that stand already."""
    for one in _each(operations):
        if not isinstance(one, ops.AddColumnOp):
            continue
        column = one.column
        default = column.default
        if column.nullable or column.server_default is not None or default is None:
            continue
        if isinstance(default, ScalarElementColumnDefault):
            kept = one.column = column._copy()  # noqa: SLF001 -- the declared one stays as it is
            kept.server_default = DefaultClause(_plain(column, default.arg))


def _plain(column: Column[Any], value: Any) -> str:
    """A value as the engines keep it, written out: `0`, `1500`, ``."""
    return str(encoder(column, sqlite_dialect())(value))


def _render(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    if kind != "type":
        return False
    if isinstance(thing, types.Scaled):
        return f"types.Scaled({thing.digits})"
    ours = (types.Key, types.Moment, types.Day, types.YesNo, types.Json, types.Whole)
    return f"types.{type(thing).__name__}()" if isinstance(thing, ours) else False
