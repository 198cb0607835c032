"""Rights: whatever is asked for or demanded is declared by somebody."""

import ast
import re
from collections.abc import Iterable, Iterator

from .. import calls
from ..reporting import reports_of
from ..texts import Text, Texts
from .subject import Module, Subject

_ = Texts("tradepost.core.conformance")

ASKED = ("may", "require")
RIGHT = re.compile(r"[a-z_]+\.[a-z_]+")


def faults(subject: Subject) -> Iterator[Text]:
    """Rights that nobody declares."""
    known = subject.house.policy.known
    for module in subject.modules:
        for node, right in _asked(module):
            if right not in known:
                place = subject.place(module, node)
                yield _("{place}: nobody declares the right {right}", place=place, right=right)
    for what, right in _demanded(subject):
        if right not in known:
            yield _("{what}: nobody declares the right {right}", what=what, right=right)


def _asked(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Rights written out in `access.may("…")`, `access.require("…")`, `right="…"`."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        given: list[ast.expr] = [one.value for one in node.keywords if one.arg == "right"]
        if isinstance(node.func, ast.Attribute) and node.func.attr in ASKED:
            given += node.args[:1]
        for one in given:
            if isinstance(one, ast.Constant) and RIGHT.fullmatch(str(one.value)):
                yield node, str(one.value)


def _demanded(subject: Subject) -> Iterable[tuple[str, str]]:
    """The rights that what the plugin offers through hooks demands."""
    hooks = subject.house.plugins.manager.hook
    for offered in (calls.importers, calls.exporters):
        for one in offered(hooks):
            yield one.kind, one.right
    for job in calls.jobs(hooks):
        yield job.name, job.right
    for report in reports_of(subject.house).values():
        yield report.name, report.right
    for form in calls.print_forms(hooks):
        yield form.name, form.right or f"{form.kind}.read"
