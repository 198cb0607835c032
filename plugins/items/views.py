"""From the list of items to the card of a lower grade, filled in from the good one."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core import Texts
from ...core.errors import Invalid
from ...core.records.readers import is_key

_ = Texts(__package__)


def lower_grade(request: Any) -> Any:
    """A new card for damaged goods of the item that was ticked; nothing is saved yet."""
    keys = [one for one in request.POST.get("keys", "").split(",") if is_key(one)]
    if not keys:
        raise Invalid(_("No item is chosen"), remedy=_("Tick one item in the list"))
    return HTTPSeeOther(f"/catalogs/item/new?name=&grade_of={keys[0]}")


def includeme(config: Any) -> None:
    """The way to a new card."""
    config.add_route("item_grade", "/items/grade")
    config.add_view(
        lower_grade, route_name="item_grade", request_method="POST", right="item.create"
    )
