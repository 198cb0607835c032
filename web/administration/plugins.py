"""Plugins: which are on, which were stopped and why, what each has to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...core.plugins import OFF, ON, STOPPED, PluginRecord
from ...core.texts import Texts
from ..tables import State

_ = Texts("tradepost.web")

STATES = {
    ON: State(_("On"), "circle-check", "good"),
    OFF: State(_("Off"), "circle-x"),
    STOPPED: State(_("Stopped"), "alert-triangle", "bad"),
}


@dataclass(frozen=True)
class Row:
    """A plugin as it is drawn, with what it brings."""

    record: PluginRecord
    state: State
    brings: Sequence[str]
    needed_by: Sequence[str]


def show(request: Any) -> dict[str, Any]:
    """Every installed plugin; what was stopped comes first."""
    records = request.house.plugins.records
    order = {STOPPED: 0, ON: 1, OFF: 2}
    rows = [
        Row(
            one,
            STATES[one.state],
            _brings(request, one.name),
            [other.name for other in records.values() if one.name in other.needs],
        )
        for one in sorted(records.values(), key=lambda one: order[one.state])
    ]
    return {"rows": rows, "counts": {state: _count(records, state) for state in STATES}}


def _brings(request: Any, name: str) -> list[str]:
    schema, say = request.house.schema, request.formats.text
    kinds = [one for one in schema.records.values() if one.plugin == name]
    registers = [one for one in schema.registers.values() if one.plugin == name]
    return [say(one.title[1]) for one in kinds] + [say(one.title) for one in registers]


def _count(records: Any, state: str) -> int:
    return sum(1 for one in records.values() if one.state == state)


def includeme(config: Any) -> None:
    """The route of the page."""
    config.add_route("plugins", "/administration/plugins")
    config.add_view(
        show, route_name="plugins", request_method="GET", right="core.see_plugins",
        renderer="administration/plugins.jinja2",
    )  # fmt: skip
