"""`tradepost plugin …`: what is installed, what is on, and what a plugin's author needs."""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from ..conformance.finding import PluginNotFit, load, with_needs
from ..conformance.switching import require_free
from ..plugins import ON, PluginRecord, Plugins, found
from ..settings import own_file, read_settings, write_on
from ..texts import Texts
from .frame import DONE, FAILED, Frame, add, terminal_language

_ = Texts(__package__)


def add_commands(commands: Any, language: str) -> None:
    """Add `plugin` with its verbs."""
    parser: ArgumentParser = add(
        commands, "plugin", _("Plugins: list, check, new, enable, disable, remove, migration"),
        "tradepost plugin list\ntradepost plugin check stock", run=_help, language=language,
    )  # fmt: skip
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    for name, purpose, example, run, takes in (
        ("list", _("List the installed plugins"), "tradepost plugin list --json", list_, ()),
        ("check", _("Check that plugins keep the rules of the house"),
         "tradepost plugin check stock", check, ("names",)),
        ("new", _("Write a small working plugin to start from"),
         "tradepost plugin new tool_loans", new, ("name",)),
        ("enable", _("Switch a plugin on, and what it needs"),
         "tradepost plugin enable stock", enable, ("name",)),
        ("disable", _("Switch a plugin off; its data stay"),
         "tradepost plugin disable stock", disable, ("name",)),
        ("remove", _("Take a plugin's tables out of the base, after writing them into a file"),
         "tradepost plugin remove delivery --file delivery.zip", remove, ("name",)),
        ("migration", _("Write the next migration of a plugin (or of core, web)"),
         'tradepost plugin migration stock "add warehouses"', migration, ("name", "message")),
    ):  # fmt: skip
        made = add(verbs, name, purpose, example, run=run, language=language)
        for one in takes:
            made.add_argument(one, metavar="NAME" if one == "names" else one.upper(),
                              nargs="+" if one == "names" else None)  # fmt: skip
        if name == "remove":
            made.add_argument("--file", metavar="FILE", default="",
                              help=_("where its tables are written; must not stand yet").into(language))  # fmt: skip
            made.add_argument("--yes", action="store_true",
                              help=_("do not ask").into(language))  # fmt: skip


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
    path = own_file(settings)
    write_on(path, on)
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
    require_free(name, Plugins(settings).records)
    on = tuple(one for one in settings.on if one != name)
    path = own_file(settings)
    write_on(path, on)
    run.say(_("Switched off: {name} ({path}); its data stay", name=name, path=path))
    run.data({"on": list(on), "path": str(path)})
    return DONE


def remove(run: Frame) -> int:
    """Write the tables of a plugin into a file, then take them out of the base."""
    from . import removing  # noqa: PLC0415 -- seldom needed

    settings, name = read_settings(), run.arguments.name
    plugin = load(name, found())
    house = run.house()
    leaving = removing.Leaving.look(house, plugin)
    for table, rows in leaving.rows.items():
        run.say(_("{table}: {rows} rows", table=table, rows=rows))
    file = Path(run.arguments.file or f"{name}.zip")
    if not run.arguments.yes:
        _confirm(name)
    leaving.export(file)
    done = leaving.take_out()
    if name in settings.on:
        write_on(own_file(settings), [one for one in settings.on if one != name])
    run.say(_("{name} is removed; its tables are in {path}", name=name, path=file))
    run.data({"removed": name, "file": str(file), "rows": leaving.rows, "migrations": done})
    return DONE


def _confirm(name: str) -> None:
    """Go on only if the person at the terminal says so."""
    if sys.stdin.isatty():
        asked = _("Type the name of the plugin to take its tables out for good: ")
        if input(asked.into(terminal_language())).strip() == name:
            return
    raise PluginNotFit(
        _("{name} is not removed: nobody has agreed", name=name),
        remedy=_("Type the name when asked, or say --yes"),
    )


def migration(run: Frame) -> int:
    """Write the next migration of a plugin from what its code declares."""
    from . import migrating  # noqa: PLC0415 -- only its author needs it

    path = migrating.write(run.arguments.name, run.arguments.message)
    run.say(
        _("Written: {path}", path=path) if path else _("Nothing to migrate: they agree already")
    )
    run.data({"path": str(path) if path else None})
    return DONE


def check(run: Frame) -> int:
    """Check plugins against the rules of the house; one line for each fault."""
    from .. import conformance  # noqa: PLC0415 -- imports what only checks need

    failed, rows = False, []
    for name in run.arguments.names:
        faults = [run.shown(one) for one in conformance.check(name)]
        failed = failed or bool(faults)
        rows.append({"name": name, "faults": faults})
        run.say(_("{name}: conforms", name=name) if not faults else f"{name}:")
        for one in faults:
            run.say(f"  {one}")
    run.data(rows)
    return FAILED if failed else DONE


def new(run: Frame) -> int:
    """Write a small working plugin into a folder of its own."""
    from .newcomer import write  # noqa: PLC0415 -- only its author needs it

    folder = write(run.arguments.name, Path.cwd())
    run.say(_("Written: {path}", path=folder))
    run.say(_("Install it with: pip install -e {path}", path=folder.name))
    run.data({"path": str(folder)})
    return DONE
