"""The browser that tests drive. Run as a program, says which one, or fails with the reason."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")
# Root may not use the sandbox; a small /dev/shm is common where tests run.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


@cache
def browser_path() -> str:
    """The program to start: the machine's Chromium, else the one playwright has fetched."""
    for found in filter(None, map(shutil.which, NAMES)):
        # A snap sees neither /tmp nor hidden folders, and its wrapper may find no snap at all.
        if "/snap/" not in str(Path(found).resolve()) and answers(found):
            return found
    with sync_playwright() as driver:
        own = driver.chromium.executable_path
    assert Path(own).exists(), "there is no Chromium here: run script/test, which installs it"
    return own


def answers(program: str) -> bool:
    """Whether a program is a browser that starts; Ubuntu's wrapper around snap is none."""
    if b"snap" in Path(program).read_bytes()[:4096]:
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium, one for all tests of a worker."""
    path = browser_path()
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


if __name__ == "__main__":
    try:
        print(browser_path())
    except AssertionError as why:
        sys.exit(str(why))
