"""Papers of packaging made from others: what is still held comes back, or is paid for."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from ...core import Texts, Work
from ...core.posting import readings
from ...core.records.filling import Filling, based_on
from ...core.values import plain
from .errors import NoPackagingLeft
from .models import PackagingIn, PackagingOut

_ = Texts(__package__)


def fillings() -> list[Filling]:
    """From a shipment or receipt, and from a packaging note."""
    return [
        Filling("shipment", "packaging_move", brought_back),
        Filling("shipment", "packaging_debt", paid_by_customer),
        Filling("goods_receipt", "packaging_move", given_back),
        Filling("goods_receipt", "packaging_debt", paid_to_supplier),
    ]


def brought_back(work: Work, source: Any) -> dict[str, Any]:
    """All packaging the customer holds under the contract comes back."""
    return {**_head(source), "way": "back", "lines": _held(work, source, PackagingOut)}


def given_back(work: Work, source: Any) -> dict[str, Any]:
    """All packaging of the supplier goes back."""
    return {**_head(source), "way": "returned", "lines": _held(work, source, PackagingIn)}


def paid_by_customer(work: Work, source: Any) -> dict[str, Any]:
    """The customer pays for all he holds."""
    head = _head(source, warehouse=False)
    return {**head, "side": "customer", "lines": _held(work, source, PackagingOut)}


def paid_to_supplier(work: Work, source: Any) -> dict[str, Any]:
    """We pay for all we hold."""
    head = _head(source, warehouse=False)
    return {**head, "side": "supplier", "lines": _held(work, source, PackagingIn)}


def _head(source: Any, *, warehouse: bool = True) -> dict[str, Any]:
    names = ("organisation", "party", "contract", *(("warehouse",) if warehouse else ()))
    keys: dict[str, UUID | None] = {one: getattr(source, f"{one}_id", None) for one in names}
    return {**based_on(source), **{one: str(key) for one, key in keys.items() if key}}


def _held(work: Work, source: Any, register: Any) -> list[dict[str, str]]:
    where = {
        "organisation": source.organisation_id,
        "party": source.party_id,
        "contract": source.contract_id,
    }
    rows = readings.balance(work, register, by=("item",), where=where)
    held: list[tuple[UUID, Decimal]] = [(row["item"], row["quantity"]) for row in rows]
    if not held:
        raise NoPackagingLeft(
            _("No packaging is held under “{contract}”", contract=source.contract.name)
        )
    return [{"item": str(item), "quantity": plain(quantity)} for item, quantity in held]
