"""Signing in: what a shop expects of passwords, sessions and tokens."""

import time
from datetime import timedelta
from statistics import median

import pytest
from sqlalchemy import select, text

from support.people import GOOD
from tradepost.core.access import passwords
from tradepost.core.access.models import Attempts, SignedSession, Token, User
from tradepost.core.access.passwords import WeakPassword
from tradepost.core.access.signing import Sessions, TooManyAttempts, sign_in
from tradepost.core.access.users import Users
from tradepost.core.errors import NotSignedIn
from tradepost.core.jobs import run_due

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def resume(house, secret):
    with house.work() as work:
        return Sessions(work).resume(secret)


def by_token(house, secret):
    with house.work() as work:
        return Sessions(work).by_token(secret)


@pytest.fixture
def anna(toys, people):
    people.add("Anna", "administrator", password=GOOD)
    return toys


def test_the_right_password_starts_a_session_whatever_the_case_of_the_name(anna):
    signed = resume(anna, sign_in(anna, " ANNA ", GOOD))
    assert signed.access.name == "anna"
    assert signed.access.may("toy_move.post")


@pytest.mark.agreed_passwords
def test_parameters_of_a_kept_password_are_the_agreed_ones(anna):
    with anna.work() as work:
        kept = work.session.scalar(select(User.password))
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in kept


def test_a_secret_is_kept_only_as_a_digest(anna):
    secret = sign_in(anna, "anna", GOOD)
    assert len(secret) >= 43  # 256 bits
    with anna.work() as work:
        kept = work.session.scalar(select(SignedSession.digest))
    assert secret.encode() not in kept


def test_each_sign_in_gives_another_secret_and_ends_the_old_one(anna):
    first = sign_in(anna, "anna", GOOD)
    second = sign_in(anna, "anna", GOOD, old=first)
    assert first != second
    with pytest.raises(NotSignedIn):
        resume(anna, first)
    assert resume(anna, second).access.name == "anna"


def test_unknown_disabled_and_wrong_get_one_answer(anna, people):
    people.add("gone", password=GOOD)
    people.add("robot")  # has no password at all
    with anna.work() as work:
        Users(work).disable(Users(work).by_name("gone"))
    said = set()
    for name, password in [("nobody", GOOD), ("gone", GOOD), ("robot", GOOD), ("anna", "wrong")]:
        with pytest.raises(NotSignedIn) as why:
            sign_in(anna, name, password)
        said.add((str(why.value), why.value.code, why.value.status))
    assert len(said) == 1


def test_an_unknown_name_is_answered_in_the_same_time(anna):
    def timed(name):
        began = time.perf_counter()
        with pytest.raises(NotSignedIn):
            sign_in(anna, name, "wrong password")
        return time.perf_counter() - began

    passwords.fits("warm", None)
    known, unknown = [], []
    for _n in range(4):
        known.append(timed("anna"))
        unknown.append(timed("nobody"))
    assert 0.5 < median(known) / median(unknown) < 2


def test_of_twenty_wrong_sign_ins_most_are_not_even_tried(anna, monkeypatch):
    tried = []
    monkeypatch.setattr("tradepost.core.access.signing.fits", lambda *a: tried.append(a) and False)
    answers = []
    for n in range(20):
        try:
            sign_in(anna, "anna", f"guess {n}", address="10.0.0.1")
        except NotSignedIn:
            answers.append("wrong")
        except TooManyAttempts as why:
            answers.append("wait")
            assert why.facts["seconds"] >= 1
    assert answers[:5] == ["wrong"] * 5
    assert answers[6:] == ["wait"] * 14
    assert len(tried) == 6


def test_while_waiting_the_right_password_does_not_help_and_afterwards_it_does(anna):
    for _n in range(6):
        with pytest.raises(NotSignedIn):
            sign_in(anna, "anna", "wrong")
    with pytest.raises(TooManyAttempts):
        sign_in(anna, "anna", GOOD)
    anna.clock.moment += 5 * MINUTE
    assert sign_in(anna, "anna", GOOD)
    with pytest.raises(NotSignedIn):  # and the count began anew
        sign_in(anna, "anna", "wrong")
    assert sign_in(anna, "anna", GOOD)


def test_one_address_that_tries_many_names_has_to_wait(anna, monkeypatch):
    monkeypatch.setattr("tradepost.core.access.signing.fits", lambda *_a: False)
    answers = []
    for n in range(40):
        with pytest.raises((NotSignedIn, TooManyAttempts)) as why:
            sign_in(anna, f"name {n}", "123", address="10.0.0.9")
        answers.append(why.value.code)
    assert answers.count("too_many_attempts") == 9
    with pytest.raises(NotSignedIn):
        sign_in(anna, "another", "123", address="10.0.0.10")


