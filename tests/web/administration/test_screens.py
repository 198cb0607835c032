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
    assert page.html.select_one("#until")["aria-invalid"] == "true"
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


def test_a_password_made_once_is_shown_once_and_changed_before_all_else(office):
    page = sent(
        office,
        f"{USERS}/new",
        ("name", "eve"),
        ("way", "once"),
        ("role", "administrator"),
        status=200,
    )
    made = page.html.select_one("#secret").text
    with office.house.work(reads_only=True) as work:
        eve = Users(work).by_name("eve").id
    assert made not in office.get(f"{USERS}/{eve}").text
    sent(office, "/sign-out")
    office.sign_in("eve", made)
    assert office.get(USERS, 303).location.endswith("/me")
    assert office.get("/me").html.select(".tp-note-care")
    sent(office, "/me", ("old", made), ("new", made), status=422)
    sent(office, "/me", ("old", made), ("new", "purple anvil naps"))
    office.sign_in("eve", "purple anvil naps")
    office.get(USERS)


def test_sessions_and_tokens_are_seen_and_ended(office, ann):
    page = sent(
        office, ann, ("title", "till"), ("until", "2030-01-01"), ("do", "token"), status=200
    )
    token = page.html.select_one("#secret").text
    assert token.startswith("tp_")
    assert office.app.get("/api/v1/openapi.json", expect_errors=True).status_int in (200, 401, 404)
    key = office.get(ann).html.select_one("input[name=key]")["value"]
    sent(office, ann, ("key", key), ("do", "revoke"))
    assert "revoked" in office.get(ann).text
    sent(office, ann, ("key", "nonsense"), ("do", "revoke"), status=422)
    sent(office, ann, ("do", "no_such"), status=404)
    sent(office, ann, ("until", "2020-01-01"), ("do", "token"), status=422)


def test_what_a_person_may_do_is_told_with_the_role_that_grants_it(office):
    office.user("reader", "toy_good.read", "core.read_audit")
    with office.house.work(reads_only=True) as work:
        key = Users(work).by_name("reader").id
    page = office.get(f"{USERS}/{key}/rights")
    rows = [
        one.get_text(" ", strip=True) for one in page.html.select("#explained [data-sift-row]")
    ]
    assert "Goods see reader" in rows
    assert any(one.startswith("Read the audit") and one.endswith("reader") for one in rows)
    menu = {one.get_text(strip=True) for one in page.html.select(".tp-preview-line")}
    assert {"Goods", "Audit"} <= menu and "Users" not in menu
    assert "Goods" in office.get(f"{ROLES}/of_reader/menu").text


def test_a_role_is_copied_and_compared(office):
    office.user("reader", "toy_good.read", "toy_good.edit")
    sent(office, ROLES, ("name", "second"), ("title", "Second"), ("like", "of_reader"))
    sent(office, f"{ROLES}/second", ("right", "toy_good.read"))
    page = office.get(f"{ROLES}/compare?first=of_reader&second=second")
    assert [
        one.get_text(" ", strip=True)
        for one in page.html.select(".tp-compared tbody tr th[scope=row]")
    ] == ["Goods: change"]
    sent(office, f"{ROLES}/second", ("do", "remove"))
    office.get(f"{ROLES}/second", 404)
    sent(office, f"{ROLES}/of_reader", ("do", "remove"), status=409)


def test_rules_are_told_in_sentences_and_tried_on_a_person(office):
    drinks, tools = (office.save("toy_group", name=name) for name in ("Drinks", "Tools"))
    for n in range(3):
        office.save("toy_good", name=f"G{n}", group=str(drinks if n else tools))
    office.user("reader", "toy_good.read", "toy_group.read")
    rules = f"{ROLES}/of_reader/rules"
    with office.house.work(reads_only=True) as work:
        key = Users(work).by_name("reader").id
    page = sent(
        office,
        rules,
        ("kind", "toy_group"),
        ("record", str(drinks)),
        ("user", str(key)),
        ("do", "preview"),
        status=200,
    )
    seen = {row[0]: row[1:] for one in page.html.select(".tp-rules-seen tbody tr")
            if (row := [cell.text for cell in one.select("td")])}  # fmt: skip
    assert seen["Goods"] == ["3", "2"] and seen["Groups"] == ["2", "1"]
    sent(office, rules, ("kind", "toy_group"), ("record", str(drinks)), ("do", "restrict"))
    sent(office, rules, ("kind", "toy_good"), ("field", "price"), ("do", "mask"))
    told = [
        one.get_text(" ", strip=True) for one in office.get(rules).html.select(".tp-rule-words")
    ]
    assert "Groups only: Drinks" in told[0] and "follow it" in told[0]
    assert told[1].startswith("Price – hidden from reader in: Goods") and "Still seen" in told[1]
    sent(office, rules, ("kind", "toy_group"), ("do", "lift"))
    sent(office, rules, ("kind", "toy_good"), ("do", "mask"))
    assert not office.get(rules).html.select(".tp-rule-words")
    sent(
        office,
        rules,
        ("kind", "toy_order"),
        ("record", str(drinks)),
        ("do", "restrict"),
        status=422,
    )
    office.get(f"{ROLES}/administrator/rules", 404)


