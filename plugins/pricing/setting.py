"""The papers that set many prices: one price setting for each type whose prices change."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Texts, Work, settled_id
from ...core.posting import service
from ...core.records.write import save
from ...core.values import ZERO, plain
from .documents import PriceSetting
from .errors import WrongPrices
from .models import PriceType
from .repricing import Change

_ = Texts(__package__)


def data_of(table: Change, moment: datetime) -> Iterator[tuple[PriceType, dict[str, Any]]]:
    """A price setting for each type with something to set; prices that stay are left out."""
    for kind in table.types:
        rows = []
        for row in table.rows:
            price = row.prices[kind.id]
            if price.new is not None and price.new != (price.old or ZERO):
                line = {"item": str(row.item.id), "price": plain(price.new)}
                rows.append(line | ({"variant": str(row.variant.id)} if row.variant else {}))
        if rows:
            yield kind, {"price_type": str(kind.id), "moment": moment.isoformat(), "lines": rows}


def set_prices(
    work: Work, table: Change, moment: datetime, change: UUID | None = None
) -> list[PriceSetting]:
    """Post a price setting for each type whose prices change.

    Args:
        work: the unit of work.
        table: the goods with their new prices.
        moment: from when they hold.
        change: the key of the change, by which `set_before` finds what it has made.

    Raises:
        WrongPrices: where no price changes.
        Forbidden: for whoever may not set prices.
    """
    made = []
    for kind, data in data_of(table, moment):
        if change is not None:
            data["id"] = str(_paper_of(change, kind.id))
        paper: Any = save(work, PriceSetting.kind, data)
        service.post(work, paper)
        made.append(paper)
    if not made:
        raise WrongPrices(_("No price changes"), remedy=_("Enter new prices, or take other goods"))
    return made


def set_before(work: Work, change: UUID, types: Sequence[UUID]) -> list[PriceSetting]:
    """What a change of this key has made already: a percent must not be added twice."""
    keys = [_paper_of(change, one) for one in types]
    found = {
        one.id: one
        for one in work.session.scalars(select(PriceSetting).where(PriceSetting.id.in_(keys)))
    }
    return [found[key] for key in keys if key in found]


def _paper_of(change: UUID, price_type: UUID) -> UUID:
    return settled_id("price_change", f"{change}:{price_type}")
