"""Templates that people have changed are filled in by a process of their own.

The sandbox keeps a template from reaching anything; this keeps it from eating the machine:
time, memory and output are bounded (`word.main`, `page.main`, `sheets.main`), and the process
has no base, no settings, no environment.
"""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from ..errors import Refusal
from ..texts import Texts

_ = Texts("tradepost.core.printing")

SECONDS = 20
EACH = 2
"""Seconds more for every further paper of one task."""
LARGEST = 64 << 20
START = "import runpy, sys; runpy.run_path(sys.argv[1])['main']()"
WORD, PAGES, SHEETS = "word.py", "page.py", "sheets.py"


class BadTemplate(Refusal):
    """A template that people have changed can not be filled in.

    `line` is where in it, 0 where that is not known.
    """

    code = "bad_template"

    @property
    def line(self) -> int:
        """The line of the template."""
        return int(cast("Any", self.facts.get("line", 0)))


def fill(context: dict[str, Any], template: bytes) -> bytes:
    """Fill a Word template in, confined.

    Raises:
        BadTemplate: saying what is wrong with it.
    """
    given = {"context": context, "template": base64.b64encode(template).decode()}
    return _done(WORD, given, SECONDS)


def lay_out(task: dict[str, Any]) -> list[str]:
    """Lay pages out by people's own HTML template, confined (see `html.task_of`).

    Raises:
        BadTemplate: saying what is wrong with it, and in which line.
    """
    seconds = SECONDS + EACH * (len(task["contexts"]) - 1)
    made: list[str] = json.loads(_done(PAGES, {**task, "seconds": seconds}, seconds))
    return made


def draw(pages: Sequence[str], copies: int = 1) -> bytes:
    """One PDF of pages that people's templates have made, confined.

    Raises:
        BadTemplate: where they take too much.
    """
    seconds = SECONDS + EACH * (len(pages) - 1)
    given = {"pages": list(pages), "copies": copies, "seconds": seconds}
    return _done(SHEETS, given, seconds)


def _done(program: str, given: dict[str, Any], seconds: int) -> bytes:
    path = str(Path(__file__).with_name(program))
    try:
        done = subprocess.run(
            [sys.executable, "-c", START, path], input=json.dumps(given).encode(), timeout=seconds,
            capture_output=True, check=False, env={"PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
    except subprocess.TimeoutExpired as why:
        raise _bad(_("it takes too long")) from why
    if done.returncode or len(done.stdout) > LARGEST:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _fault(lines[-1]) if lines else _bad(_("it takes too much"))
    return done.stdout


def _fault(told: str) -> BadTemplate:
    found = re.match(r"(\d+):(.*)", told)
    line, why = (int(found[1]), found[2]) if found else (0, told)
    return _bad(_worded(why[:300]), line)


def _worded(why: str) -> object:
    """What went wrong in words for a person, as far as they are known."""
    kind, _colon, told = why.partition(": ")
    names = re.findall(r"'([^']+)'", told)
    if kind == "UndefinedError" and names:
        return _("there is no field “{name}”", name=names[-1])
    if kind == "SecurityError":
        return _("a template may not do this")
    if kind == "TemplateNotFound":
        return _("there is no template “{name}”", name=told)
    return told if kind in ("TemplateSyntaxError", "TemplateAssertionError") else why


def _bad(why: object, line: int = 0) -> BadTemplate:
    where = (
        _("Line {line} of the template can not be filled in: {why}", line=line, why=why)
        if line
        else _("The template can not be filled in: {why}", why=why)
    )
    return BadTemplate(
        where, line=line, remedy=_("Mend its marks, or go back to the template of the house")
    )
