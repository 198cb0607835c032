"""Discounts and mark-ups: set by documents, combined by one policy, told why, kept in a register.

* `terms`, `conditions`, `nearest`, `combining` – the pure part that a till runs too: offers and a
  purchase in, percents and gifts out;
* `models`, `documents` – discounts, cards, limits, the paper that sets percents, registers;
* `trade` – what papers that earn discounts are made from;
* `offers`, `granting`, `gifts` – the offers of a moment, put on the rows of a paper;
* `granted` – what was taken off, as movements;
* `checks`, `limits` – what is refused; `reasons` – why a row costs what it costs; `explaining`
  – the same as a tree for programs.
"""

from .checks import faults
from .combining import combine
from .documents import DiscountSetting, DiscountSettingLine
from .explaining import list_reasons, reckoned
from .granted import discounts_taken
from .limits import BELOW, entered_rows, note_sold_below, whom_to_ask
from .models import (
    CardKind,
    CardSales,
    Discount,
    DiscountCard,
    DiscountLimit,
    DiscountsGranted,
    ItemDiscounts,
    PriceGroup,
)
from .reasons import Reason, panels, reasons
from .trade import DiscountedDocument, DiscountedLine

__all__ = [
    "BELOW",
    "CardKind",
    "CardSales",
    "Discount",
    "DiscountCard",
    "DiscountLimit",
    "DiscountSetting",
    "DiscountSettingLine",
    "DiscountedDocument",
    "DiscountedLine",
    "DiscountsGranted",
    "ItemDiscounts",
    "PriceGroup",
    "Reason",
    "combine",
    "discounts_taken",
    "entered_rows",
    "faults",
    "list_reasons",
    "note_sold_below",
    "panels",
    "reasons",
    "reckoned",
    "whom_to_ask",
]
