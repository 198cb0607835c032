"""Comments beside records: whoever is named is told, nothing said is lost."""

import pytest

from tradepost.core.access.audit import history
from tradepost.core.beside import Comments, counts
from tradepost.core.errors import Forbidden, Invalid, Unknown
from tradepost.core.notices import Notices
from tradepost.core.records.write import save


@pytest.fixture
def tea(toy):
    with toy.work() as work:
        return save(work, "toy_good", {"name": "Tea"}).id


@pytest.fixture
def office(toy_people):
    toy_people.role("reader", "toy_good.read")
    toy_people.role("keeper", "toy_good.read", "toy_good.delete")
    for name, role in (("anna", "reader"), ("ivan", "reader"), ("boss", "keeper")):
        toy_people.add(name, role)
    toy_people.add("olga")
    return toy_people


def act(people, name, do):
    with people.house.work(people.access(name)) as work:
        return do(Comments(work))


def say(people, name, key, text):
    return act(people, name, lambda one: one.write("toy_good", key, text))


def told(people, name):
    with people.house.work(people.access(name), reads_only=True) as work:
        return [str(one.text) for one in Notices(work).due()]


def thread(house, key):
    with house.work(reads_only=True) as work:
        record = work.session.get(work.schema.records["toy_good"], key)
        return [one.text for one in Comments(work).of(record)]


def test_who_may_read_a_record_may_comment_on_it(toy, office, tea):
    say(office, "anna", tea, "  Is it fresh?\r\nReally? ")
    assert thread(toy, tea) == ["Is it fresh?\nReally?"]
    with pytest.raises(Forbidden):
        say(office, "olga", tea, "hm")


def test_whoever_is_named_is_told_once_and_with_the_page(toy, office, tea):
    say(office, "anna", tea, "@Ivan, @ivan. and mail@ivan: look")
    (text,) = told(office, "ivan")
    assert text == "anna has named you, Good “Tea”: @Ivan, @ivan. and mail@ivan: look"
    with toy.work(office.access("ivan")) as work:
        (notice,) = Notices(work).due()
        assert notice.link == f"/catalogs/toy_good/{tea}?beside=comments"
    say(office, "ivan", tea, "@ivan is me, @nobody is nobody")
    assert len(told(office, "ivan")) == 1


def test_nobody_is_told_of_what_he_may_not_see(toy, office, tea):
    with toy.work() as work:
        other = save(work, "toy_good", {"name": "Coffee"}).id
    office.role("few", "toy_good.read", rows={"toy_good": [other]})
    office.add("petr", "few")
    with toy.work(office.access("anna")) as work:
        comments = Comments(work)
        comments.write("toy_good", tea, "@olga @petr @ivan")
        assert comments.unseeing == ["olga", "petr"]
    assert told(office, "olga") == told(office, "petr") == []
    assert len(told(office, "ivan")) == 1


def test_one_mends_his_own_comment_and_what_stood_there_stays_in_the_history(toy, office, tea):
    one = say(office, "anna", tea, "@ivan Ten")
    act(office, "anna", lambda comments: comments.mend(one.id, "@ivan @boss Eleven"))
    assert thread(toy, tea) == ["@ivan @boss Eleven"]
    assert len(told(office, "ivan")) == 1  # he has been told already
    assert len(told(office, "boss")) == 1
    with pytest.raises(Forbidden):
        act(office, "ivan", lambda comments: comments.mend(one.id, "Nine"))
    with toy.work(reads_only=True) as work:
        record = work.session.get(work.schema.records["toy_good"], tea)
        last = history(work, record)[0]
    assert (last.action, last.after) == (
        "comment_mended",
        {"was": "@ivan Ten", "comment": "@ivan @boss Eleven"},
    )


def test_a_comment_is_removed_by_its_author_or_whoever_deletes_and_comes_back(toy, office, tea):
    one = say(office, "anna", tea, "Ten")
    with pytest.raises(Forbidden):
        act(office, "ivan", lambda comments: comments.remove(one.id))
    act(office, "boss", lambda comments: comments.remove(one.id))
    assert thread(toy, tea) == []
    act(office, "anna", lambda comments: comments.remove(one.id, back=True))
    assert thread(toy, tea) == ["Ten"]


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 8001])
def test_empty_and_endless_comments_are_refused(office, tea, text):
    with pytest.raises(Invalid):
        say(office, "anna", tea, text)


def test_a_kind_that_nobody_declares_is_not_there(toy, tea):
    with toy.work() as work, pytest.raises(Unknown):
        Comments(work).write("no_such", tea, "Ten")


def test_files_and_comments_are_counted_with_one_select(toy, office, tea):
    say(office, "anna", tea, "Ten")
    gone = say(office, "anna", tea, "Nine")
    act(office, "anna", lambda comments: comments.remove(gone.id))
    with toy.work(reads_only=True) as work:
        record = work.session.get(work.schema.records["toy_good"], tea)
        assert counts(work, record) == (0, 1)


def test_people_are_found_by_the_beginning_of_their_name(office):
    found = act(office, "anna", lambda comments: comments.names("an"))
    assert [name for name, _full in found] == ["anna"]
    assert act(office, "anna", lambda comments: comments.names("%an")) == found
