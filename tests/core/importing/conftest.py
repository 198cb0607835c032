"""Imports into the toy house, as a person sends them."""

from dataclasses import dataclass

import pytest

from tradepost.core.access.roles import Roles
from tradepost.core.access.users import Users
from tradepost.core.importing import Imports, Plan, guess, targets_of
from tradepost.core.importing import jobs as importing
from tradepost.core.importing.file import first_rows, open_file
from tradepost.core.jobs import Worker


@dataclass
class Desk:
    """Takes files as `ann`, who may import goods, groups, buyers, orders and marks."""

    house: object
    user_id: object = None

    def work(self):
        return self.house.work(self.house.access_of(self.user_id))

    def send(
        self, kind, text, *, key="", mode="both", same=None, columns=None, name="f.csv", **more
    ):
        data = text if isinstance(text, bytes) else text.encode()
        with self.work() as work:
            one = Imports(work).begin(kind, name, data)
            if columns is None:
                titles = first_rows(open_file(data), "")[0].cells
                columns = guess(titles, targets_of(work, kind))
            plan = Plan(kind, columns, key, mode, same or {}, **more)
            Imports(work).plan(one.id, plan)
            importing.check(work, one)
            key = one.id
        self.run()
        return key

    def take(self, key, *, only_good=False):
        with self.work() as work:
            importing.take(work, Imports(work).get(key), only_good=only_good)
        self.run()
        return self.see(key)

    def undo(self, key):
        with self.work() as work:
            importing.undo(work, Imports(work).get(key))
        self.run()
        return self.see(key)

    def run(self):
        Worker(self.house).once()

    def see(self, key):
        with self.work() as work:
            return Imports(work).get(key)

    def faults(self, key):
        return [(row, column, value) for row, column, value, *_more in self.see(key).listed]

    def records(self, kind):
        with self.house.work(reads_only=True) as work:
            cls = work.schema.records[kind]
            found = work.session.query(cls).order_by(cls.search).all()
            for one in found:
                for part in one.fields.values():
                    if part.type == "lines":
                        list(getattr(one, part.name))
            return found


RIGHTS = ("core.import_files", "toy_good.*", "toy_group.*", "toy_buyer.*", "toy_order.*")


@pytest.fixture
def desk(toy):
    with toy.work() as work:
        Roles(work).create("importer", "Importer", RIGHTS)
        user = Users(work).create("ann", roles=["importer"], language="en").id
    return Desk(toy, user)
