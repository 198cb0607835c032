"""The plugins that stand in this checkout, on or off."""

from importlib import import_module
from pathlib import Path

from tradepost.core import Plugin

FOLDER = Path(__file__).resolve().parents[2] / "plugins"


def bundled() -> dict[str, Plugin]:
    """Every bundled plugin by its name, in the order of the alphabet."""
    names = sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))
    return {name: import_module(f"tradepost.plugins.{name}").plugin for name in names}
