"""Making variants out of values: every colour in every size, those that are not there yet."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ...core import Record, Refusal, Texts, Work
from ...core.bulk import BulkAction
from ...core.errors import refuse_all
from ...core.records.many import create_many
from ...core.records.read import get
from ..items import Item, Variant
from .errors import TooMany, WrongVariant
from .filling import signature
from .known import properties_of, values_of
from .models import Property, PropertyValue, VariantValues, column_of

_ = Texts(__package__)

MOST = 500  # variants made at once

Chosen = Mapping[UUID, Collection[UUID]]
"""Keys of values by the key of their property."""


def make_variants(work: Work, item_id: UUID, chosen: Chosen) -> list[Variant]:
    """Make the variants of an item that chosen values give together; those there are stay.

    Args:
        work: the unit of work; its rights apply.
        item_id: the item; it has a set of properties.
        chosen: values for each of its properties.

    Returns:
        the variants that are new, in the order of the values.

    Raises:
        WrongVariant: where a property has no value, or the item has no properties.
        TooMany: for more than five hundred at once.
    """
    item = get(work, Item.kind, item_id)
    columns = _columns(work, item, chosen)
    number = prod(len(values) for _property, values in columns)
    if number > MOST:
        raise TooMany(
            _("This would make {number} variants; {most} at once are enough",
              number=number, most=MOST),
            remedy=_("Choose fewer values, and do the others afterwards"),
        )  # fmt: skip
    there = _signatures(work, item_id)
    rows = [
        _row(item_id, [one for one, _values in columns], values)
        for values in product(*(values for _property, values in columns))
        if signature(item_id, [one.id for one in values]) not in there
    ]
    answers = create_many(work, Variant.kind, rows)
    refuse_all([one for one in answers if isinstance(one, Refusal)])
    return [one for one in answers if isinstance(one, Variant)]


def _columns(
    work: Work, item: Record, chosen: Chosen
) -> list[tuple[Property, Sequence[PropertyValue]]]:
    properties = properties_of(work, item.id)
    if not properties:
        raise WrongVariant(
            _("“{item}” has no properties to differ by", item=item.presentation),
            remedy=_("Choose a set of properties on the card of the item"),
        )
    known = values_of(work, [one.id for one in properties])
    found: list[tuple[Property, Sequence[PropertyValue]]] = []
    for one in properties:
        values = [value for value in known[one.id] if value.id in chosen.get(one.id, ())]
        if not values:
            raise WrongVariant(
                _("“{name}” is left empty", name=one.name),
                remedy=_("Choose at least one value of each property"),
            )
        found.append((one, values))
    return found


def _row(
    item_id: UUID, properties: Sequence[Property], values: Sequence[PropertyValue]
) -> dict[str, Any]:
    named = zip(properties, values, strict=True)
    keys = {column_of(one).removesuffix("_id"): str(value.id) for one, value in named}
    return {"item": str(item_id), "name": "", **keys}


def _signatures(work: Work, item_id: UUID) -> set[str | None]:
    asked = (
        select(VariantValues.signature)
        .join(Variant, Variant.id == VariantValues.id)
        .where(Variant.item_id == item_id)
    )
    return set(work.session.scalars(asked))


MAKE = BulkAction(
    "variants.make", _("Variants…"), "variant.read", kinds=("item",), icon="grid-dots",
    opens="/variants/of",
)  # fmt: skip
