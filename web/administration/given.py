"""Short texts that came with a form or an address."""

from ...core.records.readers import UNFIT

LONGEST = 400


def one_line(text: str | None, longest: int = LONGEST) -> str:
    """A text that every base can hold: one line, no signs that are none, not too long."""
    return " ".join(UNFIT.sub("", text or "").split())[:longest]
