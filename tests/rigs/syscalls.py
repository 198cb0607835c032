"""Death of the program at every single call to the system while it posts one document.

`strace` kills the poster as it enters its N-th call, for every N until one run comes to the
end: no gap between two effects on the world is left out.
"""

import contextlib
import os
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from .figures import Findings
from .kills import Target, each_statement_alone

LAST = 5000


def run(new_base, *, step=1, first=1, bug=False):
    """Post one document once for every `step`-th call to the system.

    Args:
        new_base: makes a fresh base and answers its URL.
        step: 1 leaves no call out.
        first: the call to begin with.
        bug: the planted one, see `kills`.
    """
    done, faults = 0, []
    target = Target(new_base())
    victim = target.keys[0]
    _as_before(target, victim)
    with ExitStack() as stack:
        if bug:
            stack.enter_context(each_statement_alone(target.house))
        for nth in range(first, LAST, step):
            died = _die_at(target, victim, nth)
            done += 1
            faults += target.faults()
            if not died or (bug and faults):
                break
            _as_before(target, victim)
    return Findings(done, faults, f"every {step}. call of {nth}, from the first to the last")


def _die_at(target, victim, nth):
    """Start a poster that dies at its `nth` call; False where it came to the end before."""
    waits, go = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.close(go)
            target.house.engine.connect().close()
            os.read(waits, 1)
            target.toggle(victim, posted=False)
            os._exit(0)
        os._exit(1)
    os.close(waits)
    tracer = _trace(child, nth)
    with contextlib.suppress(BrokenPipeError):  # it may be dead already
        os.write(go, b"!")
    os.close(go)
    _pid, status = os.waitpid(child, 0)
    tracer.wait()
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "the poster failed by itself"
    return False


def _trace(child, nth):
    command = [
        program(), "-qq", "-p", str(child), "-o", "/dev/null",
        "-e", f"inject=all:signal=KILL:when={nth}",
    ]  # fmt: skip
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while _told(child, "TracerPid") == "0" and _told(child, "State")[0] != "Z":
        # At its first call the poster may be dead before anybody has seen it traced.
        ended = tracer.poll() is not None and _told(child, "State")[0] != "Z"
        assert not ended, "strace may not look into processes here"
        time.sleep(0.001)
    return tracer


def _told(child, name):
    """What the system tells of a process under a name."""
    for line in Path(f"/proc/{child}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return line.split()[1]
    raise AssertionError("the poster is gone")


def _as_before(target, victim):
    """Unpost the document where the run before had come as far as posting it."""
    with target.witness.snapshot():
        posted = target.witness.posted()[victim.bytes]
    if posted:
        target.toggle(victim, posted=True)
    target.house.engine.dispose()


def program():
    found = shutil.which("strace")
    assert found, "strace is not installed: run script/rigs, which installs it"
    return found
