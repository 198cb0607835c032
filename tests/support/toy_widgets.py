"""A toy plugin whose widgets show, fail and refuse, over the toy house."""

from decimal import Decimal as D

import pytest

from support.back_office import Office
from support.toy import NOW, ToyPlugin, make_toy_base
from support.toy_stock import ToyStockPlugin
from tradepost.core import Forbidden, Plugin, Texts, hookimpl
from tradepost.core.clock import FixedClock
from tradepost.core.database.ids import new_id
from tradepost.core.house import House
from tradepost.core.reporting.charts import Chart, Series
from tradepost.core.reporting.leading import to_list, to_record, to_report
from tradepost.core.reporting.widgets import EVERYBODY, PERIOD, Figure, Line, Shown, Widget
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")
HIDDEN = to_record("toy_vault", new_id())


def toys_shown(work, asked):
    return Shown(
        figures=[
            Figure("<b>In all</b>", D("-12.5"), to=to_report("toy_stock_balance"), before=D(5))
        ],
        chart=Chart("Toys by days", ["Mon", "Tue"], [Series("Toys", [D(1), D(2)])]),
        chart_to=[to_report("toy_stock_balance"), to_report("no_such")],
        columns=((_("Name"), "text"), (_("Amount"), "amount")),
        lines=[
            Line(("Tea", D(3)), to_list("toy_good", name__like="tea")),
            Line(("Safe", D(1)), HIDDEN),
        ],
        more=(_("Amount"), to_report("toy_stock_balance", period=asked.option(PERIOD))),
    )


def toys_failing(_work, _asked):
    raise ZeroDivisionError("a secret of the server")


def toys_refused(_work, _asked):
    raise Forbidden(_("Name"))


class ToyWidgets(Plugin):
    name = "toy_widgets"
    title = _("Toys")

    @hookimpl
    def list_widgets(self):
        return [
            Widget("toy_shown", _("Toys"), "toy_good.read", toys_shown, _("Goods"),
                   options=(PERIOD,), roles=("keeper",), width=2),
            Widget("toy_failing", _("Orders"), "toy_order.read", toys_failing, roles=("keeper",)),
            Widget("toy_refused", _("Buyers"), "", toys_refused),
            Widget("toy_first", _("Group"), "", lambda w, a: Shown(empty=_("Name")),
                   roles=(EVERYBODY,), place=1),
        ]  # fmt: skip


@pytest.fixture
def desk_house(bases):
    """The toy house with widgets."""
    extra = [ToyPlugin(), ToyStockPlugin(), ToyWidgets()]
    url = bases.like("toy", make_toy_base)
    house = House(Settings(), url, clock=FixedClock(NOW), extra=extra)
    yield house
    house.close()


@pytest.fixture
def desk(desk_house):
    """Its back office with `boss`, who may do everything, signed in."""
    made = Office(desk_house)
    made.user("boss", roles=["administrator"])
    made.sign_in("boss")
    return made
