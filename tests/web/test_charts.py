"""Charts: the data for the eye, and the same figures for those who do not see them."""

import json
from decimal import Decimal

from tradepost.core.reporting.charts import Chart, Series
from tradepost.core.texts import Texts
from tradepost.web.charts import chart_data
from tradepost.web.formats import formats_of
from tradepost.web.rendering import environment_for

_ = Texts("tradepost.web")
FORMATS = formats_of("ru", "Europe/Moscow")
SALES = Chart(
    "Sales & <returns>",
    ["1 <b>", "2"],
    [
        Series("Now", [Decimal("1234.5"), None]),
        Series(_("Total"), [Decimal(1), Decimal(2)], shape="line", faint=True),
    ],
    links=["/reports/one", ""],
)


class Shell:
    def asset(self, name):
        return f"/static/{name}?v=1"


def test_a_chart_says_its_figures_as_the_person_reads_them():
    told = json.loads(chart_data(SALES, FORMATS))
    assert told["labels"] == ["1 <b>", "2"]
    assert told["links"] == ["/reports/one", ""]
    first, second = told["series"]
    assert first["values"] == [1234.5, None]
    assert first["shown"] == ["1\N{NARROW NO-BREAK SPACE}234,50", ""]
    assert (second["title"], second["shape"], second["faint"]) == ("Итого", "line", True)


def test_its_figures_stand_in_a_table_too_and_no_name_becomes_markup():
    source = '{% from "charts.jinja2" import chart_of %}{{ chart_of(one, shell) }}'
    drawn = environment_for(FORMATS).from_string(source).render(one=SALES, shell=Shell())
    assert "<b>" not in drawn
    assert "Sales &amp; &lt;returns&gt;" in drawn
    assert '<th scope="row">1 &lt;b&gt;</th><td>1\N{NARROW NO-BREAK SPACE}234,50</td>' in drawn
    assert "echarts.min.js?v=1" in drawn
