"""Settings are written into the file a person keeps: his comments stay, nothing is lost."""

import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest

from tradepost.core.conformance import switching
from tradepost.core.errors import Refusal
from tradepost.core.house import House
from tradepost.core.plugins import Plugin
from tradepost.core.settings import (
    CORE,
    BadSettings,
    Setting,
    Settings,
    read_settings,
    write_table,
)
from tradepost.core.texts import Text
from tradepost.web import SETTINGS

FILE = """# ours
on = [
    "items",  # goods
]

[settings.items]  # labels
scale_mask = "2P#IW"   # a hash inside
other = 'x'

[settings.web]
timezone = "Europe/Moscow"
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "plugins.toml"
    made.write_text(FILE, "utf-8")
    return made


def test_a_value_is_changed_in_its_place(path):
    write_table(path, "items", {"scale_mask": 'a"b#', "count": 3, "on": True})
    text = path.read_text("utf-8")
    assert text.startswith("# ours") and "# a hash inside" in text and '"items",  # goods' in text
    found = tomllib.loads(text)["settings"]
    assert found["items"] == {"scale_mask": 'a"b#', "other": "x", "count": 3, "on": True}
    assert found["web"] == {"timezone": "Europe/Moscow"}


def test_a_table_that_is_not_there_is_added(path):
    write_table(path, "mail", {"host": "mail.example"})
    assert tomllib.loads(path.read_text("utf-8"))["settings"]["mail"] == {"host": "mail.example"}
    assert read_settings(path).on == ("items",)


@pytest.mark.parametrize("layout", [
    'settings = { items = { scale_mask = "x" } }\n',
    '[settings.items]\nscale_mask = """\nx"""\n',
    "[settings]\nitems.scale_mask = 'x'\n",
])  # fmt: skip
def test_a_layout_that_is_not_understood_is_left_alone(path, layout):
    path.write_text(layout, "utf-8")
    with pytest.raises(BadSettings) as why:
        write_table(path, "items", {"scale_mask": "y"})
    assert "scale_mask" in str(why.value.remedy)
    assert path.read_text("utf-8") == layout


def test_a_file_that_can_not_be_written_says_what_to_write(tmp_path):
    with pytest.raises(BadSettings) as why:
        write_table(tmp_path / "nowhere" / "plugins.toml", "items", {"scale_mask": "y"})
    assert 'scale_mask = "y"' in str(why.value.remedy)


class Proud(Plugin):
    name = "items"
    title = Text("", "Proud")
    settings = (
        Setting("scale_mask", str, "2P", Text("", "Mask")), Setting("other", str, "", Text("", "O")),
        Setting("count", int, 1, Text("", "C")),
    )  # fmt: skip

    def configure(self, values):
        if values["count"] > 9:
            raise Refusal(Text("", "too many"))
        super().configure(values)


def test_the_plugin_agrees_first_and_the_one_at_work_is_left_alone(path):
    settings, plugin = read_settings(path), Proud()
    plugin.configure(settings.of("items", plugin.settings))
    with pytest.raises(Refusal, match="too many"):
        switching.keep(settings, "items", plugin.settings, {"count": 10}, plugin)
    switching.keep(settings, "items", plugin.settings, {"count": 5}, plugin)
    assert plugin.configured["count"] == 1
    assert read_settings(path).tables["items"]["count"] == 5
    assert switching.waiting(settings) is not None


def test_what_equals_its_default_is_not_written_down(path):
    settings = read_settings(path)
    switching.keep(settings, "items", Proud.settings, {"count": 1, "scale_mask": "2P#IW"})
    assert "count" not in read_settings(path).tables["items"]
    assert switching.waiting(settings) is None


def test_the_company_has_a_time_zone(bases):
    url = bases.empty()
    house = House(Settings(), url)
    assert str(house.zone) == "Europe/Moscow"
    with house.work(reads_only=True) as work:
        late = datetime(2026, 1, 31, 21, tzinfo=UTC)
        assert work.day_of(late - timedelta(seconds=1)) == date(2026, 1, 31)
        assert work.day_of(late) == date(2026, 2, 1)
    house.close()
    with pytest.raises(BadSettings) as why:
        House(Settings(tables={"core": {"timezone": "Moscow"}}), url)
    assert "Moscow" in str(why.value)


@pytest.mark.parametrize(("part", "zone"), [("core", ""), ("core", "Atlantis"), ("web", "../x")])
def test_a_zone_there_is_not_stops_the_start(part, zone):
    declared = CORE if part == "core" else SETTINGS
    with pytest.raises(BadSettings) as told:
        Settings(tables={part: {"timezone": zone}}).of(part, declared)
    assert told.value.path == "timezone"
