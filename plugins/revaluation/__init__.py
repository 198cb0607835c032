"""Revaluation: debts and money in foreign currencies, what they are worth, what rates change."""

from ...core import (
    Document,
    Movement,
    Panel,
    Plugin,
    Record,
    Refusal,
    Role,
    Setting,
    Texts,
    Work,
    hookimpl,
)
from ...core.jobs import Job
from ...core.posting.posting import Posting
from ...core.reporting import Report
from . import booking, exchanging, following, panels, proofs, reports, revaluing
from .documents import CurrencyRevaluation
from .exchanging import CurrencyExchange
from .models import CurrencyCash, CurrencySettlements, DebtDifferences, MoneyDifferences

_ = Texts(__package__)


class RevaluationPlugin(Plugin):
    """Keeps debts and money in both currencies, and finds exchange differences."""

    name, title, section = "revaluation", _("Revaluation of currencies"), "money"
    needs = ("cash", "currencies", "organisations", "parties", "settlements")
    settings = (
        Setting(
            "revalue_advances",
            bool,
            default=False,
            help=_("Revalue advances, too; by ПБУ 3/2006 they keep the rate they came at"),
        ),
    )

    @hookimpl
    def on_installed(self, work: Work) -> None:
        """See to papers that were posted before."""
        following.install(work)

    @hookimpl
    def check_record(self, work: Work, record: Record) -> list[Refusal]:
        """Object to an exchange within one currency, or of nothing."""
        return list(exchanging.objections(record))

    @hookimpl
    def list_movements(self, posting: Posting) -> list[Movement]:
        """Book papers in both currencies; bring balances to the rates of a day."""
        if isinstance(posting.document, CurrencyRevaluation):
            return list(revaluing.movements(posting))
        found = booking.movements(posting)
        if isinstance(posting.document, CurrencyExchange):
            found += exchanging.movements(posting, posting.document)
        return found

    @hookimpl
    def check_posting(self, posting: Posting) -> list[Refusal]:
        """Object to a revaluation of nothing, or of a day that has one."""
        return list(revaluing.objections(posting))

    @hookimpl
    def on_posted(self, work: Work, document: Document) -> None:
        """Let later revaluations look again."""
        following.follow(work, document)

    @hookimpl
    def on_unposted(self, work: Work, document: Document) -> None:
        """Let later revaluations look again."""
        following.follow(work, document)

    @hookimpl
    def list_jobs(self) -> list[Job]:
        """What is posted again in the background."""
        return following.JOBS

    @hookimpl
    def list_panels(self, work: Work, record: Record) -> list[Panel]:
        """Show sums in both currencies, and what a revaluation has changed."""
        return panels.panels(work, record)

    @hookimpl
    def list_reports(self) -> list[Report]:
        """Settlements and money in two currencies, exchange differences."""
        return reports.reports()

    @hookimpl
    def list_roles(self) -> list[Role]:
        """The accountant revalues; others see as much as they see of debts and money."""
        return roles()

    @hookimpl
    def check_base(self, work: Work) -> list[str]:
        """Prove that both currencies tell of the same debts and money."""
        return proofs.broken(work)


DEBTS = ("currency_settlements.read", "debt_differences.read")
ALL = (*DEBTS, "currency_cash.read", "money_differences.read")


def roles() -> list[Role]:
    """Who does what with currencies."""
    return [
        Role(
            "accountant", _("Accountant"), (*ALL, "currency_revaluation.*", "currency_exchange.*")
        ),
        Role(
            "director",
            _("Director"),
            (*ALL, "currency_revaluation.read", "currency_exchange.read"),
        ),
        Role("salesperson", _("Salesperson"), DEBTS),
        Role("buyer", _("Buyer"), DEBTS),
    ]


plugin = RevaluationPlugin()

__all__ = [
    "CurrencyCash",
    "CurrencyExchange",
    "CurrencyRevaluation",
    "CurrencySettlements",
    "DebtDifferences",
    "MoneyDifferences",
    "plugin",
]
