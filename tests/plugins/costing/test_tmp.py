import pytest, collections, os
from support.cost_firm import *
from tradepost.core.posting import sequence
from uuid import UUID


@pytest.mark.parametrize(
    "method", (os.environ.get("M") or "fifo lifo average month_average").split()
)
@pytest.mark.parametrize(
    "seed", range(int(os.environ.get("A", "0")), int(os.environ.get("B", "8")))
)
def test_changes(trade_house, method, seed):
    h = lived(trade_house, seed, method, deeds=40)
    d = h.differences()
    if d:
        print(seed, method, h.firm.wide)
        print(d)
        for e in sorted(h.events, key=lambda o: (o["moment"], o["id"])):
            print({k: (str(v)[-6:] if k in ("id", "of") else str(v)) for k, v in e.items()})
        with h.firm.house.work() as work:
            z = UUID(int=0)
            sequence.touch_many(
                work, CostBatches, {(i, z, h.firm.places[0], z): MONTHS[0] for i in h.firm.items}
            )
        h.firm.restore()
        print("AGAIN", h.differences())
    assert d == []


def test_dump(trade_house):
    h = lived(trade_house, 0, "average", deeds=40)
    from tradepost.core.posting import readings

    with h.firm.house.work(reads_only=True) as work:
        rows = readings.movements(
            work.as_house(), CostBatches, where={"item": h.firm.items[1]}, limit=1000
        )
    for r in rows:
        print(
            str(r["moment"])[5:16],
            str(r["recorder"])[-6:],
            h.firm.places.index(r["warehouse"]) if r["warehouse"] else None,
            str(r["batch"])[-6:],
            r["quantity"],
            r["amount"],
        )
    assert 0
