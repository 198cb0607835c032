"""The log says what failed, and never with what values."""

import subprocess
import sys

SAY = """
import structlog
from tradepost.core import logs
logs.set_up()
def sign_in(password):
    raise ValueError("no such user")
try:
    sign_in("correct horse")
except ValueError:
    structlog.get_logger().exception("request failed", path="/sign-in")
"""


def said(form):
    ran = subprocess.run(
        [sys.executable, "-c", SAY],
        capture_output=True,
        text=True,
        check=True,
        env={"TRADEPOST_LOG": form, "PATH": ""},
    )
    return ran.stderr


def test_a_traceback_holds_no_values():
    for form in ("json", "text"):
        assert "no such user" in said(form)
        assert "/sign-in" in said(form)
        # The source line is shown, the value of the variable is not.
        assert "locals" not in said(form)
        assert said(form).count("correct horse") == 0


MOVED = """
import io, sys
import structlog
from tradepost.core import logs
first = sys.stderr = io.StringIO()
logs.set_up()
log = structlog.get_logger()
log.warning("one")
sys.stderr = io.StringIO()
first.close()
log.warning("two")
print(sys.stderr.getvalue())
"""


def test_lines_go_where_standard_error_is_now():
    ran = subprocess.run(
        [sys.executable, "-c", MOVED], capture_output=True, text=True, check=True, env={"PATH": ""}
    )
    assert "two" in ran.stdout
