"""A table ready to be written into a file; see `core/sheets.py`."""

from ..sheets import Sheet

__all__ = ["Sheet"]
