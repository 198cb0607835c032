"""Signing in: passwords tried slowly, sessions that end, tokens; each yields an `Access`.

A wrong attempt has to stay on record although it ends in a refusal, and hashing takes long,
so `sign_in` opens units of work of its own, around the hashing and not over it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, false, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..errors import NotSignedIn, Refusal
from ..jobs import Job
from ..settings import CORE
from ..texts import Texts
from ..work import Work
from .access import NOBODY, Access
from .audit import note, note_apart
from .models import Attempts, SignedSession, Token, User
from .passwords import digest, fits, hashed, is_outdated, new_secret
from .users import sign_in_name

if TYPE_CHECKING:
    from ..house import House

_ = Texts("tradepost.core")

FREE = {"account": 5, "address": 30}
"""Wrong attempts in a row before the first wait; then it doubles with each."""
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN = timedelta(hours=1)
TOUCH = timedelta(minutes=1)


class TooManyAttempts(Refusal):
    """Too many wrong passwords in a row; the right one is not looked at either, for a while."""

    code = "too_many_attempts"
    status = 429


class PasswordOnce(Refusal):
    """Whoever was given a password chooses his own before he does anything else."""

    code = "password_once"
    status = 403


@dataclass(frozen=True)
class Signed:
    """Who is signed in, and through which session or token.

    Attributes:
        access: what he may do.
        session_id: the session, None for a token.
        idle: whether `Sessions.touch` should say that the session is in use.
        password_once: whether he has to choose a password of his own before all else.
    """

    access: Access
    user_id: UUID
    session_id: UUID | None = None
    idle: bool = False
    password_once: bool = False


def sign_in(house: "House", name: str, password: str, *, address: str = "", old: str = "") -> str:
    """Check a password and start a session.

    Args:
        house: whose user it is.
        name, password: as typed.
        address: of the machine he sits at.
        old: the secret of the session he had, which ends.

    Returns:
        the secret for the cookie; it is kept nowhere else.

    Raises:
        NotSignedIn: wrong; the same answer after the same time whoever it is.
        TooManyAttempts: after too many wrong ones, of this account or this address.
    """
    name = sign_in_name(name)
    subjects = [("account", name), *([("address", address)] if address else [])]
    user_id, kept = house.attempt(lambda work: _charge(work, name, subjects))
    right = fits(password, kept)
    if not right or user_id is None:
        note_apart(house, NOBODY, "sign_in_refused", name=name, address=address)
        raise NotSignedIn(_("Name or password is wrong"))
    newer = hashed(password) if kept and is_outdated(kept) else None

    def start(work: Work) -> str:
        _discharge(work, subjects)
        # Past the unit of work's own bookkeeping: signing in is no change of the user.
        seen = update(User).where(User.id == user_id).values(signed_in_at=work.clock.now())
        work.session.execute(seen.execution_options(synchronize_session=False))
        if newer:
            work.session.execute(update(User).where(User.id == user_id).values(password=newer))
        if old:
            Sessions(work).end(old)
        note(work, "signed_in", kind="user", name=name, address=address)
        return Sessions(work).start(user_id, address)

    return house.attempt(start, house.access_of(user_id))


def _charge(
    work: Work, name: str, subjects: list[tuple[str, str]]
) -> tuple[UUID | None, str | None]:
    """Count the attempt as a wrong one before the password is looked at.

    A thousand attempts at one time are thus counted before any of them is answered.
    """
    now = work.clock.now()
    for kind, subject in sorted(subjects):
        row = _attempts(work, f"{kind}:{subject}", now)
        if row.until is not None and row.until > now:
            wait = int((row.until - now).total_seconds()) + 1
            raise TooManyAttempts(
                _("Too many wrong attempts"),
                remedy=_.n("Wait {count} second", "Wait {count} seconds", wait),
                seconds=wait,
            )
        row.failures = 1 if now - row.last_at > FORGOTTEN else row.failures + 1
        row.last_at = now
        over = row.failures - FREE[kind]
        row.until = (
            now + min(LONGEST_WAIT, timedelta(seconds=2 ** min(over, 20))) if over > 0 else None
        )
    user = work.session.scalar(select(User).where(User.name == name, User.disabled == false()))
    return (user.id, user.password) if user else (None, None)


def _attempts(work: Work, subject: str, now: datetime) -> Attempts:
    on = postgresql if work.session.get_bind().dialect.name == "postgresql" else sqlite
    first: Any = on.insert(Attempts).values(subject=subject, failures=0, last_at=now)
    work.session.execute(first.on_conflict_do_nothing())
    found = select(Attempts).where(Attempts.subject == subject).with_for_update()
    return work.session.scalars(found).one()


def _discharge(work: Work, subjects: list[tuple[str, str]]) -> None:
    for kind, subject in sorted(subjects):
        row = Attempts.subject == f"{kind}:{subject}"
        if kind == "account":
            work.session.execute(delete(Attempts).where(row))
        else:  # one good account does not excuse the others tried from the same place
            less = update(Attempts).where(row, Attempts.failures > 0)
            work.session.execute(less.values(failures=Attempts.failures - 1, until=None))


class Sessions:
    """Sessions of browsers and tokens of programs."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        limits = work.house.settings.of("core", CORE)
        self.idle = timedelta(minutes=limits["session_idle_minutes"])
        self.longest = timedelta(hours=limits["session_hours"])

    def start(self, user_id: UUID, address: str = "") -> str:
        """Start a session for a user whose password (or other proof) was right.

        Returns:
            the secret for the cookie.
        """
        now = self.work.clock.now()
        secret = new_secret()
        one = SignedSession(user_id=user_id, digest=digest(secret), address=address)
        one.created_at = one.seen_at = now
        self.session.add(one)
        gone = (SignedSession.created_at < now - self.longest) & (SignedSession.user_id == user_id)
        self.session.execute(delete(SignedSession).where(gone))
        return secret

    def resume(self, secret: str) -> Signed:
        """Who holds this cookie; two selects.

        Raises:
            NotSignedIn: where the session has ended, or never was.
        """
        now = self.work.clock.now()
        row = self.session.execute(
            select(SignedSession, User)
            .join(User, User.id == SignedSession.user_id)
            .where(SignedSession.digest == digest(secret))
        ).one_or_none()
        if (
            row is None
            or now - row[0].seen_at > self.idle
            or now - row[0].created_at > self.longest
        ):
            raise NotSignedIn(_("Sign in to go on"))
        one, user = row
        access = self.work.house.policy.access_of(self.work, user)
        idle = now - one.seen_at > TOUCH
        return Signed(access, user.id, one.id, idle, user.password_once)

    def by_token(self, secret: str) -> Signed:
        """Whose token it is; two selects.

        Raises:
            NotSignedIn: where the token is unknown, revoked or out of date.
        """
        found = self.session.execute(
            select(Token, User)
            .join(User, User.id == Token.user_id)
            .where(Token.digest == digest(secret), Token.revoked_at.is_(None))
        ).one_or_none()
        late = found and found[0].expires_at and found[0].expires_at <= self.work.clock.now()
        if found is None or late:
            raise NotSignedIn(_("This token is not valid"))
        user = found[1]
        return Signed(self.work.house.policy.access_of(self.work, user), user.id)

    def touch(self, session_id: UUID) -> None:
        """Say that a session is in use."""
        at = update(SignedSession).where(SignedSession.id == session_id)
        self.session.execute(at.values(seen_at=self.work.clock.now()))

    def end(self, secret: str) -> None:
        """Sign out: the session ends at once."""
        self.session.execute(delete(SignedSession).where(SignedSession.digest == digest(secret)))


def _prune(work: Work, _payload: dict[str, Any]) -> None:
    """Drop sessions that have ended and attempts that are forgotten."""
    now = work.clock.now()
    old = SignedSession.created_at < now - Sessions(work).longest
    work.session.execute(delete(SignedSession).where(old))
    work.session.execute(delete(Attempts).where(Attempts.last_at < now - FORGOTTEN))


PRUNE = Job(
    "core.prune_sessions", _("Drop ended sessions"), "core.manage_jobs", _prune, timedelta(hours=6)
)
