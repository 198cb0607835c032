import pytest

from tradepost.core import Invalid, Plugin, Texts, hookimpl
from tradepost.core.command import exchange
from tradepost.core.database.about import About, about, tell
from tradepost.core.exchange_kinds import Exporter, Importer
from tradepost.core.house import House
from tradepost.core.settings import Settings

_ = Texts("tradepost.core")


def read(work, source, tally):
    """`name=value` lines; an empty value is refused."""
    rows = source.read().decode().splitlines()
    for number, row in enumerate(rows, 1):
        name, _equals, value = row.partition("=")
        with tally.line(work, number):
            known = about(work.session, name)
            tell(work.session, name, value)
            if not value:
                raise Invalid(_("{name} needs a value", name=name))
            if known is None:
                tally.created += 1
            elif known == value:
                tally.unchanged += 1
            else:
                tally.updated += 1
        tally.progress(number, len(rows))


def write(work, target):
    rows = (
        work.session.query(About)
        .filter(About.name.not_like("plugin:%"))
        .order_by(About.name)
        .all()
    )
    for one in rows:
        target.write(f"{one.name}={one.value}\n".encode())
    return len(rows)


class PairsPlugin(Plugin):
    name = "pairs"
    title = _("Pairs")

    @hookimpl
    def list_importers(self):
        return [Importer("pairs", _("Pairs"), "core.manage_jobs", read)]

    @hookimpl
    def list_exporters(self):
        return [Exporter("pairs", _("Pairs"), "core.manage_jobs", write)]


@pytest.fixture(autouse=True)
def house(monkeypatch):
    def opened(url, *, safe_mode=False):
        return House(Settings(), url, extra=[PairsPlugin()])

    monkeypatch.setattr(House, "open", opened)
    monkeypatch.setattr(exchange, "require_ready", lambda house: None)


def test_a_file_is_read_and_counted(shop, tmp_path):
    file = tmp_path / "pairs.txt"
    file.write_text("tea=1\ncoffee=2\n")
    assert shop("import", "pairs", file).status == 0
    assert shop.out == "created 2, updated 0, unchanged 0, refused 0\n"
    file.write_text("tea=1\ncoffee=3\nmilk=4\n")
    assert shop("import", "pairs", file, "--json").data == {
        "created": 1, "updated": 1, "unchanged": 1, "refused": 0, "refusals": [], "tried": False,
    }  # fmt: skip


def test_a_refused_line_is_named_and_the_others_are_kept(shop, tmp_path):
    file = tmp_path / "pairs.txt"
    file.write_text("tea=1\ncoffee=\nmilk=4\n")
    assert shop("import", "pairs", file).status == 1
    assert shop.err == "pairs.txt:2: coffee needs a value\n"
    assert shop.out == "created 2, updated 0, unchanged 0, refused 1\n"
    assert shop("export", "pairs", tmp_path / "out.txt").status == 0
    assert (tmp_path / "out.txt").read_text() == "milk=4\ntea=1\n"


def test_a_trial_leaves_no_trace(shop, tmp_path):
    file = tmp_path / "pairs.txt"
    file.write_text("tea=1\n")
    assert "created 1" in shop("import", "pairs", file, "--try").out
    assert "created 1" in shop("import", "pairs", file).out


def test_an_unknown_kind_names_the_known_ones(shop, tmp_path):
    file = tmp_path / "any.txt"
    file.write_text("")
    assert shop("import", "songs", file).status == 1
    assert "Kinds: pairs" in shop.err


def test_a_file_that_is_not_there_is_one_line(shop):
    assert shop("import", "pairs", "nowhere.txt").status == 1
    assert shop.err == "nowhere.txt: No such file or directory\n"


def test_an_export_that_fails_leaves_no_file(shop, tmp_path, monkeypatch):
    monkeypatch.setattr(Exporter, "write", lambda *args: 1 / 0)
    assert shop("export", "pairs", tmp_path / "out.txt").status == 1
    assert "Defect: ZeroDivisionError" in shop.err
    assert list(tmp_path.glob("*out.txt*")) == []
