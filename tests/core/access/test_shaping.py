"""Roles are copied, compared, tried on people; who may do what is explained by his roles."""

import pytest

from tradepost.core.access.explaining import explain, seen_as
from tradepost.core.access.keys import Keys
from tradepost.core.access.passwords import one_time_password
from tradepost.core.access.roles import Roles
from tradepost.core.access.shaping import Shaping
from tradepost.core.access.signing import Sessions, sign_in
from tradepost.core.access.users import Users
from tradepost.core.errors import Forbidden, Unknown

GOOD = "violet tractor sings"


@pytest.fixture
def goods(toy):
    from tradepost.core.records.write import save

    with toy.work() as work:
        groups = [save(work, "toy_group", {"name": name}).id for name in ("Drinks", "Tools")]
        for n in range(5):
            save(work, "toy_good", {"name": f"G{n}", "group": str(groups[n % 2])})
        Roles(work).create("seller", "Seller", ["toy_good.*", "toy_group.read"])
        Roles(work).create("buyer", "Buyer", ["toy_good.read", "toy_order.*"])
        Users(work).create("ann", password=GOOD, roles=["seller", "buyer"])
    return groups


def test_a_copy_grants_and_hides_the_same(toy, goods):
    with toy.work() as work:
        Roles(work).restrict("seller", "toy_group", [goods[0]])
        Roles(work).mask("seller", "toy_good", ["price"])
        Shaping(work).copy("seller", "junior", "Junior")
        shaping = Shaping(work)
        assert shaping.restricted("junior") == {"toy_group": [goods[0]]}
        assert shaping.masked("junior") == {"toy_good": ["price"]}
        assert not shaping.compare("seller", "junior").first
        with pytest.raises(Unknown):
            shaping.copy("administrator", "other", "Other")


def test_two_roles_are_compared_right_by_right(toy, goods):
    with toy.work() as work:
        found = Shaping(work).compare("seller", "buyer")
        assert "toy_good.read" in found.both
        assert "toy_good.edit" in found.first and "toy_order.post" in found.second


def test_what_a_rule_would_leave_is_counted_before_it_is_kept(toy, goods):
    with toy.work() as work:
        ann = Users(work).by_name("ann")
        seen = {one.kind: (one.now, one.then) for one in
                Shaping(work).preview(ann, "seller", "toy_group", [goods[0]])}  # fmt: skip
        assert seen["toy_group"] == (2, 1)
        assert seen["toy_good"] == (5, 3)
        assert Shaping(work).restricted("seller") == {}


def test_where_a_hidden_field_is_seen_all_the_same(toy, goods):
    with toy.work() as work:
        also = dict(Shaping(work).also_shown("toy_good", ["price"]))
        assert also["toy_order_line"] == "price"


def test_who_may_do_something_is_told_by_the_role_that_grants_it(toy, goods):
    with toy.work() as work:
        Roles(work).mask("buyer", "toy_good", ["price"])
        told = explain(work, {"seller", "buyer"})
        assert {one.name for one in told.granted["toy_good.read"]} == {"seller", "buyer"}
        assert [one.name for one in told.granted["toy_order.post"]] == ["buyer"]
        assert [(one.role.name, one.kind, one.fields) for one in told.limits] == [
            ("buyer", "toy_good", ("price",))
        ]
        assert explain(work, {"administrator"}).everything is not None


def test_seeing_as_a_role_gives_no_rights_away(toy, goods):
    with toy.work() as work:
        other = seen_as(work, {"seller"}, "x")
        assert other.access.may("toy_good.read") and not other.access.may("core.manage_users")
    with toy.work(toy.access_of(ann_id(toy))) as work, pytest.raises(Forbidden):
        seen_as(work, {"administrator"}, "x")


def ann_id(toy):
    with toy.work(reads_only=True) as work:
        return Users(work).by_name("ann").id


def test_sessions_and_tokens_are_seen_and_ended(toy, goods):
    secret = sign_in(toy, "ann", GOOD, address="10.0.0.7")
    with toy.work() as work:
        ann, keys = Users(work).by_name("ann"), Keys(work)
        assert ann.signed_in_at is not None
        token = Users(work).create_token(ann, "till")
        work.session.flush()  # the tokens are asked for next
        [session], [made] = keys.sessions(ann), keys.tokens(ann)
        assert (session.address, made.title) == ("10.0.0.7", "till")
        assert ann.id in keys.seen()
        keys.end_session(ann, session.id)
        keys.revoke(ann, made.id)
        with pytest.raises(Unknown):
            keys.revoke(Users(work).create("bob"), made.id)
    from tradepost.core.errors import NotSignedIn

    with toy.work() as work:
        for ask, key in ((Sessions(work).resume, secret), (Sessions(work).by_token, token)):
            with pytest.raises(NotSignedIn):
                ask(key)
    with toy.work(toy.access_of(ann_id(toy))) as work, pytest.raises(Forbidden):
        Keys(work).sessions(Users(work).by_name("bob"))


def test_a_password_good_once_has_to_be_changed(toy, goods):
    made = one_time_password()
    with toy.work() as work:
        Users(work).set_password(Users(work).by_name("ann"), made, once=True)
    secret = sign_in(toy, "ann", made)
    with toy.work() as work:
        assert Sessions(work).resume(secret).password_once
        ann = Users(work).by_name("ann")
        from tradepost.core.errors import Invalid

        with pytest.raises(Invalid):
            Users(work).change_password(ann, made, made)
        Users(work).change_password(ann, made, "purple anvil naps")
        assert not ann.password_once
