"""The page on which many prices are changed at once, and the same for programs."""

from typing import Any

from . import change, rest


def includeme(config: Any) -> None:
    """The routes of the page, and the endpoints of REST."""
    change.includeme(config)
    config.add_endpoints(rest.endpoints())
