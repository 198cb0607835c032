"""Facts beside choices, scanned codes: asked of every plugin, the forbidden ones left out."""

import pluggy

from support.toy import ToyGood, ToyOrder, ToyOrderLine
from tradepost.core import (
    ChoiceFact,
    Choosing,
    Forbidden,
    Plugin,
    ScannedRow,
    Texts,
    calls,
    hookimpl,
    hookspecs,
)
from tradepost.core.database.ids import new_id
from tradepost.core.hookspecs import records

_ = Texts("tradepost.core")


class Telling(Plugin):
    name, title = "telling", _("Order")

    @hookimpl
    def list_choice_facts(self, choosing):
        return [ChoiceFact(_("Quantity"), "quantity", dict.fromkeys(choosing.keys, 1))]

    @hookimpl
    def choose_scanned(self, line, code):
        return ScannedRow({"good": code}, "2") if line is ToyOrderLine else None


class Secret(Plugin):
    name, title = "secret", _("Order")

    @hookimpl
    def list_choice_facts(self, work):
        raise Forbidden(_("Order"))


def test_facts_of_every_plugin_are_gathered_and_the_forbidden_left_out():
    manager = pluggy.PluginManager(hookspecs.NAME)
    manager.add_hookspecs(records)
    for one in (Telling(), Secret()):
        manager.register(one)
    keys = [new_id(), new_id()]
    asked = Choosing("toy_good", keys, ToyOrder(), ToyOrderLine)
    (fact,) = calls.choice_facts(manager.hook, None, asked)
    assert fact.values == dict.fromkeys(keys, 1)
    found = calls.scanned(manager.hook, None, ToyOrderLine, "77")
    assert (found.values, found.quantity) == ({"good": "77"}, "2")
    assert calls.scanned(manager.hook, None, ToyGood, "77") is None
