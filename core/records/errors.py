"""What reading and saving of records refuse."""

from transaction.interfaces import TransientError

from ..errors import Conflict, Invalid, StaleVersion


class UnknownField(Invalid):
    """The record has no such field; a misspelt name is never dropped silently."""

    code = "unknown_field"


class UnknownReference(Invalid):
    """A reference points to nothing the person can see."""

    code = "unknown_reference"


class Missing(Invalid):
    """A required field is empty."""

    code = "missing"


class ReadOnly(Invalid):
    """The field is computed by the house and was given another value."""

    code = "read_only"


class DuplicateNumber(Conflict):
    """Another document of the kind has the number in that year."""

    code = "duplicate_number"


class DuplicateCode(Conflict):
    """Another record of the catalog has the code."""

    code = "duplicate_code"


class DuplicateKey(Conflict):
    """The key chosen for a new record or row is taken by another one."""

    code = "duplicate_id"


class Posted(Conflict):
    """A posted document changes only together with its movements."""

    code = "posted"


class ChangedMeanwhile(StaleVersion, TransientError):  # type: ignore[misc]
    """Two units of work changed one record at once; the later one is tried again."""


class Collision(Conflict, TransientError):  # type: ignore[misc]
    """Two units of work made the same thing at once; the later one is tried again."""
