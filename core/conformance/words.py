"""Texts: everything people read is named, and translated into Russian."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from ..schema.record import Record
from ..schema.register import Register
from ..texts import FALLBACK, Text, Texts, catalogue
from .subject import Subject

_ = Texts("tradepost.core.conformance")

LANGUAGE = "ru"
CALLS = {"_": 1, "gettext": 1, "_.n": 2, "ngettext": 2}
TEMPLATES = (".jinja2", ".html")


def faults(subject: Subject) -> Iterator[Text]:
    """Texts without a translation, fields without a name."""
    yield from _unnamed(subject)
    homes: dict[Path, dict[str, str]] = {}
    for place, message, home in _texts(subject):
        homes.setdefault(home, {}).setdefault(message, place)
    for home, texts in homes.items():
        yield from _untranslated(home, texts)


def _unnamed(subject: Subject) -> Iterator[Text]:
    """Names that were made up from the code can not be translated."""
    for one in subject.declared:
        if not hasattr(one, "title") and issubclass(one, Record | Register):
            yield _("{what}: has no title", what=one.__name__)
        labels = {n: f.label for n, f in getattr(one, "fields", {}).items()}
        if issubclass(one, Register):
            labels = {each.name: each.label for each in one.resources}
            labels |= {d.name: d.label for d in one.dimensions if isinstance(d.target, str)}
        for name, label in labels.items():
            if not isinstance(label, Text):
                yield _("{what}: has no label", what=f"{one.__name__}.{name}")


def _texts(subject: Subject) -> Iterator[tuple[str, str, Path]]:
    for module in subject.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS and node.args:
                given = node.args[0]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    home = _home(subject, module.path)
                    yield subject.place(module, node), given.value, home
    for path in subject.folder.rglob("*"):
        if path.suffix in TEMPLATES:
            for line, message in _of_template(path.read_text("utf-8")):
                yield f"{path.name}:{line}", message, _home(subject, path)


def _of_template(source: str) -> Iterator[tuple[int, str]]:
    extensions = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    environment = Environment(autoescape=True, extensions=extensions)
    for call in environment.parse(source).find_all(nodes.Call):
        named = isinstance(call.node, nodes.Name) and call.node.name in CALLS
        if named and call.args and isinstance(call.args[0], nodes.Const):
            yield call.lineno, str(call.args[0].value)


def _home(subject: Subject, path: Path) -> Path:
    """The nearest folder with translations, or that of the plugin."""
    for folder in path.parents:
        if folder == subject.folder or (folder / "locale").is_dir():
            return folder
    return subject.folder


def _untranslated(home: Path, texts: dict[str, str]) -> Iterator[Text]:
    known = _known(home / "locale" / f"{LANGUAGE}.po")
    house = catalogue(FALLBACK or "", LANGUAGE)
    for message, place in texts.items():
        found = known.get(message)
        if found is None or not _whole(found):
            if not (found is None and house.get(message)):
                yield _("{place}: “{text}” is not translated", place=place, text=message)
        elif found.fuzzy:
            yield _("{place}: the translation of “{text}” is fuzzy", place=place, text=message)
        elif not _fits(found):
            yield _("{place}: the translation of “{text}” puts in other values", place=place,
                    text=message)  # fmt: skip


def _known(path: Path) -> dict[str, Message]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        read: Catalog = read_po(file, locale=LANGUAGE)
    return {(m.id if isinstance(m.id, str) else m.id[0]): m for m in read if m.id}


def _forms(message: Message) -> list[str]:
    given = message.string
    return [given] if isinstance(given, str) else list(given or ())


def _whole(message: Message) -> bool:
    forms = _forms(message)
    wanted = 1 if isinstance(message.id, str) else 3  # Russian: 1, 2-4, 5-20
    return len(forms) == wanted and all(forms)


def _fits(message: Message) -> bool:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = set[str]().union(*map(_fields, originals))
    count = set() if isinstance(message.id, str) else {"count"}  # “один” needs no figure
    return all(wanted - count <= _fields(one) <= wanted for one in _forms(message))


def _fields(text: str) -> set[str]:
    percents = set(re.findall(r"%\((\w+)\)s", text))
    try:
        return percents | {name for _lit, name, _spec, _conv in Formatter().parse(text) if name}
    except ValueError:  # a lone brace is a brace
        return percents
