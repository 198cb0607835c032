"""The verbs of selling: what forbids posting a paper of the course of an order."""

from collections.abc import Iterator

from ...core import Refusal, Texts
from ...core.posting.posting import Posting
from ..orders import source_faults
from . import credit
from .course import BEYOND_ORDER, CYCLE, course
from .documents import OrderAdjustment

__all__ = ["BEYOND_ORDER", "CYCLE", "course", "objections"]

_ = Texts(__package__)


def objections(posting: Posting) -> Iterator[Refusal]:
    """What forbids posting a paper of selling.

    Raises:
        Forbidden: where more than ordered is shipped on purpose, and the person may not.
    """
    document = posting.document
    if isinstance(document, OrderAdjustment):
        yield from source_faults(document, document.customer_order, "customer_order")
    yield from CYCLE.objections(posting)
    yield from credit.objections(posting)
