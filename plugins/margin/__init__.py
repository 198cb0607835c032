"""The guard of margin: nothing is sold for less than it has cost, unless who may says so."""

from collections.abc import Mapping
from typing import Any

from ...core import (
    Invalid,
    Plugin,
    Record,
    Refusal,
    Right,
    Role,
    Setting,
    Texts,
    Work,
    hookimpl,
)
from . import guard
from .guard import BELOW_COST

__all__ = ["BELOW_COST", "MarginPlugin", "plugin"]

_ = Texts(__package__)

WAYS = ("refuse", "allow")


class MarginPlugin(Plugin):
    """Compares what sales bring with what their goods have cost."""

    name, title = "margin", _("Guard of margin")
    needs = ("currencies", "items", "pricing", "costing")
    section = "sales"
    settings = (
        Setting(
            "below_cost",
            str,
            "refuse",
            _("Sales below cost are refused (refuse) or not looked at (allow)"),
        ),
    )

    def configure(self, values: Mapping[str, Any]) -> None:
        """Take the settings; refuse a way there is not."""
        if values["below_cost"] not in WAYS:
            raise Invalid(
                _("“{value}” is no way of guarding margin", value=values["below_cost"]),
                path="below_cost",
                remedy=_("Choose one of: {names}", names=", ".join(WAYS)),
            )
        super().configure(dict(values))

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to rows that bring less than their goods have cost."""
        return guard.faults(work, record)

    @hookimpl
    def on_saved(self, work: Work, record: Record) -> None:
        """Keep in the audit who has sold below cost."""
        guard.note_sold_below(work, record)

    @hookimpl
    def list_rights(self) -> list[Right]:
        """Who may sell below cost."""
        return [Right(BELOW_COST, _("Sell below cost"))]

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The director sells below cost, where he must."""
        return [Role("director", _("Director"), (BELOW_COST,))]


plugin = MarginPlugin()
