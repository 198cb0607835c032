"""Reports: registers, dimensions, measures and a period, answered in rows and totals.

Every register has its balance and turnover by itself; a plugin declares others in the hook
`list_reports`. `report_of` finds one, `parse_params` reads what was asked, `run` answers it,
`behind` names the documents behind a figure, `files` writes it as XLSX or CSV.
"""

from .. import calls
from ..errors import Unknown
from ..house import House
from ..texts import Texts
from .answer import Column, Result, Row
from .asked import Params
from .axes import axes_of
from .behind import Behind, behind
from .generated import generated
from .later import Answers, figures_of
from .layout import Layout, tree
from .params import parse_params
from .report import Measure, Report, Variant, dimension_title
from .running import run

_ = Texts(__package__)


def reports_of(house: House) -> dict[str, Report]:
    """Every report of a house by name: the registers' own, then those of the plugins.

    A plugin replaces a report of a register by one of the same name. A report of a register
    whose plugin is off is left out.
    """
    found = generated(house.schema)
    for one in calls.reports(house.plugins.manager.hook):
        if one.is_whole(house.schema):
            found[one.name] = one
    return found


def report_of(house: House, name: str) -> Report:
    """The report of a name.

    Raises:
        Unknown: where there is none.
    """
    found = reports_of(house).get(name)
    if found is None:
        raise Unknown(_("There is no report “{name}”", name=name), path=name)
    return found


__all__ = [
    "Answers",
    "Behind",
    "Column",
    "Layout",
    "Measure",
    "Params",
    "Report",
    "Result",
    "Row",
    "Variant",
    "axes_of",
    "behind",
    "dimension_title",
    "figures_of",
    "parse_params",
    "report_of",
    "reports_of",
    "run",
    "tree",
]
