"""Where ordered goods are to come from or are meant for: a warehouse, or another order."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from ...core import Texts, Work
from ...core.schema.document import DocumentHead
from ..stock import Warehouse
from .errors import WrongPlacement

_ = Texts(__package__)


def placement_faults(
    work: Work, lines: Sequence[Any], kinds: Collection[str]
) -> Iterator[WrongPlacement]:
    """Rows of an order placed on something that is neither a warehouse nor of these kinds.

    Args:
        work: the unit of work.
        lines: rows with `placement`, the key of a warehouse or a document.
        kinds: of documents that goods may be placed on.
    """
    wanted = {line.placement for line in lines if line.placement is not None}
    if not wanted:
        return
    known = set(work.session.scalars(select(Warehouse.id).where(Warehouse.id.in_(wanted))))
    asked = select(DocumentHead.id).where(
        DocumentHead.id.in_(wanted), DocumentHead.kind.in_(kinds)
    )
    known |= set(work.session.scalars(asked))
    for place, line in enumerate(lines):
        if line.placement is not None and line.placement not in known:
            yield WrongPlacement(
                _("Goods can not be placed there"),
                path=f"lines.{place}.placement",
                remedy=_("Name a warehouse or an order"),
            )
