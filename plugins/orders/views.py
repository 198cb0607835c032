"""The page of the board of orders."""

from typing import Any

from ...core import Texts, Unknown
from ...web.navigation import PAGES, Entry
from .board import KINDS, Board

_ = Texts(__package__)

SECTIONS = {
    "customer_order": "sales",
    "supplier_order": "purchasing",
    "internal_order": "warehouse",
}


def show(request: Any) -> dict[str, Any]:
    """The board of one kind of orders.

    Raises:
        Unknown: for a kind that has no board, or whose plugin is off.
    """
    kind, work = request.matchdict["kind"], request.work
    if kind not in KINDS or kind not in work.schema.documents:
        raise Unknown(_("There is nothing at this address"))
    asked = request.params
    board = Board(work, kind, asked.get("by", ""), asked.get("q", ""), request.formats.zone)
    return {"board": board, "title": KINDS[kind], "address": f"/orders/board/{kind}"}


def includeme(config: Any) -> None:
    """The routes of the board."""
    config.add_route("orders_board", "/orders/board/{kind}")
    for kind, title in KINDS.items():
        if kind in config.registry.house.schema.documents:
            address = f"/orders/board/{kind}"
            config.add_page(
                Entry(title, address, f"{kind}.read", SECTIONS[kind], PAGES, "layout-kanban")
            )
    config.add_view(
        show, route_name="orders_board", request_method="GET",
        renderer="tradepost.plugins.orders:templates/board.jinja2", right="{kind}.read",
    )  # fmt: skip
