"""Faulty plugins: each is stopped with a reason, with what needs it; the house stays up."""

import pytest
from webtest import TestApp

from support.toy_stock import ToyStockPlugin, make_toy_base
from tradepost.core import Plugin, Texts, calls, hookimpl
from tradepost.core.app import PUBLIC, make_app
from tradepost.core.house import House
from tradepost.core.plugins import Plugins
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")


def plugin(called, needs=(), configure=None, **hooks):
    """A plugin of a name, with these hooks."""
    body = {name: hookimpl(do) for name, do in hooks.items()}
    body |= {"configure": configure} if configure else {}
    return type("Made", (Plugin,), {"name": called, "title": _("Made"), "needs": needs, **body})()


def fails(self, *_given, **_more):
    raise ZeroDivisionError("by nobody")


def no_list(self):
    return 5


def other_arguments(self, nothing_of_the_kind):
    return []


def no_right(self, config):
    config.add_route("bad", "/bad")
    config.add_view(lambda _request: {}, route_name="bad", renderer="json")


def views_fail(self, config):
    raise ZeroDivisionError("by nobody")


LISTS = (
    "list_importers", "list_exporters", "list_jobs", "list_reports", "list_print_forms",
    "list_rights", "list_roles", "list_fillings",
)  # fmt: skip
FAULTS = {
    "configure": (plugin("faulty", configure=fails), "could not be configured: ZeroDivisionError"),
    "arguments": (plugin("faulty", check_posting=other_arguments), "its hooks do not fit"),
    "needs": (plugin("faulty", needs=("no_such",)), "needs no_such"),
    "a ring": (plugin("faulty", needs=("follower",)), "needs go in a ring"),
    "no list": (plugin("faulty", list_reports=no_list), "list_reports failed: TypeError"),
    **{one: (plugin("faulty", **{one: lambda self: 1 / 0}), f"{one} failed") for one in LISTS},
}
LATER = {
    "views": (plugin("faulty", add_views=views_fail), "add_views failed: ZeroDivisionError"),
    "a view without a right": (plugin("faulty", add_views=no_right), "add_views failed"),
}
FOLLOWER = plugin("follower", needs=("faulty",))


@pytest.fixture
def house_with(bases):
    made = []

    def make(*plugins, on=()):
        url = bases.like("toy_stock", make_toy_base)
        made.append(House(Settings(on), url, extra=[ToyStockPlugin(), *plugins]))
        return made[-1]

    yield make
    for one in made:
        one.close()


def reasons(house):
    return {
        one.name: one.reason for one in house.plugins.records.values() if one.state == "stopped"
    }


def open_page(config):
    config.add_route("open", "/open")
    config.add_view(lambda _request: {"ok": 1}, route_name="open", right=PUBLIC, renderer="json")


@pytest.mark.parametrize("fault", FAULTS | LATER)
def test_a_faulty_plugin_is_stopped_with_a_reason_and_the_house_stays_up(house_with, fault):
    faulty, why = (FAULTS | LATER)[fault]
    house = house_with(faulty, FOLLOWER)
    app = TestApp(make_app(house, [open_page]))
    assert app.get("/open").json == {"ok": 1}
    app.get("/bad", status=404)
    stopped = reasons(house)
    assert stopped["faulty"].startswith(why), stopped
    assert stopped["follower"] in ("needs faulty", "needs go in a ring")
    assert house.plugins.started == ("toy_stock",)
    assert house.plugins.get("faulty") is None
    assert house.policy.roles is not None


def test_one_that_is_not_installed_is_told_apart_from_a_ring(house_with):
    chain = [plugin("one", needs=("no_such",)), plugin("two", needs=("one",))]
    assert reasons(house_with(*chain)) == {"one": "needs no_such", "two": "needs one"}


def test_what_is_named_but_not_installed_is_told(house_with):
    assert reasons(house_with(on=("no_such",))) == {"no_such": "is not installed"}


def test_commands_that_fail_are_told_and_the_others_are_there():
    added = []
    good = plugin("good", add_commands=lambda self, commands: added.append(commands))
    bad = plugin("bad", add_commands=lambda self, commands: 1 / 0)
    started = Plugins(Settings(), extra=[bad, good])
    (failed,) = calls.add_commands(started.manager.hook, "commands")
    assert failed.name == "bad"
    assert failed.reason.startswith("add_commands failed: ZeroDivisionError")
    assert added == ["commands"]
