"""Asks a bundled widget what it shows, as the start page does."""

from zoneinfo import ZoneInfo

from tradepost.core import calls
from tradepost.core.access.access import SYSTEM
from tradepost.core.reporting.widgets import Asked

MOSCOW = ZoneInfo("Europe/Moscow")


def shown_by(shop, name, access=SYSTEM, **options):
    """What the widget of a name shows to whoever has the access."""
    hooks = shop.house.plugins.manager.hook
    widget = next(one for one in calls.widgets(hooks) if one.name == name)
    with shop.house.work(access, reads_only=True) as work:
        return widget.show(work, Asked(MOSCOW, options))


def figures(shown):
    """The large numbers."""
    return [one.value for one in shown.figures]


def rows(shown):
    """The rows of the table."""
    return [tuple(one.values) for one in shown.lines]
