"""Every view declares a right, or the application does not start."""

from collections.abc import Callable
from string import Formatter
from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.request import Request
from pyramid.static import static_view

from ..access.signing import PasswordOnce
from ..errors import NotSignedIn, Unknown
from ..house import House
from ..texts import Texts

_ = Texts(__package__)

PUBLIC = "*public*"
"""The right of views that anybody may see: the page to sign in, static files."""
SIGNED_IN = "*signed in*"
"""The right of views for whoever has signed in; what they show asks for rights of its own."""

View = Callable[[Any, Request], Any]


def guarded(view: View, info: Any) -> View:
    """Ask for the declared right before a view is called.

    Raises:
        ConfigurationError: where none is declared, or nobody knows it.
    """
    right = info.options.get("right")
    if info.exception_only or isinstance(info.original_view, static_view) or right == PUBLIC:
        return view
    require = _asking(info.registry.house, right, info.original_view)

    def asked(context: Any, request: Request) -> Any:
        require(request)
        return view(context, request)

    return asked


def _asking(house: House, right: Any, view: Any) -> Callable[[Request], None]:
    if right is None:
        raise ConfigurationError(f"{view!r} declares no right: say right=…")
    pattern = str(right)
    if right != SIGNED_IN and not _names(pattern) and pattern not in house.policy.known:
        raise ConfigurationError(f"{view!r} asks for a right that nobody declares: {right}")

    def require(request: Request) -> None:
        if request.signed is None:
            raise NotSignedIn(_("Sign in to go on"))
        if right == SIGNED_IN:
            return
        if request.signed.password_once:
            raise PasswordOnce(
                _("You were given a password that is good once"),
                remedy=_("Choose a password of your own first"),
            )
        wanted = pattern.format(**request.matchdict)
        if wanted not in house.policy.known:
            raise Unknown(_("There is nothing at this address"))
        request.work.access.require(wanted)

    return require


def _names(pattern: str) -> bool:
    """Whether a right is to be completed from the address: `{kind}.read`."""
    return any(name for _text, name, _format, _conversion in Formatter().parse(pattern))


guarded.options = ("right",)  # type: ignore[attr-defined]


def includeme(config: Any) -> None:
    """Guard every view."""
    config.add_view_deriver(guarded)
