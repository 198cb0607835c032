"""A plugin written by `plugin new`, and what `plugin check` says of it and of worse ones."""

import json
import os
import shutil
import subprocess
import sys

import pytest

RUN = "from tradepost.core.command import main; exit(main())"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A new plugin, as it is written."""
    folder = tmp_path_factory.mktemp("written")
    done = run("plugin", "new", "shop_stamps", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "shop_stamps"


@pytest.fixture
def stamps(written, tmp_path):
    """A copy of it that Python finds as if it were installed."""
    copy = tmp_path / "shop_stamps"
    shutil.copytree(written, copy)
    info = copy / "tradepost_shop_stamps-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tradepost-shop-stamps\nVersion: 0.1.0\n"
    )
    (info / "entry_points.txt").write_text(
        "[tradepost]\nshop_stamps = tradepost_shop_stamps:plugin\n"
    )
    return copy


def run(*words, path=None, cwd=None, settings=None):
    given = {**os.environ, "TRADEPOST_LANGUAGE": "en"}
    if path:
        given["PYTHONPATH"] = str(path)
    if settings:
        given["TRADEPOST_SETTINGS"] = str(settings)
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        capture_output=True, text=True, env=given, cwd=cwd, check=False,
    )  # fmt: skip


def change(plugin, file, old, new):
    path = plugin / "tradepost_shop_stamps" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def faults(plugin):
    done = run("plugin", "check", "shop_stamps", "--json", path=plugin)
    assert done.returncode in (0, 1), done.stderr
    (row,) = json.loads(done.stdout)
    assert bool(row["faults"]) == bool(done.returncode)
    return row["faults"]


def test_a_new_plugin_conforms_and_is_listed(stamps, settings):
    assert faults(stamps) == []
    rows = json.loads(run("plugin", "list", "--json", path=stamps, settings=settings).stdout)
    (row,) = [one for one in rows if one["name"] == "shop_stamps"]
    assert (row["state"], row["version"]) == ("off", "0.1.0")


def test_a_new_plugin_is_enabled_works_and_is_disabled(stamps, settings, tmp_path):
    url = f"sqlite:///{tmp_path}/base.sqlite"

    def tell(*words):
        return run("--database", url, *words, path=stamps, settings=settings)

    assert "Switched on: shop_stamps" in tell("plugin", "enable", "shop_stamps").stdout
    assert '"shop_stamps"' in settings.read_text()
    assert "shop_stamps_0001" in tell("init").stdout
    assert tell("verify").returncode == 0
    assert "is on already" in tell("plugin", "enable", "shop_stamps").stdout
    assert "Switched off" in tell("plugin", "disable", "shop_stamps").stdout
    assert tell("verify").returncode == 0  # its tables stay and hurt nobody
    assert "is off already" in tell("plugin", "disable", "shop_stamps").stdout


def test_its_own_tests_pass_once_it_is_installed(written, tmp_path):
    source, site = tmp_path / "source", tmp_path / "site"
    shutil.copytree(written, source)
    install = ["-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target"]
    done = subprocess.run(
        [sys.executable, *install, str(site), str(source)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(source / "tests")]
    done = subprocess.run(
        tests, capture_output=True, text=True, check=False, cwd=source,
        env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_its_next_migration_is_written(stamps):
    change(
        stamps,
        "models.py",
        "note: Mapped",
        'size: Mapped[int | None] = field(_("Size"))\n    note: Mapped',
    )
    assert any("size" in one for one in faults(stamps))
    done = run("plugin", "migration", "shop_stamps", "Sizes of things", path=stamps)
    assert "shop_stamps_0002_sizes_of_things.py" in done.stdout
    assert faults(stamps) == ["tradepost_shop_stamps/models.py:32: “Size” is not translated"]
    done = run("plugin", "migration", "shop_stamps", "Nothing", path=stamps)
    assert "Nothing to migrate" in done.stdout


ROTTEN = """
import kivy.app
from tradepost.plugins.stock import Warehouse
from tradepost.web import shell
from tradepost.core import Texts

_ = Texts(__package__)


def spoil(work):
    work.access.require("shop_stamps.spoil")
    return _("Spoiled by {who}", who=work.access.name)
"""


def test_every_fault_is_named(stamps):
    package = stamps / "tradepost_shop_stamps"
    (package / "rotten.py").write_text(ROTTEN)
    (stamps / "README.md").write_text("")
    (package / "static").mkdir()
    (package / "static" / "stamp.css").write_text("")
    change(
        stamps,
        "__init__.py",
        '"""Shop stamps: things counted in and out. Say here in a line what the plugin is for."""',
        '"""?"""',
    )
    change(stamps, "__init__.py", "int, 1000,", "str, 1000,")
    change(stamps, "models.py", 'field(_("Note"), default', "field(default")
    change(stamps, "locale/ru.po", 'msgstr "Вводите', 'msgstr "{who} вводит')
    change(stamps, "locale/ru.po", 'msgstr "Вещь"', 'msgstr ""')
    step = next(package.glob("migrations/*.py"))
    step.write_text(f'{step.read_text()}\n\ndef downgrade() -> None:\n    """Forget."""\n')
    found = "\n".join(faults(stamps))
    for words in (
        "the docstring says in a line",
        "README.md is missing",
        "setting most: its default is no str",
        "static/stamp.css: no pattern of package data",
        "rotten.py:3: uses stock, which is not among its needs",
        "rotten.py:4: tradepost.web.shell may be seen from views.py alone",
        "rotten.py:2: kivy.app may be seen from kiosk.py alone",
        "ShopStampsThing.note: has no label",
        "“Thing” is not translated",
        "puts in other values",
        "“Spoiled by {who}” is not translated",
        "rotten.py:11: nobody declares the right shop_stamps.spoil",
        "going back leaves shop_stamps_entry",
    ):
        assert words in found, found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("from . import services", "from . import nothing", "can not be loaded: ImportError"),
        ("needs = ()", 'needs = ("no_such",)', "No plugin “no_such”"),
        ("def check_posting(self, posting", "def check_postin(self, posting", "hooks do not fit"),
        ("def list_rights(self)", "def list_rights(self, colour)", "hooks do not fit"),
        ('name = "shop_stamps"', 'name = "stamps"', "calls itself stamps"),
    ],
)  # fmt: skip
def test_a_plugin_that_does_not_start_says_why(stamps, old, new, fault):
    change(stamps, "__init__.py", old, new)
    done = run("plugin", "check", "shop_stamps", path=stamps)
    assert done.returncode == 1
    assert fault in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["Stamps", "1stamps", "a-b", "a__b", "core", "x" * 40, "../x"])
def test_a_name_that_is_none_is_refused(line, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert line("plugin", "new", name).status == 1
    assert list(tmp_path.glob("*stamps*")) == []


def test_a_folder_that_stands_is_left_alone(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stamps").mkdir()
    assert line("plugin", "new", "stamps").status == 1
    assert list((tmp_path / "stamps").iterdir()) == []
