import json
from types import SimpleNamespace

import pytest

from tradepost.core import calls
from tradepost.core.command import line, main


def test_the_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    for name in [
        "init",
        "user",
        "token",
        "plugin",
        "verify",
        "import",
        "export",
        "till",
        "kiosk",
        "backup",
        "restore",
    ]:
        assert name in shown


def test_every_command_shows_an_example(capsys):
    for words in (["plugin"], ["plugin", "list"], ["plugin", "migration"], ["init"], ["backup"]):
        with pytest.raises(SystemExit):
            main([*words, "--help"])
        assert "Example:\n  tradepost " in capsys.readouterr().out


def test_the_cash_desk_says_that_it_is_missing(capsys):
    assert main(["till", "--stdio", "--journal", "here"]) == 2
    assert "not part of this build yet" in capsys.readouterr().err


def test_a_wrong_option_is_misuse(capsys):
    with pytest.raises(SystemExit) as end:
        main(["plugin", "list", "--nonsense"])
    assert end.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_wrong_settings_stop_with_their_reason(settings, capsys):
    settings.write_text("colour = 'red'\n")
    assert main(["plugin", "list"]) == 2
    shown = capsys.readouterr().err
    assert "colour" in shown
    assert shown.count("\n") == 1


def test_help_is_given_with_wrong_settings_too(settings, capsys):
    settings.write_text("colour = 'red'\n")
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0


def test_a_refusal_is_one_line_with_its_remedy(capsys):
    assert main(["plugin", "enable", "no_such"]) == 1
    assert " — Installed: " in capsys.readouterr().err
    assert main(["plugin", "enable", "no_such", "--json"]) == 1
    (refusal,) = json.loads(capsys.readouterr().out)["refusals"]
    assert refusal["code"] == "unknown"


def test_the_terminal_speaks_russian(monkeypatch, capsys):
    monkeypatch.setenv("TRADEPOST_LANGUAGE", "ru")
    assert main(["till"]) == 2
    assert "Касса" in capsys.readouterr().err


def test_a_front_brings_its_commands_through_an_entry_point(monkeypatch, capsys):
    def add(commands):
        made = commands.add_parser("till")
        made.add_argument("--stdio", action="store_true")
        made.set_defaults(do=lambda run: 0 if run.arguments.stdio and run.json else 1)

    monkeypatch.setattr(
        line, "entry_points", lambda group: [SimpleNamespace(name="till", load=lambda: add)]
    )
    assert main(["till", "--stdio", "--json"]) == 0
    assert main(["kiosk"]) == 2


def test_a_plugin_adds_a_command_that_is_given_the_house(monkeypatch, capsys, tmp_path):
    def run(house, arguments):
        print(house.url.database, arguments.seed)
        return 0

    def add(hooks, commands):
        made = commands.add_parser("simulate")
        made.add_argument("--seed", type=int)
        made.set_defaults(run=run)
        return []

    monkeypatch.setattr(calls, "add_commands", add)
    base = tmp_path / "base.sqlite"
    assert main(["--database", f"sqlite:///{base}", "simulate", "--seed", "7"]) == 0
    assert main(["simulate", "--seed", "7", "--database", f"sqlite:///{base}"]) == 0
    monkeypatch.chdir(tmp_path)
    assert main(["--database", "sqlite:///restore", "simulate", "--seed", "7"]) == 0
    assert capsys.readouterr().out == f"{base} 7\n" * 2 + "restore 7\n"


def test_a_plugin_whose_commands_fail_is_told_and_the_others_work(monkeypatch, capsys):
    why = calls.HookFailed("faulty", "add_commands failed: KeyError: 'x'")
    monkeypatch.setattr(calls, "add_commands", lambda _hooks, _commands: [why])
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "faulty is stopped: add_commands failed" in capsys.readouterr().err


def test_a_defect_is_one_line_and_more_when_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(line, "_beyond", lambda words, commands: 1 / 0)
    assert main(["plugin", "list"]) == 1
    assert capsys.readouterr().err == "Defect: ZeroDivisionError: division by zero\n"
