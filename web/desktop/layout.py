"""Whose desktop holds which widgets: one's own, a role's, everybody's, or as plugins ship it."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select

from ...core.access.models import UserRole
from ...core.access.policy import ADMINISTRATOR
from ...core.access.roles import Roles
from ...core.arrangements import Arrangements
from ...core.errors import Invalid, Unknown
from ...core.reporting.widgets import EVERYBODY, Widget
from ...core.texts import Texts
from ...core.work import Work

_ = Texts("tradepost.web")

KIND, SUBJECT = "desktop", "start"
MOST = 40
"""Boxes of one desktop."""
MINE, ALL, ROLE = "mine", "all", "role:"
_KEY = re.compile(r"[a-z0-9]{1,40}")
Widgets = Mapping[str, Widget]


@dataclass(frozen=True)
class Box:
    """A widget where it stands: how wide it is, what was set about it."""

    key: str
    widget: Widget
    width: int
    options: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "key": self.key,
            "widget": self.widget.name,
            "width": self.width,
            "options": dict(self.options),
        }


def read_boxes(given: Any, widgets: Widgets) -> Iterator[Box]:
    """The boxes kept; what no longer fits is passed over."""
    boxes = given.get("boxes") if isinstance(given, Mapping) else None
    taken: set[str] = set()
    for place, one in enumerate(boxes[:MOST] if isinstance(boxes, list) else ()):
        box = _box(one, place, widgets) if isinstance(one, Mapping) else None
        if box is not None and box.key not in taken:
            taken.add(box.key)
            yield box


def _box(given: Mapping[Any, Any], place: int, widgets: Widgets) -> Box | None:
    widget = widgets.get(str(given.get("widget")))
    if widget is None:
        return None
    key = str(given.get("key", ""))
    width = given.get("width")
    return Box(
        key if _KEY.fullmatch(key) else f"n{place}",
        widget,
        width if width in (1, 2, 3) else widget.width,
        read_options(widget, given.get("options")),
    )


def read_options(widget: Widget, given: Any) -> dict[str, str]:
    """The options that a widget has, out of what was given."""
    if not isinstance(given, Mapping):
        return {}
    found = {}
    for one in widget.options:
        value = given.get(one.name)
        if isinstance(value, str) and len(value) < 60 and (one.target or value in one.choices):
            found[one.name] = value
    return found


def roles_of(work: Work) -> Collection[str]:
    """The roles of whoever works."""
    asked = select(UserRole.role).where(UserRole.user_id == work.access.user_id)
    return set(work.session.scalars(asked))


class Desktop:
    """The desktop of whoever works; or one that he sets up for others."""

    def __init__(self, work: Work, widgets: Iterable[Widget], whose: str = MINE) -> None:
        """Find out what stands on it.

        Raises:
            Forbidden: for another's, without the right to share.
            Unknown: for a role there is not.
        """
        self.work = work
        self.whose = whose
        self.kept = Arrangements(work)
        # Another's desktop is set up with what he who does it may see himself.
        self.widgets: Widgets = {
            one.name: one for one in widgets if not one.right or work.access.may(one.right)
        }
        if whose not in (MINE, ALL) and self.role not in Roles(work).all():
            raise Unknown(_("There is no such role"))

    @property
    def role(self) -> str:
        """The role whose it is; empty for one's own and everybody's."""
        return self.whose.removeprefix(ROLE) if self.whose.startswith(ROLE) else ""

    @cached_property
    def is_arranged(self) -> bool:
        """Whether it was set up at this very place, so that this can be undone."""
        if self.whose == MINE:
            return any(not one.title and one.whose == "mine" for one in self._seen)
        return self.kept.shared(KIND, SUBJECT, self.role) is not None

    @cached_property
    def boxes(self) -> Sequence[Box]:
        """What stands on it, in order."""
        if self.whose == MINE:
            return list(self._mine())
        found = self.kept.shared(KIND, SUBJECT, self.role)
        if found is not None:
            return list(read_boxes(found.content, self.widgets))
        return self._shipped({self.role} if self.role else set())

    @cached_property
    def _seen(self) -> Sequence[Any]:
        return self.kept.seen(KIND, SUBJECT)

    def _mine(self) -> Iterator[Box]:
        """One's own; else those of all roles together, else everybody's, else as shipped."""
        opening = [one for one in self._seen if not one.title]
        if not opening:
            yield from self._shipped(roles_of(self.work))
            return
        taken: set[tuple[str, str]] = set()
        for one in opening:
            if one.whose != opening[0].whose:
                continue
            for box in read_boxes(one.content, self.widgets):
                same = box.widget.name, json.dumps(box.options, sort_keys=True)
                if one.whose == MINE or same not in taken:
                    yield box
                taken.add(same)

    def _shipped(self, roles: Collection[str]) -> list[Box]:
        wanted = {*roles, EVERYBODY}
        if ADMINISTRATOR in wanted:  # he is asked about everybody's
            wanted.update(role for one in self.widgets.values() for role in one.roles)
        chosen = [one for one in self.widgets.values() if wanted.intersection(one.roles)]
        chosen.sort(key=lambda one: one.place)
        return [Box(f"s{n}", one, one.width) for n, one in enumerate(chosen)]

    def keep(self, text: str) -> None:
        """Keep what stands on it now.

        Raises:
            Invalid: for what is no list of boxes.
            Forbidden: for another's, without the right to share.
        """
        try:
            given = json.loads(text)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, list):
            raise Invalid(_("This is no desktop"), path="layout")
        boxes = [one.plain() for one in read_boxes({"boxes": given}, self.widgets)]
        self.kept.keep(KIND, SUBJECT, {"boxes": boxes}, role=self.role, for_all=self.whose == ALL)

    def forget(self) -> None:
        """Let it be as if it had not been set up."""
        self.kept.forget(KIND, SUBJECT, role=self.role, for_all=self.whose == ALL)

    def widget(self, name: str) -> Widget:
        """One of the widgets this person may have.

        Raises:
            Unknown: where there is none of the name, or not for him.
        """
        found = self.widgets.get(name)
        if found is None:
            raise Unknown(_("There is no such widget"))
        return found
