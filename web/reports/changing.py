"""Changing a question: what the buttons of the builder do, each answered by an address."""

from collections.abc import Callable, Mapping
from typing import Any

from ...core.reporting.figures import visible
from .question import NONE, Place, Question

STEPS = {"up": -1, "down": 1}


def change(question: Question, said: Mapping[str, str]) -> bool:
    """Do what a button or a list of choices asks for; answers whether anything was asked."""
    adding: Mapping[str, Callable[[Question, str], None]] = {
        "add_by": _add_by, "add_show": _add_show, "add_filter": _add_filter,
    }  # fmt: skip
    done = False
    for name, do in adding.items():
        if said.get(name):
            do(question, said[name])
            done = True
    verb, _colon, subject = said.get("do", "").partition(":")
    name, _dot, act = verb.partition(".")
    if name in ("by", "show") and act in (*STEPS, "drop"):
        _arrange(question, name, act, subject)
    elif (name, act) == ("filter", "drop"):
        _drop(question, lambda known, _value: known in _names_of(subject))
    elif (name, act) == ("value", "drop"):
        path, _equals, value = subject.partition("=")
        _drop_value(question, path, value)
    elif (name, act) == ("mark", "drop"):
        _drop(question, lambda known, value: known == "mark" and value == subject)
    elif (name, act) == ("mark", "add"):
        _add_mark(question, said)
    else:
        return done
    return True


def _names_of(path: str) -> tuple[str, str]:
    return path, path.replace("filter", "how", 1)


def _drop(question: Question, gone: Callable[[str, str], bool]) -> None:
    question.pairs = [one for one in question.pairs if not gone(*one)]


def _drop_value(question: Question, path: str, value: str) -> None:
    kept: list[tuple[str, str]] = []
    for known, given in question.pairs:
        if known != path or given == value:
            if known != path:
                kept.append((known, given))
            continue
        rest = [one for one in given.split(",") if one != value]
        if rest:
            kept.append((known, ",".join(rest)))
    if all(known != path for known, _given in kept):
        kept.append((_names_of(path)[1], "in"))
    question.pairs = kept


def _columns(question: Question) -> list[str]:
    return question.shown(visible(question.work, question.report))


def _set(question: Question, name: str, values: list[str]) -> None:
    kept = [one for one in question.pairs if one[0] != name]
    if not values and name == "by":
        values = [NONE]
    question.pairs = kept + [(name, one) for one in values]


def _arrange(question: Question, name: str, act: str, subject: str) -> None:
    found = question.by if name == "by" else _columns(question)
    if subject not in found:
        return
    place = found.index(subject)
    found.pop(place)
    if act in STEPS:
        found.insert(max(0, place + STEPS[act]), subject)
    _set(question, name, found)


def _add_by(question: Question, name: str) -> None:
    if name in question.axes:
        _set(question, "by", [*(one for one in question.by if one != name), name])


def _add_show(question: Question, name: str) -> None:
    _set(question, "show", [*(one for one in _columns(question) if one != name), name])


def _add_filter(question: Question, name: str) -> None:
    how = "in" if name in question.axes else "gt"
    if all(one.name != name for one in question.filters()):
        question.pairs.append((Place(name, how).how_path, how))


def _add_mark(question: Question, said: Mapping[str, Any]) -> None:
    name, how = said.get("mark_of", ""), said.get("mark_how", "")
    if not name:
        return
    if how == "bar":
        question.pairs.append(("mark", f"{name}:bar"))
        return
    _path, value = question.typed(Place("mark"), said.get("mark_value") or "0")
    tone = said.get("mark_tone") or "bad"
    question.pairs.append(("mark", f"{name}:{how}:{value}:{tone}"))
