"""`tradepost import goods_csv FILE`: a list of goods, from a supplier or another program."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from ...core import Invalid, Refusal, Texts, Work
from ...core.exchange_kinds import Importer, Source, Tally
from ...core.records.many import create_many
from ...core.records.write import save
from .checks import owners_at_hand
from .goods_file import GoodsFile, Row, read_goods
from .goods_known import Known, keys_of
from .goods_prices import Prices
from .goods_rows import RowReader, codes_of
from .models import Item
from .services import same_codes

_ = Texts(__package__)

AT_ONCE = 500  # rows whose items are looked up together


def import_goods(work: Work, source: Source, tally: Tally) -> None:
    """Create and update items from a list; the same list again changes nothing.

    A row is told by its code, SKU or barcode, in this order, else by its name. Empty cells
    leave what stands there; barcodes are added, never taken away.

    Raises:
        NotGoods: where the file as a whole can not be read.
    """
    file = read_goods(source.read())
    _Import(work, tally, file.columns).run(file)


@dataclass(frozen=True)
class _New:
    """A row whose item is not there yet."""

    row: Row
    data: Mapping[str, Any]
    codes: Sequence[str]
    prices: Mapping[UUID, Decimal]


class _Import:
    """One import: items that are there are looked up, new ones made, a portion at a time."""

    def __init__(self, work: Work, tally: Tally, columns: Sequence[str]) -> None:
        self.work, self.tally = work, tally
        self.reader = RowReader(work)
        self.prices = Prices(work, columns)
        self.known = Known()
        self.new: list[_New] = []

    def run(self, file: GoodsFile) -> None:
        """Take the whole file."""
        for line in file.bad:
            self.tally.refuse(line, _("The line can not be read: check quotes and separators"))
        for column in self.prices.unknown:
            self.tally.refuse(1, _("There is no price type “{name}”", name=column))
        for start in range(0, len(file.rows), AT_ONCE):
            portion = file.rows[start : start + AT_ONCE]
            self.known = Known.of_rows(self.work, portion)
            self.reader.make_groups(row.cells.get("group", "") for row in portion)
            for row in portion:
                self._take(row)
            self._make()
            self.tally.progress(start + len(portion), len(file.rows))
        outcomes = Counter(self.prices.record())
        self.tally.created += outcomes["created"]
        self.tally.updated += outcomes["updated"]
        self.tally.unchanged += outcomes["unchanged"]

    def _take(self, row: Row) -> None:
        try:
            prices = self.prices.read(row.cells)
            data, codes = self.reader.data(row.cells), codes_of(row.cells)
        except Invalid as why:
            self.tally.refuse(row.line, why)
            return
        keys = keys_of(row, codes)
        if self.known.is_coming(keys):
            self._make()
        item = self.known.of(keys)
        if item is None:
            self.new.append(_New(row, data, codes, prices))
            self.known.coming.update(keys)
            return
        changes = _changes(item, data, codes)
        if not changes:
            self.prices.put(item.id, "unchanged", prices)
            return
        with self.tally.line(self.work, row.line):
            self.known.add(cast("Item", save(self.work, "item", changes, id=item.id)))
            self.prices.put(item.id, "updated", prices)

    def _make(self) -> None:
        """Make the items of the rows that wait."""
        many = [{**one.data, "barcodes": [{"code": c} for c in one.codes]} for one in self.new]
        with owners_at_hand(self.work, {code for one in self.new for code in one.codes}):
            answers = create_many(self.work, "item", many)
        for one, answer in zip(self.new, answers, strict=True):
            if isinstance(answer, Item):
                self.known.add(answer)
                self.prices.put(answer.id, "created", one.prices)
            elif isinstance(answer, Refusal):
                self.tally.refuse(one.row.line, answer)
        self.new.clear()
        self.known.coming.clear()


def _changes(item: Item, data: dict[str, Any], given: Sequence[str]) -> dict[str, Any]:
    column = {name: Item.fields[name].column for name in data}
    found = {name: v for name, v in data.items() if getattr(item, column[name]) != v}
    there = {form for row in item.barcodes for form in same_codes(row.code)}
    new = [code for code in given if code not in there]
    if new:
        kept = [{"id": row.id} for row in item.barcodes]
        found["barcodes"] = [*kept, *({"code": code} for code in new)]
    return found


GOODS = Importer(
    "goods_csv", _("List of goods (CSV)"), "item.create", import_goods, (".csv", ".tsv", ".txt")
)
