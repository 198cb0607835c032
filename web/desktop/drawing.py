"""Drawing a widget: its answer, or what went wrong, inside its box; where its figures lead."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from ...core.errors import Forbidden, Refusal
from ...core.reporting.leading import Goto
from ...core.reporting.widgets import Asked, Figure, Shown, Widget
from ...core.texts import Text, Texts
from ...core.values import round_to
from ...core.work import Work
from ..formats import Formats
from ..navigation import Navigation
from ..tables import NUMBERS, Cell, figure

_ = Texts("tradepost.web")
log = logging.getLogger(__name__)


class Leading:
    """Makes addresses of the places this person may go to."""

    def __init__(self, navigation: Navigation) -> None:
        self.open = {one.address: one for one in navigation.entries}

    def __call__(self, to: Goto | None) -> str:
        """The address; empty where there is none for this person."""
        if to is None:
            return ""
        if to.what == "report":
            return self._asking(f"/reports/{to.name}", to.question)
        for group in ("documents", "catalogs"):
            place = f"/{group}/{to.name}"
            if place in self.open:
                return self._into(place, to)
        return ""

    def _into(self, place: str, to: Goto) -> str:
        if to.what == "record":
            return f"{place}/{to.key}"
        if to.what == "new":
            return f"{place}/new"
        return self._asking(place, to.question)

    def _asking(self, place: str, question: Mapping[str, Any]) -> str:
        if place not in self.open:
            return ""
        return f"{place}?{urlencode(question, doseq=True)}" if question else place


@dataclass(frozen=True)
class Drawn:
    """What stands in the box.

    Attributes:
        shown: the answer; None where it failed.
        fault: what went wrong, in words for the person.
        again: whether to try again may help.
    """

    shown: Shown | None
    formats: Formats
    lead: Leading
    fault: Text | str = ""
    again: bool = False

    def change(self, one: Figure) -> Cell | None:
        """How much a figure has changed, in per cent."""
        if not one.before or one.value is None:
            return None
        part = round_to((Decimal(one.value) - one.before) * 100 / abs(one.before), 0)
        sign = "+" if part > 0 else ""
        return Cell(f"{sign}{self.formats.number(part)} %", "good" if part >= 0 else "negative")

    def value(self, kind: str, value: Any) -> Cell:
        """A value of a table."""
        if kind in NUMBERS and value is not None:
            return figure(self.formats, kind, value, dash=True)
        return Cell(self.formats.value(kind, value))

    def is_number(self, kind: str) -> bool:
        """Whether a column stands to the right."""
        return kind in NUMBERS


def draw(
    work: Work,
    formats: Formats,
    navigation: Navigation,
    widget: Widget,
    options: Mapping[str, str],
) -> Drawn:
    """Ask a widget; whatever happens stays in its box."""
    lead = Leading(navigation)
    try:
        shown = widget.show(work, Asked(formats.zone, options))
    except Forbidden:
        return Drawn(None, formats, lead, _("You have no right to see these figures"))
    except Refusal as why:
        return Drawn(None, formats, lead, why.message)
    except Exception:
        log.exception("widget %s failed", widget.name)
        return Drawn(None, formats, lead, _("These figures can not be told just now"), again=True)
    if shown.chart is not None and shown.chart_to:
        links = [lead(one) for one in shown.chart_to]
        shown = replace(shown, chart=replace(shown.chart, links=links))
    return Drawn(shown, formats, lead)
