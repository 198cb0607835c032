import json
import sqlite3
import threading
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tradepost.core.database.backup import Maker, back_up, read_manifest, restore
from tradepost.core.database.dumps import BackupFailed
from tradepost.core.errors import Conflict

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MAKER = Maker("0.1.0", {"stock": "0.1.0"})


def fill(url):
    """A base whose invariant is that every pair of rows adds up to nothing."""
    run(
        url,
        "create table pair (one integer, two integer)",
        "create table alembic_version_core (version_num text)",
        "insert into alembic_version_core values ('core_0007')",
        "insert into pair values (5, -5)",
    )


def run(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


def value(url, query):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return found


def prove(url):
    left = value(url, "select sum(one) + sum(two) from pair")
    return [f"pairs differ by {left}"] if left else []


@pytest.fixture
def base(bases):
    return make_url(bases.like("pairs", fill))


@pytest.fixture
def backup(base, tmp_path):
    file = tmp_path / "shop.backup"
    back_up(base, file, now=NOW, maker=MAKER, prove=prove)
    return file


def test_a_backup_comes_back_whole(backup, bases):
    target = make_url(bases.empty())
    manifest = restore(backup, target)
    assert value(target, "select count(*) from pair") == 1
    assert manifest.heads == {"core": "core_0007"}
    assert manifest.plugins == {"stock": "0.1.0"}
    assert manifest.made_at == "2026-11-23T10:00:00+00:00"


def test_the_trial_leaves_nothing_behind(backup, base, engine_name, tmp_path):
    assert not [one for one in tmp_path.iterdir() if one.is_dir()]
    assert backup.stat().st_mode & 0o077 == 0
    if engine_name == "postgresql":
        trials = "select count(*) from pg_database where datname like 'tradepost_trial%'"
        assert value(base, trials) == 0


def test_a_backup_made_under_load_is_one_instant(base, bases, tmp_path):
    stop, written = threading.Event(), []

    def write(n):
        engine = create_engine(base, connect_args=waiting(base))
        while not stop.is_set():
            with engine.begin() as connection:
                connection.execute(text("insert into pair values (:n, 0)"), {"n": n})
                connection.execute(text("insert into pair values (0, -:n)"), {"n": n})
            written.append(n)
        engine.dispose()

    run_wal(base)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(1, 5)]
    for one in writers:
        one.start()
    try:
        for turn in range(5):
            before = len(written)
            back_up(base, tmp_path / f"{turn}.backup", now=NOW, maker=MAKER, prove=prove)
            target = make_url(bases.empty())
            restore(tmp_path / f"{turn}.backup", target)
            assert prove(target) == []
            assert value(target, "select count(*) from pair") >= 1 + 2 * before - 2 * len(writers)
    finally:
        stop.set()
        for one in writers:
            one.join()
    assert len(written) > 20


def waiting(url):
    return {"timeout": 20} if url.get_backend_name() == "sqlite" else {}


def run_wal(url):
    if url.get_backend_name() == "sqlite":
        base = sqlite3.connect(url.database)
        base.execute("pragma journal_mode=wal")
        base.close()


def test_a_base_that_is_not_sound_is_not_backed_up(base, tmp_path):
    run(base, "insert into pair values (1, 1)")
    with pytest.raises(BackupFailed, match="pairs differ by 2"):
        back_up(base, tmp_path / "unsound.backup", now=NOW, maker=MAKER, prove=prove)
    assert not (tmp_path / "unsound.backup").exists()


def test_a_file_that_stands_is_not_overwritten(base, backup):
    before = backup.read_bytes()
    with pytest.raises(Conflict, match="stands already"):
        back_up(base, backup, now=NOW, maker=MAKER, prove=prove)
    assert backup.read_bytes() == before


def test_a_live_base_is_never_overwritten(base, backup):
    with pytest.raises(Conflict, match="A base stands already"):
        restore(backup, base)
    assert value(base, "select count(*) from pair") == 1


def test_the_trial_may_have_a_base_of_its_own(base, bases, tmp_path):
    trial = make_url(bases.empty())
    back_up(base, tmp_path / "one.backup", now=NOW, maker=MAKER, prove=prove, trial=trial)
    assert value(trial, "select count(*) from pair") == 1
    with pytest.raises(Conflict, match="not empty"):
        back_up(base, tmp_path / "two.backup", now=NOW, maker=MAKER, prove=prove, trial=trial)


def test_a_backup_goes_back_to_the_same_engine_only(backup, engine_name, tmp_path):
    other = "postgresql://nobody@/none" if engine_name == "sqlite" else f"sqlite:///{tmp_path}/x"
    with pytest.raises(BackupFailed, match=f"backup is of {engine_name}"):
        restore(backup, make_url(other))


def test_every_damaged_byte_is_refused(backup, bases, tmp_path, engine_name):
    whole = backup.read_bytes()
    target = make_url(bases.empty())
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        hurt = bytearray(whole)
        hurt[place] ^= 0x55
        file = tmp_path / "hurt.backup"
        file.write_bytes(bytes(hurt))
        try:
            assert read_manifest(file) == read_manifest(backup)  # a byte of no meaning (a date)
        except BackupFailed as why:
            assert "is not a sound backup" in str(why)
            with pytest.raises(BackupFailed):
                restore(file, target)


@pytest.mark.parametrize("share", [0, 10, 50, 99])
def test_a_cut_file_is_refused(backup, share, tmp_path):
    whole = backup.read_bytes()
    file = tmp_path / "cut.backup"
    file.write_bytes(whole[: len(whole) * share // 100])
    with pytest.raises(BackupFailed, match="is not a sound backup"):
        read_manifest(file)


def test_a_changed_base_in_a_sound_archive_is_refused(backup, tmp_path):
    with zipfile.ZipFile(backup) as packed:
        manifest, base = packed.read("manifest.json"), packed.read("base")
    file = tmp_path / "changed.backup"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", manifest)
        packed.writestr("base", base[:-1] + bytes([base[-1] ^ 1]))
    with pytest.raises(BackupFailed, match="checksum"):
        read_manifest(file)


def test_a_file_of_something_else_is_refused(tmp_path):
    file = tmp_path / "other.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("manifest.json", json.dumps({"format": "other"}))
    with pytest.raises(BackupFailed, match="is not a sound backup"):
        read_manifest(file)
