"""Every list, form and report of the whole house asks a bounded number of queries.

The addresses are read off the house, so a plugin that comes later is counted without a word
here. Bounds leave no room for a query a row: there are dozens of rows on every page looked at.
"""

from datetime import timedelta

import pytest

from support.back_office import Office
from support.whole import DAYS, START
from tradepost.core.errors import Refusal
from tradepost.core.records.wire import to_wire
from tradepost.core.records.write import save
from tradepost.core.schema.document import Document

LIST, FORM, REPORT = 25, 30, 24
MORE = {"/reports/price_list": 60}
"""It works each type of prices out by itself: so many for each of those, of however many goods."""
MANY = 40
"""Rows of a list, or lines of a form, that one query each would show in the count."""
WEEK = f"from={START:%d.%m.%Y}&to={START + timedelta(days=DAYS):%d.%m.%Y}"
DAY = f"from={START:%d.%m.%Y}&to={START:%d.%m.%Y}"

pytestmark = pytest.mark.slow


@pytest.fixture
def boss(lived):
    office = Office(lived)
    office.user("boss", roles=["administrator"])
    office.sign_in("boss")
    return office


def counted(office, path):
    """How many statements a page takes, once what is asked once a process has been asked."""
    office.get(path)
    with office.statements() as told:
        page = office.get(path)
    return len(told), page


def places(office, *groups):
    entries = office.app.app.registry.web_entries
    found = [one.address for one in entries if one.group in groups]
    assert len(found) > 10
    return found


def test_every_list(boss):
    long = 0
    for path in places(boss, "catalogs", "documents"):
        for address in (path, f"{path}?q=000"):
            count, page = counted(boss, address)
            long += len(page.html.select("tbody tr")) >= MANY
            assert count <= LIST, address
    assert long >= 5  # or nothing was shown by it


def test_every_report(boss):
    long = 0
    for path in places(boss, "reports", "registers"):
        if not path.startswith("/reports/"):
            continue
        few, day = counted(boss, f"{path}?{DAY}")
        count, page = counted(boss, f"{path}?{WEEK}")
        long += len(page.html.select("#report tbody tr")) >= MANY
        assert count <= MORE.get(path, REPORT), path
        if day.html.select("#report tbody tr"):  # of nothing there are no names to look up
            assert count <= few + 6, path
    assert long >= 5


def with_many_lines(work, cls):
    """A record's data with its first part filled with the same line over and over."""
    record = work.session.query(cls).first()
    if record is None:
        return None
    data = to_wire(work, record)
    for name, one in cls.fields.items():
        if one.type == "lines" and data.get(name):
            again = [given(one.target, row) for row in data[name]]
            return record.id, given(cls, data) | {name: (again * MANY)[:MANY]}
    return None


def given(cls, data):
    """What a person may give of a record's data."""
    fields = cls.fields
    own = ("number", "code", "posted")
    return {
        k: v for k, v in data.items() if k in fields and not fields[k].readonly and k not in own
    }


def test_every_form(boss):
    long = 0
    for path in places(boss, "catalogs", "documents"):
        kind = path.rpartition("/")[2]
        cls = boss.house.schema.records[kind]
        count, _page = counted(boss, f"{path}/new")
        assert count <= FORM, path
        with boss.house.work(reads_only=True) as work:
            order = (cls.posted.desc(), cls.id) if issubclass(cls, Document) else (cls.id,)
            key = work.session.query(cls.id).order_by(*order).limit(1).scalar()
        if key is None:
            continue
        count, _page = counted(boss, f"{path}/{key}")
        assert count <= FORM, path
        long += has_as_many_queries_with_many_lines(boss, cls, path)
    assert long >= 5


def has_as_many_queries_with_many_lines(boss, cls, path):
    try:
        with boss.house.work() as work:
            made = with_many_lines(work, cls)
            if made is None:
                return False
            short, data = made
            key = save(work, cls.kind, data).id
    except Refusal:
        return False  # it may not have the same line twice
    few, _page = counted(boss, f"{path}/{short}")
    count, page = counted(boss, f"{path}/{key}")
    assert len(page.html.select("[data-grid] tbody tr")) >= MANY, path
    assert count <= min(FORM, few + 2), path
    return True
