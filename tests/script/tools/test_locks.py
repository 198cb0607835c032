"""The locks settle everything, with a hash, and name no address."""

import pytest

import locks

GOOD = "kivy==2.3.1 \\\n    --hash=sha256:00\npsycopg[binary]==3.3.9 ; python_version == '3.11' \\\n    --hash=sha256:00\n"
WANTED = ["psycopg>=3", 'kivy>=2; extra == "kiosk"']


def test_a_lock_that_settles_everything_is_good():
    assert locks.objections("dev", GOOD, WANTED, ("kiosk",)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace("kivy", "kiwi"), "setup.py wants kivy"),
        (GOOD.replace("3.3.9", "2.9"), "setup.py wants psycopg"),
        (GOOD.replace("2.3.1 \\\n    --hash=sha256:00", "2.3.1"), "without a hash"),
        ("--index-url https://example.org/simple\n" + GOOD, "names an address"),
    ],
)
def test_a_lock_that_falls_short_is_found(text, why):
    assert any(why in one for one in locks.objections("dev", text, WANTED, ("kiosk",)))


def test_an_extra_that_is_not_in_a_lock_is_not_missed():
    assert locks.objections("run", GOOD.replace("kivy", "kiwi"), WANTED, ()) == []
