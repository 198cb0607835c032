"""Files that plugins read themselves: tried, taken, told of like the others."""

from .. import calls, jobs
from ..database.trial import taken_back
from ..errors import Refusal
from ..exchange_kinds import Importer, Source, Tally
from ..work import Work
from .keeping import CHECKED, MOST_FAULTS, REFUSED, Import
from .units import Fault


def unreadable(work: Work, one: Import, why: Refusal) -> None:
    """Tell that the file as a whole can not be read."""
    one.list_faults([Fault.of(each, 0).plain(work.language) for each in why.each()])
    one.state, one.counts = REFUSED, {}


def _importer(work: Work, kind: str) -> Importer:
    return next(one for one in calls.importers(work.hooks) if one.kind == kind)


def _run_plugin(work: Work, one: Import) -> Tally:
    tally = Tally(one.file_name, progress=lambda done, total: jobs.progress(work, done, total))
    _importer(work, one.kind).take(work, Source(one.file_name, content=one.content), tally)
    return tally


def _tell_tally(work: Work, one: Import, tally: Tally) -> None:
    one.counts = {
        "created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged,
        "refused": len(tally.refused),
    }  # fmt: skip
    faults = [
        Fault(int(r.place) if r.place.isdecimal() else 0, "", "" if r.place.isdecimal() else r.place,
              r.cause)
        for r in tally.refused[:MOST_FAULTS]
    ]  # fmt: skip
    one.list_faults([each.plain(work.language) for each in faults])


def try_(work: Work, one: Import) -> None:
    """Let the plugin read the file and take everything back."""
    try:
        with taken_back(work.session):
            tally = _run_plugin(work, one)
    except Refusal as why:
        unreadable(work, one, why)
        return
    _tell_tally(work, one, tally)
    one.state = CHECKED


def take(work: Work, one: Import) -> None:
    """Let the plugin read the file."""
    tally = _run_plugin(work, one)
    _tell_tally(work, one, tally)
