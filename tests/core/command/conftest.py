"""The command line in its own world: settings, language and base of the test's own."""

import json
import socket
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tradepost.core.command import main


@dataclass
class Line:
    """Runs commands in this process and keeps what they wrote."""

    capsys: object
    url: str
    status: int = 0
    out: str = ""
    err: str = ""

    def __call__(self, *words):
        self.capsys.readouterr()
        try:
            self.status = main(["--database", self.url, *map(str, words)])
        except SystemExit as end:
            self.status = end.code
        shown = self.capsys.readouterr()
        self.out, self.err = shown.out, shown.err
        return self

    @property
    def data(self):
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """Settings of the test's own: no plugin is on."""
    path = tmp_path / "plugins.toml"
    path.write_text("on = [\n]\n")
    monkeypatch.setenv("TRADEPOST_SETTINGS", str(path))
    monkeypatch.setenv("TRADEPOST_LANGUAGE", "en")
    monkeypatch.delenv("TRADEPOST_DATABASE", raising=False)
    return path


@pytest.fixture
def line(capsys, engine_url):
    """The command line on an empty base of each engine."""
    return Line(capsys, engine_url)


@pytest.fixture
def shop(capsys, bases):
    """The command line on a base that has been made."""

    def make(url):
        assert main(["--database", url, "init"]) == 0

    return Line(capsys, bases.like("core_only", make))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def start(shop):
    """Starts a command as a process of its own; whatever still runs is ended afterwards."""
    started = []

    def begin(*words):
        command = [sys.executable, "-c", "from tradepost.core.command import main; exit(main())"]
        one = subprocess.Popen(
            [*command, "--database", shop.url, *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(one)
        return one

    yield begin
    for one in started:
        one.kill()
        one.communicate()
