"""About this base: where it is, how large, of which code; when it was saved and proved last."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core import jobs, upkeep
from ...core.database.about import sizes
from ...core.database.backup import heads_of
from ...core.texts import Texts
from ...core.work import Work
from ..shell import tell

_ = Texts("tradepost.web")

RIGHT = "core.see_plugins"
VERIFY = "core.manage_jobs"
ADDRESS = "/administration/base"


@dataclass(frozen=True)
class Story:
    """The migrations of one part of the house: what the base has, and what the code wants."""

    name: str
    has: str
    wants: str

    @property
    def behind(self) -> bool:
        """Whether migrations wait to be run."""
        return self.has != self.wants


def show(request: Any) -> dict[str, Any]:
    """The page."""
    work = request.work
    engine = work.house.engine.dialect.name
    live = [one for one in jobs.mine(work, live=True) if one.name == upkeep.BASE]
    return {
        "engine": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(engine, engine),
        "place": work.house.url.render_as_string(hide_password=True),
        "sizes": sizes(work.session),
        "version": version("tradepost"),
        "settings": work.house.settings.path,
        "stories": _stories(work),
        "backup": upkeep.told(work, upkeep.BACKED_UP),
        "verified": upkeep.told(work, upkeep.BASE_VERIFIED),
        "job": live[0] if live else None,
        "far": jobs.how_far(work.house, live[0]) if live else None,
        "may_verify": work.access.may(VERIFY),
    }


def _stories(work: Work) -> Sequence[Story]:
    has = heads_of(work.house.url)
    return [
        Story(one.name, has.get(one.name, ""), ", ".join(one.heads()))
        for one in work.house.histories()
        if one.heads()
    ]


def verify(request: Any) -> Any:
    """Have the whole base proved in the background."""
    request.work.access.require(VERIFY)
    jobs.start(request.work, upkeep.BASE, link=ADDRESS)
    return tell(request, HTTPSeeOther(ADDRESS), _("The base is being verified"))


def includeme(config: Any) -> None:
    """The route of the page."""
    config.add_route("base", ADDRESS)
    page = {"right": RIGHT, "renderer": "administration/base.jinja2"}
    config.add_view(show, route_name="base", request_method="GET", **page)
    config.add_view(verify, route_name="base", request_method="POST", **page)
