"""Texts for people."""

from tradepost.core.texts import Text


def test_somebodys_own_words_are_not_translated():
    assert Text("", "Name").into("ru") == "Name"
    assert Text("tradepost.core", "Name").into("ru") == "Наименование"
    assert Text("", "a {brace").into("ru") == "a {brace"
