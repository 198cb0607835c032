"""The web application of a house: units of work, sign-in, rights, failures, headers.

It knows no page. A front brings its views through an `includeme(config)` that is named to
`make_app`; plugins add theirs through the hook `add_views`. Every view declares its right:

    config.add_view(show, route_name="…", right="item.read")    one right
    config.add_view(show, route_name="…", right="{kind}.read")  of the kind in the address
    config.add_view(show, route_name="…", right=SIGNED_IN)      whoever has signed in
    config.add_view(show, route_name="…", right=PUBLIC)         anybody

A view gets the unit of work as `request.work`. A public view that does not touch it opens no
transaction, so it may call what opens its own (`sign_in`).
"""

from collections.abc import Callable, Iterable
from typing import Any

import structlog
from pyramid.config import Configurator

from .. import calls, logs
from ..house import House
from . import assets, failures, headers, plain, rights, security, works
from .failures import Failure
from .rights import PUBLIC, SIGNED_IN

log = structlog.get_logger("tradepost.app")

ATTEMPTS = 8
"""How often a request is tried that the database has given up for another one's sake."""

SETTINGS = {
    "retry.attempts": ATTEMPTS,
    "tm.manager_hook": "pyramid_tm.explicit_manager",
    "tm.annotate_user": False,  # it would ask the base before the view's right is known
    "pyramid.prevent_http_cache": False,
    "pyramid.csrf_trusted_origins": [],
    "jinja2.undefined": "strict",
    "jinja2.trim_blocks": True,
    "jinja2.lstrip_blocks": True,
}


def make_app(house: House, includes: Iterable[str | Callable[[Any], None]] = ()) -> Any:
    """The WSGI application of a house.

    A plugin whose views can not be added is stopped, and the application made without it.

    Args:
        house: put together; it stays the caller's to close.
        includes: `includeme` functions, or modules that have one, in order.

    Raises:
        ConfigurationError: where a view declares no right, or one that nobody knows.
    """
    logs.set_up()
    fronts = tuple(includes)
    while True:
        config = _configured(house, fronts)
        try:
            calls.add_views(house.plugins.manager.hook, config)
        except calls.HookFailed as why:
            log.exception("plugin stopped", plugin=why.name, why=why.reason)
            house.stop(why.name, why.reason)
        else:
            return headers.Capped(config.make_wsgi_app())


def _configured(house: House, includes: Iterable[str | Callable[[Any], None]]) -> Configurator:
    config = Configurator(settings=dict(SETTINGS), exceptionresponse_view=None)
    config.registry.house = house
    for part in ("pyramid_tm", "pyramid_retry", "pyramid_jinja2"):
        config.include(part)
    for room in (works, security, rights, failures, headers, plain, assets):
        room.includeme(config)
    for name in ("add_page", "add_grid_tool", "add_endpoints"):
        config.add_directive(name, _no_place)
    config.commit()  # the directives of the rooms stand before anybody uses them
    for one in includes:
        config.include(one)
    config.commit()
    return config


def _no_place(_config: Configurator, _entry: Any) -> None:
    """A menu, tools of rows, REST, where no front has them: each front may be served alone."""


__all__ = ["PUBLIC", "SIGNED_IN", "Failure", "make_app"]
