"""`tradepost import` and `tradepost export`: files in and out, kinds as plugins offer them."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from ..errors import Unknown
from ..exchange_kinds import Exporter, Importer, Source, Tally
from ..texts import Texts
from .frame import DONE, FAILED, Frame, Progress, add
from .state import require_ready

_ = Texts(__package__)

Kind = TypeVar("Kind", Importer, Exporter)


def add_commands(commands: Any, language: str) -> None:
    """Add `import` and `export`."""
    made = add(
        commands, "import", _("Read a file into the base"),
        "tradepost import goods_csv goods.csv", run=import_, language=language,
    )  # fmt: skip
    made.add_argument("kind", metavar="KIND", help=_("what kind of file").into(language))
    made.add_argument("file", metavar="FILE", help=_("- for standard input").into(language))
    made.add_argument(
        "--try", dest="only_try", action="store_true",
        help=_("only tell what would become of it").into(language),
    )  # fmt: skip
    made = add(
        commands, "export", _("Write a file from the base"),
        "tradepost export goods_csv goods.csv", run=export, language=language,
    )  # fmt: skip
    made.add_argument("kind", metavar="KIND", help=_("what kind of file").into(language))
    made.add_argument("file", metavar="FILE", help=_("- for standard output").into(language))


def import_(run: Frame) -> int:
    """Import one file in one unit of work; lines that are refused are named."""
    from .. import calls  # noqa: PLC0415 -- only with a house
    from ..access.audit import note  # noqa: PLC0415 -- as above

    house = run.house()
    importer = _one(calls.importers(house.plugins.manager.hook), run.arguments.kind)
    source = _source(run.arguments.file)
    require_ready(house)
    bar = Progress(source.name, 100)
    tally = Tally(source.name, progress=lambda done, total: bar.at(100 * done // max(total, 1)))
    try:
        with suppress(_Tried), house.work() as work:
            importer.take(work, source, tally)
            note(work, "imported", kind=importer.kind, file=source.name, **_counts(tally))
            if run.arguments.only_try:
                raise _Tried
    finally:
        bar.end()
    return _told(run, tally)


class _Tried(Exception):
    """Ends a unit of work without a trace."""


def _source(name: str) -> Source:
    if name == "-":
        return Source("-", content=sys.stdin.buffer.read())
    path = Path(name)
    path.stat()  # a file that is not there is told before anything is opened
    return Source.of(path)


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "refused": len(tally.refused),
    }


def _told(run: Frame, tally: Tally) -> int:
    counts = _counts(tally)
    for one in tally.refused:
        run.complain(one.into(run.language))
    run.say(
        _(
            "created {created}, updated {updated}, unchanged {unchanged}, refused {refused}",
            **counts,
        )
    )
    refusals = [
        {"file": one.file, "place": one.place, "cause": run.shown(one.cause)}
        for one in tally.refused
    ]
    run.data({**counts, "refusals": refusals, "tried": bool(run.arguments.only_try)})
    return FAILED if tally.refused else DONE


def export(run: Frame) -> int:
    """Write one file; it appears under its name when it is whole."""
    from .. import calls  # noqa: PLC0415 -- only with a house

    house = run.house()
    exporter = _one(calls.exporters(house.plugins.manager.hook), run.arguments.kind)
    require_ready(house)
    if run.arguments.file == "-":
        with house.work(reads_only=True) as work:
            exporter.write(work, sys.stdout.buffer)
        return DONE
    path = Path(run.arguments.file)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with house.work(reads_only=True) as work, unfinished.open("wb") as target:
            count = exporter.write(work, target)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    run.say(_.n("{count} record written: {path}", "{count} records written: {path}", count,
                path=path))  # fmt: skip
    run.data({"records": count, "path": str(path)})
    return DONE


def _one(offered: list[Kind], kind: str) -> Kind:
    known = {one.kind: one for one in offered}
    if kind not in known:
        raise Unknown(
            _("There is no kind of file “{kind}”", kind=kind),
            remedy=_("Kinds: {names}", names=", ".join(sorted(known)) or "-"),
        )
    return known[kind]
