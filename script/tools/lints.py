"""House habits that no general linter knows: a few lines of `ast` for each.

A rule is a function that gets one parsed file and yields the line and the complaint.
`tests/script/tools/test_lints.py` shows each of them a bad sample.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from homes import home_of

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("core", "plugins", "web", "pos_kiosk", "hardware", "contrib")
LONG_FILE, LONG_FUNCTION = 300, 40  # lines; hints, not walls


@dataclass(frozen=True)
class Source:
    """One Python file, parsed."""

    path: str  # from the root, with slashes
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        """The text, line by line."""
        return self.text.splitlines()

    def under(self, *starts: str) -> bool:
        """Whether it stands in one of these folders, or is one of these files."""
        return self.path.startswith(starts)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Each call with the last word of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_word(node.func)


Found = Iterator[tuple[int, str]]
Rule = Callable[[Source], Found]


def line_of(node: ast.AST) -> int:
    """The line a node stands on."""
    return int(getattr(node, "lineno", 1))


def last_word(node: ast.AST) -> str:
    """`commit` of `self.session.commit`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def who_ends_the_work(source: Source) -> Found:
    """Whoever opens a unit of work ends it, and only the database and the house open one."""
    if source.under("core/database/", "core/house.py", "core/migrations", "pos_kiosk/till/"):
        return  # the till's journal is a file of its own, with its own moments
    for call, name in source.calls():
        if name in {"commit", "rollback"} and isinstance(call.func, ast.Attribute):
            if ast.unparse(call.func.value) == "config":  # Pyramid's directives, no transaction
                continue
            yield call.lineno, f".{name}() here: services never end the unit of work"


def a_flush_says_why(source: Source) -> Found:
    """A flush has a comment on its line."""
    for call, name in source.calls():
        if name != "flush" or not ast.unparse(call.func).endswith("session.flush"):
            continue
        last = source.lines[(call.end_lineno or call.lineno) - 1]
        if not re.search(r"\)\s+#\s*\w", last):
            yield call.lineno, "a flush says on its line what it is for"


def views_do_not_query(source: Source) -> Found:
    """A view parses, calls, shows."""
    path = Path(source.path)
    if path.name not in {"views.py", "kiosk.py"} and "views" not in path.parts:
        return
    for call, name in source.calls():
        if name in {"select", "query"}:
            yield call.lineno, f"{name}() in a view: ask a service or a reading"


def hooks_are_called_in_one_place(source: Source) -> Found:
    """Only core/calls.py calls `….hook.name(…)`, so the rest of the house is typed."""
    if source.under("core/calls"):
        return
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and (node.value.attr == "hook" or ast.unparse(node.value).endswith("work.hooks"))
        ):
            yield line_of(node), "hooks are called through the typed functions of core/calls.py"


def numbers_are_exact(source: Source) -> Found:
    """No binary fractions in columns, nor in what counts money and goods."""
    for node in ast.walk(source.tree):
        name = node.name if isinstance(node, ast.alias) else last_word(node)
        if name in {"Float", "REAL", "DOUBLE", "Double", "DOUBLE_PRECISION"}:
            yield line_of(node), f"{name}: money and quantity are scaled integers"
    if source.under("core/", "plugins/"):
        for call, _ in source.calls():
            if isinstance(call.func, ast.Name) and call.func.id == "float":
                yield call.lineno, "float(): use Decimal and the strict parser of core/values"


def relationships_name_both_sides(source: Source) -> Found:
    """`backref` makes an attribute that no reader of the other class can see."""
    for call, name in source.calls():
        if name == "backref" or any(word.arg == "backref" for word in call.keywords):
            yield call.lineno, "backref: write relationship(back_populates=…) on both sides"


def sql_is_not_pasted_together(source: Source) -> Found:
    """SQL is written out in the code; values travel as parameters."""
    if source.under("core/database/"):
        return  # the one room that makes statements, out of declared names
    for call, name in source.calls():
        if name not in {"text", "exec_driver_sql"} or not call.args:
            continue
        if not written_out(call.args[0]) and imports_sql(source, name):
            yield call.lineno, f"{name}() of a text put together at run time"


def written_out(node: ast.expr) -> bool:
    """Whether a text stands in the code, but for constants of the module (in capitals)."""
    if isinstance(node, ast.JoinedStr):
        parts = (one.value for one in node.values if isinstance(one, ast.FormattedValue))
        return all(isinstance(part, ast.Name) and part.id.isupper() for part in parts)
    return isinstance(node, ast.Constant)


def imports_sql(source: Source, name: str) -> bool:
    """Whether the file takes `text` from SQLAlchemy (others have a `text` too)."""
    if name == "exec_driver_sql":
        return True
    return bool(re.search(r"from sqlalchemy[\w.]* import[^)]*?\btext\b|\bsa\.text\(", source.text))


def markup_is_escaped(source: Source) -> Found:
    """What people typed never becomes markup by our doing; an excuse names its reason."""
    excused = re.compile(r"# noqa: S704 -- \w")
    for call, name in source.calls():
        if excused.search(source.lines[call.lineno - 1]):
            continue
        if name == "Markup" and call.args and not isinstance(call.args[0], ast.Constant):
            yield call.lineno, "Markup() of what is not written here: let Jinja escape it"


