"""Proofs on the live base: receipts and returns are what the registers say."""

from ...core import Work
from ..settlements import unsettled
from ..stock import unmoved
from .documents import GoodsReceipt, SupplierReturn
from .extra_costs import ExtraCosts


def broken(work: Work) -> list[str]:
    """Papers of buying whose goods or debts differ from what they moved."""
    found: list[str] = []
    for kind, sign in ((GoodsReceipt, -1), (SupplierReturn, 1)):
        found += unmoved(work, kind)
        found += unsettled(work, kind, sign)
    found += unsettled(work, ExtraCosts, -1)
    return found
