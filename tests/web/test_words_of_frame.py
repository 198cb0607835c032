"""The frame says the same around every page, whoever has brought the page."""

import re

from babel.messages.pofile import read_po

from support.shared import ROOT

TEMPLATES = ROOT / "web/templates"
INCLUDED = re.compile(r'{% (?:include|extends|import|from) "([\w/]+\.jinja2)"')
WORDS = re.compile(r'_\("((?:[^"\\]|\\.)+)"')
BY_PLUGINS = ("layout.jinja2", "parts.jinja2")
"""Templates of the web that pages of plugins are made with."""


def frame():
    """The texts of the frame: of those templates and of all they bring in."""
    left, seen, found = list(BY_PLUGINS), set(), set()
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            text = (TEMPLATES / name).read_text()
            left += INCLUDED.findall(text)
            found |= set(WORDS.findall(text))
    return found


def told(path):
    with path.open("rb") as file:
        return {one.id: one.string for one in read_po(file, locale="ru") if one.id}


def test_no_plugin_puts_other_words_into_the_frame():
    """In a page of a plugin its own texts go first, also where the frame speaks."""
    words, ours = frame(), told(ROOT / "web/locale/ru.po")
    assert "New" in words
    wrong = {}
    for path in ROOT.glob("plugins/*/locale/ru.po"):
        if (path.parents[1] / "templates").is_dir():
            theirs = told(path)
            other = {one for one in words & set(theirs) if theirs[one] != ours.get(one)}
            wrong |= {path.parents[1].name: other} if other else {}
    assert not wrong
