"""The demo company: goods, people and business days by chance, always the same for a seed."""

from ...core import Plugin, Texts

__all__ = ["plugin"]

_ = Texts(__package__)


class DemoPlugin(Plugin):
    """A company that does not exist, for looking around, for load and for proof."""

    name, title = "demo", _("Demo company")


plugin = DemoPlugin()
