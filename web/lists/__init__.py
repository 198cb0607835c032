"""Lists: rows of a kind found, filtered, arranged, grouped, changed in bulk, written as files.

Everything that stands on the screen of a list is told by its address, by the view that was
chosen, and by how the person has laid the list out; see `asked.py`.
"""

from typing import Any

from .page import Listing, class_in

ROOMS = ("builder", "setup", "saved", "folders", "preview", "inline", "files", "bulk", "page")

__all__ = ["Listing", "class_in"]


def includeme(config: Any) -> None:
    """The routes of lists."""
    for room in ROOMS:
        config.include(f"{__package__}.{room}")
