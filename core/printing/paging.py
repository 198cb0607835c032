"""Rows parted into sheets, for forms that want a sum at the foot of each."""

from collections.abc import Iterable, Sequence
from math import ceil


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so many signs wide."""
    return max(1, sum(ceil(max(len(one), 1) / width) for one in text.split("\n")))


def sheets(
    heights: Sequence[float], *, first: float, rest: float, foot: float
) -> Iterable[Sequence[int]]:
    """The places of rows, sheet by sheet.

    Args:
        heights: of each row, in any measure.
        first: what the first sheet holds beside its heading.
        rest: what a further one holds.
        foot: what the end of the form takes; at least one row stands on its sheet.
    """
    found: list[list[int]] = [[]]
    left = first
    for place, height in enumerate(heights):
        if found[-1] and height > left:
            found.append([])
            left = rest
        found[-1].append(place)
        left -= height
    if foot > left and len(found[-1]) > 1:
        found.append([found[-1].pop()])
    return found
