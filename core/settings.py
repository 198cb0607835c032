"""Settings: `plugins.toml` read once, typed by the tables that plugins declare."""

import json
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .errors import Refusal
from .texts import Text, Texts

_ = Texts(__package__)

SHIPPED = Path(__file__).parent.parent / "plugins.toml"


class BadSettings(Refusal):
    """The settings file can not be used; the start is stopped before anything runs."""

    code = "settings"


@dataclass(frozen=True)
class Setting:
    """One setting of a plugin: its type, its default and what it is for.

    `check` refuses a value of the right type that fits nevertheless not; what it answers is
    not looked at.
    """

    name: str
    type: type
    default: Any
    help: Text
    check: Callable[[Any], object] | None = None


def zone_named(name: str) -> tzinfo:
    """The time zone of a name, as `Europe/Moscow`.

    Raises:
        BadSettings: where there is no such zone.
    """
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as why:
        raise BadSettings(
            _("There is no time zone “{name}”", name=name),
            remedy=_("Name it by the largest city in it, as Europe/Moscow"),
        ) from why


CORE = (
    Setting("session_idle_minutes", int, 120, _("A session ends when unused for so long")),
    Setting("session_hours", int, 12, _("A session ends so long after signing in")),
    Setting(
        "attachment_megabytes", int, 25, _("The largest file that may be attached; at most 31")
    ),
    Setting("attachments_most", int, 200, _("So many files may be attached to one record")),
    Setting(
        "timezone",
        str,
        "Europe/Moscow",
        _("The company's zone: where its days and months begin"),
        check=zone_named,
    ),
)
"""The settings of the house itself: `[settings.core]`."""


def _checked(setting: Setting, value: Any) -> None:
    try:
        if setting.check is not None:
            setting.check(value)
    except Refusal as why:
        why.path = why.path or setting.name
        raise


@dataclass(frozen=True)
class Settings:
    """What `plugins.toml` says: which plugins are on, and the settings of each."""

    on: tuple[str, ...] = ()
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    path: Path | None = None

    def of(self, plugin: str, declared: Iterable[Setting]) -> dict[str, Any]:
        """The settings of one plugin, defaults filled in.

        Raises:
            BadSettings: for a key the plugin does not know, or a value of another type.
        """
        known = {one.name: one for one in declared}
        given = self.tables.get(plugin, {})
        for name, value in given.items():
            if name not in known:
                raise BadSettings(
                    _("{plugin} has no setting “{name}”", plugin=plugin, name=name),
                    remedy=_("Known settings: {names}", names=", ".join(sorted(known)) or "-"),
                )
            if not isinstance(value, known[name].type):
                raise BadSettings(
                    _(
                        "Setting {plugin}.{name} can not be {value}",
                        plugin=plugin,
                        name=name,
                        value=repr(value),
                    ),
                    remedy=_("It takes a {type}", type=known[name].type.__name__),
                )
            _checked(known[name], value)
        return {name: given.get(name, one.default) for name, one in known.items()}


def settings_path() -> Path:
    """The settings file in force: `TRADEPOST_SETTINGS`, `./plugins.toml`, or the shipped one."""
    named = os.environ.get("TRADEPOST_SETTINGS")
    here = Path("plugins.toml")
    return Path(named) if named else here if here.exists() else SHIPPED


def read_settings(path: Path | None = None) -> Settings:
    """Read the settings file.

    Raises:
        BadSettings: when it is not TOML, or holds something else than `on` and `[settings.…]`.
    """
    path = path or settings_path()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise BadSettings(_("{path} can not be read: {why}", path=path, why=why)) from why
    unknown = set(data) - {"on", "settings"}
    on, tables = data.get("on", []), data.get("settings", {})
    if unknown or not isinstance(on, list) or not isinstance(tables, dict):
        raise BadSettings(
            _("{path} may hold only “on” and [settings.…]", path=path),
            remedy=_("Not known: {names}", names=", ".join(sorted(unknown)) or "-"),
        )
    return Settings(tuple(map(str, on)), tables, path)


