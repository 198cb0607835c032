"""`tradepost simulate`, and the demo company that `tradepost init --demo` makes."""

import json
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from ...core import Text, Texts
from ...core.command.frame import EXAMPLE, Progress, terminal_language
from ...core.command.state import require_ready
from ...core.database.about import about
from ...core.house import House
from ...core.schema.document import DocumentHead
from .content import content_hash
from .days import found, live
from .plan import company
from .sample import REMOVING, look, remove_step

_ = Texts(__package__)


def add_simulate(commands: Any) -> None:
    """Add the command to the command line."""
    language = terminal_language()

    def shown(text: Text) -> str:
        return text.into(language)

    purpose = shown(_("Live business days of a company that does not exist"))
    parser: ArgumentParser = commands.add_parser(
        "simulate",
        help=purpose,
        description=purpose,
        epilog=f"{shown(EXAMPLE)}: tradepost simulate --seed 7 --days 30 --start 2026-01-01",
    )
    seed, days = _("the same seed, the same company and days"), _("how many days to live")
    parser.add_argument("--seed", type=int, required=True, metavar="N", help=shown(seed))
    parser.add_argument("--days", type=_days, required=True, metavar="D", help=shown(days))
    start, items = (
        _("the first day; the usual one is 2026-01-01"),
        _("how many goods it trades in"),
    )
    parser.add_argument("--start", type=date.fromisoformat, metavar="DATE", help=shown(start))
    parser.add_argument("--items", type=int, default=320, metavar="N", help=shown(items))
    parser.set_defaults(run=simulate)


def _days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= 3660:
        raise ArgumentTypeError("0 to 3660")
    return days


def simulate(house: House, arguments: Namespace) -> int:
    """Live the days and print the content hash of the base.

    Raises:
        NotReady: where the base is not there, or not up to the code.
    """
    require_ready(house)
    start = arguments.start or date(2026, 1, 1)
    began, papers = time.monotonic(), 0
    plan = company(arguments.seed, start, items=arguments.items, language=language_of(house))
    found(house, plan)
    bar = Progress("simulate", arguments.days)
    for office in live(house, plan, start, arguments.days):
        papers += office.papers_made
        bar.at((office.day - start).days + 1)
    bar.end()
    with house.work(reads_only=True) as work:
        content = content_hash(work)
    if getattr(arguments, "json", False):
        took = round(time.monotonic() - began, 1)
        told = {"hash": content, "documents": papers, "days": arguments.days, "seconds": took}
        print(json.dumps(told))
    else:
        print(content)
    return 0


def make_demo(house: House, say: Callable[[Text | str], None]) -> None:
    """Fill a demo base: the company and its weeks up to today, from where it was cut short."""
    settings = house.plugins.get("demo").configured  # type: ignore[union-attr]
    with house.work(reads_only=True) as work:
        begun = about(work.session, "demo")
    today = (datetime.fromisoformat(begun) if begun else house.clock.now()).date()
    opened = today - timedelta(weeks=settings["weeks"])
    plan = company(settings["seed"], opened, items=settings["items"], language=language_of(house))
    found(house, plan)
    days = (today - opened).days + 1
    bar = Progress("demo", days)
    for office in live(house, plan, opened, days):
        bar.at((office.day - opened).days + 1)
    bar.end()
    with house.work(reads_only=True) as work:
        papers = work.session.scalar(select(func.count()).select_from(DocumentHead))
    say(_("The demo company has lived {days} days, with {count} documents",
          days=days, count=papers))  # fmt: skip


def language_of(house: House) -> str:
    """The language of the names of goods."""
    return str(house.plugins.get("demo").configured["language"])  # type: ignore[union-attr]


def add_demo(commands: Any) -> None:
    """Add the command that takes the demo company out of a base."""
    language = terminal_language()
    purpose = _("Take the demo company out of a base; what people entered stays").into(language)
    parser: ArgumentParser = commands.add_parser(
        "demo",
        help=purpose,
        description=purpose,
        epilog=f"{EXAMPLE.into(language)}: tradepost demo remove --yes",
    )
    parser.add_argument("what", choices=["remove"], help=_("what to do").into(language))
    sure = _("really do it; without it only what would go is told")
    parser.add_argument("--yes", action="store_true", help=sure.into(language))
    parser.set_defaults(run=remove_demo)


def remove_demo(house: House, arguments: Namespace) -> int:
    """Tell what is sample data, and take it out where that is really wanted.

    Raises:
        NotReady: where the base is not there, or not up to the code.
        NoSample: where there is no sample data.
        HangsOnSample: where people's records point to it.
    """
    require_ready(house)
    language = terminal_language()
    with house.work(reads_only=True) as work:
        sample = look(work)
        counts = [(title.into(language), count) for title, count in sample.counted(work)]
        held = [name for _kind, _key, name in sample.names(work)]
    gone = _remove(house) if arguments.yes else 0
    told = {"records": dict(counts), "in_the_way": held, "removed": gone}
    if getattr(arguments, "json", False):
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for title, count in counts:
        print(f"{count:>8}  {title}")
    for name in held:
        print(_("In the way: {name}", name=name).into(language))
    if gone:
        print(_("Removed: {count} records", count=gone).into(language))
    else:
        print(_("Nothing was removed: say --yes to do it").into(language))
    return 0


def _remove(house: House) -> int:
    """Take it out step by step, each a unit of work of its own."""
    at: int | None = 0
    bar: Progress | None = None
    while at is not None:
        step = partial(remove_step, at=at)
        at, total = house.attempt(step)
        bar = bar or Progress("demo remove", total)
        bar.at(total if at is None else at)
    if bar is not None:
        bar.end()
    with house.work(reads_only=True) as work:
        return int(about(work.session, REMOVING) or 0)
