"""What stands beside the code: the docstring, the README, files that travel with the package."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution

from ..plugins import found
from ..settings import Setting
from ..texts import Text, Texts
from .subject import Subject

_ = Texts("tradepost.core.conformance")

DATA = ("templates", "static", "locale", "migrations", "forms")
"""Folders whose files the running plugin reads."""
SHORTEST = 20


def faults(subject: Subject) -> Iterator[Text]:
    """What is missing beside the code."""
    if len((sys.modules[subject.package].__doc__ or "").strip()) < SHORTEST:
        yield _("__init__.py: the docstring says in a line what the plugin is for")
    if not _has_readme(subject):
        yield _("README.md is missing: the concepts in the shopkeeper's words")
    if not isinstance(getattr(subject.plugin, "title", None), Text):
        yield _("{what}: has no title", what=subject.name)
    for one in subject.plugin.settings:
        if not _sound(one):
            yield _("setting {name}: its default is no {type}", name=one.name,
                    type=one.type.__name__)  # fmt: skip
    yield from _left_behind(subject)


def _has_readme(subject: Subject) -> bool:
    for folder in (subject.folder, subject.folder.parent):
        path = folder / "README.md"
        # The README of the whole house is not that of a plugin in it.
        if path.exists() and (folder == subject.folder or (folder / "pyproject.toml").exists()):
            return path.stat().st_size > SHORTEST
    dist = _distribution(subject)
    described = dist.metadata.get_payload() if dist else ""  # type: ignore[attr-defined]
    return len(str(described or "").strip()) > SHORTEST and not _is_bundled(subject)


def _distribution(subject: Subject) -> Distribution | None:
    door = found().get(subject.name)
    return door.dist if door else None


def _is_bundled(subject: Subject) -> bool:
    return subject.package.startswith("tradepost.")


def _sound(one: Setting) -> bool:
    return one.default is None or isinstance(one.default, one.type)


def _left_behind(subject: Subject) -> Iterator[Text]:
    """Files that would be missing once the package is built: data that no pattern names."""
    patterns = _patterns(subject)
    if patterns is None:  # an installed package: what is missing fails by itself
        return
    for path in sorted(subject.folder.rglob("*")):
        inside = path.relative_to(subject.folder)
        if not path.is_file() or "__pycache__" in inside.parts or inside.parts[0] not in DATA:
            continue
        if not any(_matches(inside.as_posix(), one) for one in patterns):
            yield _("{path}: no pattern of package data takes it along", path=inside.as_posix())


def _matches(path: str, pattern: str) -> bool:
    return fnmatch(path, pattern) or (
        "**/" in pattern and fnmatch(path, pattern.replace("**/", ""))
    )


def _patterns(subject: Subject) -> list[str] | None:
    """The package data of the checkout the plugin lies in; None where it lies in none."""
    for folder in subject.folder.parents:
        if (folder / "setup.py").exists():
            return _of_setup((folder / "setup.py").read_text("utf-8"))
        if (folder / "pyproject.toml").exists():
            tools = tomllib.loads((folder / "pyproject.toml").read_text("utf-8")).get("tool", {})
            given = tools.get("setuptools", {}).get("package-data", {})
            return [*given.get(subject.package, []), *given.get("*", [])]
    return None


def _of_setup(source: str) -> list[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "package_data":
            given: dict[str, list[str]] = ast.literal_eval(node.value)
            return [one for patterns in given.values() for one in patterns]
    return []
