"""What a plugin imports: only plugins it needs, no front but in the files made for it."""

import ast
from collections.abc import Iterator

from ..plugins import found
from ..texts import Text, Texts
from .subject import Module, Subject

_ = Texts("tradepost.core.conformance")

HOUSE = "tradepost"
FRONTS = {"web": ("views",), "pos_kiosk": ("kiosk",), "hardware": ()}
"""Part of the house → the files of a plugin that may see it."""
WINDOWS = {"kivy": ("kiosk",)}


def faults(subject: Subject) -> Iterator[Text]:
    """Imports the plugin has not declared, or may not have."""
    homes = _homes()
    for module in subject.modules:
        for node, name in _imported(module):
            place = subject.place(module, node)
            yield from _need(subject, homes, name, place)
            yield from _front(subject, module, name, place)


def _need(subject: Subject, homes: dict[str, str], name: str, place: str) -> Iterator[Text]:
    for home, other in homes.items():
        if other == subject.name or not (name == home or name.startswith(f"{home}.")):
            continue
        if other not in subject.plugin.needs:
            yield _(
                "{place}: uses {other}, which is not among its needs", place=place, other=other
            )


def _front(subject: Subject, module: Module, name: str, place: str) -> Iterator[Text]:
    inside = module.name.removeprefix(subject.package).strip(".").partition(".")[0]
    parts = name.split(".")
    part = parts[1] if parts[0] == HOUSE and len(parts) > 1 else ""
    allowed = FRONTS.get(part, WINDOWS.get(parts[0]))
    if allowed is not None and inside not in allowed:
        where = " ".join(f"{one}.py" for one in allowed) or "-"
        yield _("{place}: {name} may be seen from {where} alone", place=place, name=name,
                where=where)  # fmt: skip
    if part == "contrib":
        yield _("{place}: contrib is imported by nobody", place=place)


def _homes() -> dict[str, str]:
    """Package → plugin, of every installed plugin."""
    return {one.module: name for name, one in found().items()}


def _imported(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every module a file imports when the program runs."""
    for node in _running(module.tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield node, one.name
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for one in node.names:
                yield node, f"{base}.{one.name}"


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        yield child
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for one in child.orelse:
                yield one
                yield from _running(one)
        else:
            yield from _running(child)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    if module.path.name != "__init__.py":
        parts = parts[:-1]
    kept = parts[: len(parts) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])
