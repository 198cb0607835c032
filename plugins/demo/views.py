"""The page of the sample data: what there is of it, what stands in the way, and its removal."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from ...core import Invalid, Refusal, Texts
from ...core.database.about import about, is_sample
from ...core.jobs import cancel, how_far
from ...core.jobs.queue import latest, start
from ...core.schema.record import search_key
from .removal import REMOVE
from .sample import REMOVING, look

_ = Texts(__package__)

WORD = _("remove")
PAGE = f"{__package__}:templates/sample.jinja2"


def show(request: Any) -> dict[str, Any]:
    """What is sample here, or how far its removal is."""
    work = request.work
    there = is_sample(work.session)
    job = latest(work, REMOVE)
    busy = there and job is not None and job.state in ("waiting", "running")
    sample = look(work) if there and not busy else None
    return {
        "sample": sample,
        "counts": sample.counted(work) if sample else [],
        "held": [(_address(work, kind, key), name) for kind, key, name in sample.names(work)]
        if sample
        else [],
        "busy": busy,
        "job": job if busy else None,
        "far": how_far(request.house, job) if busy and job is not None else None,
        "failed": job.reason if there and job is not None and job.state == "dead" else "",
        "begun": there and about(work.session, REMOVING) is not None,
        "word": WORD,
        "refusal": None,
    }


def _address(work: Any, kind: str, key: Any) -> str:
    group = "documents" if kind in work.schema.documents else "catalogs"
    return f"/{group}/{kind}/{key}" if work.access.may(f"{kind}.read") else ""


def remove(request: Any) -> Any:
    """Have it removed, where the word was typed; or stop, which leaves what is not gone yet."""
    if request.POST.get("do") == "cancel":
        job = latest(request.work, REMOVE)
        if job is not None:
            cancel(request.work, job.id)
        return HTTPSeeOther("/sample")
    typed = search_key(request.POST.get("word", "")[:60])
    wanted = {WORD.into("en"), WORD.into("ru")}
    try:
        if typed not in wanted:
            raise Invalid(_("Type the word “{word}” to go on", word=WORD), path="word")
        start(request.work, REMOVE, link="/sample")
    except Refusal as why:
        request.tm.doom()
        request.response.status = why.status
        return {**show(request), "refusal": why}
    return HTTPSeeOther("/sample")


def includeme(config: Any) -> None:
    """The routes of the page."""
    config.add_route("sample", "/sample")
    view = {"route_name": "sample", "renderer": PAGE, "right": REMOVE}
    config.add_view(show, request_method="GET", **view)
    config.add_view(remove, request_method="POST", **view)
