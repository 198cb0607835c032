import json

import pytest

from tradepost.core.command import main


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
