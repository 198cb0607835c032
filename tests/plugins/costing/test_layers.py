"""Cost layers: the golden cases of capabilities §2.6, and what must hold for any quantity."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tradepost.plugins.costing.layers import Layer, take

D = Decimal


def test_fifo_takes_the_oldest_first():
    layers = [Layer("one", D(10), D(1000)), Layer("two", D(10), D(1200))]
    assert sum(t.amount for t in take(layers, D(15))) == 1600
    assert (layers[1].quantity, layers[1].amount) == (5, 600)


def test_average_is_one_layer():
    layers = [Layer(None, D(20), D(2200))]
    assert sum(t.amount for t in take(layers, D(15))) == 1650
    assert layers[0].amount == 550


def test_the_last_piece_takes_the_last_kopecks():
    layers = [Layer("one", D(3), D("100"))]
    costs = [take(layers, D(1))[0].amount for _n in range(3)]
    assert costs == [D("33.33"), D("33.34"), D("33.33")]
    assert layers[0].amount == 0


def test_what_no_layer_covers_comes_last_at_the_last_known_cost():
    taken = take([Layer("one", D(2), D(20))], D(5))
    assert [(t.batch, t.quantity, t.amount) for t in taken] == [("one", 2, 20), (None, 3, 30)]


quantities = st.decimals("0.001", "999", places=3)
amounts = st.decimals("0", "99999", places=2)


@given(
    st.lists(st.tuples(quantities, amounts), min_size=1, max_size=6),
    st.lists(quantities, max_size=6),
)
def test_nothing_is_lost_and_nothing_is_made(batches, issues):
    layers = [Layer(n, q, a) for n, (q, a) in enumerate(batches)]
    whole = sum(a for _q, a in batches)
    taken = []
    for quantity in issues:
        if quantity <= sum(layer.quantity for layer in layers):
            taken += take(layers, quantity)
    assert sum(t.amount for t in taken) + sum(layer.amount for layer in layers) == whole
    assert all(layer.amount == 0 for layer in layers if layer.quantity == 0)
    assert all(layer.amount >= 0 for layer in layers)
