"""Users: made, disabled, given passwords, roles and tokens by whoever manages people."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, false, select

from ..errors import Conflict, Forbidden, Invalid, Unknown
from ..schema.record import search_key
from ..texts import LANGUAGES, Texts
from ..work import Work
from .models import SignedSession, Token, User, UserRole
from .passwords import digest, fits, hashed, new_secret, require_strong
from .policy import ADMINISTRATOR
from .roles import MANAGE, Roles

_ = Texts("tradepost.core")


class LastAdministrator(Conflict):
    """Without it nobody could manage the base any more."""

    code = "last_administrator"


class Users:
    """The people of the base. Managing others needs the right `core.manage_users`."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def create(
        self,
        name: str,
        *,
        password: str | None = None,
        roles: Iterable[str] = (),
        full_name: str = "",
        language: str = "ru",
        once: bool = False,
    ) -> User:
        """Add a user; without a password nobody can sign in as him, but tokens work.

        A password that counts `once` is only good for choosing another one.

        Raises:
            Conflict: where the name is taken.
            Invalid: for an empty name, a weak password, an unknown role or language.
        """
        self.work.access.require(MANAGE)
        name = sign_in_name(name)
        if not name or language not in LANGUAGES:
            raise Invalid(_("A user needs a name and a language of the house"), path="name")
        if self.by_name(name) is not None:
            raise Conflict(_("There is a user {name} already", name=name), path="name")
        user = User(name=name, full_name=full_name or name, language=language)
        user.created_at = self.work.clock.now()
        user.password = None if password is None else _accepted(password, name)
        user.password_once = once
        self.session.add(user)
        self.session.flush()  # roles point to the user
        for role in roles:
            self.give(user, role)
        return user

    def by_name(self, name: str) -> User | None:
        """The user of a name, or None."""
        return self.session.scalar(select(User).where(User.name == sign_in_name(name)))

    def get(self, user_id: UUID) -> User:
        """The user of a key.

        Raises:
            Unknown: where there is none.
        """
        user = self.session.get(User, user_id)
        if user is None:
            raise Unknown(_("There is no such user"))
        return user

    def all(self) -> list[tuple[User, list[str]]]:
        """Every user with the names of his roles, by name; two selects."""
        self.work.access.require(MANAGE)
        roles: dict[UUID, list[str]] = {}
        for row in self.session.scalars(select(UserRole).order_by(UserRole.role)):
            roles.setdefault(row.user_id, []).append(row.role)
        users = self.session.scalars(select(User).order_by(User.name))
        return [(user, roles.get(user.id, [])) for user in users]

    def roles_of(self, user: User) -> set[str]:
        """The names of a user's roles."""
        return set(self.session.scalars(select(UserRole.role).where(UserRole.user_id == user.id)))

    def give(self, user: User, role: str) -> None:
        """Give a user a role; nobody gives more than he has.

        Raises:
            Invalid: where there is no such role.
            Forbidden: where the role grants what the giver has not.
        """
        self.work.access.require(MANAGE)
        require_grantable(self.work, role)
        if self.session.get(UserRole, (user.id, role)) is None:
            self.session.add(UserRole(user_id=user.id, role=role))
            self.session.flush()  # a second role of the same name would clash

    def take(self, user: User, role: str) -> None:
        """Take a role from a user.

        Raises:
            LastAdministrator: where nobody else could manage the base.
        """
        self.work.access.require(MANAGE)
        require_grantable(self.work, role)
        if role == ADMINISTRATOR:
            self._require_another(user)
        row = self.session.get(UserRole, (user.id, role))
        if row is not None:
            self.session.delete(row)
            self.session.flush()  # roles are read by plain selects

    def set_password(self, user: User, password: str, *, once: bool = False) -> None:
        """Give a user a new password (good `once`, or for good) and end his sessions."""
        self.require_over(user)
        user.password = _accepted(password, user.name)
        user.password_once = once
        self.end_sessions(user)

    def change_password(self, user: User, old: str, new: str) -> None:
        """Let a user change his own password; his sessions end.

        Raises:
            Invalid: where the old password is not his, or the new one is weak.
        """
        if not fits(old, user.password):
            raise Invalid(_("The present password is another one"), path="old")
        if user.password_once and new == old:
            raise Invalid(_("Choose another password than the one you were given"), path="new")
        user.password = _accepted(new, user.name)
        user.password_once = False
        self.end_sessions(user)

    def rename(self, user: User, full_name: str) -> None:
        """Change what people call a user; the name he signs in with stays."""
        self.require_over(user)
        user.full_name = full_name.strip() or user.name

    def speak(self, user: User, language: str) -> None:
        """Let a user, or the user himself, go on in another language.

        Raises:
            Invalid: for a language that is not of the house.
        """
        if user.id != self.work.access.user_id:
            self.require_over(user)
        if language not in LANGUAGES:
            raise Invalid(_("A user needs a name and a language of the house"), path="language")
        user.language = language

    def disable(self, user: User) -> None:
        """Shut a user out at once: sessions end, tokens do not work, nothing is erased."""
        self.require_over(user)
        if ADMINISTRATOR in self.roles_of(user):
            self._require_another(user)
        user.disabled = True
        self.end_sessions(user)

    def enable(self, user: User) -> None:
        """Let a disabled user in again."""
        self.require_over(user)
        user.disabled = False

    def end_sessions(self, user: User) -> None:
        """Sign a user out everywhere; it is his own right, too."""
        if user.id != self.work.access.user_id:
            self.require_over(user)
        self.session.execute(delete(SignedSession).where(SignedSession.user_id == user.id))

    def create_token(
        self, user: User, title: str = "", *, expires_at: datetime | None = None
    ) -> str:
        """Make a token for another program; it is shown here and never again."""
        if user.id != self.work.access.user_id:
            self.require_over(user)
        secret = f"tp_{new_secret()}"
        token = Token(user_id=user.id, title=title, digest=digest(secret), expires_at=expires_at)
        token.created_at = self.work.clock.now()
        self.session.add(token)
        return secret

    def revoke_token(self, token: Token) -> None:
        """End a token at once."""
        if token.user_id != self.work.access.user_id:
            self.require_over(self.get(token.user_id))
        token.revoked_at = self.work.clock.now()

    def require_over(self, user: User) -> None:
        """Managing somebody takes the right, and no less than he has himself."""
        self.work.access.require(MANAGE)
        for role in self.roles_of(user):
            require_grantable(self.work, role)

    def _require_another(self, user: User) -> None:
        # Locking the rows of the other administrators: two at once must not shut each other out.
        others = (
            select(User.id)
            .join(UserRole, UserRole.user_id == User.id)
            .where(UserRole.role == ADMINISTRATOR, User.id != user.id, User.disabled == false())
            .order_by(User.id)
            .with_for_update()
        )
        if not self.session.scalars(others).all():
            raise LastAdministrator(
                _("{name} is the last administrator", name=user.name),
                remedy=_("Make somebody else an administrator first"),
            )


def names_of(work: Work, keys: Collection[UUID | None]) -> dict[UUID | None, str]:
    """What people are called, by key; one select."""
    wanted = [one for one in keys if one is not None]
    asked = select(User.id, User.full_name, User.name).where(User.id.in_(wanted))
    return {row[0]: row[1] or row[2] for row in work.session.execute(asked)} if wanted else {}


def sign_in_name(name: str) -> str:
    """A sign-in name as it is kept: case does not count."""
    return search_key(name)


def require_grantable(work: Work, role: str) -> None:
    """Go on only where the role exists and grants no more than the giver has.

    Raises:
        Invalid: where there is no such role.
        Forbidden: where it would make somebody mightier than the giver.
    """
    rights = Roles(work).rights_of(role)
    mine = work.access.rights
    if mine is not None and (rights is None or not rights <= mine):
        raise Forbidden(
            _("The role {role} grants what you may not do yourself", role=role), role=role
        )


def _accepted(password: str, name: str) -> str:
    require_strong(password, name)
    return hashed(password)
