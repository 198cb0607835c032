"""How a market breathes: the year's curves, the week's, and how prices drift. Pure."""

from datetime import date
from decimal import Decimal
from random import Random

# Demand by month against the year's mean, January first.
SEASONS = {
    "even": (1.0,) * 12,
    "winter": (1.4, 1.3, 1.1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.9, 1.1, 1.2, 1.3),
    "summer": (0.6, 0.6, 0.8, 1.0, 1.3, 1.6, 1.7, 1.5, 1.0, 0.8, 0.6, 0.6),
    "garden": (0.4, 0.5, 1.1, 1.8, 2.0, 1.5, 1.1, 1.0, 0.9, 0.7, 0.6, 0.5),
    "school": (0.8, 0.7, 0.7, 0.7, 0.7, 0.6, 1.0, 2.6, 1.7, 0.9, 0.8, 0.7),
    "holidays": (0.7, 1.0, 1.1, 0.8, 0.8, 0.7, 0.7, 0.8, 0.9, 1.0, 1.3, 2.2),
}
# Monday first; firms buy on working days, people in the evening of the week.
WEEK = (1.1, 1.0, 1.0, 1.1, 1.3, 0.8, 0.4)
DRIFT = Decimal("0.06")  # prices of a year grow by so much


def season(name: str, day: date) -> float:
    """The demand for goods of a curve on a day, between the middles of the months."""
    curve = SEASONS[name]
    middle = (day.day - 15) / 30
    here = curve[day.month - 1]
    there = curve[day.month % 12] if middle >= 0 else curve[day.month - 2]
    return here + (there - here) * abs(middle)


def weekday(day: date) -> float:
    """How busy a day of the week is."""
    return WEEK[day.weekday()]


def grown(price: Decimal, first: date, day: date) -> Decimal:
    """A price after some days of the usual drift, to the kopeck."""
    years = Decimal((day - first).days) / 365
    return (price * (1 + DRIFT * years)).quantize(Decimal("0.01"))


def pieces(chance: Random, mean: float, unit: str) -> Decimal:
    """How much of an item somebody takes: whole pieces, or weight and length to the tenth."""
    amount = chance.expovariate(1 / mean)
    if unit == "pcs":
        return Decimal(max(1, round(amount)))
    return max(Decimal("0.3"), Decimal(round(amount * 10)).scaleb(-1))
