"""The price list as a report: price types beside one another, by groups, as of any moment."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work
from ...core.reporting import Measure, Params, Report, Variant
from ...core.reporting.report import Figures
from ...core.schema.register import Dimension
from ...core.values import ONE, ZERO, round_to
from ..items import Item, ItemGroup
from .models import ItemPrice, PriceType
from .price_list import ListedPrice, price_list

_ = Texts(__package__)

AXES = (*ItemPrice.key(), Dimension("group", _("Group"), ItemGroup))
MOST_TYPES = 20


def reports() -> list[Report]:
    """What goods cost, by every price type."""
    return [
        Report(
            "price_list",
            _("Price list"),
            "sales",
            "item_price.read",
            (
                Measure("price", _("Price"), "price", formula=average),
                Measure("goods", _("Prices"), "quantity"),
                Measure("sum", _("One of each"), "amount"),
            ),
            by=("item",),
            apart=("price_type",),
            variants=(
                Variant("goods", _("By goods"), ("item",), ("price",)),
                Variant(
                    "types", _("Price types side by side"), ("item",), ("price",), "price_type"
                ),
                Variant(
                    "groups",
                    _("By groups of goods"),
                    ("group", "item"),
                    ("price",),
                    "price_type",
                    {"nested": "1"},
                ),
            ),
            help=_("What goods cost at a moment; of several prices the average"),
            axes=AXES,
            gather=gathered,
            as_of_moment=True,
        )
    ]


def average(figures: Figures) -> Decimal | None:
    """The price; of several the average."""
    return round_to(figures["sum"] / figures["goods"], 2) if figures["goods"] else None


def gathered(
    work: Work, params: Params, by: tuple[str, ...]
) -> Mapping[tuple[UUID | None, ...], Mapping[str, Any]]:
    """Prices added up by the dimensions asked for; the questions grow with the price types.

    Raises:
        Forbidden: for whoever may not see prices.
    """
    found: dict[tuple[UUID | None, ...], dict[str, Decimal]] = {}
    moment = params.at or work.clock.now()
    for one in _types(work, params):
        for row in price_list(work, one, moment):
            keys = _keys(one, row)
            if all(keys[name] in wanted for name, wanted in params.where.items()):
                sums = found.setdefault(
                    tuple(keys[name] for name in by), {"goods": ZERO, "sum": ZERO}
                )
                sums["goods"] += ONE
                sums["sum"] += row.price
    return found


def _types(work: Work, params: Params) -> list[PriceType]:
    asked = select(PriceType).where(~PriceType.deleted).order_by(PriceType.code)
    wanted = params.where.get("price_type")
    if wanted is not None:
        asked = asked.where(PriceType.id.in_([one for one in wanted if one is not None]))
    return list(work.session.scalars(asked.limit(MOST_TYPES)))


def _keys(price_type: PriceType, row: ListedPrice) -> dict[str, UUID | None]:
    item: Item = row.item
    return {
        "price_type": price_type.id,
        "item": item.id,
        "variant": row.variant_id,
        "group": item.group_id,
    }
