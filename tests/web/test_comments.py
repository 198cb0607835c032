"""Comments on the screen: written, mended, removed, and nothing in them is run."""

import pytest

from tradepost.core.notices import Notices

EVIL = "<script>alert(1)</script> @ivan https://shop.example/a?b=1&c=2. javascript:alert(1)"


@pytest.fixture
def tea(office):
    office.path = f"/catalogs/toy_good/{office.save('toy_good', name='Tea')}"
    office.user("ivan", "toy_good.read")
    return office


def say(office, text, status=200, **more):
    return office.send(f"{office.path}/comments", {"text": text, **more}, status)


def texts(page):
    return [one.get_text() for one in page.html.select(".tp-comment-text")]


def test_a_comment_is_shown_as_it_was_typed_and_nothing_in_it_is_run(tea):
    page = say(tea, EVIL)
    assert texts(page) == [EVIL]
    words = page.html.select(".tp-comment-text")[0]
    assert not words.select("script")
    assert [one["href"] for one in words.select("a")] == ["https://shop.example/a?b=1&c=2"]
    assert words.select("a")[0]["rel"] == ["noopener", "noreferrer", "nofollow"]
    assert [one.text for one in words.select(".tp-named")] == ["@ivan"]


def test_whoever_is_named_gets_a_notice_that_leads_to_the_thread(tea):
    say(tea, "@ivan look")
    with tea.house.work() as work:
        from tradepost.core.access.users import Users

        ivan = tea.house.policy.access_of(work, Users(work).by_name("ivan"))
    with tea.house.work(ivan, reads_only=True) as work:
        (notice,) = Notices(work).due()
    assert notice.link == f"{tea.path}?beside=comments"


def test_somebody_who_may_not_see_the_record_is_named_to_the_writer(tea):
    tea.user("olga")
    page = say(tea, "@olga look")
    assert "olga" in page.html.select(".tp-note-care")[0].text


def test_what_is_refused_stays_in_the_field(tea):
    page = say(tea, "x" * 9000, 422)
    assert page.html.select("[role=alert]")
    assert page.html.textarea.text.strip() == "x" * 9000
    assert texts(page) == []


def test_a_comment_is_mended_and_removed_and_undone(tea):
    key = say(tea, "Ten").html.select(".tp-comment [name=comment]")[0]["value"]
    page = say(tea, "Eleven", comment=key, do="mend")
    assert texts(page) == ["Eleven"]
    assert "mended" in page.html.select(".tp-comment-head")[0].text
    page = say(tea, "", comment=key, do="remove")
    assert texts(page) == []
    undo = page.html.select("[name=undo]")[0]["value"]
    tea.send("/undo", {"undo": undo}, 303, part=False)
    assert texts(tea.part(f"{tea.path}/panel/comments")) == ["Eleven"]


def test_another_persons_comment_can_not_be_mended(tea, visitor):
    key = say(tea, "Ten").html.select(".tp-comment [name=comment]")[0]["value"]
    visitor.sign_in("ivan")
    visitor.path = tea.path
    page = say(visitor, "Nine", 403, comment=key, do="mend")
    assert texts(page) == ["Ten"]
    assert not page.html.select(".tp-comment [data-rename]")
    say(visitor, "Mine too")


def test_a_long_thread_comes_a_page_at_a_time(tea):
    for n in range(32):
        say(tea, f"No {n}")
    page = tea.part(f"{tea.path}/panel/comments")
    assert len(texts(page)) == 30
    more = page.html.select(".tp-more")[0]["hx-get"]
    assert texts(tea.part(more)) == ["No 1", "No 0"]


def test_comments_and_files_stand_in_the_history(tea):
    say(tea, "Ten")
    page = tea.part(f"{tea.path}/panel/history")
    first = page.html.select(".tp-timeline > li")[0]
    assert first.select(".tp-strong")[0].text == "Commented"
    assert "Comment: Ten" in first.get_text(" ", strip=True)


def test_names_are_offered_to_whoever_has_signed_in(tea, visitor):
    assert tea.get("/me/people?q=iv").json["people"][0]["name"] == "ivan"
    visitor.get("/me/people?q=iv", 303)
