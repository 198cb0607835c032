"""Documents read for costing anew: only the rows of the goods in question.

They are read in a session of their own on the same connection, so that nothing incomplete
gets into the unit of work.
"""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ...core import Document, Work
from ...core.schema.document import DocumentHead
from ..stock import AddsCost, CostAddition, MovesGoods, StockMove, all_moves

CHUNK = 500


class Shelf:
    """Documents at hand, by key.

    Args:
        work: the unit of work.
        items: whose rows are wanted.
    """

    def __init__(self, work: Work, items: set[UUID]) -> None:
        self.work, self.items = work, items
        self.session = Session(bind=work.session.connection(), autoflush=False)
        self.documents: dict[UUID, Document] = {}
        self._moves: dict[UUID, list[StockMove]] = {}
        self._additions: dict[UUID, list[CostAddition]] = {}

    def fetch(self, keys: Iterable[UUID]) -> None:
        """Put documents on the shelf."""
        wanted = [key for key in keys if key not in self.documents]
        kinds: dict[str, list[UUID]] = {}
        for start in range(0, len(wanted), CHUNK):
            asked = select(DocumentHead.id, DocumentHead.kind)
            asked = asked.where(DocumentHead.id.in_(wanted[start : start + CHUNK]))
            for key, kind in self.session.execute(asked):
                kinds.setdefault(kind, []).append(key)
        for kind, found in kinds.items():
            for start in range(0, len(found), CHUNK):
                self._load(self.work.schema.documents[kind], found[start : start + CHUNK])

    def _load(self, kind: Any, keys: list[UUID]) -> None:
        asked = select(kind).where(kind.id.in_(keys))
        lines = kind.fields.get("lines")
        if issubclass(kind, MovesGoods) and lines is not None and "item" in lines.target.fields:
            mine = kind.lines.and_(lines.target.item_id.in_(self.items))
            asked = asked.options(selectinload(mine))
        for document in self.session.scalars(asked):
            self.documents[document.id] = document

    def moves(self, document: Document) -> list[StockMove]:
        """How a document moves the goods in question."""
        if document.id not in self._moves:
            found = all_moves(self.work.schema, document)
            self._moves[document.id] = [one for one in found if one.item_id in self.items]
        return self._moves[document.id]

    def additions(self, document: Document) -> list[CostAddition]:
        """What a document adds to the cost of receipts."""
        if document.id not in self._additions:
            self._additions[document.id] = list(cast("AddsCost", document).cost_additions())
        return self._additions[document.id]
