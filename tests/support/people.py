"""People of the toy house: users with roles, made in few words."""

from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher

from tradepost.core.access import passwords
from tradepost.core.access.roles import Roles
from tradepost.core.access.users import Users
from tradepost.core.house import House

GOOD = "violet tractor sings"


@dataclass
class People:
    """Makes users and says what they may do."""

    house: House

    def add(self, name, *roles, password=None):
        with self.house.work() as work:
            return Users(work).create(name, roles=roles, password=password).id

    def role(self, name, *rights, rows=None, masks=None):
        with self.house.work() as work:
            roles = Roles(work)
            roles.create(name, name.title(), rights)
            for kind, records in (rows or {}).items():
                roles.restrict(name, kind, records)
            for kind, fields in (masks or {}).items():
                roles.mask(name, kind, fields)
        return name

    def access(self, name):
        with self.house.work() as work:
            return self.house.policy.access_of(work, Users(work).by_name(name))


@pytest.fixture
def people(toys):
    return People(toys)


@pytest.fixture
def toy_people(toy):
    """People of the toy house with records of every field type."""
    return People(toy)


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def quick_passwords(request, monkeypatch):
    """Thousands of tests sign somebody in: a hash takes them a hundredth of its time.

    Those marked `agreed_passwords` look at the real parameters.
    """
    if request.node.get_closest_marker("agreed_passwords") is None:
        monkeypatch.setattr(passwords, "_hasher", QUICK)
