"""Every house rule finds its bad sample and leaves the good one alone."""

import ast

import pytest

import lints


def found(path, text):
    source = lints.Source(path, text, ast.parse(text))
    return {one.rpartition("[")[2].rstrip("]") for one in lints.complaints(source)}


SAMPLES = {
    "who_ends_the_work": (
        ("plugins/sales/services.py", "work.session.commit()"),
        ("core/database/engine.py", "connection.commit()"),
    ),
    "a_flush_says_why": (
        ("plugins/sales/services.py", "work.session.flush()"),
        ("plugins/sales/services.py", "work.session.flush()  # the lines below need its id"),
    ),
    "views_do_not_query": (
        ("plugins/sales/views.py", "rows = session.scalars(select(Shipment))"),
        ("plugins/sales/services.py", "rows = session.scalars(select(Shipment))"),
    ),
    "hooks_are_called_in_one_place": (
        ("core/posting/service.py", "manager.hook.on_posted(document=1)"),
        ("core/calls.py", "manager.hook.on_posted(document=1)"),
    ),
    "numbers_are_exact": (
        ("plugins/pricing/services.py", "price = float(text)"),
        ("plugins/pricing/services.py", "price = Decimal(text)"),
    ),
    "relationships_name_both_sides": (
        ("plugins/sales/models.py", "lines = relationship('Line', backref='owner')"),
        ("plugins/sales/models.py", "lines = relationship('Line', back_populates='owner')"),
    ),
    "sql_is_not_pasted_together": (
        ("core/jobs.py", "from sqlalchemy import text\ndo(text(f'delete from {name}'))"),
        ("core/jobs.py", "from sqlalchemy import text\ndo(text('delete from jobs'))"),
    ),
    "markup_is_escaped": (
        ("web/lists.py", "cell = Markup(name)"),
        ("web/lists.py", "cell = Markup('<br>')"),
    ),
    "data_is_not_code": (
        ("plugins/processes/services.py", "import pickle\nvalue = eval(text)"),
        ("plugins/processes/services.py", "import json\nvalue = model.eval(text)"),
    ),
    "texts_name_their_folder": (
        ("core/access/access.py", "_ = Texts(__package__)"),
        ("core/access/access.py", "_ = Texts('tradepost.core')"),
    ),
    "fronts_stay_apart": (
        ("plugins/sales/services.py", "from ...web import pages"),
        ("plugins/sales/views.py", "from ...web import pages"),
    ),
}


def test_every_rule_has_its_samples():
    assert {rule.__name__ for rule in lints.RULES} == set(SAMPLES)


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_rule_finds_the_bad_sample_and_leaves_the_good_one(rule):
    bad, good = SAMPLES[rule]
    assert rule in found(*bad)
    assert rule not in found(*good)


@pytest.mark.parametrize(
    "text",
    [
        "amount = Column(Float)",
        "amount = mapped_column(sa.Float)",
        "from sqlalchemy import Float",
        "amount = mapped_column(REAL())",
    ],
)
def test_a_column_of_binary_fractions_is_found(text):
    assert found("plugins/sales/models.py", text) == {"numbers_are_exact"}


@pytest.mark.parametrize(
    "text",
    [
        "from tradepost.web import pages",
        "from tradepost import hardware",
        "import tradepost.hardware.ports",
        "from ...hardware import ports",
        "from ... import pos_kiosk",
    ],
)
def test_a_service_sees_no_front_however_it_is_written(text):
    assert found("plugins/sales/services.py", text) == {"fronts_stay_apart"}


@pytest.mark.parametrize(
    "text",
    [
        "from sqlalchemy import text\nx = text('select ' + name)",
        "import sqlalchemy as sa\nx = sa.text(statement)",
        "connection.exec_driver_sql(statement)",
    ],
)
def test_sql_put_together_at_run_time_is_found(text):
    assert found("plugins/sales/services.py", text) == {"sql_is_not_pasted_together"}


def test_sql_may_name_constants_of_its_module():
    start = "from sqlalchemy import text\n"
    assert not found("core/words.py", start + "x = text(f'delete from {TABLE}')")
    assert found("core/words.py", start + "x = text(f'delete from {TABLE} where {rule}')")


def test_a_configurator_may_commit_its_directives():
    assert not found("core/app/__init__.py", "config.commit()")


def test_a_text_that_is_no_sql_may_be_made_at_run_time():
    assert not found("web/pages.py", "label = element.text(name)\nbox = text(name)")


def test_a_rule_is_broken_by_name_and_with_a_reason():
    line = "session.commit()  # house: who_ends_the_work"
    assert found("plugins/sales/services.py", line)
    assert not found("plugins/sales/services.py", line + " -- a base of the tests' own")


@pytest.mark.parametrize(
    "line", ["{{ name | safe }}", "{{ name|safe }}", "{% autoescape false %}"]
)
def test_a_template_that_escapes_nothing_is_found(line):
    assert list(lints.template_complaints("web/templates/list.jinja2", f"<p>\n{line}"))


def test_a_template_may_speak_of_safety():
    assert not list(lints.template_complaints("web/templates/list.jinja2", "<p>It is safe</p>"))


def test_hints_name_long_files_long_functions_and_missing_tests(tmp_path):
    text = "def long():\n" + "    x = 1\n" * 301
    source = lints.Source("core/long.py", text, ast.parse(text))
    said = "\n".join(lints.hints(tmp_path, source))
    assert "302 lines" in said
    assert "long takes 302 lines" in said
    assert "no tests/core/test_long.py" in said
