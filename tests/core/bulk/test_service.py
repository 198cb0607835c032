"""Bulk changes: tried first, made, logged, taken back; nobody goes past his rights."""

import pytest

from support.people import People
from tradepost.core import Forbidden, Invalid, Plugin, Refusal, Texts, Unknown, hookimpl
from tradepost.core.access.access import SYSTEM, Access
from tradepost.core.access.audit import journal
from tradepost.core.bulk import BulkAction, BulkChanges, Chosen, actions_for, service, settable
from tradepost.core.errors import Conflict
from tradepost.core.jobs import Worker
from tradepost.core.records.query import Query
from tradepost.core.records.read import get
from tradepost.core.records.write import save

_ = Texts("tradepost.core")


@pytest.fixture
def people(toy):
    return People(toy)


@pytest.fixture
def shop(toy):
    toy.keys = {}
    with toy.work() as work:
        toy.keys["drinks"] = save(work, "toy_group", {"name": "Drinks", "code": "drinks"}).id
        for code in ("tea", "cup", "pot"):
            data = {"name": code.title(), "code": code, "price": "1"}
            toy.keys[code] = save(work, "toy_good", data).id
    return toy


def chosen(shop, *codes):
    return Chosen([shop.keys[one] for one in codes])


def do(shop, act, access=SYSTEM):
    with shop.work(access) as work:
        return act(BulkChanges(work))


def outcomes(shop, key):
    with shop.work() as work:
        changes = BulkChanges(work)
        return {one.name: one.outcome for one in changes.items(changes.get(key))}


def planned(shop, given, *codes, action="core.set", access=SYSTEM):
    return do(
        shop, lambda one: one.plan("toy_good", action, chosen(shop, *codes), given).id, access
    )


def good(shop, code):
    with shop.work() as work:
        return get(work, "toy_good", shop.keys[code])


def test_what_would_change_is_told_and_nothing_does(shop):
    key = planned(shop, {"price": "5"}, "tea", "cup")
    with shop.work() as work:
        changes = BulkChanges(work)
        change = changes.get(key)
        assert (change.state, change.total) == ("tried", 2)
        items = changes.items(change)
        assert [one.outcome for one in items] == ["would", "would"]
        told = list(changes.differences(change, items[0]))
        assert told == [("price", "1", "5")]
    assert good(shop, "tea").price == 1


def test_it_is_made_logged_and_undone(shop):
    key = planned(shop, {"price": "5"}, "tea", "cup")
    do(shop, lambda one: one.apply(key))
    assert good(shop, "tea").price == 5
    assert set(outcomes(shop, key).values()) == {"changed"}
    do(shop, lambda one: one.undo(key))
    assert good(shop, "tea").price == 1
    with shop.work() as work:
        told = [(one.action, one.after["changed"]) for one in journal(work, kind="toy_good")
                if one.action.startswith("bulk")]  # fmt: skip
        assert told == [("bulk_undone", 2), ("bulk_changed", 2)]
        assert BulkChanges(work).get(key).state == "undone"


def test_undo_names_what_was_changed_since(shop):
    key = planned(shop, {"price": "5"}, "tea", "cup")
    do(shop, lambda one: one.apply(key))
    with shop.work() as work:
        save(work, "toy_good", {"price": "7"}, id=shop.keys["tea"])
    do(shop, lambda one: one.undo(key))
    assert outcomes(shop, key) == {"Tea": "kept", "Cup": "restored"}
    assert (good(shop, "tea").price, good(shop, "cup").price) == (7, 1)
    with shop.work() as work:
        changes = BulkChanges(work)
        (kept,) = changes.items(changes.get(key), outcome="kept")
        assert "изменил кто-то другой" in kept.reason  # the house speaks Russian


def test_a_record_changed_after_the_trial_is_left_alone(shop):
    key = planned(shop, {"price": "5"}, "tea", "cup")
    with shop.work() as work:
        save(work, "toy_good", {"price": "7"}, id=shop.keys["tea"])
    do(shop, lambda one: one.apply(key))
    assert outcomes(shop, key) == {"Tea": "refused", "Cup": "changed"}
    assert good(shop, "tea").price == 7


