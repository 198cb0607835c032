"""Arrangements: each person finds screens as he, his role, or everybody has set them up."""

import pytest

from tradepost.core import Forbidden, Invalid, Unknown
from tradepost.core.access.access import SYSTEM
from tradepost.core.arrangements import LONGEST, MOST, Arrangements

VIEW = {"columns": ["name"]}


class Screens:
    """People of a house, and how they set up its screens."""

    def __init__(self, house, people):
        self.house, self.people = house, people
        people.role("keeper")
        people.role("head", "core.share_arrangements")
        for name, role in (("anna", "keeper"), ("ivan", "keeper"), ("boss", "head")):
            people.add(name, role)

    def keep(self, name, content=VIEW, **options):
        return self.act(name, lambda one: one.keep("view", "toy", content, **options).id)

    def seen(self, name):
        return self.act(name, lambda one: [(a.title, a.whose) for a in one.seen("view", "toy")])

    def opening(self, name):
        return self.act(name, lambda one: one.opening("view", "toy"))

    def act(self, name, do):
        with self.house.work(self.people.access(name)) as work:
            return do(Arrangements(work))


@pytest.fixture
def screens(toys, people):
    return Screens(toys, people)


def test_what_a_person_keeps_is_his_own(screens):
    key = screens.keep("anna", title="Mine")
    assert screens.seen("anna") == [("Mine", "mine")]
    assert screens.seen("ivan") == screens.seen("boss") == []
    with pytest.raises(Unknown):
        screens.act("ivan", lambda one: one.get(key))
    with pytest.raises(Unknown):
        screens.act("boss", lambda one: one.drop(key))


def test_what_is_kept_again_under_a_title_takes_the_place_of_the_first(screens):
    assert screens.keep("anna", title="Mine") == screens.keep(
        "anna", {"columns": []}, title="Mine"
    )
    (one,) = screens.act("anna", lambda one: one.seen("view", "toy"))
    assert one.content == {"columns": []}


def test_a_screen_opens_with_ones_own_setting_else_the_roles_else_everybodys(screens):
    assert screens.opening("anna") == {}
    screens.keep("boss", {"of": "all"}, for_all=True)
    assert screens.opening("anna") == screens.opening("boss") == {"of": "all"}
    screens.keep("boss", {"of": "role"}, role="keeper")
    assert screens.opening("anna") == {"of": "role"}
    assert screens.opening("boss") == {"of": "all"}
    screens.keep("anna", {"of": "anna"})
    assert screens.opening("anna") == {"of": "anna"}
    assert screens.opening("ivan") == {"of": "role"}


def test_only_who_has_the_right_sets_up_screens_for_others(screens):
    for whose in ({"for_all": True}, {"role": "keeper"}):
        with pytest.raises(Forbidden):
            screens.keep("anna", **whose)
    key = screens.keep("boss", title="Ours", for_all=True)
    assert screens.seen("anna") == [("Ours", "all")]
    with pytest.raises(Forbidden):
        screens.act("anna", lambda one: one.drop(key))
    screens.act("boss", lambda one: one.drop(key))
    assert screens.seen("anna") == []


def test_the_system_has_no_screens(screens):
    with screens.house.work(SYSTEM) as work, pytest.raises(Forbidden):
        Arrangements(work).keep("view", "toy", VIEW)


def test_what_is_kept_has_its_measure(screens):
    with pytest.raises(Invalid):
        screens.keep("anna", {"columns": "x" * LONGEST})

    def fill(one):
        for number in range(MOST):
            one.keep("view", "toy", {}, title=str(number))

    screens.act("anna", fill)
    with pytest.raises(Invalid):
        screens.keep("anna", title="one more")
    screens.keep("anna", {"n": 1}, title="0")  # what is there may be changed
