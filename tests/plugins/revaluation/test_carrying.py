"""What a balance is carried at: invariants over any history, beside a slow oracle."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradepost.core.values import round_to
from tradepost.plugins.revaluation.carrying import Carried

D = Decimal
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
MOVES = st.lists(
    st.tuples(st.integers(-9999, 9999), st.integers(5000, 12000), st.booleans()), max_size=30
)


@QUIET
@given(MOVES)
def test_whatever_happens_the_books_are_what_papers_and_differences_say(moves):
    state, said, gained = Carried(), D(0), D(0)
    for cents, rate, revalued in moves:
        amount, at = D(cents) / 100, D(rate) / 100
        if revalued:
            state, more = state.at_rate(at)
        else:
            books = round_to(amount * at, 2)
            state, more = state.moved(amount, books)
            said += books
        gained += more
        assert state.books == said + gained
        assert state.amount or not state.books
        assert state.amount * state.books >= 0


@QUIET
@given(MOVES)
def test_it_is_carried_within_a_kopeck_a_move_of_the_exact_average(moves):
    state, amount, exact = Carried(), Fraction(0), Fraction(0)
    for count, (cents, rate, _revalued) in enumerate(moves, 1):
        moved, at = D(cents) / 100, D(rate) / 100
        state, _gained = state.moved(moved, round_to(moved * at, 2))
        part = Fraction(moved)
        if amount and part and (amount > 0) != (part > 0):
            after = amount + part
            same = after == 0 or (after > 0) == (amount > 0)
            exact = exact * after / amount if same else after * Fraction(at)
        else:
            exact += part * Fraction(at)
        amount += part
        assert abs(Fraction(state.books) - exact) <= Fraction(count, 100)


def test_the_last_part_takes_what_kopecks_are_left():
    state = Carried(D("-100"), D("-9011.11"))
    found = []
    for part, worth in (("33.33", "3000"), ("33.33", "3000"), ("33.34", "3001")):
        state, gained = state.moved(D(part), D(worth))
        found.append(gained)
    assert found == [D("3.40"), D("3.40"), D("3.31")]
    assert state == Carried()
