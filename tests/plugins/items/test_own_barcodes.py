"""Barcodes of the shop's own, for many items at once."""

import pytest

from tradepost.core.bulk import BulkChanges, Chosen
from tradepost.core.records.read import get
from tradepost.core.records.write import save
from tradepost.plugins.items.barcodes import fault_of
from tradepost.plugins.items.own_barcodes import NoOwnBarcode, own_barcode


class Coded:
    def __init__(self, code):
        self.code, self.name = code, "Tea"


@pytest.mark.parametrize("code", ["1", "000123", "999999"])
def test_a_code_of_digits_stands_in_a_barcode_that_holds(code):
    made = own_barcode(Coded(code))
    assert len(made) == 8 and made.startswith("2") and fault_of(made) is None


@pytest.mark.parametrize("code", ["", "A1", "1234567", "²"])
def test_another_code_makes_none(code):
    with pytest.raises(NoOwnBarcode):
        own_barcode(Coded(code))


def test_items_without_a_barcode_get_one_and_lose_it_again(books):
    with books.house.work() as work:
        bare = save(work, "item", {"name": "Bare", "code": "000071", "unit": "pcs"}).id
        coded = {
            "name": "Coded",
            "code": "000072",
            "unit": "pcs",
            "barcodes": [{"code": "4006381333931"}],
        }
        coded = save(work, "item", coded).id
        odd = save(work, "item", {"name": "Odd", "code": "ODD", "unit": "pcs"}).id
    with books.house.work() as work:
        changes = BulkChanges(work)
        key = changes.plan("item", "items.own_barcode", Chosen([bare, coded, odd])).id
        changes.apply(key)
        told = {one.name: one.outcome for one in changes.items(changes.get(key))}
        assert told == {"Bare": "changed", "Coded": "same", "Odd": "refused"}
        assert [row.code for row in get(work, "item", bare).barcodes] == [own_barcode(Coded("71"))]
        changes.undo(key)
    with books.house.work() as work:
        assert get(work, "item", bare).barcodes == []
