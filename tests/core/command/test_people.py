import io
import sys
from contextlib import closing

import pytest

from tradepost.core.access.passwords import fits
from tradepost.core.access.users import Users
from tradepost.core.house import House
from tradepost.core.settings import Settings


@pytest.fixture
def typed(monkeypatch):
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_user_is_made_with_the_password_from_a_pipe(shop, typed):
    typed("violet tractor sings\n")
    made = shop("user", "create", "Anna", "--role", "administrator", "--password-stdin")
    assert made.status == 0
    assert made.out == "User made: anna\n"


def test_without_a_password_one_is_made_and_shown_once(shop, typed):
    typed("")
    made = shop("user", "create", "anna", "--json").data
    assert len(made["password"]) > 16


def test_a_weak_password_is_refused(shop, typed):
    typed("12345678\n")
    assert shop("user", "create", "anna", "--password-stdin").status == 1
    assert shop.err.count("\n") == 1


def test_a_role_that_is_not_there_is_refused(shop, typed):
    typed("violet tractor sings\n")
    assert shop("user", "create", "anna", "--role", "king", "--password-stdin").status == 1


def test_a_lost_password_is_replaced(shop, typed):
    typed("")
    old = shop("user", "create", "anna", "--json").data["password"]
    new = shop("user", "password", "Anna", "--json").data["password"]
    assert old != new
    with closing(House(Settings(), shop.url)) as house, house.work() as work:
        user = Users(work).by_name("anna")
        assert [fits(one, user.password) for one in (old, new)] == [False, True]
    typed("violet tractor sings\n")
    assert shop("user", "password", "anna", "--password-stdin").status == 0
    assert "violet" not in shop.out
    assert shop("user", "password", "nobody").status == 1
    assert "user create" in shop.err


def test_a_token_stands_alone_on_standard_output(shop, typed):
    typed("violet tractor sings\n")
    shop("user", "create", "anna", "--password-stdin")
    assert shop("token", "create", "anna").status == 0
    assert len(shop.out.split()) == 1
    assert shop("token", "create", "nobody").status == 1
    assert shop.out == ""
    assert "user create" in shop.err
