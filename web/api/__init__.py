"""REST under `/api/v1`: what other programs may do, by the same services as the screens.

Every endpoint is a plain function from a `Call` to an `Answer` in one table (`endpoints`):
Pyramid's views, `POST /bulk` and the OpenAPI document are all made from it.
"""

from typing import Any

from . import serving


def includeme(config: Any) -> None:
    """Serve the endpoints of the house's kinds; by itself it has no place for pages of plugins."""
    config.registry.shows_pages = getattr(config.registry, "shows_pages", False)
    serving.serve(config)
