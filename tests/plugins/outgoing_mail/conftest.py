"""The house of the first day with mail, and a server of mail beside it."""

import pytest

from support.first_day import FIRST_DAY, open_first_day
from support.smtp_twin import smtp_server
from tradepost.core.jobs import Worker

ON = (*FIRST_DAY, "outgoing_mail")


def make_mail(url):
    house = open_first_day(url, ON)
    house.migrate()
    house.close()


@pytest.fixture
def post():
    with smtp_server() as made:
        yield made


def settings_for(server):
    return {
        "host": "127.0.0.1", "port": server.port, "security": "none", "sender": "shop@example.org",
    }  # fmt: skip


@pytest.fixture
def house(bases, post):
    made = open_first_day(bases.like("mail", make_mail), ON, outgoing_mail=settings_for(post))
    made.work_off = lambda: Worker(made).once()
    yield made
    made.close()


@pytest.fixture
def bare(bases):
    """The house before anybody has named a server."""
    made = open_first_day(bases.like("mail", make_mail), ON)
    yield made
    made.close()
