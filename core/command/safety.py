"""`tradepost verify`, `backup`, `restore`: what keeps a base whole, and proves that it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

from ..database.backup import Maker, back_up, read_manifest
from ..database.backup import restore as put_back
from ..house import House
from ..texts import Texts
from ..upkeep import note_backup
from .frame import DONE, FAILED, Frame, add
from .state import compared, require_known, require_ready, shown

_ = Texts(__package__)


def add_commands(commands: Any, language: str) -> None:
    """Add `verify`, `backup` and `restore`."""
    made = add(
        commands, "verify", _("Prove every invariant on the live base"),
        "tradepost verify --json", run=verify, language=language,
    )  # fmt: skip
    made.add_argument(
        "--anchor", default="", metavar="ENDS",
        help=_("ends of the audit as they were shown earlier and kept").into(language),
    )  # fmt: skip
    made = add(
        commands, "backup", _("Write a backup of the live base, proved by a trial restore"),
        "tradepost backup /var/backups/shop-2026-11-23.backup", run=backup, language=language,
    )  # fmt: skip
    made.add_argument("file", metavar="FILE", help=_("must not stand yet").into(language))
    made.add_argument(
        "--scratch", metavar="URL",
        help=_("an empty base for the trial restore, where none may be made").into(language),
    )  # fmt: skip
    made = add(
        commands, "restore", _("Put a backup into an empty base"),
        "tradepost restore shop.backup --database sqlite:///restored.sqlite",
        run=restore, language=language,
    )  # fmt: skip
    made.add_argument("file", metavar="FILE", help=_("a backup").into(language))


ONE_INSTANT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
"""PostgreSQL would show each statement another instant of a base people are working in."""


def proof(house: House, anchor: str = "") -> list[str]:
    """A line for each broken invariant of a base: registers, heads, plugins, the audit chain.

    Args:
        house: whose base; people may go on working in it.
        anchor: the ends of the audit as they were kept earlier, outside the base.
    """
    from .. import beside  # noqa: PLC0415 -- only with a house
    from ..access.chain import broken_since, verify_chain  # noqa: PLC0415 -- as above
    from ..posting import verify as registers  # noqa: PLC0415 -- as above

    with house.work(reads_only=True) as work:
        if house.engine.dialect.name == "postgresql":
            work.session.execute(ONE_INSTANT)
        found = [*registers.broken(work), *beside.broken(work), *verify_chain(work.session)]
        return [*found, *broken_since(work.session, anchor)]


def verify(run: Frame) -> int:
    """Prove the live base sound; one line for each broken invariant."""
    from ..access.chain import anchor  # noqa: PLC0415 -- only with a house

    house = run.house()
    require_ready(house)
    broken = proof(house, run.arguments.anchor)
    for one in broken:
        run.say(one)
    with house.work(reads_only=True) as work:
        ends = anchor(work.session)
    if not broken:
        run.say(_("Every invariant holds"))
        run.say(_("Ends of the audit: {ends}", ends=ends or "-"))
    run.data({"broken": broken, "anchor": ends})
    return FAILED if broken else DONE


def backup(run: Frame) -> int:
    """Back up the live base."""
    house = run.house()
    require_ready(house)
    made = back_up(
        house.url,
        Path(run.arguments.file),
        now=house.clock.now(),
        maker=_maker(house),
        prove=lambda url: _proof_at(house, url),
        trial=make_url(run.arguments.scratch) if run.arguments.scratch else None,
    )
    with house.work() as work:
        note_backup(work, str(Path(run.arguments.file).absolute()), made.size, made.sha256)
    run.say(_("Backed up and restored on trial: {path}, {size} bytes, sha256 {sum}",
              path=run.arguments.file, size=made.size, sum=made.sha256))  # fmt: skip
    run.data({"path": run.arguments.file, **vars(made)})
    return DONE


def restore(run: Frame) -> int:
    """Restore a backup into an empty base, and prove it."""
    house, file = run.house(), Path(run.arguments.file)
    state = compared(house, dict(read_manifest(file).heads))
    require_known(state)
    put_back(file, house.url)
    run.say(_("Restored: {url}", url=shown(house.url)))
    if state.behind:  # the code is younger: the base can be proved once it is brought up
        run.say(_("Run `tradepost init` to bring the base up to it"))
        run.data({"url": shown(house.url), "behind": state.behind})
        return DONE
    broken = proof(house)
    for one in broken:
        run.complain(one)
    run.data({"url": shown(house.url), "broken": broken})
    return FAILED if broken else DONE


def _maker(house: House) -> Maker:
    from importlib.metadata import version  # noqa: PLC0415 -- slow, and only a backup asks

    records = house.plugins.records
    return Maker(version("tradepost"), {n: records[n].version for n in house.plugins.started})


def _proof_at(house: House, url: URL) -> Sequence[str]:
    trial = House(house.settings, url.render_as_string(hide_password=False), clock=house.clock)
    try:
        return proof(trial)
    finally:
        trial.close()
