"""Writing migrations: on a scratch base at the current heads, compared with the code."""

import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from ..conformance import PluginNotFit, import_house, with_needs
from ..house import House
from ..plugins import ON, Plugin
from ..settings import Settings
from ..texts import Texts

_ = Texts(__package__)


def write(name: str, message: str) -> Path | None:
    """Write the next migration of `name` (a plugin, `core` or `web`); None where none is due.

    Raises:
        Unknown, PluginNotFit: where there is no such plugin, or it does not start.
    """
    on = () if name in ("core", "web") else with_needs((name,))
    return _on_scratch(name, message, Settings(on), ())


def write_for(package: str, message: str = "First tables") -> Path | None:
    """Write the first migration of a plugin that is not installed yet."""
    plugin: Plugin = import_module(package).plugin
    return _on_scratch(plugin.name, message, Settings(with_needs(plugin.needs)), (plugin,))


def _on_scratch(
    name: str, message: str, settings: Settings, extra: tuple[Plugin, ...]
) -> Path | None:
    with tempfile.TemporaryDirectory(prefix="tradepost-") as folder:
        house = House(settings, f"sqlite:///{folder}/scratch.sqlite", extra=extra)
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
    import_house()
    house.migrate()
    history = next(one for one in house.histories() if one.name == name)
    with house.engine.connect() as connection:
        path = history.write(connection, message)
    if path:
        tidy(path)
    return path


def tidy(path: Path) -> None:
    """Lay the file out as the house does, where ruff is installed."""
    beside = Path(sys.executable).with_name("ruff")
    ruff = str(beside) if beside.exists() else shutil.which("ruff")
    if ruff:
        for verb in (["check", "--fix"], ["format"]):
            subprocess.run(
                [ruff, *verb, "--no-cache", "--quiet", str(path)], check=False, capture_output=True
            )
