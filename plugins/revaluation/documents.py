"""The paper that brings money and debts in foreign currencies to the rates of a day."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Mapped

from ...core import Texts, Work, field
from ...core.records.filling import left_out
from ..currencies import RATES_ZONE
from ..organisations import OrganisationDocument

_ = Texts(__package__)


class CurrencyRevaluation(OrganisationDocument):
    """Money and debts in foreign currencies are valued anew by the rates of a day.

    It stands at the end of its day, where rates of the Bank of Russia end too. Sums in the
    currencies themselves do not change.
    """

    title = _("Revaluation of currencies"), _("Revaluations of currencies")
    about = _(
        "Money and debts in foreign currencies are brought to the rates of a day, usually the "
        "last of the month. What they are worth in the books changes, the sums in the "
        "currencies do not; the exchange difference is income or a loss."
    )
    also = _("exchange differences, month end, rates")

    day: Mapped[date] = field(_("By the rates of"), required=False)
    of_money: Mapped[bool] = field(_("Money"), default=True)
    of_debts: Mapped[bool] = field(_("Settlements"), default=True)
    if TYPE_CHECKING:
        organisation_id: Mapped[Any]

    def complete(self, work: Work) -> None:
        """Left out, the day is that of its date; it stands at the end of its day."""
        super().complete(work)
        if left_out(self.day):
            self.day = self.moment.astimezone(RATES_ZONE).date()
        self.moment = end_of(self.day)


def end_of(day: date) -> datetime:
    """The last moment of a day as rates count it."""
    start = datetime.combine(day + timedelta(days=1), time(), RATES_ZONE)
    return start.astimezone(UTC) - timedelta(microseconds=1)
