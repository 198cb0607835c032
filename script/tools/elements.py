"""What a stylesheet says of plain elements: rules that name no class, and the values those use.

A framework's stylesheet is mostly of classes that our pages never name; a browser reads them
all the same, on every page. What is left is a fifteenth.
"""

import re
from collections.abc import Iterator

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)
NAMED = re.compile(r"[.#][a-zA-Z_-]|\[data-(?!bs-theme)")
"""A class, an id, or an attribute that only a framework's own script sets."""
CONDITIONS = ("@media", "@supports")
VALUE = re.compile(r"--[\w-]+")


def elements(css: str) -> str:
    """The rules of a stylesheet that hold for elements without classes.

    Animations and fonts are left out: only classes name them. Of values (`--name`) those stay
    that a rule uses, or that make up one that does.
    """
    found = list(_kept(COMMENT.sub("", css)))
    used = _used(found)
    return "".join(_written(rule, used) for rule in found)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules at the top of a stylesheet: what each is about, and what stands in it."""
    at = 0
    while (opening := css.find("{", at)) >= 0:
        about = css[at:opening].rpartition(";")[2].strip()  # behind `@charset "utf-8";`
        end = _end(css, opening + 1)
        yield about, css[opening + 1 : end]
        at = end + 1


def _end(css: str, at: int) -> int:
    """Where the block ends that began before `at`."""
    depth = 1
    while depth:
        string = STRING.match(css, at)
        if string:
            at = string.end()
            continue
        depth += {"{": 1, "}": -1}.get(css[at], 0)
        at += 1
    return at - 1


Rule = tuple[tuple[str, ...], str, list[str]]
"""The conditions around a rule, its selectors, its declarations."""


def _kept(css: str, around: tuple[str, ...] = ()) -> Iterator[Rule]:
    for about, body in rules(css):
        if about.startswith(CONDITIONS):
            yield from _kept(body, (*around, about))
        elif not about.startswith("@"):
            plain = [one for one in split(about, ",") if not NAMED.search(one)]
            if plain:
                yield around, ",".join(plain), [one for one in split(body, ";") if one.strip()]


def split(text: str, mark: str) -> list[str]:
    """A text in its parts; a mark inside brackets or a string parts nothing."""
    found, depth, begun, at = [], 0, 0, 0
    while at < len(text):
        string = STRING.match(text, at)
        if string:
            at = string.end()
            continue
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[at], 0)
        if text[at] == mark and not depth:
            found.append(text[begun:at])
            begun = at + 1
        at += 1
    return [*found, text[begun:]]


def _used(found: list[Rule]) -> set[str]:
    """The values that rules use, and those which they are made of."""
    made: dict[str, set[str]] = {}
    used: set[str] = set()
    for _around, _about, body in found:
        for one in body:
            name, _colon, text = one.strip().partition(":")
            names = set(VALUE.findall(text))
            if name.startswith("--"):
                made.setdefault(name, set()).update(names)
            else:
                used |= names
    waiting = list(used)
    while waiting:
        more = made.get(waiting.pop(), set()) - used
        used |= more
        waiting += more
    return used


def _written(rule: Rule, used: set[str]) -> str:
    around, about, body = rule
    kept = []
    for one in body:
        name = one.strip().partition(":")[0]
        if not name.startswith("--") or name in used:
            kept.append(one.strip())
    if not kept:
        return ""
    inside = f"{about}{{{';'.join(kept)}}}"
    for one in reversed(around):
        inside = f"{one}{{{inside}}}"
    return inside + "\n"
