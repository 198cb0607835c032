"""First steps on the screen: a list on the start page, and a coach beside the forms."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pyramid.httpexceptions import HTTPNoContent

from ..core import calls
from ..core.app import SIGNED_IN
from ..core.arrangements import Arrangements
from ..core.database.about import is_sample
from ..core.reporting.first_steps import FirstStep, done
from ..core.texts import Texts
from .desktop.drawing import Leading

_ = Texts(__package__)

KIND, SUBJECT = "tour", "first_steps"
LEAST = 4
"""Fewer steps are no way to a first sale: who may do so little is not led."""


class Tour:
    """The first steps of one person: which there are for him, and how far he is."""

    def __init__(self, request: Any) -> None:
        self.work = request.work
        self.registry = request.registry
        self.lead = Leading(request.shell.navigation)
        self.kept = Arrangements(self.work)
        self.content = dict(self.kept.own(KIND).get(KIND, {}))

    @cached_property
    def steps(self) -> Sequence[FirstStep]:
        """Those this person may go."""
        may = self.work.access.may
        return [
            one for one in self.registry.web_first_steps if may(one.right) and self.lead(one.to)
        ]

    @cached_property
    def done(self) -> set[str]:
        """Those that are gone: by the records of the base, or because he was there."""
        seen = self.content.get("seen")
        been = {one for one in seen if isinstance(one, str)} if isinstance(seen, list) else set()
        free = {one.name for one in self.steps if not one.kinds}
        return {*done(self.work, self.steps), *(been & free)}

    @property
    def is_skipped(self) -> bool:
        """Whether the person wants no leading."""
        return bool(self.content.get("skipped"))

    @property
    def is_shown(self) -> bool:
        """Whether the list stands on the start page.

        In a base at work everything has been done by somebody: who has never begun is not
        asked to look at a report.
        """
        if self.is_skipped or len(self.steps) < LEAST or self.next is None:
            return False
        begun = bool(self.content) or is_sample(self.work.session)
        return begun or any(one.kinds and one.name not in self.done for one in self.steps)

    @property
    def next(self) -> FirstStep | None:
        """The first that is not done."""
        return next((one for one in self.steps if one.name not in self.done), None)

    @property
    def count(self) -> int:
        """How many are done."""
        return sum(1 for one in self.steps if one.name in self.done)

    def address(self, step: FirstStep) -> str:
        """Where a step is done."""
        return self.lead(step.to)

    def place(self, step: FirstStep) -> int:
        """Which one it is, from one."""
        return [one.name for one in self.steps].index(step.name) + 1

    def of(self, name: str) -> FirstStep | None:
        """The step of a name."""
        return next((one for one in self.steps if one.name == name), None)

    def keep(self, **changes: Any) -> None:
        """Remember what the person wants, or where he has been."""
        self.kept.keep(KIND, SUBJECT, {**self.content, **changes})

    def see(self, name: str) -> None:
        """Remember that he was where a step is done."""
        seen = self.content.get("seen")
        been = [one for one in seen if isinstance(one, str)] if isinstance(seen, list) else []
        step = self.of(name)
        if step is not None and not step.kinds and name not in been:
            self.keep(seen=[*been, name])


def coach(request: Any) -> dict[str, Any]:
    """The step a person is at, for the coach beside the form."""
    tour = Tour(request)
    step = None if tour.is_skipped else tour.of(request.params.get("step", ""))
    return {"tour": tour, "step": step}


def change(request: Any) -> Any:
    """Skip the steps, take them up again, or remember that one was seen."""
    tour, do = Tour(request), request.POST.get("do", "")
    if do in ("skip", "resume"):
        tour.keep(skipped=do == "skip")
    elif do == "seen":
        tour.see(request.POST.get("step", ""))
    back = {} if do == "seen" else {"HX-Redirect": "/"}
    return HTTPNoContent(headers=back)


def includeme(config: Any) -> None:
    """The routes of first steps."""
    config.add_route("coach", "/tour/coach")
    config.add_route("tour", "/tour")
    config.add_view(
        coach, route_name="coach", request_method="GET", renderer="coach.jinja2", right=SIGNED_IN
    )
    config.add_view(change, route_name="tour", request_method="POST", right=SIGNED_IN)
    config.add_request_method(Tour, "tour", reify=True)

    def gather() -> None:
        hooks = config.registry.house.plugins.manager.hook
        config.registry.web_first_steps = calls.first_steps(hooks)

    config.action("web_first_steps", gather, order=100)
