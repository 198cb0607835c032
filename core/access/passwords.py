"""Passwords: hashed with argon2id, never too many at once, and not the ones everybody tries.

Parameters are the floor OWASP names for argon2id (19 MiB, two passes, one lane); they are
written into each hash, so a stronger setting takes over as people sign in.
"""

import os
import re
import secrets
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..errors import Invalid, Refusal
from ..texts import Texts

_ = Texts("tradepost.core")

SHORTEST, LONGEST = 8, 1024
WAIT_SECONDS = 20

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each hash takes 19 MiB and a processor; a flood of sign-ins must not take the house down.
_turns = BoundedSemaphore(max(2, os.cpu_count() or 2))

_LEET = str.maketrans("013457$@!", "oleastsai")
_COMMON = frozenset(
    """
    password passw passwort parol parolparol пароль mypassword newpassword pass secret letmein
    welcome hello hallo admin administrator root user guest test tester demo default changeme
    master superuser login access system server manager oracle qwerty qwertyui qwertyuiop
    qwertyasdf qazwsx qazwsxedc zaqxsw asdf asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm qweasd
    qweasdzxc qweqwe wasd йцукен йцукенг йцукенгш йцукенгшщзх фывапрол ячсмить абвгд abcd abcde
    abcdef abcdefg abcdefgh aaaaaa iloveyou loveyou love lovely sunshine princess monkey dragon
    shadow football baseball basketball hockey soccer superman batman spiderman pokemon starwars
    computer internet samsung apple google microsoft windows iphone android whatever trustno
    freedom summer winter spring autumn january february march april june july august september
    october november december monday friday sunday michael jennifer jessica daniel thomas andrew
    george charlie robert matthew jordan ashley nicole anthony william joshua hunter buster tigger
    soccer killer pepper ginger cookie chocolate cheese banana orange flower butterfly purple
    diamond silver golden money millionaire lucky forever family mother father natasha marina
    svetlana sergey dmitry alexander vladimir наташа марина светлана сергей александр любовь люблю
    солнышко зайка россия москва спартак зенит moscow russia ukraine belarus marseille liverpool
    chelsea arsenal barcelona juventus mercedes porsche ferrari toyota yamaha corvette mustang
    harley nothing something anything nopassword blahblah asdasd qwaszx matrix phoenix genesis
    warcraft minecraft fortnite tradepost склад магазин касса кассир бухгалтер директор продавец
    """.split()  # noqa: SIM905 -- a list of this length reads better as a text
)


class WeakPassword(Invalid):
    """The password is among the first that anybody would try."""

    code = "weak_password"


class TooBusy(Refusal):
    """So many people sign in at once that the machine can not take one more."""

    code = "busy"
    status = 503


def require_strong(password: str, name: str) -> None:
    """Go on only with a password that is long enough and not a common one.

    Raises:
        WeakPassword: naming what is wrong with it.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            _("A password has {least} to {most} characters", least=SHORTEST, most=LONGEST),
            path="password",
        )
    if _is_common(password, name):
        raise WeakPassword(
            _("This password is one of the first that anybody would try"),
            path="password",
            remedy=_("Take a few words that do not belong together"),
        )


def _is_common(password: str, name: str) -> bool:
    low = password.casefold()
    stem = low.strip("0123456789!@#$%^&*()_-+=.,?")
    stems = {re.sub(r"[^a-zа-яё]", "", one) for one in (low, stem.translate(_LEET))}
    few = len(set(low)) < 4
    digits = not re.search(r"[^\d\W_]", low) and len(low) < 13
    return few or digits or bool(stems & _COMMON) or name.casefold() in stems | {low}


def hashed(password: str) -> str:
    """A password as it is kept."""
    with _Turn():
        return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept; takes as long where none is."""
    nobodys = _nobodys()
    with _Turn():
        try:
            _hasher.verify(kept or nobodys, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


class _Turn:
    """A place among the few that may hash at one time."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=WAIT_SECONDS):
            raise TooBusy(_("Too many people sign in at once"), remedy=_("Try again in a minute"))

    def __exit__(self, *_why: object) -> None:
        _turns.release()


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())


LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Those that are not taken for one another when read off a sheet of paper."""


def one_time_password() -> str:
    """A password to be told to somebody: `j7f6-8pyr-cenu-u42x`, eighty bits of chance."""
    parts = ("".join(secrets.choice(LETTERS) for _n in range(4)) for _part in range(4))
    return "-".join(parts)


def new_secret() -> str:
    """256 bits of chance, for a cookie or a token."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """How a secret is kept: it has too many bits to be guessed, so one fast round is enough."""
    return sha256(secret.encode()).digest()
