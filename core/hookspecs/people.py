"""Called to find out what people may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import hookspec

if TYPE_CHECKING:
    from ..access.rights import Right, Role


@hookspec
def list_rights() -> list[Right]:  # type: ignore[empty-body]
    """Declare rights beyond those every catalog, document and register has by itself.

    Called at the start; a right nobody declared can not be asked for.
    Answer: rights; an empty list for none.
    Since 0.1. Stable.
    """


@hookspec
def list_roles() -> list[Role]:  # type: ignore[empty-body]
    """Offer roles by job duty, or add rights to a role another plugin offers.

    Called at the start; roles of one name are joined.
    Answer: roles; an empty list for none.
    Since 0.1. Stable.
    """
