"""The schema of one house: what the plugins that are on have declared."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from .catalog import Catalog
from .document import Document
from .extension import Extension
from .record import DECLARED, Declared, Lines, Record
from .register import REGISTERS, BalanceRegister, FactRegister, Register, TurnoverRegister


class FieldClash(Exception):
    """Two plugins give one name to a field of the same record."""


class Owned(Protocol):
    """Anything declared by a plugin."""

    plugin: str


class Schema:
    """Catalogs, documents, registers and extensions by kind."""

    def __init__(self, plugins: Collection[str]) -> None:
        on = {"core", "web", *plugins}
        declared = {k: c for k, c in DECLARED.items() if c.plugin in on}
        registers = {k: r for k, r in REGISTERS.items() if r.plugin in on}
        self.records: Mapping[str, type[Record]] = _heirs(declared, Record)
        self.catalogs: Mapping[str, type[Catalog]] = _heirs(declared, Catalog)
        self.documents: Mapping[str, type[Document]] = _heirs(declared, Document)
        self.lines: Mapping[str, type[Lines]] = _heirs(declared, Lines)
        self.registers: Mapping[str, type[Register]] = registers
        self.balances: Mapping[str, type[BalanceRegister]] = _heirs(registers, BalanceRegister)
        self.turnovers: Mapping[str, type[TurnoverRegister]] = _heirs(registers, TurnoverRegister)
        self.facts: Mapping[str, type[FactRegister]] = _heirs(registers, FactRegister)
        self._extensions: dict[type[Declared], list[type[Extension]]] = {}
        for extension in _heirs(declared, Extension).values():
            self._extensions.setdefault(extension.of, []).append(extension)
        self._parts: dict[type[Declared], list[type[Lines]]] = {}
        for line in self.lines.values():
            if line.added is not None:
                self._parts.setdefault(line.owner, []).append(line)

    def extensions(self, of: type[Declared]) -> list[type[Extension]]:
        """The extensions that plugins add to a class."""
        return self._extensions.get(of, [])

    def parts(self, of: type[Declared]) -> list[type[Lines]]:
        """The rows that plugins add to a class."""
        return self._parts.get(of, [])

    def fields(self, of: type[Declared]) -> dict[str, Any]:
        """Every field of a class, those that plugins add after its own.

        Raises:
            FieldClash: where an extension, or rows that are added, repeat a name.
        """
        found = dict(of.fields)
        for by in (*self.extensions(of), *self.parts(of)):
            for name, one in _adds(by).items():
                if name in found:
                    raise FieldClash(f"{by.__name__}.{name} stands already on {of.kind}")
                found[name] = one
        return found


def _adds(by: type[Declared]) -> Mapping[str, Any]:
    """The fields that an extension, or rows, add to another class."""
    if issubclass(by, Lines):
        return {by.added.name: by.added} if by.added else {}
    return by.fields


def _heirs(declared: Mapping[str, Any], of: type) -> dict[str, Any]:
    return {kind: one for kind, one in sorted(declared.items()) if issubclass(one, of)}
