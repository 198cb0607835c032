"""Every number can say why: its tree adds up to the reading."""

from datetime import UTC, datetime

from support.toy_stock import ToyStock
from tradepost.core.posting import explain as why


def leaves(reason):
    return (
        [reason]
        if not reason.because
        else [one for each in reason.because for one in leaves(each)]
    )


def test_a_balance_is_explained_by_its_documents(shop):
    for n in range(1, 4):
        shop.move(datetime(2026, n, 5, tzinfo=UTC), (0, 10, 100), (0, -n, 5))
    with shop.house.work(reads_only=True) as work:
        tree = why.explain(work, ToyStock, where={"thing": shop.things[0].id})
    assert tree.values["quantity"] == shop.stock() == 24
    assert sum(leaf.values["quantity"] for leaf in leaves(tree)) == 24
    assert [one.label for one in tree.because] == ["2026-01", "2026-02", "2026-03"]
    assert {leaf.kind for leaf in leaves(tree)} == {"toy_move"}


def test_a_number_of_many_leaves_still_adds_up(shop, monkeypatch):
    monkeypatch.setattr(why, "LEAVES", 3)
    for n in range(1, 8):
        shop.move(datetime(2026, 1, n, tzinfo=UTC), (0, 1, 10))
    with shop.house.work(reads_only=True) as work:
        tree = why.explain(work, ToyStock, where={"thing": shop.things[0].id})
    assert tree.values["quantity"] == 7
    assert sum(leaf.values["quantity"] for leaf in leaves(tree)) == 7
