"""The plugin under check: its object, its package, its files, the house it runs in."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..house import House
from ..plugins import Plugin


@dataclass(frozen=True)
class Module:
    """One Python file of a plugin, parsed; `name` is as it is imported."""

    name: str
    path: Path
    tree: ast.Module


@dataclass(frozen=True)
class Subject:
    """A plugin under check.

    Attributes:
        name: of the plugin.
        plugin: its object.
        house: with the plugin and what it needs, nothing else, on a scratch base.
    """

    name: str
    plugin: Plugin
    house: House

    @cached_property
    def package(self) -> str:
        """The package the plugin stands in."""
        module = type(self.plugin).__module__
        return module if hasattr(sys.modules[module], "__path__") else module.rpartition(".")[0]

    @cached_property
    def folder(self) -> Path:
        """Where the package lies."""
        return Path(str(sys.modules[self.package].__file__)).parent

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Its Python files, without migrations."""
        return tuple(self._modules())

    def _modules(self) -> Iterator[Module]:
        for path in sorted(self.folder.rglob("*.py")):
            inside = path.relative_to(self.folder)
            if "migrations" in inside.parts or "tests" in inside.parts:
                continue
            parts = [*inside.parts[:-1], *([] if path.name == "__init__.py" else [path.stem])]
            name = ".".join([self.package, *parts])
            yield Module(name, path, ast.parse(path.read_text("utf-8")))

    @cached_property
    def declared(self) -> tuple[Any, ...]:
        """Its catalogs, documents, rows, extensions and registers."""
        schema = self.house.schema
        of_records = (*schema.records.values(), *schema.lines.values())
        found: dict[str, Any] = {one.kind: one for one in of_records if one.plugin == self.name}
        found |= {k: one for k, one in schema.registers.items() if one.plugin == self.name}
        for each in schema.records.values():
            found |= {e.kind: e for e in schema.extensions(each) if e.plugin == self.name}
        return tuple(found.values())

    def place(self, module: Module, node: ast.AST) -> str:
        """`stock/services.py:17`."""
        inside = module.path.relative_to(self.folder.parent).as_posix()
        return f"{inside}:{getattr(node, 'lineno', 1)}"
