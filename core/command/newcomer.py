"""Writes a small working plugin: a distribution of its own, to be changed by its author."""

import os
import re
import subprocess
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from ..errors import Conflict, Invalid
from ..plugins import found
from ..texts import Texts
from .migrating import tidy

_ = Texts("tradepost.core.command")

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 30  # names of tables and of their indexes begin with it
WRITE = "from tradepost.core.command.migrating import write_for; write_for(sys.argv[1])"


def write(name: str, where: Path) -> Path:
    """Write the plugin into a new folder; answers the folder.

    Args:
        name: of the plugin, in snake_case.
        where: the folder to put it in.

    Raises:
        Invalid: where the name is none.
        Conflict: where the folder stands, or a plugin of the name is installed.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise Invalid(
            _("“{name}” is no name for a plugin", name=name),
            remedy=_("Small letters, digits and underscores: tool_loans"),
        )
    folder = where / name
    if name in found() or name in ("core", "web") or folder.exists():
        raise Conflict(
            _("{name} stands already", name=name), remedy=_("Choose another name or folder")
        )
    words = name.split("_")
    texts = {
        "name": name,
        "Name": "".join(word.capitalize() for word in words),
        "dashed": "-".join(words),
        "title": " ".join(words).capitalize(),
    }
    _copy(files("tradepost.core.command") / "templates" / "plugin", folder, texts)
    (folder / "package").rename(folder / f"tradepost_{name}")
    _migrate(name, folder)
    return folder


def _copy(source: Traversable, target: Path, texts: dict[str, str]) -> None:
    target.mkdir(parents=True)
    for one in source.iterdir():
        if one.is_dir():
            _copy(one, target / one.name, texts)
        else:
            made = Template(one.read_text("utf-8")).substitute(texts)
            (target / one.name.removesuffix(".txt")).write_text(made, "utf-8")


def _migrate(name: str, folder: Path) -> None:
    """Write its first migration in a process that sees the new package."""
    path = os.pathsep.join([str(folder), *sys.path])
    subprocess.run(
        [sys.executable, "-c", f"import sys; {WRITE}", f"tradepost_{name}"],
        env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True,
    )  # fmt: skip
    for one in (folder / f"tradepost_{name}" / "migrations").glob("*.py"):
        tidy(one)
    for cache in folder.rglob("__pycache__"):
        for one in cache.iterdir():
            one.unlink()
        cache.rmdir()
