"""What plugins say of records: gathered from all, the forbidden left out."""

import pluggy

from tradepost.core import Forbidden, Plugin, Standing, Texts, calls, hookimpl, hookspecs, new_id
from tradepost.core.hookspecs import records

_ = Texts("tradepost.core")
FIRST, SECOND = Standing("a", _("Order"), "flag"), Standing("b", _("Order"), "flag", "good")


class Telling(Plugin):
    name, title = "telling", _("Order")

    @hookimpl
    def list_standings(self, kind, keys):
        return {keys[0]: [FIRST]} if kind == "toy_good" else {}


class Adding(Plugin):
    name, title = "adding", _("Order")

    @hookimpl
    def list_standings(self, keys):
        return {key: [SECOND] for key in keys}


class Secret(Plugin):
    name, title = "secret", _("Order")

    @hookimpl
    def list_standings(self, work):
        raise Forbidden(_("Order"))


def test_words_of_every_plugin_are_gathered_in_order_and_the_forbidden_left_out():
    manager = pluggy.PluginManager(hookspecs.NAME)
    manager.add_hookspecs(records)
    for one in (Adding(), Telling(), Secret()):
        manager.register(one)
    keys = [new_id(), new_id()]
    found = calls.standings(manager.hook, None, "toy_good", keys)
    assert [sorted(one.name for one in found[key]) for key in keys] == [["a", "b"], ["b"]]
    assert calls.standings(manager.hook, None, "toy_good", []) == {}
