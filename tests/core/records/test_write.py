"""Saving: what is taken, what is refused and with which paths, numbers, versions, rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from support.toy import NOW, ToyGood, ToyGoodCare
from tradepost.core import Conflict, Forbidden, Refusal, Unknown
from tradepost.core.access.access import Access
from tradepost.core.records import write
from tradepost.core.records.errors import Collision
from tradepost.core.records.presentations import presentations
from tradepost.core.records.read import get
from tradepost.core.records.wire import to_wire
from tradepost.core.records.write import fresh, mark_deleted, save
from tradepost.core.schema.document import DocumentHead

D = Decimal


def made(house, kind, /, **data):
    with house.work() as work:
        return to_wire(work, save(work, kind, data))


def changed(house, kind, key, read=None, /, **data):
    with house.work() as work:
        return to_wire(work, save(work, kind, data, id=UUID(str(key)), version=read))


def refused(house, kind, key=None, /, **data):
    """The refusals as {path: code}."""
    with pytest.raises(Refusal) as caught, house.work() as work:
        save(work, kind, data, id=key)
    return {one.path: one.code for one in caught.value.each()}


@pytest.fixture
def shop(toy):
    toy.tea = made(toy, "toy_good", name="Tea", code="tea", price="12.5")
    toy.cup = made(toy, "toy_good", name="Cup", code="cup", price="100")
    toy.ann = made(toy, "toy_buyer", name="Ann", code="ann")
    return toy


def test_a_catalog_record_gets_code_defaults_and_keys_to_find_it(toy):
    good = made(toy, "toy_good", name="Ёлка  Большая", sku="SKU-1")
    assert good["code"] == "G000001"
    assert (good["kind"], good["pieces"], good["weighed"], good["values"]) == (
        "goods",
        1,
        False,
        {},
    )
    assert (good["version"], good["deleted"]) == (1, False)
    with toy.work() as work:
        record = get(work, "toy_good", _key(good))
        assert record.name_key == "елка большая"
        assert record.search == "g000001 елка большая sku-1"
        assert record.changed_at == NOW


def _key(wire):
    return UUID(wire["id"])


def test_every_type_comes_back_as_it_was_given(toy):
    key = str(uuid4())
    data = {
        "id": key,
        "code": "x1",
        "name": "Thing",
        "kind": "service",
        "price": "0.000001",
        "vat_rate": "20",
        "weighed": True,
        "pieces": 12,
        "made_on": "2026-02-28",
        "seen_at": "2026-03-01T12:00:00+03:00",
        "origin_key": str(uuid4()),
        "values": {"colour": "зелёный", "sizes": [1, 2, {"deep": None}]},
        "notes": "line one\nline two",
        "codes": [{"code": "46000"}, {"code": "46001", "factor": "12"}],
        "shelf_days": 30,
        "fragile": True,
    }
    good = made(toy, "toy_good", **data)
    for name, value in data.items():
        if name not in ("codes", "seen_at"):
            assert good[name] == value, name
    assert good["seen_at"] == "2026-03-01T09:00:00Z"
    assert [(row["code"], row["factor"]) for row in good["codes"]] == [
        ("46000", "1"),
        ("46001", "12"),
    ]
    assert changed(toy, "toy_good", key, **good) == good | {"version": 2}


def test_a_document_is_numbered_dated_filled_in_and_summed_up(shop):
    order = made(
        shop, "toy_order", buyer="ann",
        lines=[{"good": "tea", "quantity": "2"}, {"good": shop.cup["id"], "quantity": 1, "price": "90"}],
    )  # fmt: skip
    assert (order["number"], order["moment"], order["due_on"]) == (
        "000001",
        "2026-03-31T12:00:00Z",
        "2026-03-31",
    )
    assert order["buyer"] == shop.ann["id"]
    assert [row["amount"] for row in order["lines"]] == ["25.00", "90.00"]
    assert order["amount"] == "115.00"
    assert (order["posted"], order["based_on"]) == (False, None)
    with shop.work() as work:
        head = work.session.get(DocumentHead, _key(order))
        assert (head.kind, head.number, head.year) == ("toy_order", "000001", 2026)


def test_numbers_run_within_scope_and_year_and_pass_by_those_taken(shop):
    bob = made(shop, "toy_buyer", name="Bob")
    line = [{"good": "tea", "quantity": 1}]
    made(shop, "toy_order", buyer="ann", number="000001", lines=line)
    assert made(shop, "toy_order", buyer="ann", lines=line)["number"] == "000002"
    assert made(shop, "toy_order", buyer=bob["id"], lines=line)["number"] == "000001"
    assert (
        made(shop, "toy_order", buyer="ann", moment="2025-01-01T00:00:00Z")["number"] == "000001"
    )
    assert refused(shop, "toy_order", buyer="ann", number="000002") == {
        "number": "duplicate_number"
    }
    assert refused(shop, "toy_good", name="Tea", code="tea") == {"code": "duplicate_code"}


def test_years_of_numbers_begin_with_the_companys_year(shop):
    line = [{"good": "tea", "quantity": 1}]
    old = made(shop, "toy_order", buyer="ann", moment="2025-12-31T20:59:00Z", lines=line)
    new = made(shop, "toy_order", buyer="ann", moment="2025-12-31T21:00:00Z", lines=line)
    assert (old["number"], new["number"]) == ("000001", "000001")  # 23:59 and 0:00 in Moscow
    with shop.work() as work:
        years = [work.session.get(DocumentHead, _key(one)).year for one in (old, new)]
    assert years == [2025, 2026]
    assert changed(shop, "toy_order", new["id"], comment="kept")["number"] == "000001"
    assert refused(shop, "toy_order", UUID(old["id"]), moment=new["moment"]) == {
        "number": "duplicate_number"
    }


def test_codes_given_by_hand_far_ahead_are_passed_by_in_few_steps(toy):
    with toy.work() as work:
        for n in range(1, 200):
            save(work, "toy_buyer", {"name": f"B{n}", "code": f"{n:06d}"})
        assert int(save(work, "toy_buyer", {"name": "next"}).code) >= 200


def test_all_faults_come_together_each_with_its_path(shop):
    assert refused(
        shop, "toy_order", buyer="nobody", due_on="31.03.2026", typo=1, number=5, comment="a\x00b",
        moment="2026-03-01T09:00:00", source=str(uuid4()), lot=str(uuid4()),
        lines=[
            {"good": "tea", "quantity": "1e3"},
            {"good": str(uuid4()), "quantity": 1.5},
            "row",
            {"good": "tea", "quantity": "NaN", "colour": "red", "price": "0.0000001"},
        ],
    ) == {
        "buyer": "unknown_reference",
        "due_on": "invalid",
        "typo": "unknown_field",
        "number": "invalid",
        "comment": "invalid",
        "moment": "invalid",
        "source": "unknown_reference",
        "lot": "unknown_reference",
        "lines.0.quantity": "invalid",
        "lines.1.good": "unknown_reference",
        "lines.1.quantity": "invalid",
        "lines.2": "invalid",
        "lines.3.quantity": "invalid",
        "lines.3.colour": "unknown_field",
        "lines.3.price": "invalid",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "other"),
        ("weighed", 1),
        ("weighed", "true"),
        ("pieces", "1.0"),
        ("pieces", 10**15),
        ("pieces", True),
        ("price", "１"),
        ("price", "1_000"),
        ("price", " 1"),
        ("price", "9999999999999"),
        ("price", True),
        ("made_on", "2026-02-30"),
        ("made_on", "20260228"),
        ("made_on", 20260228),
        ("seen_at", "2026-02-28"),
        ("seen_at", "0001-01-01T00:00:00Z"),
        ("origin_key", "{00000000-0000-0000-0000-000000000001}"),
        ("origin_key", "00000000-0000-0000-0000-000000000000"),
        ("name", "half \ud800"),
        ("name", 5),
        ("code", "x" * 401),
        ("values", {"a\x00": 1}),
        ("group", ["x"]),
        ("codes", {"code": "1"}),
        ("id", "1"),
        ("shelf_days", "many"),
    ],
)
def test_values_that_only_look_right_are_refused(toy, name, value):
    assert set(refused(toy, "toy_good", **({"name": "Tea"} | {name: value}))) == {name}


def test_required_fields_are_asked_for_after_filling_in(shop):
    assert refused(shop, "toy_good") == {"name": "missing"}
    assert refused(shop, "toy_order", lines=[{"quantity": 1}, {"good": "tea"}]) == {
        "buyer": "missing",
        "lines.0.good": "missing",
        "lines.1.quantity": "missing",
    }


def test_computed_fields_may_come_back_but_not_be_set(shop):
    order = made(shop, "toy_order", buyer="ann", lines=[{"good": "tea", "quantity": 2}])
    row = order["lines"][0] | {"quantity": "3"}
    later = changed(shop, "toy_order", order["id"], lines=[row], amount="25.00", posted=False)
    assert later["amount"] == "37.50"
    assert refused(shop, "toy_order", _key(order), amount="1", posted=True) == {
        "amount": "read_only",
        "posted": "read_only",
    }


def test_the_same_record_again_is_answered_unchanged(shop):
    key = str(uuid4())
    first = made(shop, "toy_buyer", id=key, name="Cleo")
    assert made(shop, "toy_buyer", id=key, name="Other") == first
    line = [{"good": "tea", "quantity": 1}]
    order = made(shop, "toy_order", id=str(uuid4()), buyer="ann", lines=line)
    assert made(shop, "toy_order", id=order["id"], buyer="ann", lines=line) == order
    assert refused(shop, "toy_move", id=order["id"]) == {"id": "duplicate_id"}


def test_a_change_touches_only_what_is_given_and_counts_the_version(shop):
    good = changed(shop, "toy_good", shop.tea["id"], sku="T-1")
    assert good == shop.tea | {"sku": "T-1", "version": 2}
    good = changed(shop, "toy_good", good["id"], shelf_days=3)
    assert (good["shelf_days"], good["version"], good["sku"]) == (3, 3, "T-1")
    good = changed(shop, "toy_good", good["id"], shelf_days=None, sku=None)
    assert (good["shelf_days"], good["sku"]) == (None, "")


def test_saving_over_a_later_version_is_refused(shop):
    changed(shop, "toy_good", shop.tea["id"], 1, sku="a")
    with pytest.raises(Conflict) as caught:
        changed(shop, "toy_good", shop.tea["id"], 1, sku="b")
    assert caught.value.code == "stale_version"
    assert refused(shop, "toy_good", _key(shop.tea), version=1) == {"": "stale_version"}


def test_two_who_save_at_once_do_not_write_over_each_other(shop):
    if shop.url.get_backend_name() == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with pytest.raises(Conflict) as caught, shop.work() as first:
        record = get(first, "toy_good", _key(shop.tea))
        changed(shop, "toy_good", shop.tea["id"], sku="second")
        mark_deleted(first, record)
    assert caught.value.code == "stale_version"


def test_rows_are_replaced_merged_by_key_and_kept_in_order(shop):
    line = lambda code, **more: {"good": code, "quantity": 1, **more}
    order = made(
        shop, "toy_order", buyer="ann", lines=[line("tea", note="x"), line("cup"), line("tea")]
    )
    one, two, three = order["lines"]
    assert [row["note"] for row in order["lines"]] == ["x", "", ""]
    later = changed(
        shop, "toy_order", order["id"],
        lines=[{"id": three["id"], "quantity": "5"}, line("cup", note="new"), {"id": one["id"]}],
    )  # fmt: skip
    rows = later["lines"]
    assert [row["id"] for row in rows] == [three["id"], rows[1]["id"], one["id"]]
    assert two["id"] not in {row["id"] for row in rows}
    assert [(row["quantity"], row["note"]) for row in rows] == [
        ("5", ""),
        ("1", "new"),
        ("1", "x"),
    ]
    assert (later["amount"], later["version"]) == ("175.00", 2)
    with shop.work() as work:
        assert to_wire(work, get(work, "toy_order", _key(order))) == later
    assert changed(shop, "toy_order", order["id"], comment="c")["lines"] == rows
    assert changed(shop, "toy_order", order["id"], lines=[])["lines"] == []


def test_a_row_of_another_record_is_not_taken_over(shop):
    first = made(shop, "toy_order", buyer="ann", lines=[{"good": "tea", "quantity": 1}])
    row = first["lines"][0]["id"]
    assert refused(
        shop, "toy_order", buyer="ann", lines=[{"id": row, "good": "tea", "quantity": 1}]
    ) == {"lines.0.id": "duplicate_id"}
    twice = {"id": str(uuid4()), "good": "tea", "quantity": 1}
    assert refused(shop, "toy_order", buyer="ann", lines=[twice, twice]) == {
        "lines.1.id": "invalid"
    }


def test_too_large_a_product_is_refused_not_stored(shop):
    line = {"good": "tea", "quantity": "999999999999", "price": "999999999999"}
    assert refused(shop, "toy_order", buyer="ann", lines=[line]) == {
        "lines.0.amount": "invalid",
        "amount": "invalid",
    }


def test_a_folder_never_stands_inside_itself(toy):
    top = made(toy, "toy_group", name="Top")
    inner = made(toy, "toy_group", name="Inner", parent=top["id"])
    assert refused(toy, "toy_group", _key(top), parent=inner["id"]) == {"parent": "invalid"}
    assert refused(toy, "toy_group", _key(top), parent=top["id"]) == {"parent": "invalid"}
    assert changed(toy, "toy_group", inner["id"], parent=None)["parent"] is None


def test_plugins_object_together_and_learn_what_was_saved(shop):
    plugin = shop.toys
    plugin.saved.clear()
    plugin.objections[:] = [Refusal("one", path="name"), Refusal("two", path="code")]
    assert refused(shop, "toy_good", name="Bad") == {"name": "refused", "code": "refused"}
    assert plugin.saved == []
    plugin.objections.clear()
    made(shop, "toy_good", name="Good")
    assert plugin.saved == [("toy_good", 1)]


def test_deletion_is_a_mark(shop):
    with shop.work() as work:
        mark_deleted(work, get(work, "toy_good", _key(shop.tea)))
    good = changed(shop, "toy_good", shop.tea["id"], deleted=False)
    assert (good["deleted"], good["version"]) == (False, 3)


def test_every_door_asks_for_its_right(shop):
    def may(*rights):
        return Access(uuid4(), "someone", frozenset(rights))

    for access, do in (
        (may("toy_good.read"), lambda work: save(work, "toy_good", {"name": "x"})),
        (may("toy_good.create"), lambda work: save(work, "toy_good", {}, id=_key(shop.tea))),
        (may("toy_good.edit"), lambda work: save(work, "toy_good", {"deleted": True}, id=_key(shop.tea))),
        (may("toy_good.create"), lambda work: get(work, "toy_good", _key(shop.tea))),
        (may("toy_good.edit"), lambda work: fresh(work, "toy_good", {})),
    ):  # fmt: skip
        with pytest.raises(Forbidden), shop.work(access) as work:
            do(work)


def test_what_is_out_of_sight_is_not_there(shop):
    rights = frozenset({"toy_order.create", "toy_order.read", "toy_good.read", "toy_good.edit"})
    only = {"toy_good": frozenset({_key(shop.cup)})}
    access = Access(
        uuid4(), "someone", rights, rows=only, masked={"toy_good": frozenset({"price"})}
    )
    with shop.work(access) as work:
        assert "price" not in to_wire(work, get(work, "toy_good", _key(shop.cup)))
    with pytest.raises(Unknown), shop.work(access) as work:
        get(work, "toy_good", _key(shop.tea))
    with pytest.raises(Refusal) as caught, shop.work(access) as work:
        save(work, "toy_order", {"buyer": "ann", "lines": [{"good": "tea", "quantity": 1}]})
    assert caught.value.path == "lines.0.good"
    with pytest.raises(Refusal) as caught, shop.work(access) as work:
        save(work, "toy_good", {"price": "1"}, id=_key(shop.cup))
    assert (caught.value.path, caught.value.code) == ("price", "unknown_field")
    assert "price" not in str(caught.value.remedy)


def test_a_screen_sees_a_record_filled_in_that_is_never_written(shop):
    with shop.work() as work:
        order = fresh(work, "toy_order", {"buyer": "ann", "amount": "7", "lines": [
            {"good": "tea", "quantity": "2", "note": "n"}, {"good": "cup"}]})  # fmt: skip
        assert (order.amount, order.lines[0].good.name, order.buyer.name) == (D(25), "Tea", "Ann")
        assert to_wire(work, order)["lines"][0]["note"] == "n"
        assert order.due_on == date(2026, 3, 31)
        good = fresh(work, "toy_good", {"shelf_days": 4})
        assert ToyGoodCare.of_one(work.session, good.id).shelf_days == 4
    with shop.work() as work:
        assert work.session.query(DocumentHead).count() == 0
        assert work.session.query(ToyGoodCare).count() == 0


def test_a_reference_and_its_key_are_always_in_step(shop):
    with shop.work() as work:
        order = fresh(work, "toy_order", {"buyer": "ann", "lines": [{"good": "tea"}]})
        line = order.lines[0]
        line.good_id = _key(shop.cup)
        assert line.good.code == "cup"
        line.good = get(work, "toy_good", _key(shop.tea))
        assert line.good_id == _key(shop.tea)
        record = get(work, "toy_good", _key(shop.tea))
        record.group = None
        assert record.group_id is None


def test_moments_keep_their_order_to_the_microsecond(shop):
    order = made(shop, "toy_order", buyer="ann", moment="2026-03-01T09:00:00.123456Z")
    assert order["moment"] == "2026-03-01T09:00:00.123456Z"
    with shop.work() as work:
        found = get(work, "toy_order", _key(order))
        assert found.moment == datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)


def test_what_is_made_on_the_way_leaves_the_added_fields_of_the_first_at_hand(shop, monkeypatch):
    seen = []

    def complete(good, work):
        if good.name == "Tray":
            save(work, "toy_good", {"name": "Spoon", "shelf_days": 1})
            seen.append(ToyGoodCare.of_one(work.session, good.id).shelf_days)

    monkeypatch.setattr(ToyGood, "complete", complete)
    tray = made(shop, "toy_good", name="Tray", shelf_days=7)
    assert seen == [tray["shelf_days"]] == [7]


def test_a_field_points_to_a_record_of_one_of_several_kinds(shop):
    order = made(shop, "toy_order", buyer="ann", taken_from="ann")
    assert order["taken_from"] == shop.ann["id"]
    other = made(shop, "toy_order", buyer="ann", taken_from=order["id"])
    assert other["taken_from"] == order["id"]
    wrong = refused(shop, "toy_order", buyer="ann", taken_from=shop.tea["id"])
    assert wrong == {"taken_from": "unknown_reference"}
    with shop.work() as work:
        pointed = presentations(
            work,
            [(("toy_buyer", "toy_order"), UUID(one)) for one in (shop.ann["id"], order["id"])],
        )
    assert pointed[UUID(shop.ann["id"])] == "Ann"
    assert pointed[UUID(order["id"])].startswith("Order ")


def meanwhile(monkeypatch, owner, name, do):
    """Do something once, before a step of saving is taken."""
    step, left = getattr(owner, name), [do]

    def first(*args):
        while left:
            left.pop()()
        return step(*args)

    monkeypatch.setattr(owner, name, first)


@pytest.mark.only("postgresql")  # on SQLite a unit of work sees what there was at its beginning
@pytest.mark.parametrize("step", ["_is_taken", "build"])
def test_a_record_made_by_another_at_any_step_is_no_other_record(shop, monkeypatch, step):
    key = str(uuid4())
    sent = {"id": key, "name": "Sugar", "code": "sugar"}
    meanwhile(monkeypatch, write, step, lambda: made(shop, "toy_good", **sent))
    if step == "build":  # its code is taken by itself: tried again, it is the one there is
        with pytest.raises(Collision):
            made(shop, "toy_good", **sent)
    assert made(shop, "toy_good", **sent)["id"] == key
