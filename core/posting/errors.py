"""What posting refuses by itself."""

from typing import Any

from transaction.interfaces import TransientError

from ..errors import Conflict, Refusal
from ..schema.document import Document
from ..texts import Texts

_ = Texts("tradepost.core")


class Shortage(Refusal):
    """A balance that may not be negative would fall below zero, now or at a later point."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        wanted, available = facts.get("wanted"), facts.get("available")
        what = facts.get("what", "")
        super().__init__(
            _(
                "Not enough: {what}. Wanted {wanted}, available {available}",
                what=what,
                wanted=wanted,
                available=available,
            ),
            remedy=_("Lower the quantity, or post what brings it in first"),
            **{name: value for name, value in facts.items() if name != "what"},
        )


class ClosedPeriod(Conflict):
    """The document's date lies in a period that is closed."""

    code = "closed_period"


class NotPosted(Conflict):
    """Only a posted document can be unposted."""

    code = "not_posted"


class Overtaken(Conflict, TransientError):  # type: ignore[misc]
    """Another document came first while this one was being posted; the next try sees it."""

    code = "overtaken"

    def __init__(self, document: Document) -> None:
        super().__init__(
            _(
                "{title} {number}: another document of the same goods was posted just now",
                title=document.title[0],
                number=document.number,
            ),
            remedy=_("Try again"),
            record=str(document.id),
        )


class MarkedForDeletion(Conflict):
    """A document marked for deletion can not be posted."""

    code = "marked_for_deletion"
