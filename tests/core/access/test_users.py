"""Users and roles: who may manage whom."""

import pytest

from support.people import GOOD
from tradepost.core import Right, Role, Texts, hookimpl
from tradepost.core.access.access import NOBODY, UndeclaredRight
from tradepost.core.access.policy import Policy
from tradepost.core.access.roles import Roles
from tradepost.core.access.users import LastAdministrator, Users
from tradepost.core.errors import Conflict, Forbidden, Invalid, NotSignedIn

_ = Texts("tradepost.core")


def test_a_fresh_base_has_nobody_who_could_sign_in(toys):
    with toys.work() as work:
        assert Users(work).by_name("admin") is None


def test_a_name_stands_for_one_user(people):
    people.add("anna")
    with pytest.raises(Conflict):
        people.add("ANNA")


def test_every_kind_has_its_rights_by_itself(toys):
    known = toys.policy.known
    assert {"toy_thing.read", "toy_thing.delete", "toy_move.unpost", "toy_stock.read"} <= known
    assert "toy_price.write" in known
    assert "toy_stock.write" not in known
    assert toys.policy.rights["toy_move.post"].title.into("en") == "Moves: post"


def test_wildcards_stand_for_a_word(toys):
    granted = toys.policy.granted
    assert granted(["toy_move.*"]) == {
        f"toy_move.{n}" for n in ("read", "create", "edit", "delete", "post", "unpost")
    }
    assert {"toy_thing.read", "toy_stock.read"} <= granted(["*.read"])
    assert not granted(["*.read"]) & {"toy_thing.edit", "core.manage_users"}
    assert granted(["*"]) == toys.policy.known
    assert granted(["toy_mov.*", "nothing.read"]) == frozenset()


def test_roles_of_one_name_are_joined(toys):
    offered = [
        Role("salesperson", _("Salesperson"), ("toy_thing.read",)),
        Role("salesperson", _("Salesperson"), ("toy_move.read", "toy_thing.read")),
    ]
    policy = Policy(toys.schema, [], offered)
    assert policy.roles["salesperson"].rights == ("toy_thing.read", "toy_move.read")
    assert policy.of_roles({"salesperson"}) == {"toy_thing.read", "toy_move.read"}


def test_a_right_nobody_declared_can_not_be_asked_for(toys, people):
    people.add("anna", "administrator")
    for access in (people.access("anna"), NOBODY):
        with toys.work(access) as work, pytest.raises(UndeclaredRight):
            work.access.may("toy_move.burn")
    with toys.work() as work, pytest.raises(UndeclaredRight):
        work.access.require("toy_move.burn")


def test_grants_of_roles_unite(people):
    people.role("clerk", "toy_move.read", "toy_move.edit")
    people.role("reader", "*.read")
    people.add("ivan", "clerk", "reader")
    access = people.access("ivan")
    assert access.may("toy_move.edit")
    assert access.may("toy_thing.read")
    assert not access.may("toy_thing.edit")


def test_restrictions_of_roles_intersect(toys, people):
    from tradepost.core import new_id

    one, two, three = new_id(), new_id(), new_id()
    people.role("north", "*.read", rows={"toy_place": [one, two]})
    people.role(
        "south", "*.read", rows={"toy_place": [two, three]}, masks={"toy_cost": ["amount"]}
    )
    people.role("buyer", "*", masks={"toy_thing": ["name"]})
    people.add("ivan", "north", "south", "buyer")
    access = people.access("ivan")
    assert access.only("toy_place") == {two}
    assert access.only("toy_thing") is None
    assert access.hidden("toy_cost") == {"amount"}
    assert access.hidden("toy_thing") == {"name"}
    with toys.work() as work:
        Roles(work).restrict("south", "toy_place", [])
    assert people.access("ivan").only("toy_place") == frozenset()


def test_an_emptied_list_shows_nothing_and_a_lifted_one_everything(toys, people):
    people.role("north", "*.read", rows={"toy_place": []})
    people.add("ivan", "north")
    assert people.access("ivan").only("toy_place") == frozenset()
    with toys.work() as work:
        Roles(work).lift("north", "toy_place")
    assert people.access("ivan").only("toy_place") is None


def test_a_right_that_is_withdrawn_is_gone_with_the_next_unit_of_work(toys, people):
    people.role("clerk", "toy_move.read")
    people.add("ivan", "clerk")
    assert people.access("ivan").may("toy_move.read")
    with toys.work() as work:
        Roles(work).withdraw("clerk", "toy_move.read")
    assert not people.access("ivan").may("toy_move.read")


