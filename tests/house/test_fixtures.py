"""The fixtures that all other tests stand on."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from time import sleep

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from support.browser import answers
from support.cluster import Cluster, watch
from support.screens import axe


def rows(url, statement):
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text(statement)).scalars().all()
    engine.dispose()
    return found


def execute(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_empty_base_takes_tables_on_both_engines(engine_url, engine_name):
    assert engine_url.startswith(f"{engine_name}:")
    execute(engine_url, "create table one (id integer)", "insert into one values (1)")
    assert rows(engine_url, "select id from one") == [1]


def test_copies_of_a_base_do_not_see_each_other(bases):
    made = []

    def make(url):
        made.append(url)
        execute(url, "create table shelf (name text)", "insert into shelf values ('tea')")

    first, second = (bases.like("two_copies", make) for _ in range(2))
    execute(first, "delete from shelf")
    assert rows(first, "select name from shelf") == []
    assert rows(second, "select name from shelf") == ["tea"]
    assert len(made) == 1


def test_a_base_that_could_not_be_made_is_made_anew(bases):
    def fail(url):
        execute(url, "create table half (name text)")
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError):
        bases.like("made_anew", fail)
    url = bases.like("made_anew", lambda url: execute(url, "create table whole (name text)"))
    assert rows(url, "select name from whole") == []


def test_a_cluster_stopped_leaves_nothing_running():
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        cluster = Cluster(Path(name))
        cluster.start()
        assert rows(cluster.url("postgres"), "select 1") == [1]
        cluster.stop()
        with pytest.raises(OperationalError):
            rows(cluster.url("postgres"), "select 1")


def test_a_run_that_is_killed_leaves_no_cluster_behind():
    leader = subprocess.Popen(["sleep", "60"])
    folder = Path(mkdtemp())
    folder.chmod(0o755)
    watch(folder, leader.pid)
    cluster = Cluster(folder)
    cluster.start()
    server = Path("/proc", (cluster.data / "postmaster.pid").read_text().split()[0])
    leader.kill()
    leader.wait()
    for _ in range(100):
        if not folder.exists():
            break
        sleep(0.1)
    assert not folder.exists()
    # A server whose parent is gone may wait to be reaped; it does nothing any more.
    assert not server.exists() or "zombie" in (server / "status").read_text()


def test_the_browser_draws_a_page(browser):
    page = browser.new_page()
    page.set_content("<title>Касса</title>")
    assert page.title() == "Касса"
    page.close()


def test_axe_finds_a_picture_nobody_described(browser):
    page = browser.new_page()
    page.set_content("<html lang=en><title>Shelf</title><main><img src='data:,'></main></html>")
    assert any(one.startswith("image-alt") for one in axe(page))
    page.close()


def test_a_wrapper_around_snap_is_no_browser(tmp_path):
    wrapper = tmp_path / "chromium-browser"
    wrapper.write_text("#!/bin/sh\nexec /snap/bin/chromium\n")
    wrapper.chmod(0o755)
    assert not answers(str(wrapper))
    wrapper.write_text("#!/bin/sh\necho Chromium 1\n")
    assert answers(str(wrapper))
