"""`tradepost plugin …`: what is installed, what is on, and what a plugin's author needs."""

from argparse import ArgumentParser
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from ..errors import Refusal, Unknown
from ..plugins import OFF, ON, PluginRecord, Plugins, found
from ..settings import SHIPPED, Settings, read_settings, write_on
from ..texts import Texts
from .frame import DONE, Frame, add

_ = Texts(__package__)


class PluginNotFit(Refusal):
    """The plugin can not be put on or off as things stand."""

    code = "plugin"


def add_commands(commands: Any, language: str) -> None:
    """Add `plugin` with its verbs."""
    parser: ArgumentParser = add(
        commands, "plugin", _("Plugins: list, check, new, enable, disable, migration"),
        "tradepost plugin list\ntradepost plugin check stock", run=_help, language=language,
    )  # fmt: skip
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    for name, purpose, example, run, takes in (
        ("list", _("List the installed plugins"), "tradepost plugin list --json", list_, ()),
        ("enable", _("Switch a plugin on, and what it needs"),
         "tradepost plugin enable stock", enable, ("name",)),
        ("disable", _("Switch a plugin off; its data stay"),
         "tradepost plugin disable stock", disable, ("name",)),
        ("migration", _("Write the next migration of a plugin (or of core, web)"),
         'tradepost plugin migration stock "add warehouses"', migration, ("name", "message")),
    ):  # fmt: skip
        made = add(verbs, name, purpose, example, run=run, language=language)
        for one in takes:
            made.add_argument(one, metavar="NAME" if one == "names" else one.upper(),
                              nargs="+" if one == "names" else None)  # fmt: skip


def _help(_run: Frame) -> int:
    raise AssertionError  # a verb is required


def list_(run: Frame) -> int:
    """List every installed plugin with its state."""
    doors = found()
    rows = [_row(one, doors, run) for one in Plugins(read_settings()).records.values()]
    run.data(rows)
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        reason = f"  {row['reason']}" if row["reason"] else ""
        run.say(f"{row['name']:<{width}}  {row['version']:<8} {row['state']}{reason}")
    if not rows:
        run.say(_("No plugin is installed"))
    return DONE


def _row(one: PluginRecord, doors: dict[str, EntryPoint], run: Frame) -> dict[str, Any]:
    dist = doors[one.name].dist if one.name in doors else None
    return {
        "name": one.name,
        "title": run.shown(one.title),
        "version": one.version or (dist.version if dist else ""),
        "state": one.state,
        "reason": one.reason,
        "needs": list(one.needs),
        "hooks": list(one.hooks),
    }


def with_needs(names: tuple[str, ...]) -> tuple[str, ...]:
    """The plugins named and all that they need, each after its needs.

    Raises:
        Unknown: for a plugin that is not installed.
        PluginNotFit: for one that can not be loaded.
    """
    doors, order = found(), list[str]()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in order:
            return
        if name in path:
            raise PluginNotFit(_("Needs go in a ring: {names}", names=" → ".join((*path, name))))
        for need in load(name, doors).needs:
            visit(need, (*path, name))
        order.append(name)

    for one in names:
        visit(one, ())
    return tuple(order)


def load(name: str, doors: dict[str, EntryPoint]) -> Any:
    """The plugin object behind a name.

    Raises:
        Unknown: where it is not installed.
        PluginNotFit: where it can not be loaded.
    """
    if name not in doors:
        raise Unknown(
            _("No plugin “{name}” is installed", name=name),
            remedy=_("Installed: {names}", names=", ".join(sorted(doors)) or "-"),
        )
    try:
        return doors[name].load()
    except Exception as why:
        shown = f"{type(why).__name__}: {why}"
        raise PluginNotFit(_("{name} can not be loaded: {why}", name=name, why=shown)) from why


def enable(run: Frame) -> int:
    """Switch a plugin on, with what it needs; bring the base up where there is one."""
    settings, name = read_settings(), run.arguments.name
    on = tuple(dict.fromkeys((*settings.on, *with_needs((name,)))))
    added = [one for one in on if one not in settings.on]
    if not added:
        run.say(_("{name} is on already", name=name))
        run.data({"on": list(on), "added": []})
        return DONE
    records = Plugins(replace(settings, on=on)).records
    for one in added:
        if records[one].state != ON:
            raise PluginNotFit(
                _("{name} does not start: {why}", name=one, why=records[one].reason)
            )
    path = _write(settings, on)
    run.say(_("Switched on: {names} ({path})", names=", ".join(added), path=path))
    run.say(_("Run `tradepost init` to bring the base up to it"))
    run.data({"on": list(on), "added": added, "path": str(path)})
    return DONE


def disable(run: Frame) -> int:
    """Switch a plugin off, unless another one that is on needs it."""
    settings, name = read_settings(), run.arguments.name
    if name not in settings.on:
        if name not in found():
            load(name, found())
        run.say(_("{name} is off already", name=name))
        run.data({"on": list(settings.on)})
        return DONE
    records = Plugins(settings).records
    needing = [n for n, one in records.items() if name in one.needs and one.state != OFF]
    if needing:
        raise PluginNotFit(
            _("{name} is needed by {others}", name=name, others=", ".join(needing)),
            remedy=_("Switch those off first"),
        )
    on = tuple(one for one in settings.on if one != name)
    path = _write(settings, on)
    run.say(_("Switched off: {name} ({path}); its data stay", name=name, path=path))
    run.data({"on": list(on), "path": str(path)})
    return DONE


def _write(settings: Settings, on: tuple[str, ...]) -> Path:
    path = settings.path or SHIPPED
    if path == SHIPPED:  # the copy inside the package serves everybody: make one's own
        path = Path("plugins.toml").absolute()
        if path != SHIPPED:
            path.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    write_on(path, on)
    return path


def migration(run: Frame) -> int:
    """Write the next migration of a plugin from what its code declares."""
    from . import migrating  # noqa: PLC0415 -- only its author needs it

    path = migrating.write(run.arguments.name, run.arguments.message)
    run.say(
        _("Written: {path}", path=path) if path else _("Nothing to migrate: they agree already")
    )
    run.data({"path": str(path) if path else None})
    return DONE
