"""Run the rigs: `script/rigs [NAME…] [--engine sqlite] [--seconds 30] [--seed 7]`.

A line a rig on standard output (`name figure unit limit PASS|FAIL seed control=RED`), what
it saw on standard error; exit 1 where one fails or its control stays green. `--record` writes the
figures into docs/rigs.md; each rig runs for a quarter of a minute then, and as long as it takes
to be whole (ten thousand histories, sixty-four thousand attempts) without it.
"""

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from support.cluster import Cluster
from support.databases import ENGINES, PostgresqlBases, SqliteBases

from .catalogue import RIGS
from .figures import page

SECONDS = 15
"""How long each rig runs for the page, unless told otherwise: all of them take ten minutes."""
PAGE = Path(__file__).parents[2] / "docs" / "rigs.md"


def main(given=None):
    asked = _arguments().parse_args(given)
    unknown = sorted(set(asked.names) - set(RIGS))
    if unknown:
        sys.exit(f"there is no rig {', '.join(unknown)}; there are {', '.join(RIGS)}")
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    seconds = asked.seconds or (SECONDS if asked.record and not asked.whole else None)
    figures = []
    with places(asked.engine or ENGINES) as bases:
        for name in asked.names or RIGS:
            for engine, made in bases.items():
                figures.append(_show(RIGS[name], f"{name}.{engine}", made, seed, seconds))
    if asked.record:
        purposes = {name: rig.__doc__ for name, rig in RIGS.items()}
        day, before = datetime.now(UTC).date(), PAGE.read_text("utf-8")
        PAGE.write_text(page(figures, purposes, _machine(), day, before), "utf-8")
    sys.exit(0 if all(one.passed for one in figures) else 1)


def _machine():
    system, python = platform.freedesktop_os_release()["PRETTY_NAME"], platform.python_version()
    return f"{os.cpu_count()} processors, {system}, Python {python}, {platform.machine()}"


def _arguments():
    parser = argparse.ArgumentParser(prog="script/rigs", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(RIGS))
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--seconds", type=float, help="how long each runs (default: its own)")
    parser.add_argument("--seed", type=int, help="repeat the chance of an earlier run")
    parser.add_argument("--record", action="store_true", help=f"write them into {PAGE.name}")
    parser.add_argument(
        "--whole", action="store_true", help="record whole runs: some take an hour"
    )
    return parser


def _show(rig, name, bases, seed, seconds):
    started = time.monotonic()
    figure = rig(name, bases, seed, seconds)
    print(figure.line(), flush=True)
    for fault in figure.found.faults[:5]:
        print(f"  {fault}", file=sys.stderr)
    took = time.monotonic() - started
    print(f"  {figure.found.told} ({took:.0f} s)", file=sys.stderr, flush=True)
    return figure


@contextmanager
def places(engines):
    """Bases on each engine, durable as in real life; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tradepost-rigs-"))
    folder.chmod(0o755)  # PostgreSQL looks into it as another user
    cluster = Cluster(folder, durable=True)
    try:
        made = {}
        for engine in engines:
            if engine == "sqlite":
                made[engine] = SqliteBases(folder, folder)
            else:
                cluster.start()
                made[engine] = PostgresqlBases(folder)
        yield made
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
