"""Two kinds of failure: a `Refusal` is meant for the person; anything else is a defect."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from .texts import Text, Texts

_ = Texts(__package__)


class Refusal(Exception):
    """What was asked can not be done, and why, and what would help.

    The unit of work ends without a trace; each front shows the refusal in its own way.

    Args:
        message: what and which record.
        path: the field it belongs to (`lines.2.quantity`), empty for the whole.
        remedy: what the person can do.
        facts: plain values that name the record and the difference, for programs.
    """

    code = "refused"
    status = 422
    usual: ClassVar[Text | None] = None
    """The remedy where whoever refuses knows no better one."""

    def __init__(
        self, message: Text, *, path: str = "", remedy: Text | None = None, **facts: Any
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.path = path
        self.remedy = remedy or self.usual
        self.facts: Mapping[str, object] = facts

    def each(self) -> Sequence["Refusal"]:
        """The refusals in it: itself, or the ones gathered."""
        return (self,)


class Refusals(Refusal):
    """Several refusals shown together, so that a person mends them in one go."""

    code = "refused"

    def __init__(self, gathered: Sequence[Refusal]) -> None:
        first = gathered[0]
        super().__init__(first.message, path=first.path, remedy=first.remedy)
        self.gathered = [one for refusal in gathered for one in refusal.each()]
        self.status = max(one.status for one in self.gathered)

    def each(self) -> Sequence[Refusal]:
        """Every gathered refusal, in order."""
        return self.gathered


def refuse_all(gathered: Sequence[Refusal]) -> None:
    """Raise what was gathered, if anything was."""
    if len(gathered) == 1:
        raise gathered[0]
    if gathered:
        raise Refusals(gathered)


class Malformed(Refusal):
    """What came in can not be read at all."""

    code = "malformed"
    status = 400
    usual = _("Mend it and send it again, whole and in UTF-8")


class Unsupported(Refusal):
    """What came in is of a kind that is not read here."""

    code = "unsupported_media_type"
    status = 415


class TooLarge(Refusal):
    """What came in is larger than the house takes."""

    code = "too_large"
    status = 413
    usual = _("Send it in parts")


class NotSignedIn(Refusal):
    """Nobody is signed in, or the token is not valid."""

    code = "not_signed_in"
    status = 401
    usual = _("Sign in; a program sends a token made with `tradepost token create`")


class Forbidden(Refusal):
    """The person has no right to it."""

    code = "forbidden"
    status = 403


class Unknown(Refusal):
    """There is no such record, or it is not for this person."""

    code = "unknown"
    status = 404
    usual = _("Look for it in its list; the address may be misspelt")


class Conflict(Refusal):
    """The state does not allow it: a closed period, a stale version, a change under way."""

    code = "conflict"
    status = 409


class StaleVersion(Conflict):
    """Somebody else changed the record since it was read."""

    code = "stale_version"


class Invalid(Refusal):
    """A field is missing or holds what it can not hold."""

    code = "invalid"
