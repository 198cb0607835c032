"""Reports of trade in currencies: debts and money in both currencies, and the differences."""

from decimal import Decimal

from ...core import Texts
from ...core.reporting import Measure, Report, Variant
from ...core.reporting.report import Figures
from ...core.values import ZERO

_ = Texts(__package__)

SHOWN = ("opening", "raised", "paid", "closing", "gained", "closing_books")
MOVED = ("opening", "came", "went", "closing", "gained", "closing_books")
DEBT, DEBT_BOOKS = "currency_settlements.amount", "currency_settlements.books_amount"
CASH, CASH_BOOKS = "currency_cash.amount", "currency_cash.books_amount"
OWED, HELD = "debt_differences", "money_differences"
NESTED = {"nested": "1"}


def reports() -> list[Report]:
    """Settlements and money in both currencies; what the change of rates came to."""
    return [
        Report(
            "currency_settlements",
            _("Settlements in two currencies"),
            "money",
            "currency_settlements.read",
            (
                Measure("opening", _("At the beginning"), "amount", DEBT, "opening"),
                Measure(
                    "opening_books",
                    _("In books, at the beginning"),
                    "amount",
                    DEBT_BOOKS,
                    "opening",
                ),
                Measure("raised", _("Debt arose"), "amount", DEBT, "in"),
                Measure("paid", _("Debt was settled"), "amount", DEBT, "out"),
                Measure("gained", _("Exchange difference"), formula=gained),
                Measure("closing", _("At the end"), "amount", DEBT, "closing"),
                Measure(
                    "closing_books", _("In books, at the end"), "amount", DEBT_BOOKS, "closing"
                ),
                Measure("realised", _("Of it realised"), "amount", f"{OWED}.realised"),
                Measure("revalued", _("Of it by revaluation"), "amount", f"{OWED}.revalued"),
            ),
            by=("party", "contract"),
            apart=("currency",),
            help=_(
                "Debts in the currency of contracts and in that of the books; above zero parties owe us"
            ),
            variants=(
                Variant(
                    "contracts",
                    _("By parties and contracts"),
                    ("party", "contract"),
                    SHOWN,
                    asks=NESTED,
                ),
                Variant("parties", _("By parties"), ("party",), SHOWN),
            ),
        ),
        Report(
            "currency_money",
            _("Money in two currencies"),
            "money",
            "currency_cash.read",
            (
                Measure("opening", _("At the beginning"), "amount", CASH, "opening"),
                Measure(
                    "opening_books",
                    _("In books, at the beginning"),
                    "amount",
                    CASH_BOOKS,
                    "opening",
                ),
                Measure("came", _("Came"), "amount", CASH, "in"),
                Measure("went", _("Went"), "amount", CASH, "out"),
                Measure("gained", _("Exchange difference"), formula=gained),
                Measure("closing", _("At the end"), "amount", CASH, "closing"),
                Measure(
                    "closing_books", _("In books, at the end"), "amount", CASH_BOOKS, "closing"
                ),
                Measure("realised", _("Of it realised"), "amount", f"{HELD}.realised"),
                Measure("revalued", _("Of it by revaluation"), "amount", f"{HELD}.revalued"),
            ),
            by=("place",),
            apart=("currency",),
            help=_("Money in foreign currencies, and what it is worth in the books"),
            variants=(Variant("places", _("By desks and accounts"), ("place",), MOVED),),
        ),
        Report(
            "exchange_differences",
            _("Exchange differences"),
            "money",
            "debt_differences.read",
            (
                Measure("debts_realised", _("Debts: realised"), "amount", f"{OWED}.realised"),
                Measure(
                    "debts_revalued", _("Debts: by revaluation"), "amount", f"{OWED}.revalued"
                ),
                Measure("money_realised", _("Money: realised"), "amount", f"{HELD}.realised"),
                Measure(
                    "money_revalued", _("Money: by revaluation"), "amount", f"{HELD}.revalued"
                ),
                Measure("all", _("In all"), formula=altogether),
            ),
            by=("currency",),
            help=_(
                "What changes of rates have brought, or cost (below zero), in the currency of "
                "the books"
            ),
            variants=(
                Variant("currencies", _("By currencies"), ("currency",)),
                Variant("months", _("By months"), ("time.month",), asks={"period": "this_year"}),
            ),
        ),
    ]


def gained(figures: Figures) -> Decimal | None:
    """Realised and revalued together."""
    return figures["realised"] + figures["revalued"]


def altogether(figures: Figures) -> Decimal | None:
    """All differences together."""
    parts = ("debts_realised", "debts_revalued", "money_realised", "money_revalued")
    return sum((figures[one] for one in parts), ZERO)
