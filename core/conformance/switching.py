"""Switching plugins from a screen: the same checks as the command, which runs apart.

To find out whether a plugin starts, its code has to be imported; in a house that is open for
others that is not done: the command itself does it, in a process of its own.
"""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import Refusal
from ..plugins import OFF, Plugin, PluginRecord
from ..settings import Setting, Settings, own_file, read_settings, write_table
from ..texts import Text, Texts
from .finding import PluginNotFit

_ = Texts("tradepost.core.conformance")

LONGEST = 60  # seconds
RUN = "import sys; from tradepost.core.command.line import main; sys.exit(main())"


def require_free(name: str, records: Mapping[str, PluginRecord]) -> None:
    """Go on only where no plugin that is on needs this one.

    Raises:
        PluginNotFit: naming those that do.
    """
    needing = [n for n, one in records.items() if name in one.needs and one.state != OFF]
    if needing:
        raise PluginNotFit(
            _("{name} is needed by {others}", name=name, others=", ".join(needing)),
            remedy=_("Switch those off first"),
        )


def switch(settings: Settings, name: str, *, on: bool) -> Sequence[str]:
    """Write into the settings file that a plugin is on (with what it needs), or off.

    It holds from the next start on.

    Returns:
        the plugins that were switched on besides.

    Raises:
        PluginNotFit: as the command says it.
    """
    verb = "enable" if on else "disable"
    place = {"TRADEPOST_SETTINGS": str(own_file(settings))} if settings.path else {}
    try:
        done = subprocess.run(
            [sys.executable, "-c", RUN, "plugin", verb, name, "--json"],
            capture_output=True, text=True, timeout=LONGEST, check=False,
            env={**os.environ, **place},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as why:
        raise PluginNotFit(
            _("The command could not be run: {why}", why=why),
            remedy=_("Run it yourself: tradepost plugin {verb} {name}", verb=verb, name=name),
        ) from why
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise PluginNotFit(Text("", said[-1][:400] if said else f"{verb} {name}"))
    told = json.loads(done.stdout or "{}")
    return [one for one in told.get("added", []) if one != name]


def waiting(settings: Settings) -> Settings | None:
    """What the settings file says by now, where a house runs by another one of its versions.

    Raises:
        BadSettings: where it can not be read any more.
    """
    if settings.path is None or not settings.path.exists():
        return None
    now = read_settings(settings.path)
    return None if (now.on, now.tables) == (settings.on, settings.tables) else now


def keep(
    settings: Settings, plugin: str, declared: Iterable[Setting], values: Mapping[str, Any],
    one: Plugin | None = None,
) -> None:  # fmt: skip
    """Write settings of a plugin into the file, once it has agreed to them.

    They hold from the next start on.

    Raises:
        Refusal: for values of another type, and for those the plugin does not take.
        BadSettings: where the file can not be written; the remedy says what to write.
    """
    declared = list(declared)
    now = read_settings(settings.path) if settings.path else settings
    known = {setting.name: setting for setting in declared}
    given = now.tables.get(plugin, {})
    # What equals the default and is not said yet need not be said.
    told = {n: v for n, v in values.items() if n in given or v != known[n].default}
    tried = Settings(now.on, {**now.tables, plugin: {**given, **told}}, now.path)
    read = tried.of(plugin, declared)
    if one is not None:
        _agreed(one, read)
    if told:
        write_table(own_file(settings), plugin, told)


def _agreed(plugin: Plugin, values: dict[str, Any]) -> None:
    """Ask the plugin, but not the one that is at work."""
    try:
        copy.copy(plugin).configure(values)
    except Refusal:
        raise
    except Exception as why:
        shown = f"{type(why).__name__}: {why}"
        raise PluginNotFit(
            _("{name} can not be loaded: {why}", name=plugin.name, why=shown)
        ) from why
