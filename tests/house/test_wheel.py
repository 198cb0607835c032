"""What a user installs: the whole house, what it shows, and nothing that only we need."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from homes import PARTS
from support.shared import ROOT

TOP = ["setup.py", "pyproject.toml", "plugins.toml", "__init__.py", "py.typed", "README.md"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel") / "copy"
    for part in (*PARTS, "plugins", "contrib"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    for name in TOP:
        shutil.copy(ROOT / name, folder)
    command = [
        "-c", "from setuptools.build_meta import build_wheel; build_wheel('..')"
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with zipfile.ZipFile(next(folder.parent.glob("*.whl"))) as file:
        return set(file.namelist())


def tracked(*patterns):
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if "__pycache__" not in path.parts
    }


@pytest.mark.parametrize(
    "patterns",
    [
        [f"{part}/**/*.py" for part in (*PARTS, "plugins")],
        [f"{part}/**/locale/*.po" for part in (*PARTS, "plugins")],
        [
            f"{part}/**/*.{kind}"
            for part in (*PARTS, "plugins")
            for kind in ("jinja2", "kv", "bpmn")
        ],
        ["web/static/**/*.*"],
        ["plugins.toml", "py.typed", "__init__.py"],
    ],
    ids=["code", "translations", "templates", "static files", "settings"],
)
def test_everything_the_house_needs_is_in_the_wheel(wheel, patterns):
    missing = {name for name in tracked(*patterns) if f"tradepost/{name}" not in wheel}
    assert not missing, sorted(missing)[:20]


def test_the_wheel_holds_the_collected_assets_pressed_and_with_licences(wheel):
    vendor = "tradepost/web/static/vendor"
    assert {f"{vendor}/manifest.json", f"{vendor}/htmx/htmx.min.js.br"} <= wheel
    assert f"{vendor}/tabler/LICENCE.txt" in wheel


def test_what_only_we_need_stays_out(wheel):
    ours = {"setup.py", "pyproject.toml", "tests", "script", "docs", "build", "requirements"}
    inside = {Path(name).parts[1] for name in wheel if name.startswith("tradepost/")}
    assert not inside & ours
    assert not any("node_modules" in name for name in wheel)
