"""Random histories of prices and of promises beside slow references; and the bugs they notice."""

from contextlib import contextmanager
from decimal import ROUND_DOWN, Decimal
from unittest import mock

from support import price_firm, price_purchases, reserve_firm
from support.catalogs import catalog_house, make_catalogs
from support.trade import Shop
from tradepost.core.posting import service
from tradepost.plugins.pricing import arithmetic, prices, rules
from tradepost.plugins.pricing.discounts import combining, conditions
from tradepost.plugins.reservations import limits, promises

PURCHASES = 10  # worked out for each history of prices, with as many rows


# --- planted bugs of prices -----------------------------------------------------------------


@contextmanager
def unsorted_tie():
    """The planted bug: of equal discounts the one that comes last wins."""
    last = lambda met: combining._largest(met[::-1])
    with mock.patch.dict(combining._POLICIES, {"largest": last}):
        yield


@contextmanager
def rounded_down():
    """The planted bug: what is half of the last digit and more is dropped."""
    down = lambda value, digits: value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN)
    with mock.patch.object(arithmetic, "half_up", down):
        yield


@contextmanager
def one_step_less():
    """The planted bug: a price is rounded to a step that is off by one where it rounds up."""
    usual = arithmetic.to_step
    with mock.patch.object(rules, "to_step", lambda value, step, up=False: usual(value, step)):
        yield


@contextmanager
def more_than_the_threshold():
    """The planted bug: who has bought as much as is asked has to buy more."""
    usual = conditions._is_met

    def strict(one, purchase, total):
        exact = purchase.accumulated.get(one.id) == one.threshold
        return usual(one, purchase, total) and not (one.condition == "accumulated" and exact)

    with mock.patch.object(conditions, "_is_met", strict):
        yield


@contextmanager
def lost_limit():
    """The planted bug: nobody cuts what is beyond the limit."""
    with mock.patch.object(combining, "_cut", lambda shares, _most: shares):
        yield


@contextmanager
def rates_of_the_first_day():
    """The planted bug: prices of another currency stand at an old rate."""
    usual = prices.rates_at
    old = lambda work, currencies, _moment: usual(work, currencies, price_firm.START)
    with mock.patch.object(prices, "rates_at", old):
        yield


PRICE_BUGS = (
    unsorted_tie,
    rounded_down,
    one_step_less,
    more_than_the_threshold,
    lost_limit,
    rates_of_the_first_day,
)


# --- planted bugs of promises ---------------------------------------------------------------


@contextmanager
def lost_guard():
    """The planted bug: goods have to be there, promised to others or not."""
    with mock.patch.object(service, "bounds_of", lambda _codes: []):
        yield


@contextmanager
def takes_anothers():
    """The planted bug: a shipment leaves its own reserve alone and takes what is anybody's."""
    with mock.patch.object(promises, "_shipped", lambda _posting, _paper: []):
        kinds = {**promises._BY_KIND, promises.Shipment: promises._shipped}
        with mock.patch.object(promises, "_BY_KIND", kinds):
            yield


@contextmanager
def boxes_for_pieces():
    """The planted bug: what is promised in boxes is counted as so many pieces."""
    usual = promises._moved

    def counted(posting, document):
        for line in document.lines:
            line.base_quantity = line.quantity
        return usual(posting, document)

    kinds = {**promises._BY_KIND, promises.Reservation: counted}
    with mock.patch.object(promises, "_BY_KIND", kinds):
        yield


@contextmanager
def promised_for_ever():
    """The planted bug: nobody frees what is promised beyond the order, and nobody minds."""
    with (
        mock.patch.object(promises, "freed", lambda *_given: iter(())),
        mock.patch.object(limits, "_refused", lambda *_given: iter(())),
    ):
        yield


RESERVE_BUGS = (lost_guard, takes_anothers, boxes_for_pieces, promised_for_ever)


# --- runs -----------------------------------------------------------------------------------


class Prices:
    """Histories of prices: types that follow one another, rates, units, purchases, rows."""

    a_base = 250
    deeds = "2 to 8 settings and 12 questions, 10 purchases and 10 rows"

    @staticmethod
    def opened(bases):
        return catalog_house(bases.like("catalogs", make_catalogs))

    @staticmethod
    def faults(house, seed):
        found = price_firm.lived(house, seed).differences()
        for n in range(PURCHASES):
            found += price_purchases.purchase_faults(seed * PURCHASES + n)
            found += price_purchases.line_faults(seed * PURCHASES + n)
        return found


class Reserves:
    """Histories of promises: two warehouses, two suppliers, three orders, papers of any moment."""

    a_base = 250
    deeds = "2 receipts and 3 to 12 deeds"

    @staticmethod
    def opened(bases):
        return reserve_firm.open_store(bases.like("store", reserve_firm.make_store))

    @staticmethod
    def faults(house, seed):
        return reserve_firm.lived(Shop(house), seed).differences()