def data_is_not_code(source: Source) -> Found:
    """Nothing that is read is run; an excuse that ruff takes, with its reason, serves here."""
    excused = re.compile(r"# noqa: S\d+ -- \w")
    for node in ast.walk(source.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names = [node.func.id] if node.func.id in {"eval", "exec", "compile"} else []
        for name in names:
            if name.split(".")[0] not in {
                "pickle",
                "shelve",
                "marshal",
                "eval",
                "exec",
                "compile",
            }:
                continue
            if not excused.search(source.lines[line_of(node) - 1]):
                yield line_of(node), f"{name}: no code from data"


def texts_name_their_folder(source: Source) -> Found:
    """`Texts` is given the folder whose locale/ holds the translations."""
    if source.under("contrib/"):
        return  # packages of their own names
    home = home_of(ROOT, source.path)
    package = "tradepost." + home.replace("/", ".")
    at_home = str(Path(source.path).parent) == home
    for call, name in source.calls():
        if name != "Texts" or not call.args:
            continue
        given = call.args[0]
        fits = isinstance(given, ast.Constant) and given.value == package
        fits = fits or (at_home and ast.unparse(given) == "__package__")
        if not fits:
            yield call.lineno, f'the texts of this file are Texts("{package}")'


def fronts_stay_apart(source: Source) -> Found:
    """In a plugin only views see the web, only kiosk.py sees the cash desk, nobody the devices."""
    parts = source.path.split("/")
    if parts[0] != "plugins" or len(parts) < 3:
        return
    allowed = {"web": "views", "pos_kiosk": "kiosk"}
    room = parts[2].removesuffix(".py")
    for node in ast.walk(source.tree):
        part = imported_part(node, depth=len(parts))
        if part == "hardware" or (part in allowed and allowed[part] != room):
            yield line_of(node), f"{part} is not seen from {room}"


def imported_part(node: ast.AST, depth: int) -> str:
    """The part of the house an import statement names, or nothing."""
    if isinstance(node, ast.Import):
        ours = (one.name.split(".") for one in node.names if one.name.startswith("tradepost."))
        return next(ours, ["", ""])[1]
    if not isinstance(node, ast.ImportFrom):
        return ""
    words = [*(node.module or "").split("."), *(one.name for one in node.names)]
    if node.level == depth:  # as many dots as lead to the root of the house
        return next(filter(None, words))
    return words[1] if words[0] == "tradepost" and len(words) > 1 else ""


RULES: tuple[Rule, ...] = (
    who_ends_the_work,
    a_flush_says_why,
    views_do_not_query,
    hooks_are_called_in_one_place,
    numbers_are_exact,
    relationships_name_both_sides,
    sql_is_not_pasted_together,
    markup_is_escaped,
    data_is_not_code,
    texts_name_their_folder,
    fronts_stay_apart,
)

# A rule that must be broken somewhere is broken there by name: `# house: data_is_not_code -- why`
EXCUSE = re.compile(r"#\s*house:\s*(\w+)\s*--\s*\w")


def complaints(source: Source) -> Iterator[str]:
    """All that the rules have against one file, save what is excused on its line."""
    for rule in RULES:
        for line, complaint in rule(source):
            excuse = EXCUSE.search(source.lines[line - 1])
            if not excuse or excuse[1] != rule.__name__:
                yield f"{source.path}:{line}: {complaint} [{rule.__name__}]"


def template_complaints(path: str, text: str) -> Iterator[str]:
    """What is wrong with one template."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\|\s*safe\b|autoescape\s+false", line):
            yield f"{path}:{number}: a template escapes everything [markup_is_escaped]"


def sources(root: Path) -> Iterator[Source]:
    """Every Python file of the house."""
    for part in PARTS:
        for path in sorted((root / part).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "/migrations/" not in name:
                text = path.read_text(encoding="utf-8")
                yield Source(name, text, ast.parse(text))


def hints(root: Path, source: Source) -> Iterator[str]:
    """What a reader may want to look at; prints, never fails."""
    if len(source.lines) > LONG_FILE:
        yield f"{source.path}: {len(source.lines)} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > LONG_FUNCTION:
                yield f"{source.path}:{node.lineno}: {node.name} takes {length} lines"
    path = Path(source.path)
    mirror = root / "tests" / path.parent / f"test_{path.name}"
    if path.name != "__init__.py" and not mirror.exists():
        yield f"{source.path}: no tests/{path.parent}/test_{path.name}"


def main(arguments: list[str]) -> int:
    """Check the house; `--hints` also prints what is worth a look."""
    found: list[str] = []
    for source in sources(ROOT):
        found += complaints(source)
        if "--hints" in arguments:
            print(*(f"hint: {hint}" for hint in hints(ROOT, source)), sep="\n", end="")
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*.jinja2")):
            name = path.relative_to(ROOT).as_posix()
            found += template_complaints(name, path.read_text(encoding="utf-8"))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
