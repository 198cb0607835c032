"""Charts as the pages carry them: data for the eye, and the same figures as a table.

A template says `{% from "charts.jinja2" import chart_of %}{{ chart_of(one, shell) }}`; the
script `chart.js` finds the data, fetches the drawing library only then, and draws in the
colours of the theme.
"""

import json
from typing import Any

from ..core.reporting.charts import Chart, Series
from .formats import Formats


def chart_data(chart: Chart, formats: Formats) -> str:
    """What `chart.js` draws, as JSON; exact figures are made binary only for drawing."""
    told = {
        "shape": chart.shape,
        "labels": [formats.text(one) for one in chart.labels],
        "series": [_series(one, chart, formats) for one in chart.series],
        "stacked": chart.stacked,
        "lying": chart.lying,
        "links": list(chart.links),
    }
    return json.dumps(told, ensure_ascii=False)


def _series(one: Series, chart: Chart, formats: Formats) -> dict[str, Any]:
    return {
        "title": formats.text(one.title),
        "values": [None if value is None else float(value) for value in one.values],
        "shown": [formats.value(chart.type, value) for value in one.values],
        "shape": one.shape or chart.shape,
        "faint": one.faint,
    }
