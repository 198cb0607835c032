"""Users, roles, plugins and background work, as an administrator's browser uses them."""

import pytest

from support.people import GOOD
from tradepost.core.access.users import Users

USERS, ROLES = "/administration/users", "/administration/roles"
CLOSING = "/administration/closing"


def sent(office, path, *fields, status=303):
    return office.send(path, list(fields), status=status, part=False)


@pytest.fixture
def ann(office):
    answer = sent(
        office, f"{USERS}/new", ("name", "Ann"), ("full_name", "Ann Lee"), ("language", "en"),
        ("password", "green kettle hums"), ("role", "administrator"), ("do", "save"),
    )  # fmt: skip
    return answer.location.removeprefix("http://localhost")


def test_a_new_user_signs_in_with_the_roles_he_was_given(office, ann):
    rows = [row.get_text(" ", strip=True) for row in office.get(USERS).html.select("tbody tr")]
    assert "ann Ann Lee Administrator – – Works here" in rows
    sent(office, "/sign-out")
    office.sign_in("ann", "green kettle hums")
    office.get(USERS)


def test_a_weak_password_is_refused_and_the_card_kept(office):
    page = sent(
        office, f"{USERS}/new", ("name", "bob"), ("full_name", "Bob"), ("password", "password1"),
        ("do", "save"), status=422,
    )  # fmt: skip
    assert page.html.select(".tp-note-bad")
    assert page.html.select("#full_name")[0]["value"] == "Bob"
    assert len(office.get(USERS).html.select("tbody tr")) == 1


def test_roles_are_given_and_taken(office, ann):
    sent(office, ann, ("full_name", "Ann B. Lee"), ("language", "ru"), ("do", "save"))
    page = office.get(ann)
    assert not page.html.select("input[name=role][checked]")
    assert page.html.select("#full_name")[0]["value"] == "Ann B. Lee"


def test_a_password_is_reset(office, ann):
    sent(office, ann, ("password", "purple anvil naps"), ("do", "password"))
    sent(office, "/sign-out")
    office.sign_in("ann", "green kettle hums", status=422)
    office.sign_in("ann", "purple anvil naps")


def test_who_is_shut_out_can_not_sign_in_until_let_in(office, ann):
    sent(office, ann, ("do", "disable"))
    assert "Shut out" in office.get(ann).html.h1.parent.text
    sent(office, ann, ("do", "enable"))
    sent(office, "/sign-out")
    office.sign_in("ann", "green kettle hums")


def test_the_last_administrator_stays(office):
    with office.house.work() as work:
        boss = Users(work).by_name("boss").id
    page = sent(office, f"{USERS}/{boss}", ("language", "en"), ("do", "save"), status=409)
    assert "last administrator" in page.text


def test_a_role_of_ones_own_grants_what_is_ticked(office):
    sent(office, ROLES, ("name", "keeper"), ("title", "Keeper"))
    sent(office, f"{ROLES}/keeper", ("right", "toy_good.read"), ("right", "toy_good.edit"))
    page = office.get(f"{ROLES}/keeper")
    ticked = {one["value"] for one in page.html.select("input[name=right][checked]")}
    assert ticked == {"toy_good.read", "toy_good.edit"}
    sent(office, f"{ROLES}/keeper", ("right", "toy_good.read"))
    page = office.get(f"{ROLES}/keeper")
    assert [one["value"] for one in page.html.select("input[name=right][checked]")] == [
        "toy_good.read"
    ]


def test_a_pattern_of_which_less_is_wanted_is_spelt_out(office):
    office.user("reader", "toy_good.*")
    sent(office, f"{ROLES}/of_reader", ("right", "toy_good.read"))
    with office.house.work() as work:
        access = office.house.policy.access_of(work, Users(work).by_name("reader"))
    assert access.rights == {"toy_good.read"}


def test_the_administrators_role_is_not_to_be_changed(office):
    page = office.get(f"{ROLES}/administrator")
    assert not page.html.select("input[name=right]:not([disabled])")
    office.get(f"{ROLES}/nobody_has_it", 404)


def test_plugins_are_shown_with_what_they_bring(office):
    page = office.get("/administration/plugins")
    row = page.html.select("#plugin-toy_stock")[0].get_text(" ", strip=True)
    assert "On" in row and "list_movements" in row and "Moves" in row


def test_work_in_the_queue_is_cancelled_and_tried_again(office):
    from tradepost.core.database.ids import new_id
    from tradepost.core.jobs import WAITING, JobRow

    key = new_id()
    with office.house.work() as work:
        now = work.clock.now()
        work.session.add(
            JobRow(id=key, name="toy.gone", payload={}, state=WAITING, due_at=now, created_at=now)
        )
    jobs = "/administration/jobs"
    assert "Waits" in office.get(jobs).text
    sent(office, jobs, ("cancel", str(key)))
    assert "Cancelled" in office.part(jobs).html.select(f"#job-{key}")[0].text
    sent(office, jobs, ("retry", str(key)))
    assert "Waits" in office.part(jobs).html.select(f"#job-{key}")[0].text
    sent(office, jobs, ("start", "toy.unknown"), status=404)


@pytest.mark.parametrize(
    "path", [USERS, f"{USERS}/new", ROLES, "/administration/plugins", "/administration/jobs"]
)
def test_each_page_asks_for_its_right(visitor, path):
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader", GOOD)
    visitor.get(path, 403)


def test_the_books_are_closed_and_opened_and_the_past_of_it_is_told(office):
    page = sent(office, CLOSING, ("until", "soon"), ("do", "close"), status=422)
    assert page.html.select(".tp-note-bad")
    sent(office, CLOSING, ("until", "2026-01-31"), ("scope", ""), ("user", ""), ("do", "close"))
    tables = office.get(CLOSING).html.select("table")
    rows = [one.get_text(" ", strip=True) for one in tables[0].select("tbody tr")]
    assert rows == ["The whole base Everyone 2026-01-31 23:59 Take away"]
    sent(office, CLOSING, ("scope", ""), ("user", ""), ("do", "open"))
    page = office.get(CLOSING).html
    assert "Nothing is closed" in page.text
    told = [one.get_text(" ", strip=True) for one in page.select("tbody tr")]
    assert ["Opened" in one or "Closed" in one for one in told] == [True, True]
    office.user("bob", "toy_good.read")
    sent(office, "/sign-out")
    office.sign_in("bob")
    office.get(CLOSING, status=403)
