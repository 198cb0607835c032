"""What posting refuses by itself."""

from typing import Any

from ..errors import Conflict, Refusal
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


class MarkedForDeletion(Conflict):
    """A document marked for deletion can not be posted."""

    code = "marked_for_deletion"
