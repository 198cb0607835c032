"""The scripts that a newcomer is promised are there, start alone and stop at the first failure."""

import os
import subprocess

import pytest

from support.shared import ROOT

PROMISED = ("server", "test", "check", "bench", "rigs", "lock", "assets", "translations", "docs")


@pytest.mark.parametrize("name", PROMISED)
def test_a_script_is_plain_sh_and_stops_at_the_first_failure(name):
    path = ROOT / "script" / name
    text = path.read_text()
    assert os.access(path, os.X_OK)
    assert text.startswith("#!/bin/sh\n#")
    assert "\nset -eu\n" in text
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def test_steps_shared_by_the_scripts_are_sound():
    assert subprocess.run(["sh", "-n", ROOT / "script" / "_lib.sh"], check=False).returncode == 0


def test_what_every_change_must_pass_is_check_and_test():
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    text = path.read_text()
    assert "script/check" in text
    assert "script/test" in text


def shell(steps):
    program = f". script/_lib.sh\n{steps}"
    return subprocess.run(
        ["sh", "-euc", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_only_packages_that_are_missing_are_asked_for():
    done = shell('need coreutils true; need nowhere false; echo "$missing"')
    assert done.stdout.split() == ["nowhere"]


def test_a_machine_without_apt_is_told_what_to_install():
    done = shell("need libnowhere1 false; PATH=/nowhere; install_missing")
    assert done.returncode == 1
    assert "please install what Debian calls: libnowhere1" in done.stderr


def test_without_a_python_that_fits_the_set_up_ends_with_the_reason():
    # No Python is older than 3.11 and at least 3.11.
    done = shell("python=/nowhere; need() { :; }; make_venv 10")
    assert done.returncode == 1
    assert "needs Python 3.11 to 3.10" in done.stderr