def test_refusals_stand_beside_their_records_and_hold_up_no_other(shop):
    class Choosy(Plugin):
        name, title = "choosy", _("Choosy")

        @hookimpl
        def check_record(self, work, record):
            wrong = record.kind == "toy_good" and record.code == "cup"
            return [Invalid(_("Begin with the first page"))] if wrong else []

    shop.plugins.manager.register(Choosy())
    key = planned(shop, {"price": "5"}, "tea", "cup")
    assert outcomes(shop, key) == {"Tea": "would", "Cup": "refused"}
    do(shop, lambda one: one.apply(key))
    assert outcomes(shop, key) == {"Tea": "changed", "Cup": "refused"}
    assert good(shop, "cup").price == 1


def test_what_stays_the_same_is_told_apart(shop):
    key = planned(shop, {"price": "1"}, "tea")
    assert outcomes(shop, key) == {"Tea": "same"}


def test_marks_are_put_and_taken_off(shop):
    key = planned(shop, {}, "tea", action="core.mark")
    do(shop, lambda one: one.apply(key))
    assert good(shop, "tea").deleted
    do(shop, lambda one: one.undo(key))
    assert not good(shop, "tea").deleted


def test_all_that_fits_a_query(shop):
    key = do(shop, lambda one: one.plan(
        "toy_good", "core.set", Chosen(query=Query("te")), {"group": str(shop.keys["drinks"])}
    ).id)  # fmt: skip
    assert outcomes(shop, key) == {"Tea": "would"}


def test_documents_are_posted_in_the_order_of_business(toy):
    with toy.work() as work:
        place = save(work, "toy_place", {"name": "Main", "code": "main"})
        thing = save(work, "toy_thing", {"name": "Axe", "code": "axe"})
        later, sooner = (
            save(work, "toy_move", {
                "place": str(place.id), "moment": f"2026-03-0{day}T09:00:00Z",
                "lines": [{"thing": str(thing.id), "quantity": quantity, "amount": "1"}],
            }).id
            for day, quantity in ((2, "-5"), (1, "5"))
        )  # fmt: skip
    key = do(toy, lambda one: one.plan("toy_move", "core.post", Chosen([later, sooner])).id)
    assert set(outcomes(toy, key).values()) == {"would"}
    do(toy, lambda one: one.apply(key))
    with toy.work() as work:
        assert get(work, "toy_move", later).posted and get(work, "toy_move", sooner).posted
    do(toy, lambda one: one.undo(key))
    with toy.work() as work:
        assert not get(work, "toy_move", later).posted


def test_many_are_done_in_the_background_with_progress_and_a_notice(shop, monkeypatch, people):
    monkeypatch.setattr(service, "AT_ONCE", 1)
    monkeypatch.setattr(service, "STEP", 2)
    people.role("keeper", "toy_good.read", "toy_good.edit")
    people.add("anna", "keeper")
    anna = people.access("anna")
    key = planned(shop, {"price": "5"}, "tea", "cup", "pot", access=anna)
    assert set(outcomes(shop, key).values()) == {"waiting"}
    with pytest.raises(Conflict):
        do(shop, lambda one: one.apply(key), anna)
    Worker(shop).once()
    assert len(outcomes(shop, key)) == 3 and set(outcomes(shop, key).values()) == {"would"}
    do(shop, lambda one: one.apply(key), anna)
    Worker(shop).once()
    assert good(shop, "pot").price == 5
    do(shop, lambda one: one.undo(key), anna)
    Worker(shop).once()
    assert good(shop, "pot").price == 1
    with shop.work(anna) as work:
        from tradepost.core.notices import Notices

        assert Notices(work).count() >= 1
        assert BulkChanges(work).get(key).state == "undone"


def test_a_change_whose_right_is_gone_meanwhile_comes_to_its_end(shop, monkeypatch, people):
    from tradepost.core.access.roles import Roles

    monkeypatch.setattr(service, "AT_ONCE", 1)
    people.role("keeper", "toy_good.read", "toy_good.edit")
    people.add("anna", "keeper")
    key = planned(shop, {"price": "5"}, "tea", "cup", access=people.access("anna"))
    with shop.work() as work:
        Roles(work).withdraw("keeper", "toy_good.edit")
    Worker(shop).once()
    with shop.work() as work:
        assert BulkChanges(work).get(key).state == "tried"
        assert BulkChanges(work).counts(BulkChanges(work).get(key)) == {"waiting": 2}
    assert good(shop, "tea").price == 1


