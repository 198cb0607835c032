"""Seasons, weeks and prices of the demo's market."""

from datetime import date
from decimal import Decimal
from random import Random

from tradepost.plugins.demo import market


def test_ice_and_spades_have_their_months():
    assert market.season("summer", date(2026, 7, 15)) > 2 * market.season(
        "summer", date(2026, 1, 15)
    )
    assert market.season("school", date(2026, 8, 15)) == 2.6
    assert market.season("even", date(2026, 2, 28)) == 1


def test_a_season_changes_by_days_not_by_jumps():
    days = [date(2026, 7, 31), date(2026, 8, 1)]
    first, second = (market.season("school", day) for day in days)
    assert abs(first - second) < 0.1


def test_curves_of_the_year_have_a_mean_of_about_one():
    for curve in market.SEASONS.values():
        assert 0.9 < sum(curve) / 12 < 1.1


def test_prices_drift_upwards():
    first = date(2026, 1, 1)
    assert market.grown(Decimal(100), first, first) == 100
    assert market.grown(Decimal(100), first, date(2027, 1, 1)) == 106


def test_pieces_are_whole_and_weights_are_not_nothing():
    chance = Random(1)
    assert all(
        one == int(one) >= 1 for one in (market.pieces(chance, 3, "pcs") for _ in "ab" * 99)
    )
    assert min(market.pieces(chance, 3, "kg") for _n in range(300)) >= Decimal("0.3")
