"""Plugins: found by entry point, ordered by needs, checked, registered or stopped.

The life of a plugin: found → checked → configured → started, or stopped with a reason. A
faulty plugin never takes the house down: it and what needs it are left out, and everybody
who asks is told why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any, ClassVar

import pluggy

from .errors import Refusal
from .hookspecs import NAME, people, posting, records, start
from .settings import Setting, Settings
from .texts import Text

ON, OFF, STOPPED = "on", "off", "stopped"

DECLARING = {
    *("list_importers", "list_exporters", "list_jobs", "list_reports", "list_print_forms"),
    *("list_widgets", "list_first_steps"),
    *("list_rights", "list_roles", "list_fillings"),
}
"""Hooks without arguments that say what a plugin brings; all are asked at the start."""


class Plugin:
    """A business function. A plugin module makes one object of a subclass: `plugin = …()`.

    Attributes:
        name: as in `plugins.toml`; the first word of its tables.
        title: what people read.
        version: of the plugin.
        needs: the names of the plugins it builds on.
        settings: what may stand under `[settings.<name>]`.
        section: where its screens stand in the menu.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    version: ClassVar[str] = "0.1.0"
    needs: ClassVar[tuple[str, ...]] = ()
    settings: ClassVar[tuple[Setting, ...]] = ()
    section: ClassVar[str] = ""

    configured: dict[str, Any]

    def configure(self, values: dict[str, Any]) -> None:
        """Take the settings; raise a Refusal where they can not work together."""
        self.configured = values


@dataclass(frozen=True)
class PluginRecord:
    """What became of one plugin."""

    name: str
    state: str
    reason: str = ""
    version: str = ""
    needs: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    title: Text | str = ""
    plugin: Plugin | None = field(default=None, repr=False)


def found() -> dict[str, EntryPoint]:
    """Every installed plugin by name, ours and strangers' through the same door."""
    return {one.name: one for one in entry_points(group=NAME)}


def new_manager() -> pluggy.PluginManager:
    """A manager that knows every hook of the house."""
    manager = pluggy.PluginManager(NAME)
    for specs in (start, records, posting, people):
        manager.add_hookspecs(specs)
    return manager


