"""docs/hooks.md: every hook with its exact signature and its promise."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType, ModuleType

import plugins_here
from tradepost.core import hookspecs

INTRODUCTION = """\
# Hooks

A plugin takes part in the work of the house by hooks: methods of its `Plugin` object, marked
`@hookimpl`, that name whichever of the arguments they want. {about}

This page is made by `script/docs` from the specifications in `core/hookspecs/`.
"""


def page() -> str:
    """The whole page."""
    about = (hookspecs.__doc__ or "").split("\n\n", 1)[1].strip()
    parts = [INTRODUCTION.format(about=" ".join(about.split()))]
    for module in moments():
        parts.append(f"## {first_line(module)}\n")
        parts += (section(hook) for hook in hooks(module))
    return "\n".join(parts)


def moments() -> list[ModuleType]:
    """The modules of specifications, the start first."""
    names = [one.name for one in iter_modules(hookspecs.__path__)]
    names.sort(key=lambda name: (name != "start", name))
    return [import_module(f"{hookspecs.__name__}.{name}") for name in names]


def hooks(module: ModuleType) -> Iterator[FunctionType]:
    """The specifications of one module, in the order they are written."""
    marker = f"{hookspecs.NAME}_spec"
    return (
        one for one in vars(module).values() if inspect.isfunction(one) and hasattr(one, marker)
    )


def section(hook: FunctionType) -> str:
    """What stands on the page about one hook."""
    options = getattr(hook, f"{hookspecs.NAME}_spec")
    notes = {"firstresult": "the first answer wins", "historic": "late plugins are told too"}
    said = [note for option, note in notes.items() if options.get(option)]
    lines = [
        f"### {hook.__name__}",
        "",
        f"```python\n{signature(hook)}\n```",
        "",
        inspect.getdoc(hook) or "",
        "",
        *([f"In calling: {', '.join(said)}.", ""] if said else []),
    ]
    return "\n".join(lines)


def signature(hook: FunctionType) -> str:
    """The line a plugin author writes after `def`, but for `self`."""
    said = str(inspect.signature(hook)).replace("'", "")
    return f"def {hook.__name__}{said}"


def first_line(module: ModuleType) -> str:
    """The first line of a module's docstring as a heading."""
    return (module.__doc__ or module.__name__).splitlines()[0].rstrip(".")


def unused() -> list[str]:
    """The hooks that no bundled plugin implements; a hook deserves a user of our own."""
    mark = f"{hookspecs.NAME}_impl"
    kinds = [type(plugin) for plugin in plugins_here.bundled().values()]
    used = {name for kind in kinds for name in dir(kind) if hasattr(getattr(kind, name), mark)}
    told = [hook.__name__ for module in moments() for hook in hooks(module)]
    return [name for name in told if name not in used]
