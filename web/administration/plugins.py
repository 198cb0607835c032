"""Plugins: which are on, which were stopped and why, what each brings; switched and set up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core.access.audit import note
from ...core.conformance import switching
from ...core.errors import Invalid, Refusal, Unknown, refuse_all
from ...core.plugins import OFF, ON, STOPPED, Plugin, PluginRecord
from ...core.settings import CORE, Setting, as_written
from ...core.texts import Text, Texts
from ..shell import tell
from ..tables import State
from ..typing_in import read_whole

_ = Texts("tradepost.web")

SEE, SWITCH = "core.see_plugins", "core.switch_plugins"
LIST = "/administration/plugins"
STATES = {
    ON: State(_("On"), "circle-check", "good"),
    OFF: State(_("Off"), "circle-x"),
    STOPPED: State(_("Stopped"), "alert-triangle", "bad"),
}
PARTS = {"core": _("The house itself"), "web": _("The back office")}
"""What has settings and is no plugin."""
SECRETS = ("password", "secret", "token", "key")


@dataclass(frozen=True)
class Row:
    """A plugin as it is drawn, with what it brings."""

    record: PluginRecord
    state: State
    brings: Sequence[str]
    needed_by: Sequence[str]
    has_settings: bool


@dataclass(frozen=True)
class Knob:
    """One setting as it is drawn."""

    setting: Setting
    text: str
    now: Any
    fault: Refusal | None = None

    @property
    def is_secret(self) -> bool:
        """Whether it is not shown."""
        return any(word in self.setting.name for word in SECRETS)

    @property
    def differs(self) -> bool:
        """Whether the file says another value than the house runs by."""
        return shown(self.now) != self.text


@dataclass
class Board:
    """The settings of one plugin as they are drawn."""

    name: str
    title: Text | str
    knobs: Sequence[Knob]
    record: PluginRecord | None
    refusal: Refusal | None = None
    needed_by: Sequence[str] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        """Whether something was changed that holds from the next start on."""
        return any(one.differs for one in self.knobs)


def shown(value: Any) -> str:
    """A setting as it stands in its field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def show(request: Any) -> dict[str, Any]:
    """Every installed plugin; what was stopped comes first."""
    records = request.house.plugins.records
    order = {STOPPED: 0, ON: 1, OFF: 2}
    rows = [
        Row(
            one, STATES[one.state], _brings(request, one.name), _needed_by(records, one.name),
            bool(one.plugin and one.plugin.settings),
        )
        for one in sorted(records.values(), key=lambda one: order[one.state])
    ]  # fmt: skip
    waiting, unreadable = _waiting(request)
    return {
        "rows": rows,
        "counts": {state: _count(records, state) for state in STATES},
        "parts_of": PARTS,
        "waiting": waiting,
        "unreadable": unreadable,
        "path": request.house.settings.path,
        "may_switch": request.work.access.may(SWITCH),
        "refusal": None,
    }


def _waiting(request: Any) -> tuple[Mapping[str, bool], Refusal | None]:
    """Which plugins the file says to be on or off from the next start on."""
    settings = request.house.settings
    try:
        now = switching.waiting(settings)
    except Refusal as why:
        return {}, why
    if now is None:
        return {}, None
    changed = set(now.on) ^ set(settings.on)
    return {name: name in now.on for name in changed}, None


def _brings(request: Any, name: str) -> list[str]:
    schema, say = request.house.schema, request.formats.text
    kinds = [one for one in schema.records.values() if one.plugin == name]
    registers = [one for one in schema.registers.values() if one.plugin == name]
    return [say(one.title[1]) for one in kinds] + [say(one.title) for one in registers]


def _needed_by(records: Mapping[str, PluginRecord], name: str) -> list[str]:
    return [one.name for one in records.values() if name in one.needs]


def _count(records: Any, state: str) -> int:
    return sum(1 for one in records.values() if one.state == state)


def store(request: Any) -> Any:
    """Switch a plugin on or off; it holds from the next start on."""
    name, on = request.POST.get("name", ""), request.POST.get("do") == "on"
    records, settings = request.house.plugins.records, request.house.settings
    if name not in records or request.POST.get("do") not in ("on", "off"):
        raise Unknown(_("There is nothing at this address"))
    try:
        if not on:
            switching.require_free(name, records)
        also = switching.switch(settings, name, on=on)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {**show(request), "refusal": why}
    note(request.work, "switched_on" if on else "switched_off", kind="plugin", name=name)
    told = _("{name} is on from the next start; run `tradepost init` first", name=name)
    if also:
        told = _("{name} and {others} are on from the next start; run `tradepost init` first",
                 name=name, others=", ".join(also))  # fmt: skip
    if not on:
        told = _("{name} is off from the next start; its data stay", name=name)
    return tell(request, HTTPSeeOther(LIST), told)