def test_managing_people_takes_the_right(toys, people):
    people.role("clerk", "toy_move.read")
    people.add("ivan", "clerk", password=GOOD)
    people.add("anna", "administrator")
    access = people.access("ivan")
    for do in (
        lambda u, r: u.create("petr"),
        lambda u, r: u.give(u.by_name("ivan"), "administrator"),
        lambda u, r: u.set_password(u.by_name("anna"), "violet tractor sings"),
        lambda u, r: u.disable(u.by_name("anna")),
        lambda u, r: u.create_token(u.by_name("anna")),
        lambda u, r: r.grant("clerk", "*"),
        lambda u, r: r.lift("clerk", "toy_place"),
    ):
        with pytest.raises(Forbidden), toys.work(access) as work:
            do(Users(work), Roles(work))
    with toys.work(access) as work:  # his own token and password are his own affair
        users = Users(work)
        ivan = users.by_name("ivan")
        assert users.create_token(ivan)
        users.change_password(ivan, GOOD, "another violet tractor")
        with pytest.raises(Invalid):
            users.change_password(ivan, GOOD, "third violet tractor")


def test_nobody_gives_more_than_he_has(toys, people):
    people.role("head", "core.manage_users", "toy_move.*")
    people.role("clerk", "toy_move.read")
    people.role("keeper", "toy_stock.read")
    people.add("olga", "head")
    people.add("ivan")
    people.add("anna", "administrator")
    access = people.access("olga")
    with toys.work(access) as work:
        Users(work).give(Users(work).by_name("ivan"), "clerk")
    for do in (
        lambda u, r: u.give(u.by_name("olga"), "administrator"),
        lambda u, r: u.give(u.by_name("ivan"), "keeper"),
        lambda u, r: u.set_password(u.by_name("anna"), "violet tractor sings"),
        lambda u, r: r.grant("head", "toy_stock.read"),
        lambda u, r: r.grant("administrator", "toy_move.read"),
        lambda u, r: r.restrict("administrator", "toy_place", []),
    ):
        with pytest.raises(Forbidden), toys.work(access) as work:
            do(Users(work), Roles(work))


def test_the_last_administrator_stays(toys, people):
    people.add("anna", "administrator")
    for do in (
        lambda users, anna: users.disable(anna),
        lambda users, anna: users.take(anna, "administrator"),
    ):
        with pytest.raises(LastAdministrator), toys.work() as work:
            do(Users(work), Users(work).by_name("anna"))
    people.add("olga", "administrator")
    with toys.work() as work:
        Users(work).disable(Users(work).by_name("anna"))
    with pytest.raises(NotSignedIn):
        people.access("anna")


def test_a_role_of_the_base_is_made_shown_and_removed(toys, people):
    people.role("clerk", "toy_move.read")
    with toys.work() as work:
        roles = Roles(work)
        assert roles.all()["clerk"].rights == ("toy_move.read",)
        assert roles.all()["administrator"].rights == ("*",)
        with pytest.raises(Conflict):
            roles.create("clerk", "Again")
        with pytest.raises(Invalid):
            roles.grant("clerk", "toy_move.burn")
        with pytest.raises(Invalid):
            roles.mask("clerk", "toy_move", ["colour"])
        with pytest.raises(Invalid):
            Users(work).create("ivan", roles=["nobody"])
    with toys.work() as work:
        Roles(work).remove("clerk")
        assert "clerk" not in Roles(work).all()


def test_rights_and_roles_of_plugins_come_through_their_hooks(bases):
    from support.toy_stock import ToyStockPlugin, make_toy_base
    from tradepost.core.house import House
    from tradepost.core.settings import Settings

    class Offers(ToyStockPlugin):
        @hookimpl
        def list_rights(self):
            return [Right("toy_stock.override", _("Override"))]

        @hookimpl
        def list_roles(self):
            return [Role("storekeeper", _("Storekeeper"), ("toy_stock.*",))]

    house = House(Settings(), bases.like("toy_stock", make_toy_base), extra=[Offers()])
    with house.work() as work:
        Users(work).create("ivan", roles=["storekeeper"])
    with house.work() as work:
        access = house.policy.access_of(work, Users(work).by_name("ivan"))
    assert access.rights == {"toy_stock.read", "toy_stock.override"}
    house.close()
