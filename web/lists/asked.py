"""What is asked of a list: by its address, by the view chosen, by how it is laid out.

The address says what is looked for. A view keeps an address under a name, with columns and
colours; `own` in the address says that what stands there goes for what the view keeps. How
the list is laid out (columns, widths, colours) is the person's own, for each view.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from ...core.arrangements import Arrangement, Arrangements
from ...core.records.columns import place_of
from ...core.records.conditions import HEAD
from ...core.records.readers import is_key
from ...core.records.shape import shape_of
from ...core.schema.record import Record
from ...core.work import Work

KIND = "view"
SOUGHT = ("q", "state", "period", "since", "until", "sort", "group")
"""What a view keeps of an address, beside the conditions."""
LAID_OUT = ("columns", "widths", "tones")
ALL = "all"


def is_sought(name: str) -> bool:
    """Whether a parameter of an address says what is looked for."""
    return name in SOUGHT or name.startswith("filter[")


class Asked:
    """What one request asks of the list of one kind."""

    def __init__(self, work: Work, cls: type[Record], params: Mapping[str, str]) -> None:
        self.work = work
        self.cls = cls
        self.params = {name: value for name, value in params.items() if value}

    @cached_property
    def kept(self) -> list[Arrangement]:
        """The views in sight, and what has no title: how each owner has laid the list out."""
        return Arrangements(self.work).seen(KIND, self.cls.kind)

    @property
    def views(self) -> list[Arrangement]:
        """The views to choose from."""
        return [one for one in self.kept if one.title]

    @cached_property
    def mine(self) -> Mapping[str, Any]:
        """What the person has set up without a name."""
        found = next((one for one in self.kept if not one.title and one.whose == "mine"), None)
        return found.content if found else {}

    @cached_property
    def default(self) -> str:
        """The key of the view the list opens with; empty for none."""
        named = (str(one.content.get("default", "")) for one in self.kept if not one.title)
        return next((key for key in named if key), "")

    @cached_property
    def view(self) -> Arrangement | None:
        """The view that is chosen; that of opening where nothing is asked for."""
        wanted = self.params.get("view", "")
        if not wanted and not any(map(is_sought, self.params)):
            wanted = self.default
        if not is_key(wanted):
            return None
        return next((one for one in self.views if one.id == UUID(wanted)), None)

    @cached_property
    def sought(self) -> Mapping[str, str]:
        """What is looked for, sorted and grouped by: of the address, or of the view."""
        own = {name: value for name, value in self.params.items() if is_sought(name)}
        if self.view is None or "own" in self.params or own:
            return own
        return self.of_view(self.view)

    def of_view(self, view: Arrangement) -> Mapping[str, str]:
        """What a view looks for; an order or group by what is gone is passed over."""
        kept = view.content.get("sought")
        found = kept.items() if isinstance(kept, dict) else ()
        sought = {str(n): str(v) for n, v in found if is_sought(str(n)) and v}
        slots = shape_of(self.work.schema, self.cls).slots
        seen = {*slots, *HEAD} - self.work.access.hidden(self.cls.kind)
        order = [one for one in sought.get("sort", "").split(",") if one.lstrip("-") in seen]
        by = [
            one
            for one in sought.get("group", "").split(",")
            if one and place_of(self.work, self.cls, one) is not None
        ]
        sought |= {"sort": ",".join(order), "group": ",".join(by)}
        return {name: value for name, value in sought.items() if value}

    @property
    def is_changed(self) -> bool:
        """Whether something else is looked for, or laid out, than the view keeps."""
        if self.view is None:
            return False
        return self.sought != self.of_view(self.view) or bool(self._own_layout)

    @property
    def _own_layout(self) -> Mapping[str, Any]:
        layouts = self.mine.get("layouts")
        key = str(self.view.id) if self.view else ""
        found = layouts.get(key) if isinstance(layouts, dict) else None
        return found if isinstance(found, dict) else {}

    @cached_property
    def layout(self) -> Mapping[str, Any]:
        """Columns, widths and colours: the person's own over those of the view."""
        of_view = self.view.content if self.view else {}
        both = {**{name: of_view.get(name) for name in LAID_OUT}, **self._own_layout}
        return {name: value for name, value in both.items() if value and name in LAID_OUT}

    def lay_out(self, **changes: Any) -> None:
        """Keep columns, widths or colours for this person; None forgets what he has set."""
        key = str(self.view.id) if self.view else ""
        own = {**self._own_layout, **changes}
        layouts = dict(self.mine.get("layouts") or {})
        known = {"", *(str(one.id) for one in self.views)}
        layouts = {name: one for name, one in layouts.items() if name in known}
        layouts[key] = {name: value for name, value in own.items() if value is not None}
        layouts = {name: one for name, one in layouts.items() if one}
        content = {**self.mine, "layouts": layouts}
        Arrangements(self.work).keep(KIND, self.cls.kind, content)
        for learned in ("kept", "mine", "layout"):
            self.__dict__.pop(learned, None)

    def state(self, **changes: str) -> dict[str, str]:
        """The parameters that tell all of this, with changes; an empty value leaves one out."""
        found = dict(self.sought)
        if self.view is not None:
            found |= {"view": str(self.view.id), "own": "1"}
        elif self.default:
            found |= {"view": ALL}
        found |= changes
        return {name: value for name, value in found.items() if value}

    def query(self, **changes: str) -> str:
        """The same as they stand in an address."""
        return urlencode(self.state(**changes))
