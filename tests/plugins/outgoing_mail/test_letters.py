"""Letters: once each, whatever the server does."""

import email
from email.policy import default

import pytest
from sqlalchemy import select

from support.smtp_twin import later
from tradepost.core.errors import Forbidden, Unknown
from tradepost.core.notices import Notice
from tradepost.plugins.outgoing_mail import Attachment, Letter, Mail
from tradepost.plugins.outgoing_mail.delivering import Server, deliver
from tradepost.plugins.outgoing_mail.errors import NoAddress, NotSetUp
from tradepost.plugins.outgoing_mail.letters import send


def post_one(house, to=("anna@example.org",), **more):
    with house.work() as work:
        return Mail(work).post(list(to), "Отчёт", "Здравствуйте\n", **more).id


def letter(house, key):
    with house.work(reads_only=True) as work:
        return work.session.get(Letter, key)


def test_a_letter_goes_out_once_the_work_is_durable(house, post):
    files = [Attachment("a.csv", "text/csv; charset=utf-8", b"1;2\n")]
    key = post_one(house, attachments=files, html="<p>Hi</p>")
    assert post.letters == []
    house.work_off()
    ((sender, to, body),) = post.letters
    assert (sender, to) == ("shop@example.org", ["anna@example.org"])
    made = email.message_from_bytes(body, policy=default)
    assert made["Subject"] == "Отчёт"
    assert made["Message-ID"] == letter(house, key).message_id
    assert made.get_body(("plain",)).get_content().startswith("Здравствуйте")
    assert [part.get_filename() for part in made.iter_attachments()] == ["a.csv"]
    assert letter(house, key).state == "sent"
    house.work_off()
    assert len(post.letters) == 1


def test_a_letter_that_is_not_durable_is_never_sent(house, post):
    with pytest.raises(ZeroDivisionError), house.work() as work:
        Mail(work).post(["anna@example.org"], "x", "x")
        raise ZeroDivisionError
    house.work_off()
    assert post.letters == []


def test_letters_of_one_key_are_one_letter(house, post):
    assert post_one(house, key="march") == post_one(house, key="march")
    house.work_off()
    assert len(post.letters) == 1


def test_what_failed_for_now_is_tried_again_and_is_the_same_letter(house, post):
    post.at["MAIL"] = "451 busy"
    key = post_one(house)
    house.work_off()
    found = letter(house, key)
    assert (found.state, found.attempts) == ("waiting", 1)
    assert "busy" in found.reason
    house.work_off()
    assert letter(house, key).attempts == 1  # not before its time
    del post.at["MAIL"]
    later(house, minutes=2)
    house.work_off()
    assert letter(house, key).state == "sent"
    assert len(post.letters) == 1


def test_a_server_that_is_away_is_waited_for_but_not_for_ever(house, post, monkeypatch):
    key = post_one(house)
    house.plugins.get("outgoing_mail").configured["port"] = 1
    for _turn in range(9):
        house.work_off()
        later(house, hours=5)
    found = letter(house, key)
    assert (found.state, found.attempts) == ("failed", 8)
    assert notices(house) == 0  # nobody is administrator here


def test_what_is_refused_for_good_is_told(house, post):
    post.at["RCPT"] = "550 no such box"
    key = post_one(house)
    house.work_off()
    assert (letter(house, key).state, letter(house, key).reason) == ("failed", "550 no such box")


def test_one_bad_address_keeps_no_letter_from_the_others(house, post):
    post.at["RCPT"] = lambda said: "550 no" if "bad" in said else None
    key = post_one(house, to=("bad@example.org", "good@example.org"))
    house.work_off()
    assert letter(house, key).state == "sent"
    assert "bad@example.org" in letter(house, key).reason
    assert post.letters[0][1] == ["good@example.org"]


def test_where_the_server_falls_silent_at_the_end_nobody_knows_and_nothing_is_repeated(
    house, post
):
    post.at["END"] = ""
    key = post_one(house)
    house.work_off()
    assert letter(house, key).state == "unknown"
    later(house, days=1)
    house.work_off()
    assert len(post.letters) == 1
    post.at.clear()
    with house.work() as work:
        Mail(work).again(key)
    house.work_off()
    assert letter(house, key).state == "sent"
    assert post.letters[0][2] == post.letters[1][2]  # the same letter, its Message-ID too


def test_nor_is_it_where_the_sender_was_cut_short(house, post):
    key = post_one(house)
    with house.work() as work:
        work.session.get(Letter, key).state = "sending"  # as a worker that died leaves it
    with house.work() as work:
        send(work, {"letter": str(key)})
    assert letter(house, key).state == "unknown"
    assert post.letters == []


def test_dots_and_foreign_hosts_come_through(house, post):
    with house.work() as work:
        Mail(work).post(["анна@почта.рф".replace("анна", "anna")], "x", ".\n..two\n")
    house.work_off()
    made = email.message_from_bytes(post.letters[0][2], policy=default)
    assert made.get_content().replace("\r\n", "\n") == ".\n..two\n"
    assert post.letters[0][1] == ["anna@xn--80a1acny.xn--p1ai"]


def test_a_line_that_begins_with_a_dot_ends_no_letter(post):
    body = b"Subject: x\r\n\r\n.\r\n..two\r\nend\r\n"
    server = Server("127.0.0.1", post.port, "none")
    assert deliver(server, "a@example.org", ["b@example.org"], body).state == "sent"
    assert post.letters[0][2] == body


@pytest.mark.parametrize(
    "bad", ["", "anna", "anna@", "@x.org", "a b@x.org", "a@x.org\r\nBcc: b@x.org", "a@x,b@y.org"]
)
def test_what_is_no_address_is_refused(house, bad):
    with house.work() as work, pytest.raises(NoAddress):
        Mail(work).post([bad], "x", "x")


def test_a_subject_is_one_line(house, post):
    with house.work() as work:
        Mail(work).post(["anna@example.org"], "one\r\nBcc: two@example.org", "x")
    house.work_off()
    made = email.message_from_bytes(post.letters[0][2], policy=default)
    assert made["Bcc"] is None


def test_without_a_server_nothing_is_promised(house):
    house.plugins.get("outgoing_mail").configured["host"] = ""
    with house.work() as work, pytest.raises(NotSetUp):
        Mail(work).post(["anna@example.org"], "x", "x")


def test_only_who_looks_after_mail_sees_the_letters_of_all(house):
    from tradepost.core.access.access import Access

    with house.work(Access(None, "anna")) as work:
        with pytest.raises(Forbidden):
            Mail(work).listed()
        with pytest.raises(Forbidden):
            Mail(work).again(post_one)
    key = post_one(house)
    with house.work() as work, pytest.raises(Unknown):
        Mail(work).again(key)


def notices(house):
    with house.work(reads_only=True) as work:
        return len(work.session.scalars(select(Notice)).all())
