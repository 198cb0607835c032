"""Sessions and tokens of a user as an administrator, or he himself, sees and ends them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select

from ..errors import Unknown
from ..texts import Texts
from ..work import Work
from .models import SignedSession, Token, User
from .roles import MANAGE
from .users import Users

_ = Texts("tradepost.core")


class Keys:
    """By what users are signed in just now, and programs may sign in as them."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def sessions(self, user: User) -> Sequence[SignedSession]:
        """The browsers a user is signed in with, the one used last first."""
        self._require(user)
        asked = select(SignedSession).where(SignedSession.user_id == user.id)
        return self.session.scalars(asked.order_by(SignedSession.seen_at.desc())).all()

    def tokens(self, user: User) -> Sequence[Token]:
        """The tokens of a user, the newest first."""
        self._require(user)
        asked = select(Token).where(Token.user_id == user.id)
        return self.session.scalars(asked.order_by(Token.created_at.desc())).all()

    def end_session(self, user: User, key: UUID) -> None:
        """Sign one browser out."""
        Users(self.work).require_over(user)
        mine = (SignedSession.id == key, SignedSession.user_id == user.id)
        self.session.execute(delete(SignedSession).where(*mine))

    def revoke(self, user: User, key: UUID) -> None:
        """End a token at once.

        Raises:
            Unknown: where the user has no such token.
        """
        token = self.session.get(Token, key)
        if token is None or token.user_id != user.id:
            raise Unknown(_("There is no such token"))
        Users(self.work).revoke_token(token)

    def seen(self) -> Mapping[UUID, datetime]:
        """When each user who is signed in was at work last; one select."""
        self.work.access.require(MANAGE)
        asked = select(SignedSession.user_id, func.max(SignedSession.seen_at))
        return {
            row[0]: row[1] for row in self.session.execute(asked.group_by(SignedSession.user_id))
        }

    def _require(self, user: User) -> None:
        if user.id != self.work.access.user_id:
            self.work.access.require(MANAGE)