class Plugins:
    """The plugins of one house, started."""

    def __init__(self, settings: Settings, *, extra: Iterable[Plugin] = ()) -> None:
        """Start what the settings name.

        Args:
            settings: which plugins are on, and their settings.
            extra: plugin objects that are on without being installed (tests).
        """
        self.manager = new_manager()
        self.records: dict[str, PluginRecord] = {}
        given = {one.name: one for one in extra}
        doors = found()
        wanted = [*settings.on, *(name for name in given if name not in settings.on)]
        loaded = {name: self._load(name, doors, given) for name in wanted}
        order = self._in_order({n: p for n, p in loaded.items() if p is not None})
        for plugin in order:
            self._configure(plugin, settings)
        # pluggy asks the last one registered first, so the ones that others need come last.
        for plugin in reversed([p for p in order if self.records[p.name].state == ON]):
            self._register(plugin)
        self._stop_dependants(order)
        for name in sorted(set(doors) - set(wanted)):
            self.records[name] = PluginRecord(name, OFF)

    @property
    def started(self) -> tuple[str, ...]:
        """The names of the plugins that are on, each after those it needs."""
        return tuple(name for name, one in self.records.items() if one.state == ON)

    def get(self, name: str) -> Plugin | None:
        """The plugin object, where it is on."""
        record = self.records.get(name)
        return record.plugin if record and record.state == ON else None

    def stop(self, name: str, reason: str) -> None:
        """Stop a plugin that failed after it was started, and all that need it."""
        self.manager.unregister(name=name)
        self._stop(name, reason)
        started = [record.plugin for record in self.records.values() if record.state == ON]
        self._stop_dependants([one for one in started if one is not None])

    def _load(
        self, name: str, doors: dict[str, EntryPoint], given: dict[str, Plugin]
    ) -> Plugin | None:
        try:
            plugin = given.get(name) or doors[name].load()
            _sound(plugin, name)
        except KeyError:
            self._stop(name, "is not installed")
            return None
        except Exception as why:  # noqa: BLE001 -- whatever a stranger's module raises
            self._stop(name, f"could not be loaded: {type(why).__name__}: {why}")
            return None
        return plugin

    def _stop(self, name: str, reason: str) -> None:
        before = self.records.get(name) or PluginRecord(name, STOPPED)
        self.records[name] = replace(before, state=STOPPED, reason=reason)

    def _in_order(self, loaded: dict[str, Plugin]) -> list[Plugin]:
        order: list[Plugin] = []
        waiting = dict(loaded)
        while waiting:
            done = {one.name for one in order}
            ready = [p for p in waiting.values() if set(p.needs) <= done]
            if not ready:
                break
            order.append(ready[0])
            del waiting[ready[0].name]
        for name, plugin in waiting.items():
            stuck = sorted(set(plugin.needs) - {one.name for one in order})
            ring = name in _reached(name, waiting)
            self._stop(name, "needs go in a ring" if ring else f"needs {', '.join(stuck)}")
        return order

    def _configure(self, plugin: Plugin, settings: Settings) -> None:
        try:
            plugin.configure(settings.of(plugin.name, plugin.settings))
        except Refusal:
            raise  # a mistake in the settings stops the start: guessing would be worse
        except Exception as why:  # noqa: BLE001 -- whatever a stranger's plugin raises
            self._stop(plugin.name, f"could not be configured: {type(why).__name__}: {why}")
        else:
            self.records[plugin.name] = PluginRecord(
                plugin.name, ON, "", plugin.version, plugin.needs, (), plugin.title, plugin
            )

    def _register(self, plugin: Plugin) -> None:
        try:
            self.manager.register(plugin, plugin.name)
            self.manager.check_pending()
        except Exception as why:  # noqa: BLE001 -- a wrong signature, an unknown hook
            if self.manager.is_registered(plugin):
                self.manager.unregister(plugin)
            self._stop(plugin.name, f"its hooks do not fit: {why}")
            return
        callers = self.manager.get_hookcallers(plugin) or []
        for caller in callers:
            if caller.name in DECLARING and not self._declares(plugin, caller):
                return
        hooks = tuple(sorted(one.name for one in callers))
        self.records[plugin.name] = replace(self.records[plugin.name], hooks=hooks)

    def _declares(self, plugin: Plugin, caller: pluggy.HookCaller) -> bool:
        """Ask the plugin once what it brings; one that fails in this is stopped."""
        asked = (one for one in caller.get_hookimpls() if one.plugin is plugin)
        try:
            for one in asked:
                brought: Any = one.function()
                list(brought)
        except Exception as why:  # noqa: BLE001 -- whatever a stranger's plugin raises
            self.manager.unregister(plugin)
            self._stop(plugin.name, f"{caller.name} failed: {type(why).__name__}: {why}")
            return False
        return True

    def _stop_dependants(self, order: Sequence[Plugin]) -> None:
        for plugin in order:
            dead = [n for n in plugin.needs if self.records[n].state != ON]
            if dead and self.records[plugin.name].state == ON:
                self.manager.unregister(plugin)
                self._stop(plugin.name, f"needs {', '.join(dead)}")


def _reached(name: str, waiting: Mapping[str, Plugin]) -> set[str]:
    """What a plugin needs, and what that needs, among those that wait."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        one = waiting.get(ahead.pop())
        for need in one.needs if one else ():
            if need not in found:
                found.add(need)
                ahead.append(need)
    return found


def _sound(plugin: Any, name: str) -> None:
    if not isinstance(plugin, Plugin):
        raise TypeError(f"{name} is not a Plugin object")
    if plugin.name != name:
        raise ValueError(f"calls itself {plugin.name}")
