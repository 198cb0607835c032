"""The order in which layers are taken: by the age of their batches."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from ...core import NONE, Work
from ...core.schema.document import DocumentHead
from .layers import Layer

Ages = dict[UUID, datetime]
Aged = TypeVar("Aged", bound=Layer)
OLDEST = datetime.min.replace(tzinfo=UTC)
CHUNK = 500


def ages_of(work: Work, batches: Iterable[UUID]) -> Ages:
    """When the documents that brought batches in are dated."""
    keys, found = list(batches), {}
    for start in range(0, len(keys), CHUNK):
        asked = select(DocumentHead.id, DocumentHead.moment)
        asked = asked.where(DocumentHead.id.in_(keys[start : start + CHUNK]))
        found.update({row.id: row.moment for row in work.session.execute(asked)})
    return found


def by_age(layers: list[Aged], ages: Ages, *, latest: bool = False) -> None:
    """Put layers in order: the oldest batch first, goods without a batch before all."""

    def age(layer: Aged) -> tuple[datetime, str]:
        return ages.get(layer.batch or NONE, OLDEST), str(layer.batch)

    layers.sort(key=age, reverse=latest)