def test_nobody_goes_past_his_rights(shop):
    reader = Access(None, "reader", frozenset({"toy_good.read"}))
    with pytest.raises(Unknown):
        planned(shop, {"price": "5"}, "tea", access=reader)
    with pytest.raises(Forbidden):
        planned(shop, {"price": "5"}, "tea", access=Access(None, "x", frozenset()))
    editor = Access(
        None, "editor", frozenset({"toy_good.read", "toy_good.edit"}),
        masked={"toy_good": frozenset({"price"})},
    )  # fmt: skip
    with shop.work(editor) as work:
        cls = work.schema.records["toy_good"]
        assert "price" not in [one.field.name for one in settable(work, cls)]
        assert [one.name for one in actions_for(work, cls)] == ["core.set"]
    key = planned(shop, {"price": "5"}, "tea", access=editor)
    assert outcomes(shop, key) == {"Tea": "refused"}


def test_what_is_hidden_is_not_told_by_the_log(shop):
    key = planned(shop, {"price": "5"}, "tea", "cup")
    masked = Access(
        None, "x", frozenset({"toy_good.read", "core.read_audit"}),
        masked={"toy_good": frozenset({"price"})},
        rows={"toy_good": frozenset({shop.keys["tea"]})},
    )  # fmt: skip
    with shop.work(masked) as work:
        changes = BulkChanges(work)
        change = changes.get(key)
        (one,) = changes.items(change)
        assert one.name == "Tea" and list(changes.differences(change, one)) == []


def test_records_out_of_sight_are_not_chosen(shop):
    rights = frozenset({"toy_good.read", "toy_good.edit"})
    rows = {"toy_good": frozenset({shop.keys["tea"]})}
    access = Access(None, "x", rights, rows=rows)
    key = planned(shop, {"price": "5"}, "tea", "cup", access=access)
    assert outcomes(shop, key) == {"Tea": "would"}


def test_only_who_began_it_goes_on_with_it(shop, people):
    people.role("keeper", "toy_good.read", "toy_good.edit")
    for name in ("anna", "ivan"):
        people.add(name, "keeper")
    key = planned(shop, {"price": "5"}, "tea", access=people.access("anna"))
    with pytest.raises(Unknown):
        do(shop, lambda one: one.apply(key), people.access("ivan"))
    with pytest.raises(Unknown):
        do(shop, lambda one: one.get(key), people.access("ivan"))
    assert do(shop, lambda one: one.listed(), people.access("ivan")) == []
    assert len(do(shop, lambda one: one.listed(), people.access("anna"))) == 1
    do(shop, lambda one: one.drop(key), people.access("anna"))
    assert do(shop, lambda one: one.listed()) == []


def test_what_was_done_is_not_forgotten(shop):
    key = planned(shop, {"price": "5"}, "tea")
    do(shop, lambda one: one.apply(key))
    for act in (lambda one: one.drop(key), lambda one: one.apply(key)):
        with pytest.raises(Conflict):
            do(shop, act)


def test_nothing_chosen_and_too_many_are_refused(shop, monkeypatch):
    with pytest.raises(Refusal, match="Nothing is chosen"):
        do(shop, lambda one: one.plan("toy_good", "core.mark", Chosen()))
    monkeypatch.setattr(service, "MOST", 2)
    with pytest.raises(Refusal, match="More than"):
        do(shop, lambda one: one.plan("toy_good", "core.mark", Chosen(query=Query())))


def test_a_plugin_offers_an_action_of_its_own(shop):
    class Doubler(Plugin):
        name, title = "doubler", _("Doubler")

        @hookimpl
        def list_bulk_actions(self):
            return [BulkAction("toy.double", _("Draft"), run=self.double, kinds=("toy_good",))]

        def double(self, work, record, given):
            save(work, "toy_good", {"price": str(record.price * 2)}, id=record.id)

    shop.plugins.manager.register(Doubler())
    with shop.work() as work:
        schema = work.schema.records
        assert "toy.double" in [one.name for one in actions_for(work, schema["toy_good"])]
        assert "toy.double" not in [one.name for one in actions_for(work, schema["toy_buyer"])]
    key = planned(shop, {}, "tea", action="toy.double")
    do(shop, lambda one: one.apply(key))
    assert good(shop, "tea").price == 2
    do(shop, lambda one: one.undo(key))
    assert good(shop, "tea").price == 1
