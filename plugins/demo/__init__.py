"""The demo company: goods, people and business days by chance, always the same for a seed."""

from collections.abc import Callable
from typing import Any

from ...core import Plugin, Right, Setting, Text, Texts, hookimpl
from ...core.house import House
from ...core.jobs import Job
from . import commands as verbs
from .commands import make_demo
from .content import content_hash
from .days import found, live
from .plan import company
from .removal import REMOVAL, REMOVE

__all__ = ["company", "content_hash", "found", "live", "plugin"]

_ = Texts(__package__)


class DemoPlugin(Plugin):
    """A company that does not exist, for looking around, for load and for proof."""

    name, title = "demo", _("Demo company")
    needs = (
        *("items", "pricing", "stock", "costing"),
        *("settlements", "purchasing", "sales", "cash"),
    )
    settings = (
        Setting("seed", int, 1, _("Which company: another number, another one")),
        Setting("weeks", int, 4, _("How many weeks a demo base has lived up to today")),
        Setting("items", int, 320, _("How many goods the demo company trades in")),
        Setting("language", str, "ru", _("Language of the names of goods: ru or en")),
    )

    @hookimpl
    def add_commands(self, commands: Any) -> None:
        """Add `tradepost simulate` and `tradepost demo`."""
        verbs.add_simulate(commands)
        verbs.add_demo(commands)

    @hookimpl
    def add_views(self, config: Any) -> None:
        """Add the page that takes the sample data out."""
        config.include(f"{__package__}.views")

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may take the sample data out."""
        return [Right(REMOVE, _("Remove the sample data"))]

    @hookimpl
    def list_jobs(self) -> list[Job]:
        """Taking the sample data out, in the background."""
        return [REMOVAL]

    @hookimpl
    def on_demo_made(self, house: House, say: Callable[[Text | str], None]) -> None:
        """Found the company and live its weeks up to today."""
        make_demo(house, say)


plugin = DemoPlugin()
