"""Writing migrations: on a scratch base at the current heads, compared with the code."""

import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from ..house import House
from ..plugins import ON
from ..settings import Settings
from ..texts import Texts
from .plugin import PluginNotFit, with_needs

_ = Texts(__package__)


def write(name: str, message: str) -> Path | None:
    """Write the next migration of `name` (a plugin, `core` or `web`); None where none is due.

    Raises:
        Unknown, PluginNotFit: where there is no such plugin, or it does not start.
    """
    on = () if name in ("core", "web") else with_needs((name,))
    with tempfile.TemporaryDirectory(prefix="tradepost-") as folder:
        house = House(Settings(on), f"sqlite:///{folder}/scratch.sqlite")
        try:
            return _write(house, name, message)
        finally:
            house.close()


def _write(house: House, name: str, message: str) -> Path | None:
    for record in house.plugins.records.values():
        if record.name in house.settings.on and record.state != ON:
            raise PluginNotFit(
                _("{name} does not start: {why}", name=record.name, why=record.reason)
            )
    import_all(name)
    house.migrate()
    history = next(one for one in house.histories() if one.name == name)
    with house.engine.connect() as connection:
        path = history.write(connection, message)
    if path:
        _tidy(path)
    return path


def import_all(name: str) -> None:
    """Import every module of `core` or `web`, so that every table of theirs is known.

    A plugin imports its own tables, or they would be missing in the running house too.
    """
    if name in ("core", "web"):
        package = import_module(f"tradepost.{name}")
        for one in walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith(".testing"):  # it needs pytest
                import_module(one.name)


def _tidy(path: Path) -> None:
    """Lay the file out as the house does, where ruff is installed."""
    beside = Path(sys.executable).with_name("ruff")
    ruff = str(beside) if beside.exists() else shutil.which("ruff")
    if ruff:
        for verb in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
            subprocess.run([ruff, *verb, str(path)], check=False, capture_output=True)
