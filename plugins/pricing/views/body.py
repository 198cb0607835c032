"""The body of a change of many prices, read field by field; all that is wrong is told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ....core import Invalid, Refusal, Texts, Work
from ....core.errors import refuse_all
from ....core.records.errors import Missing, UnknownField
from ....core.records.readers import read_value
from ....core.records.references import Pointer, References
from ....core.schema.fields import Field
from ....core.values import ZERO
from ...items import Item, ItemGroup, Variant
from ...parties import Party
from ..errors import WrongPrices
from ..models import PriceType
from ..prices import Priced
from ..repricing import SOURCES, Asked, settable_types

_ = Texts("tradepost.plugins.pricing")

MOST, MOST_TYPES = 3000, 50  # rows of goods, price types in one change
SOURCE = Field("source", _("Start from"), "choice", choices=SOURCES)
TYPE = Field("types", _("Price types"), "reference", target=PriceType)
HEAD = (
    Field("id", _("Key"), "key"),
    Field("moment", _("From"), "moment"),
    Field("percent", _("Percent"), "percent"),
    Field("group", _("Group"), "reference", target=ItemGroup),
    SOURCE,
)
OF: Mapping[str, Any] = {"type": PriceType, "supplier": Party, "receipt": "goods_receipt"}
"""What `of` points to, by the source."""
ROW = (
    Field("item", _("Item"), "reference", target=Item, required=True),
    Field("variant", _("Variant"), "reference", target=Variant),
    Field("price_type", _("Price type"), "reference", target=PriceType, required=True),
    Field("price", _("Price"), "price", required=True),
)
NAMES = (*(one.name for one in HEAD), "types", "of", "prices")
Entered = Mapping[tuple[Priced, UUID], tuple[Decimal, int]]
"""Prices by goods and type, with the places they came at."""


@dataclass(frozen=True)
class Wanted:
    """A change of prices as a program wants it.

    Attributes:
        asked: which types, from when, from what.
        entered: the new prices, where they are not to be proposed.
        change: its key, by which it is made once.
    """

    asked: Asked
    entered: Entered
    change: UUID | None


class Body:
    """Reads one body; what it finds wrong is kept in `faults`."""

    def __init__(self, work: Work) -> None:
        self.work, self.references = work, References(work)
        self.faults: list[Refusal] = []

    def read(self, given: Mapping[str, Any]) -> Wanted:
        """Read a change.

        Raises:
            Refusals: every fault with the path of its field.
        """
        head = self._table({n: one for n, one in given.items() if n in _HEAD}, HEAD, "")
        self._only(given, NAMES, "")
        source = head["source"] or "kept"
        of = self._point(_of(source), given.get("of"), "of")
        types = [
            self._point(TYPE, one, f"types.{place}")
            for place, one in enumerate(self._list(given, "types", MOST_TYPES))
        ]
        rows = [
            self._table(one, ROW, f"prices.{place}.")
            for place, one in enumerate(self._list(given, "prices", MOST))
        ]
        if not types:
            self._fault(Missing(_("No price type is chosen")), "types")
        refuse_all([*self.faults, *self.references.look_up()])
        asked = Asked(
            [one.record.id for one in types if one],
            head["moment"] or self.work.clock.now(),
            source,
            head["group"].record.id if head["group"] else None,
            of.record.id if of else None,
            head["percent"] or ZERO,
            MOST,
        )
        self._require_settable(asked.types)
        return Wanted(asked, self._entered(rows, asked), head["id"])

    def _table(self, given: Any, fields: Sequence[Field], path: str) -> dict[str, Any]:
        """Values by name; of a reference, its pointer."""
        found: dict[str, Any] = {one.name: None for one in fields}
        if not isinstance(given, Mapping):
            self._fault(Invalid(_("A table of fields is wanted")), path.rstrip("."))
            return found
        self._only(given, [one.name for one in fields], path)
        for one in fields:
            value, place = given.get(one.name), path + one.name
            if one.type == "reference":
                found[one.name] = self._point(one, value, place)
            elif value is not None:
                try:
                    found[one.name] = read_value(one, value)
                except Invalid as fault:
                    self._fault(fault, place)
            if value is None and one.required:
                self._fault(Missing(_("{label} is missing", label=one.label)), place)
        return found

    def _point(self, field: Field, value: Any, path: str) -> Pointer | None:
        if value is None:
            return None
        try:
            return self.references.point(field, value, path)
        except Invalid as fault:
            self._fault(fault, path)
            return None

    def _list(self, given: Mapping[str, Any], name: str, most: int) -> Sequence[Any]:
        value = given.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._fault(Invalid(_("A list is wanted")), name)
        elif len(value) > most:
            self._fault(Invalid(_("More than {most} rows", most=most)), name)
        else:
            return value
        return ()

    def _only(self, given: Mapping[str, Any], names: Sequence[str], path: str) -> None:
        for name in given:
            if name not in names:
                told = _("There is no field “{name}”", name=str(name)[:60])
                remedy = _("Fields: {names}", names=", ".join(names))
                self._fault(UnknownField(told, remedy=remedy), path + str(name)[:60])

    def _require_settable(self, types: Sequence[UUID]) -> None:
        settable = {one.id for one in settable_types(self.work)}
        for place, key in enumerate(types):
            if key not in settable:
                why = _("Its prices are not set: they are worked out when they are read")
                self._fault(WrongPrices(why), f"types.{place}")
        refuse_all(self.faults)

    def _entered(self, rows: Sequence[Mapping[str, Any]], asked: Asked) -> Entered:
        found: dict[tuple[Priced, UUID], tuple[Decimal, int]] = {}
        for place, row in enumerate(rows):
            item, variant, kind = (row[name] for name in ("item", "variant", "price_type"))
            goods = Priced(item.record.id, variant.record.id if variant else None)
            key, path = (goods, kind.record.id), f"prices.{place}."
            if row["price"] < ZERO:
                self._fault(WrongPrices(_("A price may not be below zero")), f"{path}price")
            if variant and variant.record.item_id != goods.item_id:
                self._fault(WrongPrices(_("It is a variant of another item")), f"{path}variant")
            if kind.record.id not in asked.types:
                self._fault(WrongPrices(_("It is not among the types")), f"{path}price_type")
            if key in found:
                self._fault(WrongPrices(_("Its price stands there already")), f"{path}item")
            found[key] = row["price"], place
        refuse_all(self.faults)
        return found

    def _fault(self, fault: Refusal, path: str) -> None:
        fault.path = path
        self.faults.append(fault)


_HEAD = frozenset(one.name for one in HEAD)


def _of(source: str) -> Field:
    return Field("of", _("From what"), "reference", target=OF.get(source))
