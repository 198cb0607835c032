"""Keep locale/ru.po of every folder in step with the texts in its code and templates.

    script/translations             what is missing, folder by folder
    script/translations --update    writes new texts into the files, drops those nobody shows
    script/translations --check     fails unless every text has its translation

Texts are English in the code: `_("Shipment")`, `_.n("{count} row", "{count} rows", n)`, the
same in templates, `_('Pay')` in Kivy's .kv. The files are sorted and name neither lines nor
dates, so work done side by side merges.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from homes import home_of, homes

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "ru"
HEADER = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<10 || n%100>=20) ? 1 : 2);\\n"

"""
# One text: itself, or its singular and plural.
Text = str | tuple[str, str]
# The texts of a file with their lines; None for one that is not written out.
Found = Iterator[tuple[int, Text | None]]
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]


class Unwritten(Exception):
    """Texts that are put together at run time, so that nobody could translate them."""


def texts_of(root: Path, folder: Path) -> dict[Text, str]:
    """Every text of a folder with the file that shows it.

    Raises:
        Unwritten: naming each call whose text is not written out in it.
    """
    found: dict[Text, str] = {}
    unwritten = []
    home = folder.relative_to(root).as_posix()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        reader = READERS.get(path.suffix)
        if not reader or home_of(root, name) != home or "migrations" in path.parts:
            continue
        for line, given in reader(path.read_text(encoding="utf-8")):
            if given is None:
                unwritten.append(f"{name}:{line}: a text to translate is written out in the call")
            else:
                found.setdefault(given, path.relative_to(folder).as_posix())
    if unwritten:
        raise Unwritten("\n".join(unwritten))
    return found


def python_texts(source: str) -> Found:
    """The texts of a Python file, by line."""
    for node in ast.walk(ast.parse(source)):
        count = wanted(ast.unparse(node.func)) if isinstance(node, ast.Call) else 0
        if isinstance(node, ast.Call) and count:
            given = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
            yield node.lineno, as_text(given, count)


def template_texts(source: str) -> Found:
    """The texts of a Jinja2 template: `_(…)`, `_.n(…)`, `ngettext(…)` and `{% trans %}`."""
    environment = Environment(autoescape=True, extensions=EXTENSIONS)
    tree = environment.parse(source)
    for call in tree.find_all(nodes.Call):
        count = wanted(called(call.node))
        if count:
            given = [one.value for one in call.args[:count] if isinstance(one, nodes.Const)]
            yield call.lineno, as_text(given, count)


def kivy_texts(source: str) -> Found:
    """The texts of a Kivy rule file."""
    for line, text in enumerate(source.splitlines(), 1):
        for found in re.finditer(r"\b_\(\s*('[^']*'|\"[^\"]*\")?", text):
            yield line, ast.literal_eval(found[1]) if found[1] else None


READERS: dict[str, Callable[[str], Found]] = {
    ".py": python_texts,
    ".jinja2": template_texts,
    ".html": template_texts,
    ".kv": kivy_texts,
}


def called(node: nodes.Node) -> str:
    """The name of what a template calls, as it is written."""
    if isinstance(node, nodes.Getattr):
        return f"{called(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def wanted(name: str) -> int:
    """How many texts a call of this name takes."""
    return {"_": 1, "gettext": 1, "_.n": 2, "ngettext": 2}.get(name, 0)


def as_text(given: Sequence[object], count: int) -> Text | None:
    """What was found in a call as one text; None where it is not written out."""
    texts = [one for one in given if isinstance(one, str)]
    if len(texts) != count:
        return None
    return texts[0] if count == 1 else (texts[0], texts[1])


def read(folder: Path) -> Catalog:
    """The translations of a folder; none where there is no file yet."""
    path = folder / "locale" / f"{LANGUAGE}.po"
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(folder: Path, texts: dict[Text, str]) -> None:
    """Write the texts into the folder's file, keeping the translations there are."""
    old = read(folder)
    new = Catalog(locale=LANGUAGE)
    for text in texts:
        before = old.get(text if isinstance(text, str) else text[0])
        kept = before.string if before and same_kind(before, text) else ""
        comments = before.user_comments if before else []
        new.add(
            text, kept or (("",) * 3 if isinstance(text, tuple) else ""), user_comments=comments
        )
    path = folder / "locale" / f"{LANGUAGE}.po"
    if not texts and not path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, new, width=98, omit_header=True, sort_output=True, no_location=True)


def same_kind(message: Message, text: Text) -> bool:
    """Whether an old translation has as many forms as the text now takes."""
    return isinstance(message.id, str) == isinstance(text, str)


def faults(folder: Path, texts: dict[Text, str], elsewhere: set[str]) -> Iterator[str]:
    """What is wrong with a folder's translations.

    Args:
        folder: the plugin or the part.
        texts: what its code shows.
        elsewhere: texts that the core translates for everybody.
    """
    catalogue = read(folder)
    known = {text if isinstance(text, str) else text[0] for text in texts}
    for text, file in texts.items():
        key = text if isinstance(text, str) else text[0]
        message = catalogue.get(key)
        if message is None or not same_kind(message, text):
            if key not in elsewhere:
                yield f"{file}: {key!r} is not in locale/{LANGUAGE}.po: script/translations --update"
        else:
            yield from wrong(message)
    for message in catalogue:
        if message.id and message_key(message) not in known:
            yield f"locale/{LANGUAGE}.po: nobody shows {message_key(message)!r} any more"


def message_key(message: Message) -> str:
    """The text by which a translation is found."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def wrong(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    given = [message.string] if isinstance(message.string, str) else list(message.string or ())
    key = message_key(message)
    if not all(given) or (isinstance(message.id, tuple) and len(given) != 3):
        yield f"{key!r} has no translation"
        return
    if message.fuzzy:
        yield f"{key!r} is marked fuzzy: somebody has to read it"
    originals = [message.id] if isinstance(message.id, str) else message.id
    allowed = set().union(*map(fields, originals))
    for one in given:
        # "один" may leave the count out; a value nobody gives would stop the page.
        missing = allowed - fields(one) - ({"count"} if isinstance(message.id, tuple) else set())
        if fields(one) - allowed or missing:
            yield f"{key!r} puts in {sorted(fields(one))}, the text has {sorted(allowed)}"


def fields(text: str) -> set[str]:
    """The names of the values put into a text, in either notation."""
    percents = set(re.findall(r"%\((\w+)\)s", text))
    try:
        return percents | {name for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:  # a lone brace is a brace
        return percents


def main(arguments: list[str]) -> int:
    """Do what the arguments ask, for every folder."""
    core = {message_key(one) for one in read(ROOT / "core") if one.id and one.string}
    failed = False
    for folder in homes(ROOT):
        try:
            texts = texts_of(ROOT, folder)
        except Unwritten as why:
            failed = True
            print(why)
            continue
        shared = set() if folder == ROOT / "core" else core
        if "--update" in arguments:
            own = {
                text: file
                for text, file in texts.items()
                if (text if isinstance(text, str) else text[0]) not in shared
            }
            update(folder, own)
        for fault in faults(folder, texts, shared):
            failed = True
            print(f"{folder.relative_to(ROOT)}: {fault}")
    return 1 if failed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
