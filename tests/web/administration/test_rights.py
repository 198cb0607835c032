"""Each screen of administration is for those who have its right, and for nobody else."""

import pytest

from support.people import GOOD
from tradepost.core.access.users import Users

SCREENS = {
    "core.manage_users": (
        "/administration/users", "/administration/users/new", "/administration/users/{user}",
        "/administration/users/{user}/rights", "/administration/roles",
        "/administration/roles/of_reader", "/administration/roles/of_reader/rules",
        "/administration/roles/of_reader/menu", "/administration/roles/compare",
    ),
    "core.close_period": ("/administration/closing",),
    "core.see_plugins": ("/administration/plugins", "/administration/plugins/core", "/administration/base"),
    "core.manage_jobs": ("/administration/jobs",),
    "core.read_audit": ("/administration/audit", "/administration/audit.csv", "/administration/audit/chain"),
    "core.import_files": ("/administration/imports", "/administration/imports/new"),
}  # fmt: skip
DEEDS = {
    "core.manage_users": ("/administration/users/new", "/administration/roles", "/administration/roles/of_reader/rules"),
    "core.close_period": ("/administration/closing",),
    "core.switch_plugins": ("/administration/plugins", "/administration/plugins/core"),
    "core.manage_jobs": ("/administration/jobs",),
    "core.read_audit": ("/administration/audit",),
    "core.import_files": ("/administration/imports",),
}  # fmt: skip
ALL = sorted({*SCREENS, *DEEDS})


@pytest.fixture
def people(visitor):
    visitor.user("reader", "toy_good.read")
    for right in ALL:
        visitor.user(right.partition(".")[2], right)
    with visitor.house.work(reads_only=True) as work:
        visitor.someone = Users(work).by_name("reader").id
    return visitor


@pytest.mark.parametrize("right", [*ALL, ""])
def test_who_may_see_and_do_what(people, right):
    people.sign_in(right.partition(".")[2] or "reader", GOOD)
    for wanted, paths in SCREENS.items():
        for path in paths:
            people.get(path.format(user=people.someone), 200 if wanted == right else 403)
    headers = {"X-CSRF-Token": people.token(people.app.get("/"))}
    for wanted, paths in DEEDS.items():
        for path in paths:
            answer = people.app.post(path, {}, headers=headers, expect_errors=True)
            assert (answer.status_int == 403) == (wanted != right), (path, answer.status)
            assert answer.status_int < 500


def test_the_menu_shows_what_may_be_opened(people):
    people.sign_in("import_files", GOOD)
    links = {one["href"] for one in people.get("/").html.select(".tp-nav-link")}
    assert {one for one in links if one.startswith("/administration")} == {
        "/administration/imports"
    }


def test_whoever_manages_people_gives_no_more_than_he_has(people):
    people.sign_in("manage_users", GOOD)
    page = people.send(
        "/administration/users/new", [("name", "eve"), ("way", "none"), ("role", "administrator")],
        status=403, part=False,
    )  # fmt: skip
    assert "what you may not do yourself" in page.text
    people.send("/administration/roles", [("name", "big"), ("title", "B"), ("like", "of_reader")],
                status=403, part=False)  # fmt: skip
