"""The back office over the toy house, used as a browser uses it but without one."""

import json
import re
from contextlib import contextmanager
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import event
from webtest import TestApp

from support.people import GOOD
from tradepost.core.access.roles import Roles
from tradepost.core.access.users import Users
from tradepost.core.app import make_app
from tradepost.core.database.ids import new_id
from tradepost.core.records.write import save

FRONTS = ("tradepost.web",)
PART = {"HX-Request": "true"}


class Office:
    """The web application of a house with somebody signed in."""

    def __init__(self, house, language="en"):
        self.house = house
        self.app = TestApp(make_app(house, FRONTS), extra_environ={"REMOTE_ADDR": "127.0.0.1"})
        self.app.set_cookie("tp_language", language)

    def user(self, name, *rights, roles=(), language="en"):
        """Add a user who has the given rights, or roles."""
        with self.house.work() as work:
            if rights:
                Roles(work).create(f"of_{name}", name, rights)
                roles = (*roles, f"of_{name}")
            Users(work).create(name, password=GOOD, roles=roles, language=language)

    def sign_in(self, name, password=GOOD, status=303):
        form = self.app.get("/sign-in").forms[0]
        form["name"], form["password"] = name, password
        return form.submit(status=status)

    def get(self, path, status=200, **headers):
        return self.app.get(path, headers=headers, status=status)

    def part(self, path, status=200):
        """A piece of a page, as htmx asks for it."""
        return self.app.get(path, headers=PART, status=status)

    def token(self, page):
        return re.search(r'X-CSRF-Token": "(\w+)"', unescape(page.text))[1]

    def send(self, path, fields, status=204, part=True):
        """Send a form as the page's scripts do."""
        headers = {"X-CSRF-Token": self.token(self.app.get("/")), **(PART if part else {})}
        return self.app.post(path, fields, headers=headers, status=status)

    def save(self, kind, /, **data):
        with self.house.work() as work:
            return save(work, kind, data).id

    @contextmanager
    def statements(self):
        """The statements that are sent to the base meanwhile."""
        found = []

        def note(_connection, _cursor, statement, *_more):
            found.append(statement)

        event.listen(self.house.engine, "before_cursor_execute", note)
        yield found
        event.remove(self.house.engine, "before_cursor_execute", note)

    def read(self, kind, key):
        with self.house.work(reads_only=True) as work:
            cls = work.schema.records[kind]
            record = work.session.get(cls, UUID(str(key)))
            for one in cls.fields.values():
                if one.type == "lines":
                    list(getattr(record, one.name))
            return record


class Sheet:
    """The fields of a form with rows, named as the page names them."""

    def __init__(self, **facts):
        self.fields = [("_id", str(new_id())), ("_part", "lines")]
        self.fields += list(facts.items())

    def row(self, key=None, **values):
        key = key or str(new_id())
        self.fields.append(("_row", f"lines.{key}"))
        for name, value in values.items():
            suffix = ":text" if name.endswith("_text") else "~" if name.endswith("_filled") else ""
            plain = name.removesuffix("_text").removesuffix("_filled")
            self.fields.append((f"lines.{key}.{plain}{suffix}", value))
        return self

    def do(self, action, **more):
        return [
            *self.fields,
            *(("_" + name, value) for name, value in more.items()),
            ("_do", action),
        ]


def value_of(answer, selector):
    """The value of the one element that a CSS selector finds."""
    found = answer.html.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0].get("value", found[0].get_text(strip=True))


def rows_of(answer, part="lines"):
    """The rows that a form sends back as data: cells by key, then by column."""
    sent = json.loads(answer.html.select(f"#data-{part}")[0]["value"] or "{}").get(part)
    if sent is None:
        return {}
    whole = {key: [_whole(one) for one in cells] for key, cells in sent["rows"]}
    return {key: dict(zip(sent["columns"], cells, strict=True)) for key, cells in whole.items()}


def _whole(cell):
    return (
        [*cell, *("", None, "", "")[len(cell) :]]
        if isinstance(cell, list)
        else [cell, None, "", ""]
    )


def cell_of(answer, key, name, part="lines"):
    """Text, key, mark and fault of one cell."""
    return rows_of(answer, part)[key][name]


@pytest.fixture
def office(toy):
    """The toy house with `boss`, who may do everything, signed in."""
    made = Office(toy)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    return made


@pytest.fixture
def visitor(toy):
    """The toy house with nobody signed in."""
    return Office(toy)