def own_file(settings: Settings) -> Path:
    """The file that changes are written into: one's own, never the one inside the package."""
    path = settings.path or SHIPPED
    if path == SHIPPED:
        path = Path("plugins.toml").absolute()
        if path != SHIPPED and not path.exists():
            path.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    return path


def write_on(path: Path, on: Iterable[str]) -> None:
    """Change which plugins are on, and nothing else in the file."""
    rows = path.read_text("utf-8").splitlines() if path.exists() else []
    first = next((n for n, row in enumerate(rows) if row.startswith("on")), None)
    made = ["on = [", *(f'    "{name}",' for name in on), "]"]
    if first is None:
        rows = [*made, *rows]
    else:
        last = next(n for n in range(first, len(rows)) if rows[n].rstrip().endswith("]"))
        rows[first : last + 1] = made
    _replace(path, rows)


def write_table(path: Path, plugin: str, values: Mapping[str, Any]) -> None:
    """Change settings of one plugin, and nothing else in the file: comments stay.

    Raises:
        BadSettings: where the file can not be written, or is laid out so that only a person can
            change it; the remedy says what to write.
    """
    remedy = _("Write into it: {text}", text=as_written(plugin, values).replace("\n", "  "))
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        rows = _with_table(text.splitlines(), plugin, values)
        wanted = tomllib.loads(text)
        wanted.setdefault("settings", {}).setdefault(plugin, {}).update(values)
        if tomllib.loads("\n".join(rows)) != wanted:
            raise BadSettings(
                _("{path} is laid out in a way that is not changed from here", path=path),
                remedy=remedy,
            )
        _replace(path, rows)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise BadSettings(
            _("{path} can not be written: {why}", path=path, why=why), remedy=remedy
        ) from why


def as_written(plugin: str, values: Mapping[str, Any]) -> str:
    """A table of settings as it stands in the file."""
    rows = [f"{name} = {_toml(value)}" for name, value in values.items()]
    return "\n".join([f"[settings.{plugin}]", *rows])


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _with_table(rows: Sequence[str], plugin: str, values: Mapping[str, Any]) -> list[str]:
    head = re.compile(rf"\s*\[\s*settings\s*\.\s*\"?{re.escape(plugin)}\"?\s*\]\s*(#.*)?")
    first = next((n for n, row in enumerate(rows) if head.fullmatch(row)), None)
    if first is None:
        return [*rows, *([""] if rows else []), *as_written(plugin, values).split("\n")]
    inside = (n for n in range(first + 1, len(rows)) if rows[n].lstrip().startswith("["))
    end = next(inside, len(rows))
    table = list(rows[first + 1 : end])
    for name, value in values.items():
        _put(table, name, value)
    return [*rows[: first + 1], *table, *rows[end:]]


def _put(table: list[str], name: str, value: Any) -> None:
    line = re.compile(
        rf"(\s*\"?{re.escape(name)}\"?\s*=\s*)(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^#\s]+)(\s*(?:#.*)?)"
    )
    for place, row in enumerate(table):
        found = line.fullmatch(row)
        if found:
            table[place] = f"{found[1]}{_toml(value)}{found[3]}"
            return
    last = max((n for n, row in enumerate(table) if row.strip()), default=-1)
    table.insert(last + 1, f"{name} = {_toml(value)}")


def _replace(path: Path, rows: Sequence[str]) -> None:
    """Write a file whole, or leave it as it was."""
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text("\n".join(rows) + "\n", "utf-8")
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def database_url(given: str | None = None) -> str:
    """Where the base is: the option, `TRADEPOST_DATABASE`, or a file in the user's data folder."""
    named = given or os.environ.get("TRADEPOST_DATABASE")
    if named:
        return named
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return f"sqlite:///{Path(home) / 'tradepost' / 'base.sqlite'}"
