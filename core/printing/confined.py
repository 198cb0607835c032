"""Templates that people have changed are filled in by a process of their own.

The sandbox keeps a template from reaching anything; this keeps it from eating the machine:
time, memory and output are bounded (`word.main`), and the process has no base, no settings, no environment.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..errors import Refusal
from ..texts import Texts

_ = Texts("tradepost.core.printing")

SECONDS = 20
LARGEST = 64 << 20
START = "import runpy, sys; runpy.run_path(sys.argv[1])['main']()"
PROGRAM = Path(__file__).with_name("word.py")


class BadTemplate(Refusal):
    """A template that people have changed can not be filled in."""

    code = "bad_template"


def fill(context: dict[str, Any], template: bytes) -> bytes:
    """Fill a Word template in, confined.

    Raises:
        BadTemplate: saying what is wrong with it.
    """
    given = {"context": context, "template": base64.b64encode(template).decode()}
    try:
        done = subprocess.run(
            [sys.executable, "-c", START, str(PROGRAM)], input=json.dumps(given).encode(), timeout=SECONDS,
            capture_output=True, check=False, env={"PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
    except subprocess.TimeoutExpired as why:
        raise _bad(_("it takes too long")) from why
    if done.returncode or len(done.stdout) > LARGEST:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _bad(lines[-1][:300] if lines else _("it takes too much"))
    return done.stdout


def _bad(why: object) -> BadTemplate:
    return BadTemplate(
        _("The template can not be filled in: {why}", why=why),
        remedy=_("Mend its marks in Word, or go back to the template of the house"),
    )
