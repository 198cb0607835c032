"""What goods were bought for, as prices are set from it: by a supplier's prices, by a receipt.

Purchases build on prices and may be off; so they are reached by the kinds `supplier_prices` and
`goods_receipt` of the house, not by import.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.posting.readings import latest
from ...core.records.read import get
from .arithmetic import EXACT
from .errors import WrongPrices
from .prices import Priced
from .rules import kept

_ = Texts(__package__)

Paid = Mapping[Priced, tuple[Decimal, UUID]]
"""What a base unit costs, VAT inside, and in which currency."""


def purchase_prices(work: Work, source: str, key: UUID, moment: datetime) -> Paid:
    """What a supplier takes for his goods, or what a receipt has paid for its.

    Raises:
        WrongPrices: where there are no purchases in this house.
        Forbidden, Unknown: for what the person may not read, or what is not there.
    """
    return _of_receipt(work, key) if source == "receipt" else _of_supplier(work, key, moment)


def _of_supplier(work: Work, party: UUID, moment: datetime) -> Paid:
    register = work.schema.facts.get("supplier_prices")
    if register is None:
        raise WrongPrices(_("No prices of suppliers are kept here"), path="source")
    work.access.require_seen("supplier_prices", "price")
    rows = latest(work, register, at=moment, where={"party": party})
    rows.sort(key=lambda row: (row["moment"], row["recorder"]))
    return {
        Priced(row["item"], row["variant"]): (row["price"], row["currency"])
        for row in rows
        if row["price"] > 0
    }


def _of_receipt(work: Work, key: UUID) -> Paid:
    if "goods_receipt" not in work.schema.documents:
        raise WrongPrices(_("No goods are received here"), path="source")
    receipt: Any = get(work, "goods_receipt", key)
    work.access.require_seen(type(receipt).fields["lines"].target.kind, "amount")
    return {
        Priced(line.item_id, line.variant_id): (
            kept(EXACT.divide(line.amount, line.base_quantity)),
            receipt.currency_id,
        )
        for line in receipt.lines
        if line.amount and line.base_quantity
    }
