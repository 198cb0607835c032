"""The page of what is to be bought."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from pyramid.httpexceptions import HTTPSeeOther

from ...core import Refusal, Texts, new_id
from ...core.errors import Invalid
from ...core.records.readers import is_key
from ...core.schema.fields import Field
from ...web.navigation import PAGES, Entry
from ...web.shell import tell
from ...web.typing_in import Reader
from .buying import BUY, Wish, order, organisation_for, organisations, to_buy
from .errors import NothingChosen

_ = Texts(__package__)

QUANTITY = Field("quantity", _("Quantity"), "quantity")


def show(request: Any) -> dict[str, Any]:
    """What is to be bought by one organisation."""
    ours = organisation_for(request.work, _key(request.params.get("organisation")))
    return {
        "shown": to_buy(request.work, ours) if ours else None,
        "organisation": ours,
        "organisations": organisations(request.work),
        "run": request.POST.get("run") or str(new_id()),
        "given": request.POST,
        "refusal": None,
    }


def send(request: Any) -> Any:
    """Order what is ticked, one order for each supplier."""
    ours = organisation_for(request.work, _key(request.POST.get("organisation")))
    try:
        run = _key(request.POST.get("run"))
        if ours is None or run is None:
            raise NothingChosen(_("No row is chosen"), remedy=_("Tick what is to be ordered"))
        made = order(request.work, ours, _wishes(request), run)
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {**show(request), "refusal": why}
    numbers = ", ".join(one.number for one in made)
    told = _("Ordered: {numbers}", numbers=numbers)
    return tell(request, HTTPSeeOther("/documents/supplier_order"), told)


def _wishes(request: Any) -> list[Wish]:
    """The ticked rows.

    Raises:
        NothingChosen: for one without a quantity or a supplier.
        Invalid: for a quantity that is none.
    """
    reader = Reader(request.work.clock.now(), request.formats.zone)
    found = []
    for name in request.POST.getall("row"):
        quantity = reader.read(QUANTITY, request.POST.get(f"quantity.{name}", ""))
        supplier = _key(request.POST.get(f"supplier.{name}"))
        keys = [_key(one) for one in name.split(".")]
        if keys[0] is None or None in keys[1:2]:
            raise Invalid(_("The row can not be read"), remedy=_("Load the page again"))
        if not isinstance(quantity, Decimal) or quantity <= 0 or supplier is None:
            raise NothingChosen(
                _("A chosen row says no quantity or no supplier"),
                remedy=_("Fill it in, or take the tick off"),
            )
        goods = (keys[0], keys[1] if len(keys) > 1 else None)
        found.append(Wish(goods, quantity, supplier, request.POST.get(f"need.{name}", "")))
    return found


def _key(text: Any) -> UUID | None:
    return UUID(text) if isinstance(text, str) and is_key(text) else None


def includeme(config: Any) -> None:
    """The routes of supply."""
    page = "tradepost.plugins.supply:templates/to_buy.jinja2"
    config.add_route("to_buy", "/supply/to-buy")
    config.add_page(
        Entry(_("To buy"), "/supply/to-buy", BUY, "purchasing", PAGES, "shopping-cart")
    )
    config.add_view(show, route_name="to_buy", request_method="GET", renderer=page, right=BUY)
    config.add_view(
        send, route_name="to_buy", request_method="POST", renderer=page,
        right="supplier_order.post",
    )  # fmt: skip
