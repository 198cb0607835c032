"""Texts are found wherever they are shown, and none goes without its translation."""

import pytest

import translations


@pytest.fixture
def sales(tmp_path):
    """A checkout with a core and one plugin that shows two texts."""
    (tmp_path / "core").mkdir()
    folder = tmp_path / "plugins" / "sales"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(
        '_("Ship {number}")\n_.n("{count} row", "{count} rows", n)'
    )
    return folder


def check(root, folder, elsewhere=()):
    return list(translations.faults(folder, translations.texts_of(root, folder), set(elsewhere)))


def translate(folder, replacements):
    path = folder / "locale" / "ru.po"
    text = path.read_text()
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


SHIP = {'msgid "Ship {number}"\nmsgstr ""': 'msgid "Ship {number}"\nmsgstr "Отгрузить {number}"'}
ROWS = {
    'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""': 'msgstr[0] "{count} строка"\n'
    'msgstr[1] "{count} строки"\nmsgstr[2] "{count} строк"'
}


def update(root, folder):
    translations.update(folder, translations.texts_of(root, folder))


def test_a_new_text_is_missed_then_written_then_asked_for_then_done(tmp_path, sales):
    assert len(check(tmp_path, sales)) == 2
    update(tmp_path, sales)
    assert all("has no translation" in one for one in check(tmp_path, sales))
    translate(sales, {**SHIP, **ROWS})
    assert check(tmp_path, sales) == []


def test_an_update_keeps_what_is_translated_and_changes_nothing_else(tmp_path, sales):
    update(tmp_path, sales)
    translate(sales, {**SHIP, **ROWS})
    before = (sales / "locale" / "ru.po").read_text()
    update(tmp_path, sales)
    assert (sales / "locale" / "ru.po").read_text() == before
    assert "Date" not in before
    assert "#:" not in before


def test_a_text_nobody_shows_any_more_is_a_fault_until_the_update(tmp_path, sales):
    update(tmp_path, sales)
    translate(sales, {**SHIP, **ROWS})
    (sales / "__init__.py").write_text('_("Ship {number}")')
    assert len(check(tmp_path, sales)) == 1
    update(tmp_path, sales)
    assert check(tmp_path, sales) == []


@pytest.mark.parametrize("wrong", ["Отгрузить", "Отгрузить {nomer}", "Отгрузить {number} {extra}"])
def test_a_translation_puts_in_the_same_values(tmp_path, sales, wrong):
    update(tmp_path, sales)
    translate(sales, {**SHIP, **ROWS})
    translate(sales, {"Отгрузить {number}": wrong})
    assert len(check(tmp_path, sales)) == 1


def test_a_form_of_one_may_leave_the_count_out(tmp_path, sales):
    update(tmp_path, sales)
    translate(sales, {**SHIP, **ROWS})
    translate(sales, {"{count} строка": "одна строка"})
    assert check(tmp_path, sales) == []


def test_a_fuzzy_translation_is_read_by_somebody(tmp_path, sales):
    update(tmp_path, sales)
    translate(sales, {**SHIP, **ROWS})
    translate(sales, {'msgid "Ship': '#, fuzzy\nmsgid "Ship'})
    assert any("fuzzy" in one for one in check(tmp_path, sales))


def test_a_text_the_core_translates_need_not_be_translated_again(tmp_path, sales):
    (sales / "__init__.py").write_text('_("Name")')
    assert check(tmp_path, sales)
    assert check(tmp_path, sales, elsewhere=["Name"]) == []


def test_templates_and_kivy_files_show_texts_too(tmp_path, sales):
    (sales / "page.jinja2").write_text(
        "{{ _('Pay') }} {{ _.n('{count} day', '{count} days', n) }} {% if x %}{{ _('Due', day=d) }}"
        "{% endif %}{% trans %}Thanks{% endtrans %}"
    )
    (sales / "till.kv").write_text("Button:\n    text: _('Close')\n")
    found = translations.texts_of(tmp_path, sales)
    assert {"Pay", ("{count} day", "{count} days"), "Due", "Thanks", "Close"} <= set(found)


def test_a_room_with_its_own_locale_keeps_its_own_texts(tmp_path):
    room = tmp_path / "core" / "command"
    (room / "locale").mkdir(parents=True)
    (room / "line.py").write_text('_("Example")')
    (tmp_path / "core" / "errors.py").write_text('_("Refused")')
    assert set(translations.texts_of(tmp_path, tmp_path / "core")) == {"Refused"}
    assert set(translations.texts_of(tmp_path, room)) == {"Example"}


def test_a_text_put_together_at_run_time_stops_the_check(tmp_path, sales):
    (sales / "__init__.py").write_text("_(name)")
    with pytest.raises(translations.Unwritten, match="written out"):
        translations.texts_of(tmp_path, sales)
