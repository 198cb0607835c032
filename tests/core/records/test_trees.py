"""Folders: a level at a time, and the way up from one."""

from tradepost.core.records.trees import above, folders_in
from tradepost.core.records.write import mark_deleted, save


def test_folders_are_told_a_level_at_a_time(toy):
    with toy.work() as work:
        food = save(work, "toy_group", {"name": "Food"})
        drinks = save(work, "toy_group", {"name": "drinks"})
        tea = save(work, "toy_group", {"name": "Tea", "parent": str(drinks.id)})
        old = save(work, "toy_group", {"name": "Old", "parent": str(food.id)})
        mark_deleted(work, old)
        cls = work.schema.records["toy_group"]
        assert [(one.name, one.has_more) for one in folders_in(work, cls, None)] == [
            ("drinks", True), ("Food", False),
        ]  # fmt: skip
        assert [one.key for one in folders_in(work, cls, drinks.id)] == [tea.id]
        assert above(work, cls, tea.id) == [drinks.id]
        assert above(work, cls, drinks.id) == []