def declared_of(request: Any, name: str) -> tuple[Sequence[Setting], Plugin | None]:
    """The settings of a plugin, or of a part of the house.

    Raises:
        Unknown: where there is no such one, or it is not on.
    """
    if name == "core":
        return CORE, None
    if name == "web":
        from .. import SETTINGS  # noqa: PLC0415 -- the package is complete only by now

        return SETTINGS, None
    plugin = request.house.plugins.get(name)
    if plugin is None:
        raise Unknown(_("There is nothing at this address"))
    return plugin.settings, plugin


def show_settings(request: Any) -> dict[str, Any]:
    """The form of the settings of one plugin, made from its typed table."""
    return {"board": _board(request), **_rest(request)}


def _rest(request: Any) -> dict[str, Any]:
    may = request.work.access.may(SWITCH)
    return {"may_switch": may, "path": request.house.settings.path, "states": STATES}


def _board(
    request: Any, given: Mapping[str, str] | None = None, refusal: Refusal | None = None
) -> Board:
    name = request.matchdict["name"]
    declared, plugin = declared_of(request, name)
    running = request.house.settings.of(name, declared)
    try:
        later = (switching.waiting(request.house.settings) or request.house.settings).of(
            name, declared
        )
    except Refusal as why:
        later, refusal = running, refusal or why
    faults = {one.path: one for one in refusal.each()} if refusal else {}
    knobs = [
        Knob(
            one, shown(later[one.name]) if given is None else given.get(one.name, ""),
            running[one.name], faults.get(one.name),
        )
        for one in declared
    ]  # fmt: skip
    records = request.house.plugins.records
    title = PARTS.get(name) or (plugin.title if plugin else name)
    return Board(name, title, knobs, records.get(name), refusal, _needed_by(records, name))


def keep(request: Any) -> Any:
    """Write the settings into the file; what does not fit is told at its field."""
    name = request.matchdict["name"]
    declared, plugin = declared_of(request, name)
    before = {one.setting.name: one.text for one in _board(request).knobs}
    # A box that is not ticked is not sent; any other field left out stays as it is.
    left = {one.name: "" if one.type is bool else before[one.name] for one in declared}
    given = {one.name: request.POST.get(one.name, left[one.name]) for one in declared}
    try:
        values = _read(declared, given)
        switching.keep(request.house.settings, name, declared, values, plugin)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {"board": _board(request, given, why), **_rest(request)}
    changed = {n: v for n, v in values.items() if shown(v) != before[n]}
    told = {n: v for n, v in changed.items() if not any(word in n for word in SECRETS)}
    note(request.work, "configured", kind="plugin", name=name, **told)
    answer = HTTPSeeOther(f"{LIST}/{name}")
    return tell(request, answer, _("Kept; it holds from the next start on"))


def _read(declared: Sequence[Setting], given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    faults: list[Refusal] = []
    for one in declared:
        text = given[one.name]
        if any(word in one.name for word in SECRETS) and not text:
            continue  # an empty field leaves what is not shown as it is
        try:
            values[one.name] = _value(one, text)
        except Refusal as why:
            why.path = one.name
            faults.append(why)
    refuse_all(faults)
    return values


def _value(one: Setting, text: str) -> Any:
    if one.type is bool:
        return text == "true"
    if one.type is int:
        return read_whole(text)
    if one.type is str:
        if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
            raise Invalid(_("This is one line of plain text"))
        return text.strip()
    raise Invalid(
        _("This one is changed in the file"),
        remedy=_("Write into it: {text}", text=as_written("…", {one.name: one.default})),
    )


def includeme(config: Any) -> None:
    """The routes of plugins; to change something takes a right of its own."""
    config.add_route("plugins", LIST)
    config.add_route("plugin_settings", f"{LIST}/{{name:[a-z][a-z0-9_]*}}")
    for route, look, change, template in (
        ("plugins", show, store, "plugins"),
        ("plugin_settings", show_settings, keep, "plugin_settings"),
    ):
        renderer = f"administration/{template}.jinja2"
        config.add_view(look, route_name=route, request_method="GET", right=SEE, renderer=renderer)
        config.add_view(
            change, route_name=route, request_method="POST", right=SWITCH, renderer=renderer
        )
