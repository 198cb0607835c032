"""Finding plugins and what they need, before any of them is started."""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import EntryPoint
from pkgutil import walk_packages
from typing import Any

from ..errors import Refusal, Unknown
from ..plugins import found
from ..texts import Texts

_ = Texts("tradepost.core.conformance")


class PluginNotFit(Refusal):
    """The plugin can not be used as things stand."""

    code = "plugin"


def load(name: str, doors: Mapping[str, EntryPoint] | None = None) -> Any:
    """The plugin object behind a name.

    Raises:
        Unknown: where it is not installed.
        PluginNotFit: where it can not be loaded.
    """
    doors = found() if doors is None else doors
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


def with_needs(names: tuple[str, ...]) -> tuple[str, ...]:
    """The plugins named and all that they need, each after its needs.

    Raises:
        Unknown: for a plugin that is not installed.
        PluginNotFit: for one that can not be loaded, and for needs that go in a ring.
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


def import_house() -> None:
    """Import every module of `core` and `web`, so that every table of theirs is known.

    A plugin imports its own tables, or they would be missing in the running house too.
    """
    for part in ("core", "web"):
        package = import_module(f"tradepost.{part}")
        for one in walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith((".testing", ".__main__")):  # the first needs pytest
                import_module(one.name)
