import pytest


def test_a_base_is_made_and_then_is_up_to_date(line):
    assert line("init").status == 0
    assert "Base made" in line.out
    assert "core_0001" in line.out
    assert line("init").status == 0
    assert line.out == "Up to date\n"


def test_programs_are_told_what_was_done(line):
    made = line("init", "--json").data
    assert made["new"]
    assert "core_0001" in made["migrations"]
    again = line("init", "--json").data
    assert not again["new"]
    assert again["migrations"] == []


def test_a_demo_shows_its_passwords_once(line):
    logins = line("init", "--demo", "--json").data["logins"]
    assert "administrator" in logins
    assert line("init", "--demo", "--json").data["logins"] == {}
    assert line("init", "--demo").status == 0
    assert "user password" in line.out


def test_a_demo_that_was_cut_short_shows_its_passwords_when_it_is_complete(line, monkeypatch):
    def power_cut(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tradepost.core.calls.on_demo_made", power_cut)
        assert line("init", "--demo").status != 0
    assert "administrator" in line("init", "--demo", "--json").data["logins"]
    assert line("init", "--demo", "--json").data["logins"] == {}


def test_a_base_without_demo_has_nobody_in_it(line):
    line("init")
    assert line("token", "create", "administrator").status == 1


def test_a_base_in_use_does_not_become_a_demo(shop):
    assert shop("init", "--demo").status == 1
    assert "can not become a demo" in shop.err


def test_a_stopped_plugin_is_told(line, settings):
    settings.write_text('on = [\n    "no_such",\n]\n')
    assert line("init").status == 0
    assert "no_such is stopped: is not installed" in line.err


@pytest.mark.parametrize("words", [["verify"], ["token", "create", "anna"], ["export", "x", "y"]])
def test_without_a_base_the_remedy_is_named(line, words):
    assert line(*words).status == 1


def test_looking_makes_no_file(line, engine_name, tmp_path):
    if engine_name == "sqlite":
        assert line("verify").status == 1
        assert "tradepost init" in line.err
        assert list(tmp_path.glob("*.sqlite")) == []
