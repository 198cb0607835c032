"""Records of all kinds found at once: what fits exactly first, and never what is hidden."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from tradepost.core.access.access import SYSTEM, Access
from tradepost.core.records.finding import find_records
from tradepost.core.records.read import find
from tradepost.core.records.write import mark_deleted, save


@pytest.fixture
def shop(toy):
    with toy.work() as work:
        codes = [{"code": "4600051000057"}]
        save(
            work,
            "toy_good",
            {"code": "tea", "name": "Чайник зелёный", "sku": "T-1", "codes": codes},
        )
        save(work, "toy_good", {"code": "cup", "name": "Чашка для чайника"})
        for code in ("ann", "bob"):
            data = {"name": code.title(), "code": code, "tax_id": f"77{code}99"}
            save(work, "toy_buyer", data)
        for n in range(1, 17):
            lines = [{"good": "tea", "quantity": n}]
            save(work, "toy_order", {"buyer": "ann" if n % 2 else "bob", "lines": lines})
    return toy


def found(house, given, kinds=(), access=SYSTEM, **more):
    with house.work(access, reads_only=True) as work:
        return [
            (one.kind, one.number, one.exact) for one in find_records(work, given, kinds, **more)
        ]


def names(house, given, **more):
    return [number for _kind, number, _exact in found(house, given, **more)]


def person(*rights, **more):
    return Access(uuid4(), "one", frozenset(rights), **more)


def test_a_code_number_or_barcode_fits_exactly_and_comes_first(shop):
    assert found(shop, "tea")[0] == ("toy_good", "tea", True)
    assert found(shop, "TEA")[0] == ("toy_good", "tea", True)
    assert found(shop, "4600051000057") == [("toy_good", "tea", True)]
    assert found(shop, "8") == [("toy_order", "000008", True)] * 2  # one of each buyer
    assert found(shop, "000008") == [("toy_order", "000008", True)] * 2


def test_words_are_found_in_any_form(shop):
    assert set(names(shop, "чайники")) == {"tea", "cup"}
    assert names(shop, "чашку") == ["cup"]
    assert names(shop, "зелёного чайника") == ["tea"]
    assert names(shop, "ан") == []


def test_short_words_are_found_in_any_form(shop):
    with shop.work() as work:
        save(work, "toy_good", {"code": "black", "name": "Чай чёрный"})
        save(work, "toy_good", {"code": "plan", "name": "План на день"})
        save(work, "toy_good", {"code": "roll", "name": "Лента для чеков, без НДС"})
    for given in ("чая", "чаю чёрному", "чаем", "чаи"):
        assert "black" in names(shop, given), given
    assert names(shop, "чёрного чая") == ["black"]
    assert names(shop, "дней") == names(shop, "дня") == ["plan"]
    assert names(shop, "чека") == names(shop, "чеки") == names(shop, "ндс") == ["roll"]
    assert names(shop, "ндса") == []


def test_a_kind_may_be_named(shop):
    assert found(shop, "ann", ["toy_buyer"]) == [("toy_buyer", "ann", True)]
    assert found(shop, "ann", ["toy_good"]) == []
    assert found(shop, "ann", ["no_such"]) == []


def test_what_is_marked_stands_last(shop):
    with shop.work() as work:
        tea = find_records(work, "tea")[0].key
        mark_deleted(work, find(work, work.schema.records["toy_good"], tea))
    assert names(shop, "чайники") == ["cup", "tea"]


def test_many_hits_are_cut_to_a_few_of_each_kind(shop):
    assert len(found(shop, "0000", each=4)) == 4
    assert len(found(shop, "0000", each=40, most=9)) == 9


def test_nobody_finds_what_he_may_not_see(shop):
    assert found(shop, "ann", access=person("toy_good.read")) == []
    assert names(shop, "чайники", access=person("toy_good.read")) == ["tea", "cup"]
    with shop.work() as work:
        tea, ann = find_records(work, "tea")[0].key, find_records(work, "ann")[0].key
    rights = ("toy_good.read", "toy_order.read", "toy_buyer.read")
    narrow = person(*rights, rows={"toy_buyer": frozenset({ann})})
    assert names(shop, "bob", access=narrow) == []
    assert names(shop, "ann", access=narrow) == ["ann"]
    assert found(shop, "8", access=narrow) == [("toy_order", "000008", True)]  # not bob's
    assert len(found(shop, "00000", access=narrow, each=50)) == 8
    only = person(*rights, rows={"toy_good": frozenset({tea})})
    assert names(shop, "чашка", access=only) == []


def test_masked_fields_find_nothing_and_are_not_told(shop):
    rights = ("toy_good.read", "toy_buyer.read")
    taxless = person(*rights, masked={"toy_buyer": frozenset({"tax_id"})})
    assert names(shop, "77ann99") == ["ann"]
    assert names(shop, "77ann99", access=taxless) == []
    assert found(shop, "ann", access=taxless) == [("toy_buyer", "ann", True)]
    codeless = person(*rights, masked={"toy_good": frozenset({"code"})})
    assert names(shop, "tea", access=codeless) == []
    barless = person(*rights, masked={"toy_good": frozenset({"codes"})})
    assert names(shop, "4600051000057", access=barless) == []
    rowless = person(*rights, masked={"toy_good_code": frozenset({"code"})})
    assert names(shop, "4600051000057", access=rowless) == []


def test_it_takes_three_statements_however_many_kinds_there_are(shop):
    sent = []
    event.listen(shop.engine, "before_cursor_execute", lambda *a: sent.append(a[2]))
    with shop.work(reads_only=True) as work:
        sent.clear()
        assert find_records(work, "0000")
    assert len([one for one in sent if one.lstrip().upper().startswith("SELECT")]) <= 4


@pytest.mark.parametrize(
    "given", ["", " ", "'", '"', '""" OR *', "%", "_", "\\", "a" * 500, "tea*", "NEAR("]
)
def test_whatever_is_typed_breaks_nothing(shop, given):
    found(shop, given)
