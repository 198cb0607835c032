"""Every hook of the house, by the moment it is called. See `docs/hooks.md`.

Five kinds, told by the first word: `add_…` and `list_…` contribute at the start or when
asked, `choose_…` takes the first answer, `check_…` gathers objections, `on_…` tells after
the fact inside the same transaction. Plugins are asked in the order of their needs.
"""

import pluggy

NAME = "tradepost"
hookspec = pluggy.HookspecMarker(NAME)
hookimpl = pluggy.HookimplMarker(NAME)
