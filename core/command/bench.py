"""`tradepost bench`: our operations beside the same rows written and read by bare SQL."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..texts import Texts
from .frame import MISUSED, Frame, add

_ = Texts("tradepost.core.command")

TESTS = Path(__file__).parents[2] / "tests"


def add_commands(commands: Any, language: str) -> None:
    """Add `bench`."""
    made = add(
        commands, "bench", _("Measure this machine: our operations beside bare SQL"),
        "tradepost bench --json post_shipment_20 rest_get", run=bench, language=language,
    )  # fmt: skip
    made.add_argument("names", nargs="*", metavar="NAME", help=_("what to measure").into(language))


def bench(run: Frame) -> int:
    """Run the measurements of the checkout; they make bases of their own."""
    if not (TESTS / "bench").is_dir():
        run.complain(_("The measurements stand in the source tree; this is an installed package"))
        return MISUSED
    options = ["--json"] if run.json else []
    # -P: the checkout's folders are parts of tradepost, not packages of their own.
    command = [sys.executable, "-P", "-m", "bench", *options, *run.arguments.names]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(TESTS)}, check=False)
    return done.returncode
