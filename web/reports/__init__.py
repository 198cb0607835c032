"""Reports in the back office: the builder, the picture, the figures that lead on, files."""

from typing import Any

from . import views


def includeme(config: Any) -> None:
    """The routes of reports."""
    config.include(views)
