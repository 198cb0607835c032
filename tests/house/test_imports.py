"""Every module can be imported first, alone, without a warning; plugins import what they need."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from homes import PARTS
from support.shared import ROOT

# Kivy opens its window library, and reads sys.argv, when it is imported.
SCREENS = "pos_kiosk/screens"
# Warnings of libraries, as in pyproject.toml.
IGNORED = [
    "ignore:pkg_resources is deprecated",
    "ignore:Deprecated call to `pkg_resources",
    "ignore:'cgi' is deprecated:DeprecationWarning",
]
LIBRARIES = (
    "alembic.autogenerate, babel.dates, pydantic, pyramid.config, sqlalchemy.orm, zope.sqlalchemy"
)
# Each module is imported in a child of its own: as alone as in a fresh interpreter, but the
# libraries are loaded once, and so are the packages it lies in, which Python imports before it.
IMPORT_EACH = """
import os, sys, traceback, warnings
warnings.simplefilter("ignore")
import {libraries}
warnings.simplefilter("error")
for one in {ignored!r}:
    action, message, *_ = one.split(":")
    warnings.filterwarnings(action, message)

def visit(name, below):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    try:
        __import__(name)
    except BaseException:
        print("==", name); traceback.print_exc(file=sys.stdout, limit=-3); sys.stdout.flush()
        os._exit(1)
    os._exit(any([visit(name + "." + one, rest) for one, rest in below.items()]))

tree = {{}}
for name in sys.argv[1:]:
    place = tree
    for part in name.split("."):
        place = place.setdefault(part, {{}})
sys.exit(any([visit(one, rest) for one, rest in tree.items()]))
"""


def modules(part):
    folder = ROOT / part
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" not in name and not name.startswith(SCREENS):
            yield "tradepost." + name.removesuffix(".py").removesuffix("/__init__").replace(
                "/", "."
            )


def imported(names, *, folder=ROOT):
    program = IMPORT_EACH.format(libraries=LIBRARIES, ignored=IGNORED)
    return subprocess.run(
        [sys.executable, "-c", program, *names],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("part", [*PARTS, "plugins"])
def test_every_module_can_be_imported_first(part, tmp_path):
    done = imported(modules(part), folder=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_module_that_warns_or_fails_is_told_of(tmp_path):
    (tmp_path / "warns.py").write_text("import warnings\nwarnings.warn('old')")
    (tmp_path / "fails.py").write_text("import nowhere")
    done = imported(["warns", "fails", "json"], folder=tmp_path)
    assert done.returncode == 1
    assert "== warns" in done.stdout
    assert "== fails" in done.stdout
    assert "== json" not in done.stdout


def test_a_module_is_imported_with_nothing_but_the_packages_it_lies_in(tmp_path):
    (tmp_path / "house").mkdir()
    (tmp_path / "house/__init__.py").touch()
    (tmp_path / "house/first.py").write_text("X = 1\nfrom house.second import Y")
    (tmp_path / "house/second.py").write_text("from house.first import X\nY = 2")
    done = imported(["house.first", "house.second"], folder=tmp_path)
    assert "== house.first" not in done.stdout
    assert "== house.second" in done.stdout


def plugin_names():
    return sorted(path.parent.name for path in ROOT.glob("plugins/*/__init__.py"))


def plugins_imported_by(text, depth):
    """The plugins that a file of a plugin imports; `depth` dots lead to its own folder."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            words = [*(node.module or "").split("."), *(one.name for one in node.names)]
            if node.level == depth + 1:
                yield next(filter(None, words))
            elif words[:2] == ["tradepost", "plugins"]:
                yield words[2]


@pytest.mark.parametrize("name", plugin_names())
def test_a_plugin_imports_only_plugins_it_needs(name):
    needs = set(import_module(f"tradepost.plugins.{name}").plugin.needs)
    folder = ROOT / "plugins" / name
    for path in folder.rglob("*.py"):
        depth = len(path.relative_to(folder).parts)
        beyond = set(plugins_imported_by(path.read_text(), depth)) - needs - {name}
        assert not beyond, f"{path.relative_to(ROOT)} imports {beyond}, which {name} does not need"


def test_imports_of_other_plugins_are_seen_however_they_are_written():
    text = (
        "from ..items import Item\nfrom .. import stock\nfrom .models import Shipment\n"
        "from ...core import Plugin\nfrom tradepost.plugins.parties.models import Party\n"
    )
    assert set(plugins_imported_by(text, depth=1)) == {"items", "stock", "parties"}
    assert set(plugins_imported_by("from ...items import Item", depth=2)) == {"items"}


def test_the_folder_of_the_checkout_is_the_package():
    import tradepost

    assert Path(tradepost.__file__).parent == ROOT
