"""A catalogue of goods by chance: names, barcodes, prices. Pure: the same chance, the same goods."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from ...core.values import round_to
from . import numbers
from .words import GROUPS, Group, Sort, Word

# Federal law 425-FZ of 2025: the common rate is 22 % from 2026 on; food keeps 10 %.
RISEN = date(2026, 1, 1)
KOPECK = Decimal("0.01")
Kind = tuple[Group, Sort, Word, Word, tuple[str, str, float]]


@dataclass(frozen=True)
class Goods:
    """An item of the catalogue.

    Attributes:
        group: the group's code.
        sku: the article.
        name: Russian and English.
        unit: code of the base unit.
        vat_rate: percent.
        barcode: EAN-13; empty for goods sold by weight or length.
        cost: what a base unit is bought for, VAT inside, in roubles.
        retail, wholesale: what it is sold for, VAT inside.
        season: the curve of its demand.
        popularity: how often it is asked for, against the others.
    """

    group: str
    sku: str
    name: Word
    unit: str
    vat_rate: Decimal
    barcode: str
    cost: Decimal
    retail: Decimal
    wholesale: Decimal
    season: str
    popularity: float


def catalogue(chance: Random, count: int, day: date) -> list[Goods]:
    """Goods of every group, `count` of them or as many as there are words for.

    Args:
        chance: where choices come from.
        count: how many are wanted.
        day: whose VAT rates hold.
    """
    every = [
        (group, sort, maker, form, size)
        for group in GROUPS
        for sort in group.sorts
        for maker in group.makers
        for form in sort.forms
        for size in sort.sizes
    ]
    chosen = sorted(chance.sample(range(len(every)), min(count, len(every))))
    return [_goods(chance, n, day, every[place]) for n, place in enumerate(chosen, 1)]


def _goods(chance: Random, n: int, day: date, kind: Kind) -> Goods:
    group, sort, maker, form, size = kind
    cost = _kopecks(chance.uniform(sort.low, sort.high) * size[2])
    margin = chance.randint(*group.margin)
    counted = sort.unit == "pcs"
    return Goods(
        group.code,
        f"{group.code[0].upper()}{n:05d}",
        _named(sort, maker, form, size),
        sort.unit,
        vat_rate(group.vat, day),
        numbers.ean13(chance) if counted else "",
        cost,
        priced(cost * (100 + margin) / 100),
        round_to(cost * (200 + margin) / 200, 2),
        sort.season,
        chance.paretovariate(1.2),
    )


def _named(sort: Sort, maker: Word, form: Word, size: tuple[str, str, float]) -> Word:
    """`Чай чёрный, 100 г «Полянка»`, `Black tea, 100 g “Polyanka”`."""
    coloured = form[0].startswith("цвет")
    russian = f"{sort.name[0]}{', ' if coloured else ' '}{form[0]}".strip()
    english = f"{form[1]} {sort.name[1].lower()}".strip()
    parts = [one for one in (russian, size[0]) if one], [one for one in (english, size[1]) if one]
    first, second = (", ".join(one) for one in parts)
    return f"{first} «{maker[0]}»", f"{second[0].upper()}{second[1:]} “{maker[1]}”"


def vat_rate(kind: str, day: date) -> Decimal:
    """The rate of VAT that goods of a kind (`food`, `common`) bear on a day."""
    if kind == "food":
        return Decimal(10)
    return Decimal(22 if day >= RISEN else 20)


def priced(exact: Decimal) -> Decimal:
    """A price as shops write it: to ten kopecks when small, to roubles, to tens less one."""
    if exact < 50:
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP).quantize(KOPECK)
    if exact < 1000:
        return exact.quantize(Decimal(1), ROUND_HALF_UP).quantize(KOPECK)
    return (exact.quantize(Decimal("1E1"), ROUND_HALF_UP) - 1).quantize(KOPECK)


def _kopecks(exact: float) -> Decimal:
    return Decimal(round(exact * 100)).scaleb(-2)