def test_settings_are_refused_at_their_field(office):
    plugins = "/administration/plugins"
    page = office.get(f"{plugins}/core")
    assert page.html.select_one("#knob-session_hours")["value"] == "12"
    page = sent(
        office,
        f"{plugins}/core",
        ("session_hours", "many"),
        ("session_idle_minutes", "5"),
        status=422,
    )
    assert page.html.select_one("#knob-session_hours")["aria-invalid"] == "true"
    assert page.html.select_one("#knob-session_idle_minutes")["value"] == "5"
    office.get(f"{plugins}/nothing", 404)
    sent(office, plugins, ("name", "nothing"), ("do", "on"), status=404)


def test_settings_are_kept_in_the_file_until_the_next_start(office, tmp_path):
    from dataclasses import replace

    path = tmp_path / "plugins.toml"
    path.write_text("# ours\non = []\n", "utf-8")
    office.house.settings = replace(office.house.settings, path=path)
    knobs = "/administration/plugins/core"
    sent(
        office,
        knobs,
        ("session_hours", "8"),
        ("session_idle_minutes", "120"),
        ("attachment_megabytes", "25"),
        ("attachments_most", "200"),
    )
    assert path.read_text("utf-8") == "# ours\non = []\n\n[settings.core]\nsession_hours = 8\n"
    page = sent(office, knobs, ("timezone", "Moscow/Europe"), status=422)
    assert page.html.select_one("#knob-timezone")["aria-invalid"] == "true"
    assert "Moscow" not in path.read_text("utf-8")
    page = office.get(knobs)
    assert "runs by: 12" in page.text and "next start" in page.text
    told = office.get("/administration/audit?action=configured").html.select("tbody tr")[0]
    assert "8" in told.text


def test_the_audit_is_sifted_page_by_page_and_written_to_a_file(office, monkeypatch):
    for n in range(130):
        office.save("toy_buyer", name=f"B{n}")
    good = office.save("toy_good", name="=Tea")
    audit = "/administration/audit"
    page = office.get(f"{audit}?kind=toy_buyer")
    first = [one.get_text(" ", strip=True) for one in page.html.select("tbody tr")]
    older = page.html.select_one(".tp-more-line a")["href"]
    second = [one.get_text(" ", strip=True) for one in office.get(older).html.select("tbody tr")]
    assert (len(first), len(second)) == (100, 30) and not set(first) & set(second)
    page = office.get(f"{audit}?record={good}")
    [row] = page.html.select("tbody tr")
    assert row.select_one(f"a[href='/catalogs/toy_good/{good}']")
    assert "'=Tea" in office.get(f"{audit}.csv?kind=toy_good").body.decode("utf-8-sig")
    assert office.get(f"{audit}?action=denials&since=2026-01-01&until=2026-12-31")
    for bad in ("after=x", "after=2026-01-01~9~9", "record=x", "since=never"):
        assert office.get(f"{audit}?{bad}").html.select(".tp-note-bad")


def test_a_page_of_the_audit_looks_so_far_and_says_so(office, monkeypatch):
    from tradepost.core.access import journal

    for n in range(30):
        office.save("toy_buyer", name=f"B{n}")
    monkeypatch.setattr(journal, "LOOKED_AT", 5)
    page = office.get("/administration/audit?kind=no_such")
    for _n in range(40):
        more = page.html.select_one(".tp-more-line a")
        if more is None:
            break
        page = office.get(more["href"])
    assert "Nothing found" in page.text


def test_chain_and_base_are_checked_from_the_screen(office):
    from tradepost.core.jobs import Worker

    office.save("toy_good", name="Tea")
    sent(office, "/administration/audit")
    sent(office, "/administration/base")
    assert "being checked" in office.get("/administration/audit").text
    Worker(office.house).once()
    page = office.get("/administration/audit")
    assert "The chain is whole" in page.text and page.html.select_one("#anchor").text.startswith(
        "0:"
    )
    assert "Every invariant holds" in office.get("/administration/base").text


def test_the_queue_is_sifted_and_tells_no_payload(office):
    from tradepost.core.database.ids import new_id
    from tradepost.core.jobs import DEAD, JobRow

    with office.house.work() as work:
        now = work.clock.now()
        work.session.add(
            JobRow(id=new_id(), name="toy.gone", payload={"password": "tell nobody"}, state=DEAD,
                   reason="It broke", created_at=now)
        )  # fmt: skip
    jobs = "/administration/jobs"
    assert "It broke" in office.get(f"{jobs}?view=dead").text
    assert "It broke" not in office.get(f"{jobs}?view=done").text
    assert "tell nobody" not in office.get(jobs).text
    assert "By schedule" in office.get(jobs).text
    sent(office, jobs, ("retry", "nonsense"), status=404)
