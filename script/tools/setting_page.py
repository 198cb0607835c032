"""docs/settings.md: what may stand in plugins.toml, from the tables that plugins declare."""

from collections.abc import Iterable

import plugins_here
from tradepost.core import Plugin
from tradepost.core.settings import CORE, Setting
from tradepost.web import SETTINGS as WEB

INTRODUCTION = """\
# Settings

`plugins.toml` says which plugins are on, and their settings. A key that nobody knows stops the
start and lists the known ones. The file is found by `TRADEPOST_SETTINGS`, else it is
`plugins.toml` in the working folder, else the one that comes with tradepost.

```toml
on = ["organisations", "currencies"]   # in any order; needs are started first

[settings.organisations]
name = "value"
```

This page is made by `script/docs` from the declarations of the bundled plugins.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for name, about, settings in (
        ("core", "The house itself; always on.", CORE),
        ("web", "The back office.", WEB),
    ):
        parts += [f"## {name}\n", rows_of(about, settings)]
    for name, plugin in plugins_here.bundled().items():
        parts += [f"## {name}\n", table(plugin)]
    return "\n".join(parts)


def table(plugin: Plugin) -> str:
    """The settings of one plugin."""
    about = f"{plugin.title}." + (f" Needs {', '.join(plugin.needs)}." if plugin.needs else "")
    if not plugin.settings:
        return f"{about} No settings.\n"
    return rows_of(about, plugin.settings)


def rows_of(about: str, settings: Iterable[Setting]) -> str:
    """A table of settings under what they belong to."""
    rows = [
        f"| `{one.name}` | {one.type.__name__} | `{one.default!r}` | {one.help} |"
        for one in settings
    ]
    return "\n".join(
        [about, "", "| key | type | default | what for |", "|---|---|---|---|", *rows, ""]
    )
