"""Goods that become other goods at their cost: by which changes of quality, and which with which.

Cost that goes from one item to another binds the two: what they cost is worked out for both
together, when it is costed anew, when extra costs follow the goods, and when a month is closed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from ...core import Work
from ..stock import QualityChange, QualityChangeLine
from .entries import Goods, Links, Place, raw_quantity

CHUNK, MANY = 500, 5_000  # items asked for at once; beyond so many, all changes are read


class Link(NamedTuple):
    """Goods that a row of a change of quality has turned into others."""

    place: Place
    source: Goods
    target: Goods
    quantity: int
    row: UUID


class Crossings:
    """The changes of quality of some goods, and of all that these became or came from.

    Attributes:
        goods: the goods, and those that cost went to or came from, at any time and however far.
        links: what turned them into one another, in the order of business.

    Args:
        work: the unit of work.
        goods: which.
    """

    def __init__(self, work: Work, goods: Collection[Goods]) -> None:
        self.goods: set[Goods] = set(goods)
        found: set[Link] = set()
        due = self.goods
        while due:
            found |= {one for one in _links(work, due) if due & {one.source, one.target}}
            due = {side for one in found for side in (one.source, one.target)} - self.goods
            self.goods = self.goods | due
        self.links = sorted(found, key=lambda one: (one.place, str(one)))
        self._by_document: dict[UUID, Links] = {}
        for place, source, target, quantity, _row in self.links:
            known = self._by_document.setdefault(place[1], {})
            known[source, target] = known.get((source, target), 0) + quantity

    def by(self, document: UUID) -> Links:
        """How much of which goods a document turned into which; nothing for most."""
        return self._by_document.get(document, {})

    def groups(self, goods: Iterable[Goods], until: Place | None = None) -> list[list[Goods]]:
        """Goods with all those they are bound to by documents up to a place; each once."""
        bound = self._bound(until) if until else self._ever
        found: list[list[Goods]] = []
        seen: set[Goods] = set()
        for one in goods:
            if one not in seen:
                group = sorted(bound.get(one, (one,)), key=str)
                seen.update(group)
                found.append(group)
        return found

    @cached_property
    def _ever(self) -> Mapping[Goods, Collection[Goods]]:
        return self._bound(None)

    def _bound(self, until: Place | None) -> Mapping[Goods, Collection[Goods]]:
        bound: dict[Goods, set[Goods]] = {}
        for link in self.links:
            if until is None or link.place <= until:
                joined = bound.get(link.source, {link.source}) | bound.get(
                    link.target, {link.target}
                )
                bound.update(dict.fromkeys(joined, joined))
        return bound

    def since(self, given: Mapping[Goods, Place]) -> dict[Goods, Place]:
        """From where on goods have to be costed anew, those bound to the given ones as well.

        Whatever stands behind the first document that binds two goods, or behind the place of
        the one, may change the other. The document itself is valued for both.
        """
        found, grows = dict(given), True
        while grows:
            grows = False
            for link in self.links:
                for one, other in (link[1:3], link[2:0:-1]):
                    if one in found:
                        place = max(found[one], _before(link.place))
                        if other not in found or place < found[other]:
                            found[other], grows = place, True
        return found


def _before(place: Place) -> Place:
    """The last place before a document's."""
    return (place[0], UUID(int=place[1].int - 1))


def _links(work: Work, goods: Collection[Goods]) -> Iterator[Link]:
    items = {item for item, _variant in goods}
    line: Any = QualityChangeLine
    asked = (
        select(
            QualityChange.moment, QualityChange.id,
            line.item_id, line.variant_id, line.to_item_id, line.to_variant_id, line.base_quantity,
            line.id,
        )
        .join(QualityChange, QualityChange.id == line.owner_id)
        .where(QualityChange.posted, line.base_quantity != 0, line.stocked)
    )  # fmt: skip
    if len(items) > MANY:
        yield from map(_link, work.session.execute(asked))
        return
    many = sorted(items)
    for start in range(0, len(many), CHUNK):
        part = many[start : start + CHUNK]
        either = or_(line.item_id.in_(part), line.to_item_id.in_(part))
        yield from map(_link, work.session.execute(asked.where(either)))


def _link(row: Any) -> Link:
    moment, document, item, variant, to_item, to_variant, quantity, key = row
    source, target = (item, variant), (to_item, to_variant)
    return Link((moment, document), source, target, raw_quantity(quantity), key)
