"""Migrations: one Alembic history and version table per plugin, in order of needs.

A plugin that is taken away leaves its tables and its version row behind and blocks nobody.
Migration files stand in the plugin's `migrations/`, import no models, and are never edited
once released.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from .database import types
from .database.base import Base
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


def folder_of(module: str) -> Path:
    """Where the migrations of a package stand."""
    return Path(import_module(module).__path__[0]) / "migrations"


class History:
    """The history of one plugin (or of `core`, `web`) in one base."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(folder).replace("%", "%%"))
        self.config = config

    def _script(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(self.config)

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
        """Bring the base to `to`; answers the revisions that were run."""
        if not any(self.folder.glob("*.py")):
            return []
        done: list[str] = []
        script = self._script()

        def steps(now: Any, _context: Any) -> Any:
            # Alembic's own env.py calls the same two through its command line only.
            steps_of = script._downgrade_revs if to == "base" else script._upgrade_revs  # noqa: SLF001
            moves = steps_of(to, now)
            done.extend(step.revision.revision for step in moves)
            return moves

        with EnvironmentContext(self.config, script, fn=steps) as environment:
            environment.configure(connection=connection, **self._options())
            environment.run_migrations()
        return done

    def heads(self) -> list[str]:
        """The newest revisions on disk: one, or the history forks."""
        return self._script().get_heads() if any(self.folder.glob("*.py")) else []

    def revisions(self) -> list[str]:
        """Every revision on disk."""
        if not any(self.folder.glob("*.py")):
            return []
        return [one.revision for one in self._script().walk_revisions()]

    def difference(self, connection: Connection) -> list[Any]:
        """What the code declares and the base has not; empty when they agree."""
        context = MigrationContext.configure(connection, opts=self._options())
        return list(compare_metadata(context, Base.metadata))

    def write(self, connection: Connection, message: str) -> Path | None:
        """Write the next migration from the difference; None where there is none."""
        context = MigrationContext.configure(connection, opts=self._options())
        made = produce_migrations(context, Base.metadata)
        if made.upgrade_ops is None or made.upgrade_ops.is_empty():
            return None
        heads = self.heads()
        number = len(list(self.folder.glob("*.py"))) + 1
        slug = re.sub(r"\W+", "_", message.lower()).strip("_")[:40]
        revision = f"{self.name}_{number:04d}"
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{revision}_{slug}.py"
        text = TEMPLATE.format(
            message=message,
            revision=revision,
            down=heads[0] if heads else None,
            upgrade=_code(made.upgrade_ops),
            downgrade=_code(made.downgrade_ops),
        )
        path.write_text(text, "utf-8")
        return path


def _code(operations: Any) -> str:
    code = render_python_code(operations, render_item=_render)
    return re.sub(r"^\s*# ### .*\n?", "", code, flags=re.MULTILINE).strip() or "pass"


def _render(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    if kind != "type":
        return False
    if isinstance(thing, types.Scaled):
        return f"types.Scaled({thing.digits})"
    ours = (types.Key, types.Moment, types.Day, types.YesNo, types.Json, types.Whole)
    return f"types.{type(thing).__name__}()" if isinstance(thing, ours) else False


def histories(plugins: Iterable[tuple[str, str]]) -> Iterator[History]:
    """The histories of a house, in order: core, web, then each plugin after its needs.

    Args:
        plugins: (name, module) of each plugin that is on.
    """
    yield History("core", HERE / "migrations")
    yield History("web", HERE.parent / "web" / "migrations")
    for name, module in plugins:
        yield History(name, folder_of(module))
