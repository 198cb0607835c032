"""The `tradepost` command line: one file a family of commands, `frame` what they share."""

from .line import main

__all__ = ["main"]