def test_a_session_ends_when_idle(anna):
    secret = sign_in(anna, "anna", GOOD)
    anna.clock.moment += 119 * MINUTE
    signed = resume(anna, secret)
    assert signed.idle
    with anna.work() as work:
        Sessions(work).touch(signed.session_id)
    anna.clock.moment += 119 * MINUTE
    assert resume(anna, secret)
    anna.clock.moment += 2 * MINUTE
    with pytest.raises(NotSignedIn):
        resume(anna, secret)


def test_a_session_ends_after_its_longest_time_however_busy(anna):
    secret = sign_in(anna, "anna", GOOD)
    for _hour in range(12):
        anna.clock.moment += HOUR
        with anna.work() as work:
            Sessions(work).touch(Sessions(work).resume(secret).session_id)
    anna.clock.moment += MINUTE
    with pytest.raises(NotSignedIn):
        resume(anna, secret)


def test_signing_out_ends_the_session_at_once(anna):
    secret = sign_in(anna, "anna", GOOD)
    with anna.work() as work:
        Sessions(work).end(secret)
    with pytest.raises(NotSignedIn):
        resume(anna, secret)


def test_disabling_a_user_ends_sessions_and_tokens_at_once(anna, people):
    people.add("ivan", password=GOOD)
    secret = sign_in(anna, "ivan", GOOD)
    with anna.work() as work:
        users = Users(work)
        token = users.create_token(users.by_name("ivan"))
    assert by_token(anna, token).access.name == "ivan"
    with anna.work() as work:
        Users(work).disable(Users(work).by_name("ivan"))
    for ask, what in ((resume, secret), (by_token, token)):
        with pytest.raises(NotSignedIn):
            ask(anna, what)


def test_a_new_password_ends_the_sessions_of_the_old_one(anna):
    secret = sign_in(anna, "anna", GOOD)
    with anna.work() as work:
        users = Users(work)
        users.set_password(users.by_name("anna"), "another violet tractor")
    with pytest.raises(NotSignedIn):
        resume(anna, secret)
    assert sign_in(anna, "anna", "another violet tractor")


def test_a_token_works_until_it_is_revoked_or_out_of_date(anna):
    with anna.work() as work:
        users = Users(work)
        user = users.by_name("anna")
        plain = users.create_token(user, "shop window")
        short = users.create_token(user, "for a day", expires_at=anna.clock.moment + 24 * HOUR)
    assert by_token(anna, plain).access.rights is None
    anna.clock.moment += 24 * HOUR
    with pytest.raises(NotSignedIn):
        by_token(anna, short)
    with anna.work() as work:
        Users(work).revoke_token(
            work.session.scalar(select(Token).where(Token.title != "for a day"))
        )
    with pytest.raises(NotSignedIn):
        by_token(anna, plain)
    with pytest.raises(NotSignedIn):
        by_token(anna, "")


def test_ended_sessions_and_forgotten_attempts_are_dropped(anna):
    sign_in(anna, "anna", GOOD)
    with pytest.raises(NotSignedIn):
        sign_in(anna, "nobody", "wrong", address="10.0.0.1")
    for _turn in range(10):
        anna.clock.moment += 6 * HOUR
        run_due(anna)
    with anna.work() as work:
        assert work.session.scalars(select(SignedSession)).all() == []
        assert work.session.scalars(select(Attempts)).all() == []


def test_no_secret_stands_in_the_base(anna):
    secret = sign_in(anna, "anna", GOOD)
    with anna.work() as work:
        token = Users(work).create_token(Users(work).by_name("anna"))
    with anna.work() as work:
        for table in ("core_user", "core_session", "core_token"):
            for row in work.session.execute(text(f"select * from {table}")):
                assert not {secret, token, GOOD} & {str(one) for one in row}


@pytest.mark.parametrize(
    "password",
    [
        "short12",
        "password",
        "Password123",
        "qwerty12345",
        "12345678",
        "01021990",
        "aaaaaaaa",
        "P@ssw0rd!",
        "йцукен123",
        "admin2026",
        "anna",
        "Anna123456",
        "tradepost1",
        "ababababab",
    ],
)
def test_the_first_passwords_anybody_tries_are_refused(password):
    with pytest.raises(WeakPassword):
        passwords.require_strong(password, "anna")


@pytest.mark.parametrize(
    "password", [GOOD, "x" * 10 + "yzw" * 30, "a long bar password 42", "Q7$kd!2p"]
)
def test_long_and_odd_passwords_are_taken_whole(password):
    passwords.require_strong(password, "anna")
    kept = passwords.hashed(password)
    assert passwords.fits(password, kept)
    assert not passwords.fits(password[:-1], kept)
