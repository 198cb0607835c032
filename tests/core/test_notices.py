"""Notices: what people are told, once, in their language, until they have read it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tradepost.core import Texts
from tradepost.core.access.users import Users
from tradepost.core.jobs import run_due
from tradepost.core.notices import Notices

_ = Texts("tradepost.core")
HOUR = timedelta(hours=1)


class Desk:
    """People of a house, and what they are told."""

    def __init__(self, house, people):
        self.house, self.people = house, people
        people.role("keeper")
        self.anna = people.add("anna", "keeper")
        self.ivan = people.add("ivan", "keeper")
        self.olga = people.add("olga")

    def tell(self, *args, **options):
        with self.house.work() as work:
            return Notices(work).tell(*args, **options)

    def due(self, name):
        with self.house.work(self.people.access(name)) as work:
            notices = Notices(work)
            found = notices.due()
            assert notices.count() == len(found)
            return found

    def act(self, name, do):
        with self.house.work(self.people.access(name)) as work:
            do(Notices(work))


@pytest.fixture
def desk(toys, people):
    return Desk(toys, people)


def test_a_notice_reaches_a_person_and_nobody_else(desk):
    assert desk.tell(_("Users"), users=[desk.anna], link="/items/1") == 1
    (notice,) = desk.due("anna")
    assert (notice.link, str(notice.text)) == ("/items/1", "Users")
    assert desk.due("ivan") == desk.due("olga") == []


def test_a_notice_to_a_role_reaches_all_who_have_it_each_for_himself(desk):
    with desk.house.work() as work:
        gone = Users(work).create("gone", roles=["keeper"])
        Users(work).disable(gone)
    assert desk.tell(_("Users"), role="keeper", users=[desk.olga, desk.anna]) == 3
    (notice,) = desk.due("anna")
    desk.act("anna", lambda notices: notices.read([notice.id]))
    assert desk.due("anna") == []
    assert len(desk.due("ivan")) == len(desk.due("olga")) == 1


def test_nobody_reads_or_puts_off_what_others_were_told(desk):
    desk.tell(_("Users"), users=[desk.anna])
    (notice,) = desk.due("anna")
    later = desk.house.clock.moment + HOUR
    desk.act("ivan", lambda notices: notices.read([notice.id]))
    desk.act("ivan", lambda notices: notices.put_off([notice.id], later))
    assert len(desk.due("anna")) == 1


def test_a_notice_can_be_put_off_and_told_ahead(desk):
    desk.tell(_("Users"), users=[desk.anna])
    desk.tell(_("Roles"), users=[desk.anna], due_at=desk.house.clock.moment + 2 * HOUR)
    (notice,) = desk.due("anna")
    later = desk.house.clock.moment + HOUR
    desk.act("anna", lambda notices: notices.put_off([notice.id], later))
    assert desk.due("anna") == []
    desk.house.clock.moment += HOUR
    assert len(desk.due("anna")) == 1
    desk.house.clock.moment += HOUR
    assert [str(one.text) for one in desk.due("anna")] == ["Roles", "Users"]


def test_a_notice_of_a_key_is_not_repeated_before_it_is_read(desk):
    assert desk.tell(_("Users"), users=[desk.anna], key="low:tea") == 1
    assert desk.tell(_("Users"), users=[desk.anna, desk.ivan], key="low:tea") == 1
    (notice,) = desk.due("anna")
    desk.act("anna", lambda notices: notices.read([notice.id]))
    assert desk.tell(_("Users"), users=[desk.anna], key="low:tea") == 1


def test_a_notice_is_shown_in_the_language_and_by_the_customs_of_the_reader(desk):
    values = {
        "left": Decimal("1234.50"),
        "day": date(2026, 3, 31),
        "at": desk.house.clock.moment,
        "who": _("Administrator"),
        "name": "Tea",
        "n": 3,
    }
    desk.tell(_("{name}: {left}, {day}, {at}, {who}, {n}", **values), users=[desk.anna])
    desk.tell(_.n("{count} row", "{count} rows", 2), users=[desk.anna])
    texts = [one.text for one in desk.due("anna")]
    told = next(t for t in texts if t.values)
    assert dict(told.values) == values
    assert "1,234.5" in told.into("en")
    assert "1\xa0234,5" in told.into("ru")
    assert "2 rows" in [t.into("en") for t in texts]


def test_what_was_read_long_ago_is_dropped(desk):
    for n in range(2):
        desk.tell(_("Users"), users=[desk.anna], key=str(n))
    (notice, _other) = desk.due("anna")
    desk.act("anna", lambda notices: notices.read([notice.id]))
    for _day in range(92):
        desk.house.clock.moment += timedelta(days=1)
        run_due(desk.house)
    assert len(desk.due("anna")) == 1
    with desk.house.work() as work:
        from tradepost.core.notices import Notice

        assert work.session.get(Notice, notice.id) is None
